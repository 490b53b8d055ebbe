package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.CheckStories.APP;
import static org.teep4j.vectors.replay.CheckStories.NEW;
import static org.teep4j.vectors.replay.CheckStories.OLD;
import static org.teep4j.vectors.replay.CheckStories.ROOT;
import static org.teep4j.vectors.replay.CheckStories.URI;
import static org.teep4j.vectors.replay.Notation.*;

import org.teep4j.codec.Bytes;

/** Encrypted payloads, and reports. */
final class SecretStories {
  private static final String ENC = "enc";
  private static final String PURPOSE = "SUIT Payload Encryption";
  private static final int FETCHING = 16;
  private static final int INSTALL = 20;

  private final Pack pack;

  private SecretStories(Pack pack) {
    this.pack = pack;
  }

  static void addTo(Pack pack) {
    SecretStories stories = new SecretStories(pack);
    stories.recipients();
    stories.directives();
    stories.tampering();
    stories.policies();
  }

  private Story secret(String name, String rules, String places, String what) {
    return pack.story("encrypted payloads", name, rules, places, what)
        .has(APP, OLD)
        .device(Ciphers::keys);
  }

  private static Manifest writing(String info, Bytes ciphertext, String... parameters) {
    return Manifest.of(APP)
        .on(INSTALL, override(encryption(info), content(ciphertext)), override(parameters), WRITE);
  }

  private static Manifest gcm(String... recipients) {
    return writing(Ciphers.gcm(recipients), Ciphers.encryptGcm(NEW), arguments(""));
  }

  // R80, R82, R83.

  private void recipients() {
    secret("enc-key-wrap", "R79 R82", "F 5.1", "AES key wrap, named by its identifier.")
        .update(gcm(Ciphers.keyWrap(true)))
        .complete()
        .then(APP, NEW);
    secret("enc-key-wrap-unnamed", "R82", "F 5.1", "The recipient has no identifier.")
        .update(gcm(Ciphers.keyWrap(false)))
        .complete()
        .then(APP, NEW);
    secret("enc-key-agreement", "R79 R80", "F 5.2", "ECDH-ES and AES key wrap.")
        .update(gcm(Ciphers.keyAgreement("", PURPOSE)))
        .complete()
        .then(APP, NEW);
    secret("enc-salt", "R83", "F 5.2.4", "The recipient has a salt for the derivation of the key.")
        .update(gcm(Ciphers.keyAgreement("a1a2a3a4a5a6a7a8", PURPOSE)))
        .complete()
        .then(APP, NEW);
    secret("enc-other-purpose", "R80", "F 5.2.4", "The key was derived for another purpose.")
        .update(gcm(Ciphers.keyAgreement("", "SUIT Report Encryption")))
        .abort(INSTALL, 18);
    secret("enc-second-recipient", "R82", "F 5", "The device is the second recipient.")
        .update(gcm(Ciphers.strangersKeyWrap(), Ciphers.keyWrap(true)))
        .complete()
        .then(APP, NEW);
    secret("enc-mixed-recipients", "R82", "F 5", "Recipients of two kinds.")
        .update(gcm(Ciphers.strangersKeyWrap(), Ciphers.keyAgreement("", PURPOSE)))
        .complete()
        .then(APP, NEW);
    secret("enc-no-recipient", "R82", "F 5", "No recipient is the device.")
        .update(gcm(Ciphers.strangersKeyWrap()))
        .abort(INSTALL, 18);
    pack.story("encrypted payloads", "enc-no-key", "R79", "F 5", "The device has no key at all.")
        .has(APP, OLD)
        .update(gcm(Ciphers.keyWrap(true)))
        .abort(INSTALL, 18);
  }

  // R79.

