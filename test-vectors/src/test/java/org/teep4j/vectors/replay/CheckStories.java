package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.Notation.*;

import java.util.function.UnaryOperator;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;

/** What is checked before the first command, and which sections run. */
final class CheckStories {
  static final String APP = "app";
  static final String APP2 = "app2";
  static final String CFG = "cfg";
  static final String ROOT = "suit/root";
  static final String URI = "https://fw.example/app.bin";
  static final Bytes OLD = Bytes.ofUtf8("firmware, version 1");
  static final Bytes NEW = Bytes.ofUtf8("firmware, version 2, which is longer");

  private static final int FETCHING = 16;
  private static final int INSTALL = 20;
  private static final int VALIDATE = 7;
  private static final int LOAD = 8;
  private static final int RUN = 9;

  private final Pack pack;

  private CheckStories(Pack pack) {
    this.pack = pack;
  }

  static void addTo(Pack pack) {
    CheckStories stories = new CheckStories(pack);
    stories.authentication();
    stories.versionAndSequence();
    stories.components();
    stories.shared();
    stories.severed();
    stories.unsupported();
    stories.procedures();
  }

  /** A manifest that writes the new firmware. */
  static Manifest writing() {
    return Manifest.of(APP).on(INSTALL, override(content(NEW)), WRITE);
  }

  // R1.

  private Story auth(String name, String what) {
    return pack.story("authentication", name, "R1", "M 6.2; M 8.3", what).has(APP, OLD);
  }

  private void authentication() {
    auth("auth-esp256", "A signature with ESP256 by a trusted key.")
        .update(writing())
        .complete()
        .then(APP, NEW);
    auth("auth-ed25519", "A signature with Ed25519 by a trusted key.")
        .trusts(Keys.ED25519)
        .update(writing().signedBy(Keys.ED25519))
        .complete()
        .then(APP, NEW);
    auth("auth-mac", "A MAC with a shared key.")
        .trusts(Keys.MAC)
        .update(writing().signedBy(Keys.MAC))
        .complete()
        .then(APP, NEW);
    auth("auth-es256-name", "ES256 instead of ESP256, as in the published examples.")
        .should()
        .update(writing().signedBy("es256"))
        .complete()
        .then(APP, NEW);
    auth("auth-untagged", "An envelope without tag 107.")
        .update(writing().untagged())
        .complete()
        .then(APP, NEW);
    auth("auth-none", "A digest without any authentication block.")
        .update(writing().signedBy())
        .abort();
    auth("auth-stranger", "A signature by a key that is not trusted.")
        .update(writing().signedBy(Keys.ROGUE))
        .abort()
        .reasons(4);
    auth("auth-second-block", "The second of two blocks is by a trusted key: one is enough.")
        .update(writing().signedBy(Keys.ROGUE, Keys.AUTHOR))
        .complete()
        .then(APP, NEW);
    auth("auth-two-trusted", "Two blocks, both by trusted keys.")
        .trusts(Keys.AUTHOR, Keys.OTHER)
        .update(writing().signedBy(Keys.AUTHOR, Keys.OTHER))
        .complete()
        .then(APP, NEW);
    auth("auth-other-digest", "The block covers the digest of another manifest.")
        .update(writing().signing(Manifest::damaged))
        .abort()
        .reasons(4);
    auth("auth-other-manifest", "The manifest is not the one whose digest was signed.")
        .update(writing().sending(Manifest::damaged))
        .abort();
    UnaryOperator<Bytes> headless =
        digest ->
            new CborWriter()
                .beginArray()
                .writeLong(-16)
                .writeBytes(Manifest.sha256(Bytes.ofUtf8("without the head")))
                .endArray()
                .toBytes();
    auth("auth-digest-alone-differs", "A valid signature over a digest that is not the wrapper's.")
        .update(writing().signing(headless))
        .abort()
        .reasons(4);
    auth("auth-mac-of-another", "A MAC where the device trusts a signer only.")
        .update(writing().signedBy(Keys.MAC))
        .abort()
        .reasons(4);
  }

  // R2, R3, R4.

  private Story numbered(String name, String what) {
    return pack.story("sequence number", name, "R3", "M 6.1; M 8.4.2", what)
        .has(APP, OLD)
        .lacks(ROOT);
  }

