package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.CheckStories.APP;
import static org.teep4j.vectors.replay.CheckStories.CFG;
import static org.teep4j.vectors.replay.CheckStories.NEW;
import static org.teep4j.vectors.replay.CheckStories.OLD;
import static org.teep4j.vectors.replay.CheckStories.ROOT;
import static org.teep4j.vectors.replay.CheckStories.URI;
import static org.teep4j.vectors.replay.Notation.*;

import org.teep4j.codec.Bytes;

/** Dependencies, references to components, and rights. */
final class DependencyStories {
  private static final String TA = "tee/ta";
  private static final String DEP = "suit/dep";
  private static final String DEP_URI = "https://fw.example/dep.suit";
  private static final String OTHER_ROOT = "suit/other";
  private static final int RESOLUTION = 15;
  private static final int FETCHING = 16;
  private static final int INSTALL = 20;
  private static final int RUN = 9;
  private static final int UNINSTALL = 24;
  private static final String A = override(content("a"));
  private static final String B = override(content("b"));

  private final Pack pack;

  private DependencyStories(Pack pack) {
    this.pack = pack;
  }

  static void addTo(Pack pack) {
    DependencyStories stories = new DependencyStories(pack);
    stories.dependencies();
    stories.integrity();
    stories.processing();
    stories.lockstep();
    stories.sharedParameters();
    stories.prefixes();
    stories.references();
    stories.rights();
  }

  /** The trusted application's manifest, which writes b. */
  private static Manifest dependency() {
    return Manifest.of(TA).numbered("3").on(INSTALL, B, WRITE);
  }

  /** A root that fetches the dependency, checks it in install, and goes on. */
  private static Manifest root(Manifest dependency, String... commands) {
    return Manifest.of(APP)
        .numbered("2")
        .id(ROOT)
        .dependency(1, DEP)
        .on(RESOLUTION, index(1), override(uri(DEP_URI), digestOf(dependency)), FETCH)
        .on(INSTALL, commands);
  }

  private static String[] checked(Manifest dependency, String... more) {
    String[] commands = new String[more.length + 3];
    commands[0] = index(1);
    commands[1] = override(digestOf(dependency));
    commands[2] = INTEGRITY;
    System.arraycopy(more, 0, commands, 3, more.length);
    return commands;
  }

  private Story dep(String name, String rules, String places, String what) {
    return pack.story("dependencies", name, rules, places, what).has(APP, OLD).lacks(TA, DEP, ROOT);
  }

  private static Manifest processing(Manifest dependency) {
    return root(dependency, checked(dependency, PROCESS, index(0), A, WRITE));
  }

  // R58, R66, R71.

  private void dependencies() {
    Manifest dependency = dependency();
    dep(
            "dep-fetched",
            "R58 R60 R71",
            "T 5.2.2; T 5.4; T 5.5",
            "A dependency is fetched and processed.")
        .serves(DEP_URI, dependency.envelope())
        .update(processing(dependency))
        .complete()
        .then(APP, "a")
        .then(TA, "b")
        .then(DEP, dependency.envelope())
        .fetched(DEP_URI);
    Bytes untagged = dependency().untagged().envelope();
    dep("dep-untagged", "R58", "T 5.2.2", "The envelope of the dependency has no tag.")
        .serves(DEP_URI, untagged)
        .update(processing(dependency))
        .complete()
        .then(TA, "b")
        .then(DEP, untagged);
    dep("dep-integrated", "R66", "T 8.1.1", "The dependency is in the root's envelope.")
        .update(processing(dependency).payload(DEP_URI, dependency.envelope()))
        .complete()
        .then(TA, "b")
        .fetched();
    Bytes image = Bytes.ofUtf8("trusted application");
    Manifest fetching =
        Manifest.of(TA).on(FETCHING, override(uri(URI), image(image)), FETCH, MATCH);
    dep("dep-before-payload", "R71", "T 3; T 5.5", "The dependency is fetched before its payload.")
        .serves(DEP_URI, fetching.envelope())
        .serves(URI, image)
        .update(root(fetching, index(0), A, WRITE).on(FETCHING, checked(fetching, PROCESS)))
        .complete()
        .then(TA, image)
        .fetched(DEP_URI, URI);
    dep(
            "dep-in-components",
            "R58",
            "T 5.2.2",
            "The index is that of a component, as in the text (H1).")
        .should()
        .has(DEP + "2", dependency.envelope())
        .update(
            Manifest.of(APP, DEP + "2")
                .dependency(1, null)
                .shared()
                .on(INSTALL, checked(dependency, PROCESS)))
        .complete()
        .then(TA, "b");
    dep("dep-is-dependency", "R58", "T 5.6.3", "is-dependency holds for the dependency alone.")
        .serves(DEP_URI, dependency.envelope())
        .update(
            root(
                dependency,
                checked(
                    dependency,
                    PROCESS,
                    all(),
                    tryEach(sequence(IS_DEPENDENCY), sequence(A, WRITE)))))
        .complete()
        .then(APP, "a")
        .then(DEP, dependency.envelope());
  }