  private void directives() {
    String info = Ciphers.gcm(Ciphers.keyWrap(true));
    Bytes ciphertext = Ciphers.encryptGcm(NEW);
    secret("enc-copy", "R79", "F 4.2", "Fetched into one component, decrypted into another.")
        .lacks(ENC)
        .serves(URI, ciphertext)
        .update(
            Manifest.of(APP, ENC)
                .on(FETCHING, index(1), override(uri(URI), image(ciphertext)), FETCH, MATCH)
                .on(
                    INSTALL,
                    index(0),
                    override(encryption(info), source(1), image(NEW)),
                    COPY,
                    MATCH))
        .complete()
        .then(APP, NEW)
        .then(ENC, ciphertext);
    secret("enc-fetch", "R79", "T 8.2", "Decrypted where it is fetched (H4).")
        .should()
        .serves(URI, ciphertext)
        .update(
            Manifest.of(APP)
                .on(INSTALL, override(encryption(info), uri(URI), image(NEW)), FETCH, MATCH))
        .complete()
        .then(APP, NEW);
    secret("enc-fetch-no-digest", "R81", "F 7.2", "A tag is enough without a digest (H27).")
        .should()
        .serves(URI, ciphertext)
        .update(Manifest.of(APP).on(INSTALL, override(encryption(info), uri(URI)), FETCH))
        .complete()
        .then(APP, NEW);
    secret("enc-write-digest", "R79", "F 4.1", "The digest is that of the plaintext.")
        .update(
            Manifest.of(APP)
                .on(
                    INSTALL,
                    override(encryption(info), content(ciphertext), image(NEW)),
                    WRITE,
                    MATCH))
        .complete()
        .then(APP, NEW);
    Bytes stream = Ciphers.encryptCtr(NEW);
    String counter = Ciphers.ctr(Ciphers.keyWrap(true));
    secret("enc-ctr", "R81", "F 6.2; F 8", "AES-CTR, with the digest in the manifest.")
        .lacks(ENC)
        .serves(URI, stream)
        .update(
            Manifest.of(APP, ENC)
                .on(FETCHING, index(1), override(uri(URI)), FETCH)
                .on(
                    INSTALL,
                    index(0),
                    override(encryption(counter), source(1), image(NEW)),
                    COPY,
                    MATCH))
        .complete()
        .then(APP, NEW);
    secret("enc-ctr-no-digest", "R81", "F 6.2; F 8", "AES-CTR, and no digest in the manifest.")
        .lacks(ENC)
        .serves(URI, stream)
        .update(
            Manifest.of(APP, ENC)
                .on(FETCHING, index(1), override(uri(URI)), FETCH)
                .on(INSTALL, index(0), override(encryption(counter), source(1)), COPY))
        .abort(INSTALL, 22);
  }

  // R81.

  private void tampering() {
    String info = Ciphers.gcm(Ciphers.keyWrap(true));
    Bytes damaged = Manifest.damaged(Ciphers.encryptGcm(NEW));
    secret("enc-damaged-fetch", "R81", "F 4.3; F 7", "One bit of the ciphertext differs: fetch.")
        .serves(URI, damaged)
        .update(Manifest.of(APP).on(INSTALL, override(encryption(info), uri(URI)), FETCH))
        .abort(INSTALL, 21);
    secret("enc-damaged-copy", "R81", "F 4.3; F 7", "One bit of the ciphertext differs: copy.")
        .lacks(ENC)
        .serves(URI, damaged)
        .update(
            Manifest.of(APP, ENC)
                .on(FETCHING, index(1), override(uri(URI)), FETCH)
                .on(INSTALL, index(0), override(encryption(info), source(1)), COPY))
        .abort(INSTALL, 22);
    secret("enc-damaged-write", "R81", "F 4.3; F 7", "One bit of the ciphertext differs: write.")
        .update(writing(info, damaged, arguments("")))
        .abort(INSTALL, 18);
    secret("enc-damaged-stream", "R81", "F 8", "One bit of an AES-CTR ciphertext differs.")
        .lacks(ENC)
        .serves(URI, Manifest.damaged(Ciphers.encryptCtr(NEW)))
        .update(
            Manifest.of(APP, ENC)
                .on(FETCHING, index(1), override(uri(URI)), FETCH)
                .on(
                    INSTALL,
                    index(0),
                    override(encryption(Ciphers.ctr(Ciphers.keyWrap(true))), source(1), image(NEW)),
                    COPY,
                    MATCH))
        .abort();
    secret("enc-truncated", "R81", "F 7", "The ciphertext is shorter than a tag.")
        .serves(URI, Bytes.ofUtf8("short"))
        .update(Manifest.of(APP).on(INSTALL, override(encryption(info), uri(URI)), FETCH))
        .abort(INSTALL, 21);
    secret("enc-not-in-try-each", "R81 R17", "F 7; M 6.4", "Nor does try-each catch it.")
        .serves(URI, damaged)
        .update(
            Manifest.of(APP)
                .on(
                    INSTALL,
                    tryEach(
                        sequence(override(encryption(info), uri(URI)), FETCH),
                        sequence(override(content("a")), WRITE))))
        .abort(INSTALL, 21);
  }

