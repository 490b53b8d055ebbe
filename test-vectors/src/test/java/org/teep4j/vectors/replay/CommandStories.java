package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.CheckStories.APP;
import static org.teep4j.vectors.replay.CheckStories.APP2;
import static org.teep4j.vectors.replay.CheckStories.NEW;
import static org.teep4j.vectors.replay.CheckStories.OLD;
import static org.teep4j.vectors.replay.CheckStories.ROOT;
import static org.teep4j.vectors.replay.CheckStories.URI;
import static org.teep4j.vectors.replay.Notation.*;

import java.util.Arrays;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitDigestAlgorithm;

/** Conditions and directives, one by one. */
final class CommandStories {
  private static final int FETCHING = 16;
  private static final int INSTALL = 20;
  private static final int RUN = 9;
  private static final String A = override(content("a"));
  private static final String STRANGE = "00112233445566778899aabbccddeeff";

  private final Pack pack;

  private CommandStories(Pack pack) {
    this.pack = pack;
  }

  static void addTo(Pack pack) {
    CommandStories stories = new CommandStories(pack);
    stories.identifiers();
    stories.images();
    stories.contents();
    stories.update();
    stories.versions();
    stories.fetches();
    stories.moves();
    stories.invocation();
    stories.waiting();
    stories.custom();
    stories.fileMetadata();
  }

  private static Manifest installing(String... commands) {
    return Manifest.of(APP).on(INSTALL, commands);
  }

  /** A condition, and a write that shows that it held. */
  private static Manifest checking(String condition, String... parameters) {
    return Manifest.of(APP).shared().on(INSTALL, override(parameters), condition, A, WRITE);
  }

  private Story condition(String name, String rules, String places, String what) {
    return pack.story("conditions", name, rules, places, what).has(APP, OLD);
  }

  private static void judge(Story story, boolean holds, long condition) {
    if (holds) {
      story.complete().then(APP, "a");
    } else {
      story.abort(INSTALL, condition).reasons(10);
    }
  }

  // R40.

  private void identifiers() {
    String places = "M 8.4.8.2; M 8.4.9.1";
    judge(
        condition("vendor-equal", "R40", places, "The vendor of the device.")
            .update(checking(CHECK_VENDOR, vendor(VENDOR))),
        true,
        1);
    judge(
        condition("vendor-other", "R40 R16", places, "Another vendor.")
            .update(checking(CHECK_VENDOR, vendor(STRANGE))),
        false,
        1);
    judge(
        condition("class-second", "R40", places, "The second class of the device.")
            .device(device -> device.putArray("class_ids").add(STRANGE).add(CLASS))
            .update(checking(CHECK_CLASS, classId(CLASS))),
        true,
        2);
    judge(
        condition("class-other", "R40", places, "A class that the device does not have.")
            .update(checking(CHECK_CLASS, classId(STRANGE))),
        false,
        2);
    judge(
        condition("device-equal", "R40", places, "The device itself.")
            .update(checking(CHECK_DEVICE, device(DEVICE))),
        true,
        24);
    judge(
        condition("device-other", "R40", places, "Another device.")
            .update(checking(CHECK_DEVICE, device(STRANGE))),
        false,
        24);
    judge(
        condition("vendor-pen", "R40", places, "The vendor is a private enterprise number (H24).")
            .should()
            .device(device -> device.putArray("vendor_ids").add("d870440102a3b4"))
            .update(checking(CHECK_VENDOR, pen("0102a3b4"))),
        true,
        1);
    judge(
        condition("vendor-pen-other", "R40", places, "Another private enterprise number (H24).")
            .should()
            .device(device -> device.putArray("vendor_ids").add("d870440102a3b4"))
            .update(checking(CHECK_VENDOR, pen("0102a3b5"))),
        false,
        1);
    judge(
        condition("identifiers-of-none", "R40", places, "The device has no identifiers at all.")
            .device(
                device -> {
                  device.putArray("vendor_ids");
                  device.putArray("class_ids");
                  device.putNull("device_id");
                })
            .update(checking(CHECK_DEVICE, device(DEVICE))),
        false,
        24);
  }

