package org.teep4j.vectors.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKey;
import org.teep4j.vectors.VectorSet;
import org.teep4j.vectors.load.BuiltInVectors;

/** The published examples, with what their errata say that they must cause. */
final class PublishedStories {
  private static final String SIGNER = "published-signer";
  private static final String SECOND_SIGNER = "published-second-signer";
  private static final String MAC = "published-mac";
  private static final int INSTALL = 20;
  private static final int VALIDATE = 7;

  private final Pack pack;
  private final VectorSet manifests = BuiltInVectors.load("suit-manifest");
  private final VectorSet domains = BuiltInVectors.load("suit-trust-domains");
  private final VectorSet encryption = BuiltInVectors.load("suit-firmware-encryption");
  private final VectorSet teep = BuiltInVectors.load("teep-26");

  private PublishedStories(Pack pack) {
    this.pack = pack;
  }

  static void addTo(Pack pack) {
    PublishedStories stories = new PublishedStories(pack);
    stories.keys();
    stories.manifests();
    stories.trustDomains();
    stories.firmwareEncryption();
    stories.updateManagement();
    stories.teep();
  }

  private void keys() {
    pack.key(SIGNER, key(manifests, "author"));
    pack.key(SECOND_SIGNER, key(encryption, "dependent-author"));
    pack.key(MAC, key(encryption, "manifest-mac"));
  }