  private void versionAndSequence() {
    for (String version : new String[] {"0", "2"}) {
      pack.story(
              "encoding version",
              "encoding-version-" + version,
              "R2",
              "M 8.4.1",
              "The encoding version is " + version + ".")
          .has(APP, OLD)
          .update(writing().member(1, version))
          .abort();
    }
    numbered("sequence-higher", "A higher number than the installed one.")
        .installed(ROOT, "4")
        .update(writing().id(ROOT).numbered("5"))
        .complete()
        .then(APP, NEW)
        .sequenceAfter("5");
    numbered("sequence-equal", "The installed number again: equal is not lower.")
        .installed(ROOT, "5")
        .update(writing().id(ROOT).numbered("5"))
        .complete()
        .then(APP, NEW);
    numbered("sequence-lower", "A lower number than the installed one.")
        .installed(ROOT, "5")
        .update(writing().id(ROOT).numbered("4"))
        .abort()
        .sequenceAfter("5");
    numbered("sequence-64-bits", "Numbers above 2^63 are compared without a sign.")
        .installed(ROOT, "9223372036854775808")
        .update(writing().id(ROOT).numbered("9223372036854775807"))
        .abort();
    numbered("sequence-largest", "The largest number of 64 bits.")
        .installed(ROOT, "18446744073709551614")
        .update(writing().id(ROOT).numbered("18446744073709551615"))
        .complete()
        .then(APP, NEW)
        .sequenceAfter("18446744073709551615");
    numbered("sequence-other-manifest", "The number of a manifest elsewhere does not count (H18).")
        .should()
        .installed("suit/other", "9")
        .lacks("suit/other")
        .update(writing().id(ROOT).numbered("4"))
        .complete()
        .then(APP, NEW);
    numbered("sequence-without-id", "Manifests without an identifier share one number (H18).")
        .should()
        .installed(null, "9")
        .update(writing().numbered("8"))
        .abort();
    numbered("sequence-remembered", "The first update counts for the second one.")
        .update(writing().id(ROOT).numbered("7"))
        .complete()
        .sequenceAfter("7")
        .update(writing().id(ROOT).numbered("6"))
        .abort();
    numbered("sequence-not-remembered", "An update that was aborted does not raise the number.")
        .update(Manifest.of(APP).id(ROOT).numbered("7").on(INSTALL, ABORT))
        .abort(INSTALL, 14)
        .update(writing().id(ROOT).numbered("6"))
        .complete()
        .then(APP, NEW);
    numbered("sequence-lower-invoked", "An older manifest is not started.")
        .installed(ROOT, "5")
        .invoke(Manifest.of(APP).id(ROOT).numbered("4").on(RUN, INVOKE))
        .abort()
        .invoked();
    pack.story(
            "parameters",
            "parameters-cleared",
            "R4",
            "M 6.1",
            "What the manifest before has set is not there any more.")
        .has(APP, OLD)
        .update(Manifest.of(APP).on(INSTALL, override(content(NEW)), WRITE))
        .complete()
        .update(Manifest.of(APP).on(INSTALL, WRITE))
        .abort(INSTALL, 18);
  }

  // R5, R6.

  private void components() {
    pack.story(
            "components", "component-unknown", "R5", "M 6.1", "The device has no such component.")
        .has(APP, OLD)
        .update(Manifest.of("elsewhere").on(INSTALL, override(content(NEW)), WRITE))
        .abort()
        .reasons(6);
    pack.story(
            "components",
            "component-unknown-unused",
            "R5",
            "M 6.1",
            "The second component is unknown, and no command is about it.")
        .has(APP, OLD)
        .update(
            Manifest.of(APP, "elsewhere")
                .shared()
                .on(INSTALL, index(0), override(content(NEW)), WRITE))
        .abort()
        .reasons(6);
    for (int most = 1; most <= 2; most++) {
      int count = most;
      Story story =
          pack.story(
                  "components",
                  "component-count-" + most,
                  "R5",
                  "M 6.2",
                  "Two components, and the device has room for " + most + ".")
              .has(APP, OLD)
              .lacks(APP2)
              .device(device -> device.put("max_components", count))
              .update(Manifest.of(APP, APP2).on(INSTALL, index(1), override(content(NEW)), WRITE));
      if (most == 1) {
        story.abort().reasons(6);
      } else {
        story.complete().then(APP2, NEW);
      }
    }
    pack.story(
            "components",
            "index-first-in-section",
            "R6",
            "M 6.2",
            "With two components, install begins with another command.")
        .has(APP, OLD)
        .lacks(APP2)
        .update(Manifest.of(APP, APP2).on(INSTALL, override(content(NEW)), index(0), WRITE))
        .abort();
    pack.story(
            "components",
            "index-first-in-shared",
            "R6",
            "M 6.2",
            "With two components, the shared sequence begins with another command.")
        .has(APP, OLD)
        .lacks(APP2)
        .update(
            Manifest.of(APP, APP2)
                .shared(override(vendor(VENDOR)), CHECK_VENDOR)
                .on(INSTALL, index(0), override(content(NEW)), WRITE))
        .abort();
    pack.story(
            "components",
            "index-first-with-dependency",
            "R6",
            "T 5.1; M 6.2",
            "One component and a dependency are two: install must begin with the index.")
        .has(APP, OLD)
        .lacks("suit/dep")
        .update(
            Manifest.of(APP).dependency(1, "suit/dep").on(INSTALL, override(content(NEW)), WRITE))
        .abort();
    pack.story(
            "components",
            "index-first-nested",
            "R6",
            "M 6.2",
            "Nested sequences need not begin with the index.")
        .has(APP, OLD)
        .lacks(APP2)
        .update(Manifest.of(APP, APP2).on(INSTALL, index(0), run(override(content(NEW)), WRITE)))
        .complete()
        .then(APP, NEW);
  }