  // R41, R46.

  private void images() {
    String places = "M 8.4.9.2";
    for (SuitDigestAlgorithm algorithm : SuitDigestAlgorithm.values()) {
      judge(
          condition(
                  "image-" + algorithm.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                  "R41",
                  places,
                  "A digest with " + algorithm + ".")
              .update(checking(MATCH, digest(algorithm, OLD))),
          true,
          3);
    }
    judge(
        condition("image-other", "R41", places, "Another image.")
            .update(checking(MATCH, digest(NEW))),
        false,
        3);
    judge(
        condition("image-with-size", "R41", places, "Digest and size are those of the component.")
            .update(checking(MATCH, image(OLD))),
        true,
        3);
    judge(
        condition("image-other-size", "R41", places, "The digest is right, the size is not (H19).")
            .should()
            .update(checking(MATCH, digest(OLD), size(OLD.length() + 1))),
        false,
        3);
    judge(
        condition("image-size-alone", "R41 R23", places, "A size without a digest.")
            .update(checking(MATCH, size(OLD.length()))),
        false,
        3);
    judge(
        condition("image-unknown-algorithm", "R41", places, "A digest of an unknown algorithm.")
            .update(checking(MATCH, "3: <<[-999, h'00112233']>>")),
        false,
        3);
    pack.story("conditions", "image-of-nothing", "R41", places, "The component has no content.")
        .lacks(APP)
        .update(checking(MATCH, digest(Bytes.empty())))
        .abort(INSTALL, 3);
    pack.story("conditions", "image-empty", "R41", places, "The component has content of no bytes.")
        .has(APP, Bytes.empty())
        .update(checking(MATCH, image(Bytes.empty())))
        .complete()
        .then(APP, "a");
    judge(
        condition("image-not-match", "R46", "U 5.2", "The component is another image.")
            .update(checking(NOT_MATCH, digest(NEW))),
        true,
        25);
    judge(
        condition("image-not-match-same", "R46", "U 5.2", "The component is this image.")
            .update(checking(NOT_MATCH, digest(OLD))),
        false,
        25);
    judge(
        condition("image-not-match-unknown", "R46", "U 5.2", "A digest of an unknown algorithm.")
            .should()
            .update(checking(NOT_MATCH, "3: <<[-999, h'00112233']>>")),
        false,
        25);
  }

  // R42, R43.

  private void contents() {
    String places = "M 8.4.9.3";
    Bytes longer = Bytes.ofUtf8("firmware, version 1.");
    Bytes shorter = Bytes.ofUtf8("firmware, version ");
    judge(
        condition("content-equal", "R42", places, "The same bytes.")
            .update(checking(CHECK_CONTENT, content(OLD))),
        true,
        6);
    judge(
        condition("content-last-byte", "R42", places, "The last byte differs.")
            .update(checking(CHECK_CONTENT, content("firmware, version 2"))),
        false,
        6);
    judge(
        condition("content-longer", "R42", places, "The component is a prefix of the parameter.")
            .update(checking(CHECK_CONTENT, content(longer))),
        false,
        6);
    judge(
        condition("content-shorter", "R42", places, "The parameter is a prefix of the component.")
            .update(checking(CHECK_CONTENT, content(shorter))),
        false,
        6);
    pack.story("conditions", "content-of-nothing", "R42", places, "The component has no content.")
        .lacks(APP)
        .update(checking(CHECK_CONTENT, content("")))
        .abort(INSTALL, 6);
    pack.story("conditions", "content-empty", "R42", places, "Both have no bytes.")
        .has(APP, Bytes.empty())
        .update(checking(CHECK_CONTENT, content("")))
        .complete()
        .then(APP, "a");
    judge(
        condition("slot-equal", "R43", "M 8.4.9.4", "The slot is the parameter.")
            .slot(3)
            .update(checking(CHECK_SLOT, slot(3))),
        true,
        5);
    judge(
        condition("slot-other", "R43", "M 8.4.9.4", "Another slot.")
            .slot(3)
            .update(checking(CHECK_SLOT, slot(2))),
        false,
        5);
    judge(
        condition("slot-none", "R43", "M 8.4.9.4", "A component without slots.")
            .update(checking(CHECK_SLOT, slot(0))),
        false,
        5);
    pack.story("conditions", "slot-chooses", "R43 R19", "M 8.4.9.4; M 7", "A and B images.")
        .has(APP, OLD)
        .slot(1)
        .serves("https://fw.example/a.bin", Bytes.ofUtf8("image for slot 0"))
        .serves("https://fw.example/b.bin", Bytes.ofUtf8("image for slot 1"))
        .update(
            installing(
                tryEach(
                    sequence(override(slot(0), uri("https://fw.example/a.bin")), CHECK_SLOT),
                    sequence(override(slot(1), uri("https://fw.example/b.bin")), CHECK_SLOT)),
                FETCH))
        .complete()
        .then(APP, "image for slot 1")
        .fetched("https://fw.example/b.bin");
  }