  // R59, R65, R68, R69.

  private Story integrity(String name, String rules, String what) {
    return dep(name, rules, "T 5.6.4", what);
  }

  private void integrity() {
    Manifest dependency = dependency();
    integrity("integrity-stranger", "R59", "The dependency is signed by nobody who is trusted.")
        .serves(DEP_URI, dependency().signedBy(Keys.ROGUE).envelope())
        .update(processing(dependency))
        .abort(INSTALL, 7);
    integrity("integrity-unsigned", "R59 R69", "The dependency has no signature at all.")
        .serves(DEP_URI, dependency().signedBy().envelope())
        .update(processing(dependency))
        .abort(INSTALL, 7);
    integrity("integrity-other-manifest", "R59", "The dependency is another manifest.")
        .serves(DEP_URI, dependency().numbered("4").envelope())
        .update(processing(dependency))
        .abort(INSTALL, 7);
    integrity("integrity-damaged", "R59", "The manifest in the dependency is damaged.")
        .serves(DEP_URI, dependency().sending(Manifest::damaged).envelope())
        .update(processing(dependency))
        .abort(INSTALL, 7);
    integrity("integrity-no-envelope", "R59", "The dependency is no envelope.")
        .serves(DEP_URI, Bytes.ofUtf8("no envelope"))
        .update(processing(dependency))
        .abort(INSTALL, 7);
    integrity("integrity-nothing", "R59", "Nothing is in the component of the dependency.")
        .update(Manifest.of(APP).dependency(1, DEP).on(INSTALL, checked(dependency, PROCESS)))
        .abort(INSTALL, 7);
    integrity("integrity-no-digest", "R59 R23", "There is no digest of the dependency.")
        .serves(DEP_URI, dependency.envelope())
        .update(
            root(dependency, index(1), A, INTEGRITY)
                .on(RESOLUTION, index(1), override(uri(DEP_URI)), FETCH))
        .abort(INSTALL, 7);
    integrity("integrity-in-try-each", "R59", "try-each does not catch the failure.")
        .serves(DEP_URI, dependency().signedBy(Keys.ROGUE).envelope())
        .update(
            root(
                dependency,
                index(1),
                tryEach(
                    sequence(override(digestOf(dependency)), INTEGRITY, PROCESS),
                    sequence(index(0), A, WRITE))))
        .abort(INSTALL, 7);
    integrity("integrity-of-component", "R59", "The component is no dependency.")
        .serves(DEP_URI, dependency.envelope())
        .update(root(dependency, index(0), override(digest(OLD)), INTEGRITY))
        .abort(INSTALL, 7);
    dep("dep-image-match", "R65", "T 5.2.2", "image-match covers the manifest in the envelope.")
        .serves(DEP_URI, dependency.envelope())
        .update(
            root(dependency, index(1), override(digestOf(dependency)), MATCH, INTEGRITY, PROCESS))
        .complete()
        .then(TA, "b");
    dep(
            "dep-image-match-envelope",
            "R65",
            "T 5.2.2",
            "The digest of the envelope is not its image's.")
        .serves(DEP_URI, dependency.envelope())
        .update(root(dependency, index(1), override(digest(dependency.envelope())), MATCH))
        .abort(INSTALL, 3);
    dep("dep-image-size", "R65", "T 5.2.2", "The published sizes are of envelopes (H19).")
        .should()
        .serves(DEP_URI, dependency.envelope())
        .update(
            root(
                dependency,
                index(1),
                override(digestOf(dependency), size(dependency.envelope().length())),
                MATCH,
                INTEGRITY,
                PROCESS))
        .complete()
        .then(TA, "b");
    String again = "https://fw.example/again.suit";
    String[][] changes = {
      {"fetch", override(uri(again)), FETCH},
      {"write", override(content(dependency.envelope())), WRITE},
      {"copy", override(source(2)), COPY},
      {"swap", override(source(2)), SWAP}
    };
    for (String[] change : changes) {
      dep(
              "integrity-lost-by-" + change[0],
              "R68",
              "T 5.6.4",
              "After the check the dependency is changed by " + change[0] + ".")
          .has("spare", dependency.envelope())
          .serves(DEP_URI, dependency.envelope())
          .serves(again, dependency.envelope())
          .update(
              Manifest.of(APP, CFG, "spare")
                  .dependency(3, DEP)
                  .on(RESOLUTION, index(3), override(uri(DEP_URI), digestOf(dependency)), FETCH)
                  .on(
                      INSTALL,
                      index(3),
                      override(digestOf(dependency)),
                      INTEGRITY,
                      change[1],
                      change[2],
                      PROCESS))
          .lacks(CFG)
          .abort(INSTALL, 11);
    }
    dep("integrity-kept", "R68", "T 5.6.4", "A change of another component does not matter.")
        .serves(DEP_URI, dependency.envelope())
        .update(root(dependency, checked(dependency, index(0), A, WRITE, index(1), PROCESS)))
        .complete()
        .then(TA, "b");
    dep("integrity-next-section", "R68", "T 5.6.4", "The check of one section counts in the next.")
        .should()
        .serves(DEP_URI, dependency.envelope())
        .update(root(dependency, index(1), PROCESS).on(FETCHING, checked(dependency)))
        .complete()
        .then(TA, "b");
  }