  private static CoseKey key(VectorSet set, String name) {
    VectorKey key = set.keys().get(name);
    String notation =
        key.keyType().equals("EC2")
            ? "{1: 2, -1: 1, -2: " + key.x().get() + ", -3: " + key.y().get() + "}"
            : "{1: 4, 3: 5, -1: " + key.k().get() + "}";
    try {
      return CoseKey.decode(Manifest.parse(notation));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes bytes(VectorSet set, String id) {
    return Bytes.wrap(set.vector(id).orElseThrow().bytes());
  }

  private Story published(String name, String rules, String places, String what) {
    return pack.story("published examples", "pub-" + name, rules, places, what).trusts(SIGNER);
  }

  // suit-manifest.

  private static void exampleDevice(ObjectNode device) {
    device.putArray("vendor_ids").add("fa6b4a53d5ad5fdfbe9de663e4d41ffe");
    device.putArray("class_ids").add("1492af1425695e48bf429b2d51f2ab45");
  }

  private Story example(String name, String rules, String what) {
    return published("manifest-" + name, rules, "M B", what)
        .device(PublishedStories::exampleDevice);
  }

  private void manifests() {
    Bytes firmware = Bytes.ofUtf8("some firmware");
    String uri = "http://example.com/file.bin";
    String longUri = "http://example.com/very/long/path/to/file/file.bin";
    example("0-update", "R41 R11", "Example 0: no payload has the digest (erratum S3).")
        .has("0x00", firmware)
        .step("update", bytes(manifests, "example0-signed"))
        .abort(VALIDATE, 3);
    example("0-invoke", "R41 R14", "Example 0 started: the same.")
        .has("0x00", firmware)
        .step("invoke", bytes(manifests, "example0-signed"))
        .abort(VALIDATE, 3)
        .invoked();
    for (String id :
        new String[] {"example0", "example2-severed", "example3", "example4", "example5"}) {
      example(id + "-unsigned", "R1", "Without an authentication block (erratum S2).")
          .has("0x00", firmware)
          .has("0x01", firmware)
          .has("0x02", firmware)
          .step("update", bytes(manifests, id + "-unsigned"))
          .abort();
    }
    example("2-update", "R41 R50", "Example 2: what arrives is not the image (erratum S3).")
        .lacks("0x00")
        .serves(longUri, firmware)
        .step("update", bytes(manifests, "example2-signed"))
        .abort(INSTALL, 3)
        .fetched(longUri);
    example("2-severed", "R9", "Example 2 without its severed members: install is missing.")
        .lacks("0x00")
        .serves(longUri, firmware)
        .step("update", bytes(manifests, "example2-severed-signed"))
        .abort()
        .reasons(9, 11)
        .notFetched(longUri);
    for (String number : new String[] {"3", "4", "5"}) {
      example(number + "-update", "R41", "Example " + number + ": no payload has the digest (S3).")
          .has("0x00", firmware)
          .slot(0)
          .has("0x01", firmware)
          .has("0x02", firmware)
          .serves(uri, firmware)
          .serves("http://example.com/file1.bin", firmware)
          .step("update", bytes(manifests, "example" + number + "-signed"))
          .abort();
    }
  }

  // suit-trust-domains.

  private Story domain(String name, String rules, String what) {
    return published("domains-" + name, rules, "T B", what)
        .lacks("00", "10", "dependent.suit", "depending.suit");
  }

  private void trustDomains() {
    Bytes dependent = bytes(domains, "example0_dependent");
    String uri = "http://example.com/dependent.suit";
    domain("dependency", "R7 R51", "The dependency alone: no shared sequence (erratum D6).")
        .step("update", dependent)
        .complete()
        .then("00", "hello world")
        .then("dependent.suit", dependent)
        .step("invoke", dependent)
        .complete()
        .invoked("00", "cat 00");
    domain("process", "R58 R60 R67", "Example 1 installs both parts (errata D3, D7).")
        .serves(uri, dependent)
        .step("update", bytes(domains, "example1_process"))
        .complete()
        .then("00", "hello world")
        .then("10", " in multiple trust domains")
        .fetched(uri);
    domain("process-unreachable", "R17 R50", "Example 1, and the dependency cannot be reached.")
        .step("update", bytes(domains, "example1_process"))
        .abort(15, 21);
    domain("process-invoked", "R62", "Example 1 started: its dependency is not (erratum D1).")
        .serves(uri, dependent)
        .step("update", bytes(domains, "example1_process"))
        .complete()
        .step("invoke", bytes(domains, "example1_process"))
        .abort()
        .invoked();
    domain("integrated", "R60 R66", "Example 2 does not check its dependency (erratum D2).")
        .step("update", bytes(domains, "example2_integrated"))
        .abort(INSTALL, 11);
  }

  // suit-firmware-encryption.

  private void firmwareEncryption() {
    Bytes plaintext = Bytes.ofUtf8("This is a real firmware image.");
    VectorKey kek = encryption.keys().get("kek");
    VectorKey recipient = encryption.keys().get("recipient");
    Bytes ciphertext = copied(encryption, "manifest-aes-kw-slot");
    published("encryption-key-wrap", "R79 R82", "F 9", "AES key wrap, fetch and copy (erratum F5).")
        .should()
        .trusts(MAC)
        .device(
            device ->
                device
                    .putArray("keks")
                    .addObject()
                    .put("kid", kek.keyId().get().toHex())
                    .put("k", kek.k().get().toHex()))
        .lacks("0x00", "0x01")
        .serves("coaps://example.com/encrypted-firmware", ciphertext)
        .step("update", bytes(encryption, "manifest-aes-kw-slot"))
        .complete()
        .then("0x00", plaintext);
    Story content =
        published("encryption-key-agreement", "R79 R80", "F 9", "ECDH-ES and write (erratum F2).")
            .lacks("decrypted-firmware")
            .device(device -> recipient(device, recipient));
    content
        .step("update", bytes(encryption, "manifest-es-ecdh-content"))
        .complete()
        .then("decrypted-firmware", plaintext);
    published(
            "encryption-dependency",
            "R62",
            "F 9",
            "The dependency is validated, and the dependent validates nothing (erratum F3).")
        .trusts(SECOND_SIGNER)
        .lacks("decrypted-firmware", "dependency-manifest.suit", "dependent-manifest.suit")
        .device(device -> recipient(device, recipient))
        .step("update", bytes(encryption, "manifest-es-ecdh-dependency"))
        .abort();
  }

  private static void recipient(ObjectNode device, VectorKey key) {
    device
        .putArray("recipient_keys")
        .addObject()
        .put("kid", key.keyId().map(kid -> kid.toHex()).orElse(null))
        .put("crv", "P-256")
        .put("x", key.x().get().toHex())
        .put("y", key.y().get().toHex())
        .put("d", key.d().get().toHex());
  }

  /** The ciphertext that the set decrypts for a manifest. */
  private static Bytes copied(VectorSet set, String id) {
    TestVector vector = set.vector(id).orElseThrow();
    for (Expectation expectation : vector.expectations()) {
      if (expectation instanceof Expectation.Decrypt decrypt) {
        return decrypt.ciphertext();
      }
    }
    throw new AssertionError(id);
  }

  // suit-update-management publishes no envelope; the comparisons of its text.

  private void updateManagement() {
    for (TestVector vector : BuiltInVectors.load("suit-update-management").vectors()) {
      for (Expectation expectation : vector.expectations()) {
        if (expectation instanceof Expectation.VersionMatch match) {
          String text = match.version().toString();
          Story story =
              pack.story(
                      "published examples",
                      "pub-version-"
                          + vector.id()
                          + "-"
                          + text.replaceAll("[^0-9-]+", "").replace("--", "-"),
                      "R49",
                      "U 4.4",
                      "The comparison " + vector.title() + " of the text.")
                  .has("app", "old")
                  .version(match.version().stream().mapToLong(Integer::longValue).toArray())
                  .update(
                      Manifest.of("app")
                          .on(
                              INSTALL,
                              Notation.override("28: " + Notation.hex(vector.hex().get().toHex())),
                              Notation.CHECK_VERSION));
          if (match.matches()) {
            story.complete();
          } else {
            story.abort(INSTALL, 28);
          }
        }
      }
    }
  }

  // teep-protocol.

  private static void teepDevice(ObjectNode device) {
    device.putArray("vendor_ids").add("c0ddd5f15243566087db4f5b0aa26c2f");
    device.putArray("class_ids").add("db42f7093d8c55baa8c5265fc5820f4e");
  }

  private static final String FOLDER = "TEEP-Device/SecureFS/0x8d82573a926d4754935332dc29997f74";

  private Story teep(String name, String rules, String what) {
    return published("teep-" + name, rules, "E E", what)
        .device(PublishedStories::teepDevice)
        .lacks(FOLDER + "/ta", FOLDER + "/suit");
  }

  private void teep() {
    Bytes application = bytes(teep, "trusted_component");
    String uri = "https://example.org/8d82573a-926d-4754-9353-32dc29997f74.ta";
    String manifestUri = "https://example.org/8d82573a-926d-4754-9353-32dc29997f74.suit";
    teep("uri", "R50 R41", "The Trusted Component is fetched.")
        .serves(uri, application)
        .step("update", bytes(teep, "suit_uri"))
        .complete()
        .then(FOLDER + "/ta", application)
        .step("uninstall", bytes(teep, "suit_uri"))
        .complete()
        .gone(FOLDER + "/ta");
    teep("integrated", "R50", "The Trusted Component is in the envelope.")
        .step("update", bytes(teep, "suit_integrated"))
        .complete()
        .then(FOLDER + "/ta", application)
        .fetched();
    String config = "TEEP-Device/SecureFS/config.json";
    teep("personalization", "R60", "The dependency is never checked (erratum T14).")
        .lacks(config, "TEEP-Device/SecureFS/config.suit")
        .serves(uri, application)
        .serves(manifestUri, bytes(teep, "suit_uri"))
        .device(device -> recipient(device, teep.keys().get("recipient")))
        .step("update", bytes(teep, "suit_personalization"))
        .abort(INSTALL, 11);
    teep("update", "R11", "Install has the label of invoke: nothing is installed (erratum T5).")
        .should()
        .serves(uri, application)
        .step("update", embedded())
        .complete()
        .gone(FOLDER + "/ta")
        .fetched();
  }

  /** The manifest in the TAM's update. */
  private Bytes embedded() {
    try {
      return ((Update) TeepMessage.decodeUnverified(bytes(teep, "update"), Dialect.RFC))
          .manifestList()
          .get(0);
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }
}