  // R7, R8, R12.

  private Story shared(String name, String rules, String places, String what) {
    return pack.story("shared sequence", name, rules, places, what).has(APP, OLD);
  }

  private void shared() {
    shared("shared-no-check", "R7", "M 6.2", "A shared sequence without vendor and class check.")
        .should()
        .update(writing().shared(override(vendor(VENDOR))))
        .complete()
        .then(APP, NEW);
    shared("shared-absent", "R7", "M 6.2", "No shared sequence, as in many published examples.")
        .should()
        .update(writing().shared())
        .complete()
        .then(APP, NEW);
    shared("shared-custom-command", "R8", "M 6.2", "A custom command in the shared sequence.")
        .device(
            device ->
                device
                    .putArray("custom_commands")
                    .addObject()
                    .put("label", -300)
                    .put("outcome", "success"))
        .update(writing().shared("-300, null"))
        .abort();
    shared(
            "shared-custom-parameter",
            "R8",
            "M 8.4.8.16",
            "A custom parameter in the shared sequence.")
        .update(writing().shared(override("-300: 1")))
        .abort();
    String[][] effects = {
      {"fetch", FETCH},
      {"write", WRITE},
      {"copy", COPY},
      {"swap", SWAP},
      {"invoke", INVOKE},
      {"wait", WAIT},
      {"unlink", UNLINK}
    };
    for (String[] effect : effects) {
      shared(
              "shared-" + effect[0],
              "R8",
              "M 5.3.2; M 8.4.5",
              "The directive " + effect[0] + " in the shared sequence.")
          .serves(URI, NEW)
          .update(writing().shared(override(content(NEW), uri(URI), source(0)), effect[1]))
          .abort()
          .notFetched(URI)
          .invoked();
    }
    shared(
            "shared-process-dependency",
            "R8 R60",
            "T 5.6.2",
            "A dependency is processed in the shared sequence.")
        .lacks("suit/dep")
        .update(
            Manifest.of(APP)
                .dependency(1, "suit/dep")
                .shared(index(1), PROCESS)
                .on(INSTALL, index(0), override(content(NEW)), WRITE))
        .abort();
    shared(
            "shared-try-each",
            "R8 R19",
            "M 8.4.5",
            "Alternatives in the shared sequence, for two classes of devices.")
        .update(
            writing()
                .shared(
                    override(vendor(VENDOR)),
                    CHECK_VENDOR,
                    tryEach(
                        sequence(override(classId(DEVICE)), CHECK_CLASS),
                        sequence(override(classId(CLASS)), CHECK_CLASS))))
        .complete()
        .then(APP, NEW);
    shared(
            "shared-condition-again",
            "R12",
            "M 5.3.3; M 8.4.5",
            "A condition of the shared sequence holds before the first section alone.")
        .update(
            Manifest.of(APP)
                .shared(override(content(OLD)), CHECK_CONTENT)
                .on(FETCHING, override(content(NEW)), WRITE)
                .on(INSTALL, override(content("never")), WRITE))
        .abort(INSTALL, 6);
    shared(
            "shared-parameters-again",
            "R12",
            "M 5.3.3; M 8.4.5",
            "The shared sequence overrides anew what a section has overridden.")
        .update(
            Manifest.of(APP)
                .shared(override(content(NEW)))
                .on(FETCHING, override(content("other")), WRITE)
                .on(INSTALL, WRITE))
        .complete()
        .then(APP, NEW);
    shared(
            "shared-alone",
            "R12 R13",
            "M 5.3.3",
            "Without a section of the procedure the shared sequence does not run.")
        .update(Manifest.of(APP).shared(ABORT))
        .complete()
        .same(APP);
  }