  // R60, R61, R63, R64, R70.

  private void processing() {
    Manifest dependency = dependency();
    String places = "T 5.4; T 5.6.2";
    dep("process-component", "R60", places, "The component is no dependency.")
        .serves(DEP_URI, dependency.envelope())
        .update(root(dependency, checked(dependency, index(0), PROCESS)))
        .abort(INSTALL, 11);
    dep("process-unchecked", "R60", places, "The dependency has not been checked.")
        .serves(DEP_URI, dependency.envelope())
        .update(root(dependency, index(1), PROCESS))
        .abort(INSTALL, 11);
    dep("process-matched-only", "R60", places, "image-match is no check of integrity.")
        .serves(DEP_URI, dependency.envelope())
        .update(root(dependency, index(1), override(digestOf(dependency)), MATCH, PROCESS))
        .abort(INSTALL, 11);
    dep("process-soft", "R60 R17", places, "The directive aborts, in try-each as well.")
        .serves(DEP_URI, dependency.envelope())
        .update(
            root(dependency, index(1), tryEach(sequence(PROCESS), sequence(index(0), A, WRITE))))
        .abort(INSTALL, 11);
    Manifest silent = Manifest.of(TA).on(RUN, INVOKE);
    dep("process-absent-section", "R60", places, "The dependency has no such section: success.")
        .serves(DEP_URI, silent.envelope())
        .update(
            root(silent, checked(silent, PROCESS, index(0), A, WRITE)).on(RUN, index(1), PROCESS))
        .complete()
        .then(APP, "a");
    Manifest watchful =
        Manifest.of(TA).shared(override(content("before")), CHECK_CONTENT).on(INSTALL, B, WRITE);
    dep("process-shared-first", "R60 R12", places, "The dependency's shared sequence runs first.")
        .serves(DEP_URI, watchful.envelope())
        .update(processing(watchful))
        .abort(INSTALL, 6)
        .record(INSTALL, 11, 0, 1);
    dep("process-true", "R61", "T 5.6.2", "Under true, the dependencies alone are processed.")
        .serves(DEP_URI, dependency.envelope())
        .update(root(dependency, checked(dependency, all(), PROCESS, index(0), A, WRITE)))
        .complete()
        .then(APP, "a")
        .then(TA, "b");
    dep("process-array", "R61", "T 5.6.2", "In an array, a component that is no dependency aborts.")
        .serves(DEP_URI, dependency.envelope())
        .update(root(dependency, checked(dependency, indexes(1, 0), PROCESS)))
        .abort(INSTALL, 11);
    Manifest incompatible =
        Manifest.of(TA).shared(override(classId(DEVICE)), CHECK_CLASS).on(INSTALL, B, WRITE);
    dep("process-incompatible", "R63 R64", places, "The dependency is for another class.")
        .serves(DEP_URI, incompatible.envelope())
        .update(processing(incompatible))
        .abort(INSTALL, 2);
    Manifest failing = Manifest.of(TA).on(INSTALL, ABORT);
    dep("process-abort", "R64", "T 5.6.2", "The abort of the dependency is not caught by try-each.")
        .serves(DEP_URI, failing.envelope())
        .update(
            root(
                failing,
                checked(failing, tryEach(sequence(PROCESS), sequence(index(0), A, WRITE)))))
        .abort(INSTALL, 14);
    dep("process-abort-run", "R64", "T 5.6.2", "Nor by run-sequence with soft failure.")
        .serves(DEP_URI, failing.envelope())
        .update(
            root(failing, checked(failing, run(override(soft(true)), PROCESS), index(0), A, WRITE)))
        .abort(INSTALL, 14);
    Manifest named = dependency().id("nowhere");
    dep("process-manifest-id", "R70", "T 5.2.1", "The dependency's own identifier is ignored.")
        .serves(DEP_URI, named.envelope())
        .update(processing(named))
        .complete()
        .then(TA, "b");
    dep("root-stored", "R70", "T 5.2.1", "The root is stored under its own identifier.")
        .should()
        .update(Manifest.of(APP).id(ROOT).on(INSTALL, A, WRITE))
        .complete()
        .then(ROOT, Manifest.of(APP).id(ROOT).on(INSTALL, A, WRITE).envelope());
    Manifest twice = Manifest.of(TA).on(INSTALL, B, WRITE);
    dep("process-twice", "R60", places, "A dependency may be processed twice in one section.")
        .should()
        .serves(DEP_URI, twice.envelope())
        .update(root(twice, checked(twice, PROCESS, PROCESS)))
        .complete()
        .then(TA, "b");
    dep("report-path", "R85 R87", "P 3", "The record names the way to the manifest.")
        .should()
        .serves(DEP_URI, failing.envelope())
        .update(processing(failing))
        .abort(INSTALL, 14)
        .record(INSTALL, 1, 0, 1);
  }