  // R45, R47, R48.

  private void update() {
    Object[][] times = {
      {"earlier", "99", "100", true},
      {"equal", "100", "100", false},
      {"later", "101", "100", false},
      {"64-bits", "4294967297", "18446744073709551615", true}
    };
    for (Object[] each : times) {
      judge(
          condition(
                  "use-before-" + each[0],
                  "R45",
                  "U 5.1",
                  "The time is " + each[1] + ", and the limit is " + each[2] + ".")
              .device(device -> device.put("time", Long.parseLong((String) each[1])))
              .update(checking(USE_BEFORE, useBefore((String) each[2]))),
          (boolean) each[3],
          4);
    }
    for (int level = 99; level <= 101; level++) {
      int charge = level;
      judge(
          condition("battery-" + level, "R47", "U 5.3", "A charge of " + level + " for 100 mWh.")
              .device(device -> device.put("battery_mwh", charge))
              .update(checking(BATTERY, Notation.battery(100))),
          level >= 100,
          26);
    }
    judge(
        condition("battery-unknown", "R47", "U 5.3", "The device does not know its charge.")
            .update(checking(BATTERY, Notation.battery(0))),
        false,
        26);
    Object[][] priorities = {
      {"urgent", -5, 0, true},
      {"equal", 0, 0, true},
      {"less-urgent", 1, 0, false},
      {"negative-limit", -4, -5, false}
    };
    for (Object[] each : priorities) {
      int most = (int) each[2];
      judge(
          condition(
                  "authorized-" + each[0],
                  "R48",
                  "U 4.3; U 5.4",
                  "Priority " + each[1] + ", where " + most + " and less are authorised.")
              .device(device -> device.put("authorised_up_to_priority", most))
              .update(checking(AUTHORIZED, priority((int) each[1]))),
          (boolean) each[3],
          27);
    }
    judge(
        condition("authorized-all", "R48", "U 5.4", "The device authorises everything.")
            .device(device -> device.put("authorised", true))
            .update(checking(AUTHORIZED, priority(1000))),
        true,
        27);
  }

  // R49.

  private static final String[] COMPARISONS = {
    "", "greater", "at-least", "equal", "at-most", "lesser"
  };

  private void compared(String name, long[] has, int type, long[] wanted, boolean holds) {
    judge(
        condition(
                "version-" + name,
                "R49",
                "U 4.4",
                Arrays.toString(has)
                    + (holds ? " is " : " is not ")
                    + COMPARISONS[type]
                    + " "
                    + Arrays.toString(wanted)
                    + ".")
            .version(has)
            .update(checking(CHECK_VERSION, Notation.version(type, wanted))),
        holds,
        28);
  }

  private static long[] v(long... numbers) {
    return numbers;
  }