  // R9.

  private Story severed(String name, String what) {
    return pack.story("severed members", name, "R9", "M 5.4; M 8.4.12", what)
        .has(APP, OLD)
        .serves(URI, NEW);
  }

  private static final String[] INSTALLING = {override(content(NEW)), WRITE};

  private void severed() {
    severed("severed-present", "The severed section is there and has the digest.")
        .update(Manifest.of(APP).severed(INSTALL, INSTALLING))
        .complete()
        .then(APP, NEW);
    severed("severed-needed", "A section that the procedure needs is missing.")
        .update(Manifest.of(APP).severed(INSTALL, INSTALLING).delivering(INSTALL))
        .abort()
        .reasons(9, 11);
    severed("severed-one-of-two", "The second of two severed sections is missing.")
        .update(
            Manifest.of(APP)
                .severed(FETCHING, override(uri(URI)), FETCH)
                .severed(INSTALL, INSTALLING)
                .delivering(INSTALL))
        .abort()
        .notFetched(URI);
    severed("severed-install-not-needed", "An invocation does not need install.")
        .invoke(Manifest.of(APP).severed(INSTALL, INSTALLING).delivering(INSTALL).on(RUN, INVOKE))
        .complete()
        .invoked(APP, null);
    severed("severed-text-not-needed", "The text was taken away.")
        .update(writing().severedMember(23, "{\"en\": {1: \"text\"}}").delivering(23))
        .complete()
        .then(APP, NEW);
    severed("severed-exchanged", "Another section than the one whose digest was signed.")
        .update(
            Manifest.of(APP)
                .severed(INSTALL, INSTALLING)
                .delivering(INSTALL, override(content("evil")), WRITE))
        .abort();
    severed("severed-stranger", "A section in the envelope of which the manifest has no digest.")
        .update(Manifest.of(APP).stranger(INSTALL, override(content("evil")), WRITE))
        .result("either")
        .same(APP);
    severed("severed-beside-own", "The manifest has its own install; the envelope has another.")
        .update(writing().stranger(INSTALL, override(content("evil")), WRITE))
        .result("either")
        .not(APP, Bytes.ofUtf8("evil"));
  }

  // R10.

  private Story unsupported(String name, String what) {
    return pack.story("unsupported", name, "R10", "M 6.1; U 1", what)
        .has(APP, OLD)
        .serves(URI, NEW);
  }

  private void unsupported() {
    unsupported("command-unknown", "A command that no document defines.")
        .update(Manifest.of(APP).on(INSTALL, override(uri(URI)), FETCH, "99, null"))
        .abort()
        .reasons(5)
        .notFetched(URI);
    unsupported("command-unknown-later", "The same in the last section: nothing runs before.")
        .update(Manifest.of(APP).on(FETCHING, override(uri(URI)), FETCH).on(VALIDATE, "99, null"))
        .abort()
        .reasons(5)
        .notFetched(URI);
    unsupported("command-unknown-untaken", "The same in a sequence that is not reached (H16).")
        .should()
        .update(
            Manifest.of(APP)
                .on(
                    INSTALL,
                    tryEach(sequence(override(content(NEW)), WRITE), sequence("99, null"))))
        .abort()
        .reasons(5);
    unsupported("command-unknown-elsewhere", "The same in a section of another procedure (H16).")
        .should()
        .update(writing().on(RUN, "99, null"))
        .complete()
        .then(APP, NEW);
    unsupported("command-custom-unhandled", "A custom command that the device does not know.")
        .update(Manifest.of(APP).on(INSTALL, "-300, null"))
        .abort()
        .reasons(5);
    unsupported("parameter-unknown", "A parameter that no document defines (H17).")
        .update(writing().on(FETCHING, override("99: 1")))
        .abort()
        .reasons(8);
    unsupported("parameter-custom", "A custom parameter is a hint (H17).")
        .should()
        .update(Manifest.of(APP).on(INSTALL, override(content(NEW), "-300: 1"), WRITE))
        .complete()
        .then(APP, NEW);
  }

  // R11, R13 to R16.

  private Story procedure(String name, String rules, String places, String what) {
    return pack.story("procedures", name, rules, places, what);
  }

  /** Goes on from one content to the next. */
  private static String[] turning(String from, String to) {
    return new String[] {override(content(from)), CHECK_CONTENT, override(content(to)), WRITE};
  }