  // R62.

  private void lockstep() {
    Manifest two = dependency().on(FETCHING, B, WRITE);
    dep(
            "lockstep-section-missing",
            "R62",
            "T 5.1; T 5.3",
            "The root has no section of the dependency's.")
        .serves(DEP_URI, two.envelope())
        .update(processing(two))
        .abort();
    dep("lockstep-not-processed", "R62", "T 5.1; T 5.3", "The root's section does not process it.")
        .serves(DEP_URI, two.envelope())
        .update(processing(two).on(FETCHING, index(0), A, WRITE))
        .abort();
    dep("lockstep-all", "R62", "T 5.1; T 5.3", "Both sections process it.")
        .serves(DEP_URI, two.envelope())
        .update(processing(two).on(FETCHING, checked(two, PROCESS)))
        .complete()
        .then(TA, "b");
    Manifest running = dependency().on(RUN, INVOKE);
    dep(
            "lockstep-other-procedure",
            "R62",
            "T 5.1",
            "A section of another procedure does not matter.")
        .should()
        .serves(DEP_URI, running.envelope())
        .update(processing(running))
        .complete()
        .then(TA, "b");
    dep(
            "lockstep-invoke",
            "R62",
            "T 5.1",
            "Before the root starts anything, the dependency must be due.")
        .note("H29: checked before the first command of invoke, which may not return.")
        .has("home", running.envelope())
        .invoke(Manifest.of(APP).dependency(1, "home").on(RUN, index(0), INVOKE))
        .abort()
        .invoked();
    dep(
            "lockstep-invoke-both",
            "R62 R54",
            "T 5.1; M 6.3",
            "The dependency starts first, then the root.")
        .has("home", running.envelope())
        .invoke(
            Manifest.of(APP)
                .dependency(1, "home")
                .on(
                    RUN,
                    index(1),
                    override(digestOf(running)),
                    INTEGRITY,
                    PROCESS,
                    index(0),
                    override(arguments("root")),
                    INVOKE))
        .complete()
        .invoked(TA, null, APP, "root");
  }