  private void versions() {
    compared("greater-used-up", v(1, 2, 3), 1, v(1, 2), false);
    compared("greater", v(1, 3), 1, v(1, 2), true);
    compared("greater-second", v(1, 2, 3), 1, v(1, 2, 2), true);
    compared("at-least-used-up", v(1, 2, 3), 2, v(1, 2), true);
    compared("at-least-lower", v(1, 1, 9), 2, v(1, 2), false);
    compared("equal-used-up", v(1, 2, 3), 3, v(1), true);
    compared("equal-other", v(1, 2, 3), 3, v(1, 3), false);
    compared("at-most", v(1, 2, 3), 4, v(1, 2), true);
    compared("at-most-higher", v(1, 3), 4, v(1, 2), false);
    compared("lesser-used-up", v(1, 2, 3), 5, v(1, 2), false);
    compared("lesser", v(1, 9, 9), 5, v(2), true);
    compared("rc-below-release", v(2, 0, -1, 1), 5, v(2, 0, 0), true);
    compared("rc-used-up", v(2, 0, -1, 1), 2, v(2, 0), true);
    compared("beta-below-rc", v(1, 2, -2), 5, v(1, 2, -1), true);
    compared("alpha-below-beta", v(1, 2, -3, 4), 5, v(1, 2, -2), true);
    compared("release-above-rc", v(1, 2), 1, v(1, 2, -1, 3), true);
    compared("numbers-not-digits", v(1, 10), 1, v(1, 9), true);
    judge(
        condition("version-shorter", "R49", "U 4.4", "[1] is lower than [1, 1] (H22).")
            .should()
            .version(1)
            .update(checking(CHECK_VERSION, Notation.version(5, 1, 1))),
        true,
        28);
    judge(
        condition("version-of-none", "R49", "U 4.4", "A component without a version (H22).")
            .should()
            .update(checking(CHECK_VERSION, Notation.version(2, 0))),
        false,
        28);
  }

  private Story directive(String name, String rules, String places, String what) {
    return pack.story("directives", name, rules, places, what);
  }

  // R50, R51.