  // R84, R86, R88.

  private Story report(String name, String rules, String places, String what) {
    return pack.story("reports", name, rules, places, what).should().has(APP, OLD);
  }

  private void policies() {
    Manifest two =
        Manifest.of(APP).on(INSTALL, override(content(OLD)), "6, 1", override(content("a")), WRITE);
    int offset = 1 + 1 + 2 + 1 + OLD.length();
    report("report-success", "R84 R86", "M 8.4.7; P 4.2", "Policy 1: a record although it holds.")
        .update(two)
        .complete()
        .reported(INSTALL, offset, 0);
    report("report-failure", "R84 R86", "M 8.4.7; P 4.2", "Policy 2: a record because it fails.")
        .update(Manifest.of(APP).on(INSTALL, override(content("a")), "6, 2"))
        .abort(INSTALL, 6)
        .reported(INSTALL, 6, 0)
        .record(INSTALL, 6, 0);
    report("report-directive", "R84", "M 8.4.7", "A directive with a record on success.")
        .update(Manifest.of(APP).on(INSTALL, override(content("a")), "18, 1"))
        .complete()
        .reported(INSTALL, 6, 0);
    report("report-in-try-each", "R85", "P 3", "A condition that failed in try-each is needed too.")
        .update(
            Manifest.of(APP)
                .on(INSTALL, tryEach(sequence("14, 0"), sequence(override(content("a")), WRITE))))
        .complete()
        .reported(INSTALL, 1 + 1 + 1 + 1 + 1, 0);
    report("report-each-component", "R84", "M 8.4.7", "Under true, one record for each, in order.")
        .has(CheckStories.APP2, OLD)
        .update(
            Manifest.of(APP, CheckStories.APP2).on(INSTALL, all(), override(content(OLD)), "6, 1"))
        .complete()
        .reported(INSTALL, 2 + offset, 0)
        .reported(INSTALL, 2 + offset, 1);
    Manifest named =
        Manifest.of(APP)
            .member(4, "\"https://fw.example/manifest.suit\"")
            .on(INSTALL, override(content("a")), WRITE);
    report("report-reference", "R88", "P 4", "The URI as in the manifest, the digest as signed.")
        .update(named)
        .complete()
        .reference("https://fw.example/manifest.suit", named.digest());
    Manifest unnamed = Manifest.of(APP).on(INSTALL, override(content("a")), WRITE);
    report(
            "report-no-reference-uri",
            "R88",
            "P 4",
            "Without a URI in the manifest it is empty (H23).")
        .update(unnamed)
        .complete()
        .reference("", unnamed.digest());
    Manifest suspended = Manifest.of(APP).id(ROOT).on(INSTALL, ABORT);
    report(
            "report-abort-reference",
            "R86 R88",
            "P 4.2",
            "A report of a failure names the manifest.")
        .lacks(ROOT)
        .update(suspended)
        .abort(INSTALL, 14)
        .reasons(10)
        .reference("", suspended.digest());
  }
}