  // R33.

  private void sharedParameters() {
    String places = "T 5.4; T 5.6.1; T 8.1";
    Manifest offering = Manifest.of(TA).on(INSTALL, set(content("default")), WRITE);
    dep("parameter-default", "R33 R31", places, "Nothing is set: the dependency's default counts.")
        .serves(DEP_URI, offering.envelope())
        .update(processing(offering))
        .complete()
        .then(TA, "default");
    Manifest knowing =
        Manifest.of(APP, TA)
            .dependency(2, DEP)
            .on(RESOLUTION, index(2), override(uri(DEP_URI), digestOf(offering)), FETCH)
            .on(
                INSTALL,
                index(1),
                set(content("root's")),
                index(2),
                override(digestOf(offering)),
                INTEGRITY,
                PROCESS);
    dep("parameter-from-root", "R33 R31", places, "The dependent's parameter beats the default.")
        .serves(DEP_URI, offering.envelope())
        .update(knowing)
        .complete()
        .then(TA, "root's");
    Manifest enforcing = Manifest.of(TA).on(INSTALL, override(content("enforced")), WRITE);
    dep("parameter-enforced", "R33 R30", places, "The dependency's override beats the dependent.")
        .serves(DEP_URI, enforcing.envelope())
        .update(
            Manifest.of(APP, TA)
                .dependency(2, DEP)
                .on(RESOLUTION, index(2), override(uri(DEP_URI), digestOf(enforcing)), FETCH)
                .on(
                    INSTALL,
                    index(1),
                    override(content("root's")),
                    index(2),
                    override(digestOf(enforcing)),
                    INTEGRITY,
                    PROCESS))
        .complete()
        .then(TA, "enforced");
    Manifest setting = Manifest.of(CFG, TA).on(INSTALL, index(1), override(content("kept")));
    dep("parameter-persists", "R33", places, "What the dependency sets is set in the dependent.")
        .lacks(CFG)
        .serves(DEP_URI, setting.envelope())
        .update(
            Manifest.of(TA, APP)
                .dependency(2, DEP)
                .on(RESOLUTION, index(2), override(uri(DEP_URI), digestOf(setting)), FETCH)
                .on(
                    INSTALL,
                    index(2),
                    override(digestOf(setting)),
                    INTEGRITY,
                    PROCESS,
                    index(0),
                    WRITE))
        .complete()
        .then(TA, "kept")
        .same(APP);
    Manifest copying = Manifest.of(TA).on(INSTALL, COPY);
    dep("parameter-source", "R33", places, "A source means a component, not an index (H26).")
        .should()
        .has(CFG, "config")
        .serves(DEP_URI, copying.envelope())
        .update(
            Manifest.of(APP, TA, CFG)
                .dependency(3, DEP)
                .on(RESOLUTION, index(3), override(uri(DEP_URI), digestOf(copying)), FETCH)
                .on(
                    INSTALL,
                    index(1),
                    override(source(2)),
                    index(3),
                    override(digestOf(copying)),
                    INTEGRITY,
                    PROCESS))
        .complete()
        .then(TA, "config");
  }