  private void fetches() {
    String places = "M 8.4.10.4; M 7.5";
    directive("fetch", "R50", places, "A payload from outside, and its digest.")
        .has(APP, OLD)
        .serves(URI, NEW)
        .update(Manifest.of(APP).on(FETCHING, override(uri(URI), image(NEW)), FETCH, MATCH))
        .complete()
        .then(APP, NEW)
        .fetched(URI);
    directive("fetch-arguments", "R50", places, "The arguments are handed to the fetcher.")
        .has(APP, OLD)
        .serves(URI, NEW)
        .update(installing(override(uri(URI), "25: h'00'"), FETCH))
        .complete()
        .then(APP, NEW)
        .fetched(URI);
    directive("fetch-large", "R50", places, "A payload of more bytes than a buffer.")
        .lacks(APP)
        .serves(URI, large())
        .update(installing(override(uri(URI), image(large())), FETCH, MATCH))
        .complete()
        .then(APP, large());
    directive("fetch-other-bytes", "R41 R50", places, "What arrives is not the image.")
        .has(APP, OLD)
        .serves(URI, Bytes.ofUtf8("something else"))
        .update(installing(override(uri(URI), digest(NEW)), FETCH, MATCH))
        .abort(INSTALL, 3);
    directive("fetch-too-long", "R41", places, "More arrives than the size allows (H19).")
        .should()
        .has(APP, OLD)
        .serves(URI, NEW)
        .update(installing(override(uri(URI), digest(NEW), size(3)), FETCH, MATCH))
        .abort(INSTALL, 21);
    directive("fetch-no-digest", "R50", places, "Nothing says what the payload is: it is taken.")
        .has(APP, OLD)
        .serves(URI, NEW)
        .update(installing(override(uri(URI)), FETCH))
        .complete()
        .then(APP, NEW);
    directive("fetch-no-uri", "R50 R17", places, "There is no URI.")
        .has(APP, OLD)
        .update(installing(override(image(NEW)), FETCH))
        .abort(INSTALL, 21);
    directive("fetch-unreachable", "R50 R17", places, "The URI cannot be reached.")
        .has(APP, OLD)
        .update(installing(override(uri(URI)), FETCH))
        .abort(INSTALL, 21)
        .reasons(11)
        .fetched(URI);
    directive("fetch-present", "R50", places, "The component has the image already: complete.")
        .has(APP, NEW)
        .serves(URI, NEW)
        .update(installing(override(uri(URI), image(NEW)), FETCH, MATCH))
        .complete()
        .then(APP, NEW);
    directive("fetch-integrated", "R50", places, "The envelope has the payload under the URI.")
        .has(APP, OLD)
        .update(installing(override(uri("#app"), image(NEW)), FETCH, MATCH).payload("#app", NEW))
        .complete()
        .then(APP, NEW)
        .fetched();
    directive(
            "fetch-integrated-first",
            "R50",
            places,
            "The envelope has a payload under a URI that could be reached as well.")
        .has(APP, OLD)
        .serves(URI, OLD)
        .update(installing(override(uri(URI)), FETCH).payload(URI, NEW))
        .complete()
        .then(APP, NEW)
        .fetched();
    directive(
            "fetch-integrated-other", "R50", places, "The keys of the envelope are compared whole.")
        .has(APP, OLD)
        .serves("#app", NEW)
        .update(installing(override(uri("#app")), FETCH).payload("#app2", OLD))
        .complete()
        .then(APP, NEW)
        .fetched("#app");
    directive("fetch-integrated-damaged", "R50 R41", places, "The payload in the envelope differs.")
        .has(APP, OLD)
        .update(
            installing(override(uri("#app"), image(NEW)), FETCH, MATCH)
                .payload("#app", Manifest.damaged(NEW)))
        .abort(INSTALL, 3);
    directive("write", "R51", "M 8.4.10.6", "The content of the parameter.")
        .has(APP, OLD)
        .update(installing(override(content(NEW)), WRITE))
        .complete()
        .then(APP, NEW);
    directive("write-empty", "R51", "M 8.4.10.6", "Content of no bytes is content.")
        .has(APP, OLD)
        .update(installing(override(content("")), WRITE))
        .complete()
        .then(APP, "");
    directive("write-nothing", "R51 R17", "M 8.4.10.6", "There is no content.")
        .has(APP, OLD)
        .update(installing(WRITE))
        .abort(INSTALL, 18);
  }