  private void procedures() {
    procedure(
            "update-order",
            "R11 R76",
            "M 8.4.6; T 3; T 7.1",
            "Dependency resolution, fetch, candidate verification, install, validation.")
        .has(APP, "0")
        .update(
            Manifest.of(APP)
                .on(VALIDATE, override(content("4")), CHECK_CONTENT)
                .on(LOAD, override(content("load")), WRITE)
                .on(RUN, override(content("run")), WRITE)
                .on(15, turning("0", "1"))
                .on(FETCHING, turning("1", "2"))
                .on(18, turning("2", "3"))
                .on(INSTALL, turning("3", "4"))
                .on(24, override(content("uninstall")), WRITE))
        .complete()
        .then(APP, "4")
        .invoked();
    procedure(
            "invocation-order",
            "R11 R54",
            "M 8.4.6; M 6.3",
            "Validation, load, invocation, and nothing else.")
        .has(APP, OLD)
        .lacks("ram")
        .invoke(
            Manifest.of(APP, "ram")
                .on(RUN, index(1), override(content(OLD)), CHECK_CONTENT, INVOKE)
                .on(INSTALL, index(0), override(content(NEW)), WRITE)
                .on(LOAD, index(1), override(source(0)), COPY)
                .on(VALIDATE, index(0), override(image(OLD)), MATCH))
        .complete()
        .same(APP)
        .then("ram", OLD)
        .invoked("ram", null);
    procedure(
            "uninstall-order", "R11 R75", "T 6", "Uninstall runs its own section and nothing else.")
        .has(APP, OLD)
        .lacks(ROOT)
        .installed(ROOT, "1")
        .uninstall(Manifest.of(APP).id(ROOT).on(VALIDATE, ABORT).on(INSTALL, ABORT).on(24, UNLINK))
        .complete()
        .gone(APP);
    procedure(
            "update-validates",
            "R11 R16",
            "M 5.3.3; M 8.4.6",
            "What was installed does not pass the validation.")
        .has(APP, OLD)
        .update(writing().on(VALIDATE, override(image(OLD)), MATCH))
        .abort(VALIDATE, 3)
        .reasons(10);
    procedure("update-nothing", "R13", "M 8.4.6", "No section of the procedure is there.")
        .has(APP, OLD)
        .update(Manifest.of(APP).on(RUN, INVOKE))
        .complete()
        .same(APP)
        .invoked();
    procedure("update-install-alone", "R13", "M 8.4.6", "Absent sections are skipped.")
        .has(APP, OLD)
        .update(writing())
        .complete()
        .then(APP, NEW);
    procedure(
            "fetch-aborts", "R14 R24", "M 4.2; M 2", "An abort in one section ends the procedure.")
        .has(APP, OLD)
        .update(writing().on(FETCHING, override(uri(URI)), FETCH))
        .abort(FETCHING, 21)
        .reasons(11)
        .record(16, 1 + 1 + 1 + 1 + 2 + URI.length(), 0);
    procedure("load-before-invoke", "R14", "M 4.2", "What was loaded is not the image.")
        .has(APP, OLD)
        .lacks("ram")
        .invoke(
            Manifest.of(APP, "ram")
                .on(LOAD, index(1), override(source(0), image(NEW)), COPY, MATCH)
                .on(RUN, index(1), INVOKE))
        .abort(LOAD, 3)
        .any("ram")
        .invoked();
    procedure("validate-before-load", "R14", "M 4.2", "What is installed is not the image.")
        .has(APP, OLD)
        .lacks("ram")
        .invoke(
            Manifest.of(APP, "ram")
                .on(VALIDATE, index(0), override(image(NEW)), MATCH)
                .on(LOAD, index(1), override(source(0)), COPY)
                .on(RUN, index(1), INVOKE))
        .abort(VALIDATE, 3)
        .invoked();
    procedure("update-does-not-load", "R15", "M 8.4.6", "Load and invoke do not run in an update.")
        .has(APP, OLD)
        .update(writing().on(LOAD, ABORT).on(RUN, INVOKE))
        .complete()
        .then(APP, NEW)
        .invoked();
    procedure(
            "condition-ends-sequence",
            "R16",
            "M 8.4.9",
            "What follows a condition that fails is not executed.")
        .has(APP, OLD)
        .serves(URI, NEW)
        .update(
            Manifest.of(APP).on(INSTALL, override(content(NEW), uri(URI)), CHECK_CONTENT, FETCH))
        .abort(INSTALL, 6)
        .reasons(10)
        .notFetched(URI);
  }
}