  // R67.

  private void prefixes() {
    Manifest inner = Manifest.of("ta").on(INSTALL, B, WRITE);
    dep(
            "prefix-prepended",
            "R67",
            "T 5.2.2; T 5.4.1",
            "The prefix stands before the dependency's ids.")
        .has("home", inner.envelope())
        .update(
            Manifest.of(APP, "home")
                .dependency(1, "tee")
                .shared()
                .on(INSTALL, checked(inner, PROCESS)))
        .complete()
        .then(TA, "b");
    dep(
            "prefix-behind",
            "R67",
            "T 5.2.2",
            "Behind the components, it names the envelope alone (H1).")
        .should()
        .serves(DEP_URI, dependency().envelope())
        .update(processing(dependency()))
        .complete()
        .then(TA, "b");
    dep("prefix-unknown-component", "R67 R5", "T 5.2.2", "With the prefix, the device lacks it.")
        .has("home", inner.envelope())
        .update(
            Manifest.of(APP, "home")
                .dependency(1, "elsewhere")
                .shared()
                .on(INSTALL, checked(inner, PROCESS)))
        .abort()
        .reasons(6);
  }

  // R72 to R75.

  private Story reference(String name, String rules, String places, String what) {
    return pack.story("references", name, rules, places, what).lacks(APP, CFG, ROOT, OTHER_ROOT);
  }