  private static Bytes large() {
    byte[] content = new byte[20_000];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 >> 3);
    }
    return Bytes.wrap(content);
  }

  // R52, R53.

  private static Manifest moving(String directive) {
    return Manifest.of(APP, APP2).on(INSTALL, index(0), override(source(1)), directive);
  }

  private void moves() {
    directive("copy", "R52", "M 8.4.10.5", "The source stays as it is.")
        .has(APP, OLD)
        .has(APP2, NEW)
        .update(moving(COPY))
        .complete()
        .then(APP, NEW)
        .same(APP2);
    directive("copy-into-nothing", "R52", "M 8.4.10.5", "The target had no content.")
        .lacks(APP)
        .has(APP2, NEW)
        .update(moving(COPY))
        .complete()
        .then(APP, NEW);
    directive("copy-of-nothing", "R52 R17", "M 8.4.10.5", "The source has no content.")
        .has(APP, OLD)
        .lacks(APP2)
        .update(moving(COPY))
        .abort(INSTALL, 22)
        .reasons(11);
    directive("copy-without-source", "R52", "M 8.4.10.5", "There is no source component.")
        .has(APP, OLD)
        .has(APP2, NEW)
        .update(Manifest.of(APP, APP2).on(INSTALL, index(0), COPY))
        .abort(INSTALL, 22);
    directive("copy-of-itself", "R52", "M 8.4.10.5", "Source and target are one (H25).")
        .should()
        .has(APP, OLD)
        .update(installing(override(source(0)), COPY))
        .result("either")
        .same(APP);
    directive("copy-then-change", "R52", "M 8.4.10.5", "The copy is of what was there then.")
        .lacks(APP)
        .has(APP2, OLD)
        .update(
            Manifest.of(APP, APP2)
                .on(INSTALL, index(0), override(source(1)), COPY, index(1), A, WRITE))
        .complete()
        .then(APP, OLD)
        .then(APP2, "a");
    directive("swap", "R53", "M 8.4.10.9", "The contents are exchanged.")
        .has(APP, OLD)
        .has(APP2, NEW)
        .update(moving(SWAP))
        .complete()
        .then(APP, NEW)
        .then(APP2, OLD);
    directive("swap-twice", "R53", "M 8.4.10.9", "Twice is as if nothing had happened.")
        .has(APP, OLD)
        .has(APP2, NEW)
        .update(Manifest.of(APP, APP2).on(INSTALL, index(0), override(source(1)), SWAP, SWAP))
        .complete()
        .then(APP, OLD)
        .then(APP2, NEW);
    directive("swap-with-nothing", "R53 R17", "M 8.4.10.9", "The source has no content.")
        .has(APP, OLD)
        .lacks(APP2)
        .update(moving(SWAP))
        .abort(INSTALL, 31);
    directive("swap-after-fetch", "R53", "M 8.4.10.9", "What was fetched becomes active by a swap.")
        .has(APP, OLD)
        .lacks(APP2)
        .serves(URI, NEW)
        .update(
            Manifest.of(APP, APP2)
                .on(FETCHING, index(1), override(uri(URI), image(NEW)), FETCH, MATCH)
                .on(INSTALL, index(0), override(source(1)), SWAP))
        .complete()
        .then(APP, NEW)
        .then(APP2, OLD);
  }

  // R54.

  private void invocation() {
    String places = "M 6.3; M 8.4.10.7";
    directive("invoke", "R54", places, "The component is started without arguments.")
        .has(APP, OLD)
        .invoke(Manifest.of(APP).on(RUN, INVOKE))
        .complete()
        .invoked(APP, null);
    directive("invoke-arguments", "R54", places, "The arguments are those of the parameter.")
        .has(APP, OLD)
        .invoke(Manifest.of(APP).on(RUN, override(arguments("--fast")), INVOKE))
        .complete()
        .invoked(APP, "--fast");
    directive("invoke-helper", "R54", places, "A helper returns, and the application starts.")
        .has(APP, OLD)
        .has(APP2, NEW)
        .invoke(
            Manifest.of(APP, APP2)
                .on(RUN, index(1), override(arguments("help")), INVOKE, index(0), INVOKE))
        .complete()
        .invoked(APP2, "help", APP, null);
    directive("invoke-nothing", "R54", places, "The section ends, and nothing was started.")
        .has(APP, OLD)
        .invoke(Manifest.of(APP).on(RUN, override(image(OLD)), MATCH))
        .abort()
        .invoked();
    directive("invoke-not-validated", "R54 R14", places, "The image is not right: nothing starts.")
        .has(APP, OLD)
        .invoke(Manifest.of(APP).on(RUN, override(image(NEW)), MATCH, INVOKE))
        .abort(RUN, 3)
        .invoked();
  }

  // R55, R56, R57.

  private void waiting() {
    String places = "U 4.5; U 5.6";
    String[][] states = {{"over", "complete"}, {"waiting", "incomplete"}, {"unsupported", "abort"}};
    for (String[] each : states) {
      directive("wait-" + each[0], "R55", places, "The events: " + each[0] + ".")
          .has(APP, OLD)
          .device(device -> device.put("events", each[0]))
          .update(installing(override(events("{2: 1, 3: 1}"), content("a")), WAIT, WRITE))
          .result(each[1]);
    }
    directive("wait-resumed", "R55 R90", places, "The event happens, and the update goes on.")
        .has(APP, OLD)
        .serves(URI, NEW)
        .device(device -> device.put("events", "waiting"))
        .update(installing(override(events("{3: 1}"), uri(URI)), FETCH, WAIT))
        .result("incomplete")
        .same(APP)
        .update(installing(override(events("{3: 1}"), uri(URI)), FETCH, WAIT))
        .device(device -> device.put("events", "over"))
        .complete()
        .then(APP, NEW)
        .fetched();
    Manifest waiting =
        Manifest.of(APP)
            .id(ROOT)
            .numbered("5")
            .on(INSTALL, override(events("{3: 1}"), uri(URI)), FETCH, WAIT);
    directive(
            "refused-keeps-progress",
            "R90 R3 R5",
            "M 6.3.1; M 6.1",
            "Manifests that are refused do not undo what an interrupted update has done.")
        .should()
        .has(APP, OLD)
        .lacks(ROOT)
        .installed(ROOT, "4")
        .serves(URI, NEW)
        .device(device -> device.put("events", "waiting"))
        .update(waiting)
        .result("incomplete")
        .update(Manifest.of(APP).id(ROOT).numbered("3").on(INSTALL, A, WRITE))
        .abort()
        .update(Manifest.of("elsewhere").on(INSTALL, A, WRITE))
        .abort()
        .update(waiting)
        .device(device -> device.put("events", "over"))
        .complete()
        .then(APP, NEW)
        .fetched();
    directive("wait-for-nothing", "R55", places, "There are no events to wait for.")
        .has(APP, OLD)
        .device(device -> device.put("events", "over"))
        .update(installing(WAIT))
        .abort(INSTALL, 29);
  }

  private Story command(String name, boolean success, String what) {
    return directive(name, "R56", "M 8.4.11", what)
        .has(APP, OLD)
        .device(
            device ->
                device
                    .putArray("custom_commands")
                    .addObject()
                    .put("label", -300)
                    .put("outcome", success ? "success" : "condition-failed"));
  }

  private void custom() {
    command("custom-succeeds", true, "A custom command succeeds.")
        .update(installing("-300, 7", A, WRITE))
        .complete()
        .then(APP, "a");
    command("custom-fails", false, "A custom condition fails.")
        .update(installing("-300, 7", A, WRITE))
        .abort(INSTALL, -300)
        .reasons(10);
    command("custom-fails-softly", false, "A custom condition fails in try-each.")
        .update(installing(tryEach(sequence("-300, 7"), sequence(A, WRITE))))
        .complete()
        .then(APP, "a");
    command("custom-other", true, "Another custom command than the one that is known.")
        .update(installing("-301, 7", A, WRITE))
        .abort()
        .reasons(5);
  }

  private void fileMetadata() {
    directive("metadata-file", "R57", "U 4.6", "A file with a type and permissions.")
        .has(APP, OLD)
        .update(installing(override(content(NEW), Notation.metadata("{1: 4, 5: 1}")), WRITE))
        .complete()
        .then(APP, NEW);
    directive("metadata-folder", "R57", "U 4.6; U 8", "A directory is written as no bytes.")
        .lacks(APP)
        .update(installing(override(content(""), Notation.metadata("{5: 2}")), WRITE))
        .complete()
        .then(APP, "");
    directive("metadata-link", "R57", "U 4.6; U 8", "A symbolic link is written as its target.")
        .lacks(APP)
        .has(APP2, OLD)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    index(0),
                    override(content("/app2"), Notation.metadata("{5: 3}")),
                    WRITE))
        .complete()
        .then(APP, "/app2")
        .same(APP2);
    directive("set-version", "R49", "U 4.4", "A manifest states the version of its components.")
        .has(APP, OLD)
        .lacks(ROOT)
        .update(
            Manifest.of(APP)
                .id(ROOT)
                .member(6, "<<[1, 2]>>")
                .on(INSTALL, override(content(NEW)), WRITE))
        .complete()
        .then(APP, NEW);
  }
}