  private void references() {
    String places = "T 5.3; T 5.6.5; T 6";
    Manifest one = Manifest.of(APP).id(ROOT).on(INSTALL, A, WRITE).on(UNINSTALL, UNLINK);
    reference("unlink-last", "R72 R75", places, "The only manifest is uninstalled.")
        .update(one)
        .complete()
        .then(APP, "a")
        .uninstall(one)
        .complete()
        .gone(APP);
    Manifest other =
        Manifest.of(APP, CFG)
            .id(OTHER_ROOT)
            .on(INSTALL, index(1), B, WRITE)
            .on(UNINSTALL, all(), UNLINK);
    reference("unlink-shared", "R72", places, "Another manifest refers to the component: it stays.")
        .update(one)
        .complete()
        .update(other)
        .complete()
        .uninstall(one)
        .complete()
        .then(APP, "a")
        .uninstall(other)
        .complete()
        .gone(APP)
        .gone(CFG);
    reference("unlink-twice", "R73", places, "A manifest ends its reference once.")
        .update(one)
        .complete()
        .update(other)
        .complete()
        .uninstall(Manifest.of(APP).id(ROOT).on(UNINSTALL, UNLINK, UNLINK))
        .complete()
        .then(APP, "a");
    reference("unlink-reinstalled", "R73", places, "Two updates of one manifest count once.")
        .update(one)
        .complete()
        .update(one)
        .complete()
        .uninstall(one)
        .complete()
        .gone(APP);
    String[][] changes = {
      {"write", A, WRITE},
      {"fetch", override(uri(URI)), FETCH},
      {"copy", override(source(1)), COPY},
      {"swap", override(source(1)), SWAP}
    };
    for (String[] change : changes) {
      reference(
              "referenced-" + change[0],
              "R74",
              places,
              "A component of another manifest is changed by " + change[0] + ".")
          .has("spare", OLD)
          .serves(URI, NEW)
          .update(Manifest.of(APP).id(ROOT).on(INSTALL, B, WRITE))
          .complete()
          .update(
              Manifest.of(APP, "spare").id(OTHER_ROOT).on(INSTALL, index(0), change[1], change[2]))
          .abort(INSTALL, Long.parseLong(change[2].split(",", -1)[0]));
    }
    reference("referenced-swap-source", "R74", places, "Swap changes its source as well (H6).")
        .should()
        .has("spare", OLD)
        .update(Manifest.of(APP).id(ROOT).on(INSTALL, B, WRITE))
        .complete()
        .update(
            Manifest.of("spare", APP)
                .id(OTHER_ROOT)
                .on(INSTALL, index(0), override(source(1)), SWAP))
        .abort(INSTALL, 31);
    reference("referenced-read", "R74", places, "A component of another manifest may be copied.")
        .should()
        .lacks("spare")
        .update(Manifest.of(APP).id(ROOT).on(INSTALL, B, WRITE))
        .complete()
        .update(
            Manifest.of("spare", APP)
                .id(OTHER_ROOT)
                .on(INSTALL, index(0), override(source(1)), COPY))
        .complete()
        .then("spare", "b");
    reference(
            "referenced-successor", "R74", places, "A manifest does not block its successor (H6).")
        .should()
        .update(one)
        .complete()
        .update(Manifest.of(APP).id(ROOT).numbered("2").on(INSTALL, B, WRITE))
        .complete()
        .then(APP, "b");
    Manifest watchful =
        Manifest.of(APP)
            .id(ROOT)
            .shared(override(content("a")), CHECK_CONTENT)
            .on(UNINSTALL, UNLINK);
    reference("uninstall-shared-first", "R75", places, "Uninstall runs after the shared sequence.")
        .update(Manifest.of(APP).id(ROOT).on(INSTALL, B, WRITE))
        .complete()
        .uninstall(watchful)
        .abort(UNINSTALL, 6);
    reference("uninstall-severed", "R75 R9", "T 6", "Uninstall is never severable.")
        .update(one)
        .complete()
        .uninstall(Manifest.of(APP).id(ROOT).severed(UNINSTALL, UNLINK))
        .abort();
    Manifest part = Manifest.of(TA).on(INSTALL, B, WRITE).on(UNINSTALL, UNLINK);
    reference(
            "uninstall-dependency",
            "R72 R75",
            places,
            "The dependency is uninstalled with its root (H7).")
        .should()
        .lacks(TA, DEP)
        .serves(DEP_URI, part.envelope())
        .update(processing(part).on(UNINSTALL, all(), UNLINK))
        .complete()
        .then(TA, "b")
        .uninstall(processing(part).on(UNINSTALL, all(), UNLINK))
        .complete()
        .gone(APP)
        .gone(DEP)
        .gone(TA);
    Manifest second =
        Manifest.of(CFG)
            .id(OTHER_ROOT)
            .dependency(1, DEP)
            .on(RESOLUTION, index(1), override(uri(DEP_URI), digestOf(part)))
            .on(INSTALL, checked(part, PROCESS, index(0), A, WRITE))
            .on(UNINSTALL, all(), UNLINK);
    reference(
            "uninstall-shared-dependency", "R72", places, "Another root needs the dependency (H5).")
        .should()
        .lacks(TA, DEP)
        .serves(DEP_URI, part.envelope())
        .update(processing(part).on(UNINSTALL, all(), UNLINK))
        .complete()
        .update(second)
        .complete()
        .uninstall(processing(part).on(UNINSTALL, all(), UNLINK))
        .complete()
        .gone(APP)
        .then(TA, "b")
        .uninstall(second)
        .complete()
        .gone(TA)
        .gone(DEP);
    pack.story(
            "candidate verification", "candidate-refused", "R76", "T 7.1", "The candidate fails.")
        .has(APP, OLD)
        .lacks("staging")
        .serves(URI, OLD)
        .update(
            Manifest.of(APP, "staging")
                .on(FETCHING, index(1), override(uri(URI)), FETCH)
                .on(18, index(1), override(image(NEW)), MATCH)
                .on(INSTALL, index(0), override(source(1)), COPY))
        .abort(18, 3);
  }

  // R77, R78.

  private Story right(String name, String rules, String what) {
    return pack.story("access control", name, rules, "M 9; T 10", what)
        .has(APP, OLD)
        .has(CFG, "config")
        .lacks(ROOT)
        .serves(URI, NEW);
  }

  private void rights() {
    right("acl-granted", "R77", "The signer may write to the component.")
        .permits(Keys.AUTHOR, APP)
        .update(Manifest.of(APP).on(INSTALL, A, WRITE))
        .complete()
        .then(APP, "a");
    String[][] uses = {
      {"write", A, WRITE},
      {"fetch", override(uri(URI)), FETCH},
      {"copy", override(source(1)), COPY},
      {"swap", override(source(1)), SWAP}
    };
    for (String[] use : uses) {
      right("acl-target-" + use[0], "R77", "The signer may not change it: " + use[0] + ".")
          .permits(Keys.AUTHOR, CFG)
          .update(Manifest.of(APP, CFG).on(INSTALL, index(0), use[1], use[2]))
          .abort(INSTALL, Long.parseLong(use[2].split(",", -1)[0]))
          .reasons(7)
          .notFetched(URI);
    }
    for (String[] use : new String[][] {uses[2], uses[3]}) {
      right("acl-source-" + use[0], "R77", "The signer may not use the source: " + use[0] + ".")
          .permits(Keys.AUTHOR, APP)
          .update(Manifest.of(APP, CFG).on(INSTALL, index(0), use[1], use[2]))
          .abort(INSTALL, Long.parseLong(use[2].split(",", -1)[0]))
          .reasons(7);
    }
    right("acl-invoke", "R77", "The signer may not start the component.")
        .permits(Keys.AUTHOR, CFG)
        .invoke(Manifest.of(APP).on(RUN, INVOKE))
        .abort(RUN, 23)
        .reasons(7)
        .invoked();
    right("acl-unlink", "R77", "The signer may not unlink the component.")
        .permits(Keys.AUTHOR, CFG, ROOT)
        .uninstall(Manifest.of(APP).id(ROOT).on(UNINSTALL, UNLINK))
        .abort(UNINSTALL, 33)
        .reasons(7);
    right("acl-digest-free", "R77", "Everybody may check digests (H31).")
        .permits(Keys.AUTHOR, APP)
        .update(
            Manifest.of(APP, CFG)
                .on(
                    INSTALL,
                    index(1),
                    override(digest(Bytes.ofUtf8("config"))),
                    MATCH,
                    index(0),
                    A,
                    WRITE))
        .complete()
        .then(APP, "a");
    right("acl-prefix", "R77", "A right for a prefix is one for all that is below it.")
        .has(TA, OLD)
        .permits(Keys.AUTHOR, "tee")
        .update(Manifest.of(TA).on(INSTALL, A, WRITE))
        .complete()
        .then(TA, "a");
    right("acl-prefix-of-segments", "R77", "A prefix consists of whole segments.")
        .has("tee2/ta", OLD)
        .permits(Keys.AUTHOR, "tee")
        .update(Manifest.of("tee2/ta").on(INSTALL, A, WRITE))
        .abort(INSTALL, 18)
        .reasons(7);
    right("acl-manifest", "R78", "The signer may not store its manifest there.")
        .permits(Keys.AUTHOR, APP)
        .update(Manifest.of(APP).id(ROOT).on(INSTALL, A, WRITE))
        .abort()
        .reasons(7);
    right("acl-manifest-granted", "R78", "The signer may store its manifest there.")
        .permits(Keys.AUTHOR, APP, ROOT)
        .update(Manifest.of(APP).id(ROOT).on(INSTALL, A, WRITE))
        .complete()
        .then(APP, "a");
    Manifest others = dependency().signedBy(Keys.OTHER);
    for (boolean granted : new boolean[] {true, false}) {
      Story story =
          right(
                  "acl-dependency-" + granted,
                  "R77 R59",
                  "A dependency acts with the rights of its own signer.")
              .lacks(TA, DEP)
              .trusts(Keys.AUTHOR, Keys.OTHER)
              .permits(Keys.AUTHOR, APP, ROOT, DEP, TA)
              .permits(Keys.OTHER, granted ? TA : CFG)
              .serves(DEP_URI, others.envelope())
              .update(processing(others));
      if (granted) {
        story.complete().then(TA, "b").then(APP, "a");
      } else {
        story.abort(INSTALL, 18).reasons(7);
      }
    }
  }
}
