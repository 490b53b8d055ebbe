package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.CheckStories.APP;
import static org.teep4j.vectors.replay.CheckStories.APP2;
import static org.teep4j.vectors.replay.CheckStories.CFG;
import static org.teep4j.vectors.replay.CheckStories.NEW;
import static org.teep4j.vectors.replay.CheckStories.OLD;
import static org.teep4j.vectors.replay.CheckStories.URI;
import static org.teep4j.vectors.replay.Notation.*;

import org.teep4j.codec.Bytes;

/** Failure, nested sequences, component indexes, parameters and order. */
final class FlowStories {
  private static final String OTHER_URI = "https://mirror.example/app.bin";
  private static final int FETCHING = 16;
  private static final int INSTALL = 20;
  private static final String A = override(content("a"));
  private static final String B = override(content("b"));
  private static final String SOFT = override(soft(true));
  private static final String HARD = override(soft(false));

  private final Pack pack;

  private FlowStories(Pack pack) {
    this.pack = pack;
  }

  static void addTo(Pack pack) {
    FlowStories stories = new FlowStories(pack);
    stories.failures();
    stories.softFailure();
    stories.tryEachAndRun();
    stories.componentIndexes();
    stories.parameters();
    stories.order();
  }

  private Story failure(String name, String rules, String places, String what) {
    return pack.story("failure", name, rules, places, what).has(APP, OLD).serves(URI, NEW);
  }

  private static Manifest installing(String... commands) {
    return Manifest.of(APP).on(INSTALL, commands);
  }

  // R17.

  private void failures() {
    failure(
            "try-fetch-unreachable",
            "R17 R19",
            "M 6.4; M 8.4.10.2",
            "The first URI cannot be reached: the fetch aborts, the second one is not tried.")
        .update(
            installing(
                tryEach(
                    sequence(override(uri(OTHER_URI)), FETCH),
                    sequence(override(uri(URI)), FETCH))))
        .abort(INSTALL, 21)
        .reasons(11)
        .notFetched(URI);
    failure("try-copy-absent", "R17 R52", "M 6.4", "A copy of nothing aborts, in try-each as well.")
        .lacks(APP2)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    index(0),
                    tryEach(sequence(override(source(1)), COPY), sequence(A, WRITE))))
        .abort(INSTALL, 22);
    failure(
            "try-write-nothing",
            "R17 R51",
            "M 6.4",
            "A write without content aborts, in try-each as well.")
        .update(installing(tryEach(sequence(WRITE), sequence(A, WRITE))))
        .abort(INSTALL, 18);
    failure(
            "run-fetch-unreachable",
            "R17 R20",
            "M 6.4; M 8.4.8.15",
            "Soft failure does not concern directives.")
        .update(installing(run(SOFT, override(uri(OTHER_URI)), FETCH), A, WRITE))
        .abort(INSTALL, 21);
    failure(
            "try-payload-differs",
            "R17 R19",
            "M 8.4.10.2",
            "The first payload arrives and is not the image; the second one is.")
        .serves(OTHER_URI, OLD)
        .update(
            installing(
                override(digest(NEW)),
                tryEach(
                    sequence(override(uri(OTHER_URI)), FETCH, MATCH),
                    sequence(override(uri(URI)), FETCH, MATCH))))
        .complete()
        .then(APP, NEW)
        .fetched(OTHER_URI, URI);
    failure(
            "record-of-a-condition",
            "R24 R85",
            "M 2; P 3",
            "The record of a condition that ends the procedure.")
        .update(installing(A, CHECK_CONTENT))
        .abort(INSTALL, 6)
        .reasons(10)
        .record(INSTALL, 6, 0);
  }

  // R18, R20, R22, R23.

  private Story softly(String name, String rules, String what) {
    return failure(name, rules, "M 8.4.8.15", what);
  }

  private void softFailure() {
    softly("soft-halts", "R20", "The sequence halts at the condition; the next command runs.")
        .update(installing(run(SOFT, A, CHECK_CONTENT, WRITE), B, WRITE))
        .complete()
        .then(APP, "b");
    softly("soft-default-run", "R20", "In run-sequence, soft failure begins as false.")
        .update(installing(run(A, CHECK_CONTENT), B, WRITE))
        .abort(INSTALL, 6);
    softly("soft-too-late", "R20", "Soft failure is set behind the condition that fails.")
        .update(installing(run(A, CHECK_CONTENT, SOFT), B, WRITE))
        .abort(INSTALL, 6);
    softly(
            "soft-taken-back",
            "R18 R20",
            "Soft failure is set, and taken back before the condition.")
        .update(installing(run(SOFT, HARD, A, CHECK_CONTENT), B, WRITE))
        .abort(INSTALL, 6);
    softly("soft-ends-with-sequence", "R18", "The next run-sequence begins without it.")
        .update(installing(run(SOFT, A), run(CHECK_CONTENT), B, WRITE))
        .abort(INSTALL, 6);
    softly(
            "soft-not-inherited",
            "R18 R20",
            "A run-sequence inside a soft one is not soft; its failure is a condition's (H10).")
        .should()
        .update(installing(run(SOFT, run(A, CHECK_CONTENT, WRITE), B, WRITE), B, WRITE))
        .complete()
        .then(APP, "b");
    softly(
            "soft-of-all-components",
            "R18 R29",
            "Soft failure is the sequence's, for each component.")
        .has(APP2, OLD)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    index(0),
                    run(index(0), SOFT, index(1), A, CHECK_CONTENT, WRITE),
                    index(0),
                    B,
                    WRITE))
        .complete()
        .then(APP, "b")
        .same(APP2);
    for (boolean value : new boolean[] {true, false}) {
      softly("soft-" + value + "-in-section", "R22", "Soft failure is set in a section itself.")
          .update(installing(override("13: " + value), A, WRITE))
          .abort(INSTALL, 20);
    }
    softly("soft-in-shared", "R22", "Soft failure is set in the shared sequence itself.")
        .update(installing(A, WRITE).shared(SOFT))
        .abort();
    softly(
            "soft-in-shared-nested",
            "R22",
            "In a run-sequence of the shared sequence it is allowed.")
        .update(installing(A, WRITE).shared(run(SOFT, B, CHECK_CONTENT)))
        .complete()
        .then(APP, "a");
    String[][] conditions = {
      {"vendor", CHECK_VENDOR}, {"class", CHECK_CLASS}, {"device", CHECK_DEVICE},
      {"image", MATCH}, {"image-not", NOT_MATCH}, {"slot", CHECK_SLOT},
      {"content", CHECK_CONTENT}, {"use-before", USE_BEFORE}, {"battery", BATTERY},
      {"authorized", AUTHORIZED}, {"version", CHECK_VERSION}
    };
    for (String[] condition : conditions) {
      failure(
              "unset-" + condition[0],
              "R23",
              "M 8.4.9",
              "The condition " + condition[0] + " without its parameter fails, and softly.")
          .slot(1)
          .version(1)
          .device(device -> device.put("time", 1).put("battery_mwh", 1).put("authorised", true))
          .update(
              Manifest.of(APP)
                  .shared()
                  .on(FETCHING, run(SOFT, condition[1]), override(uri(URI)), FETCH)
                  .on(INSTALL, condition[1]))
          .abort(INSTALL, Long.parseLong(condition[1].split(",", -1)[0]))
          .reasons(10)
          .fetched(URI);
    }
  }

  // R19, R21.

  private Story nested(String name, String rules, String what) {
    return failure(name, rules, "M 8.4.10.2", what);
  }

  private void tryEachAndRun() {
    nested("try-first", "R19", "The first sequence succeeds: the second one does not run.")
        .update(installing(tryEach(sequence(A, WRITE), sequence(override(uri(URI)), FETCH))))
        .complete()
        .then(APP, "a")
        .notFetched(URI);
    nested("try-last", "R19", "Two sequences fail, the third one succeeds.")
        .update(
            installing(
                tryEach(
                    sequence(A, CHECK_CONTENT),
                    sequence(B, CHECK_CONTENT),
                    sequence(override(content(OLD)), CHECK_CONTENT, A, WRITE))))
        .complete()
        .then(APP, "a");
    nested("try-none", "R19", "No sequence succeeds.")
        .update(installing(tryEach(sequence(A, CHECK_CONTENT), sequence(B, CHECK_CONTENT))))
        .abort(INSTALL, 6)
        .reasons(10);
    nested("try-hard", "R19", "A sequence takes soft failure back: no further one is tried.")
        .update(installing(tryEach(sequence(HARD, A, CHECK_CONTENT), sequence(A, WRITE)), B, WRITE))
        .abort(INSTALL, 6);
    nested("try-hard-again-soft", "R18 R19", "Each sequence begins soft.")
        .update(
            installing(
                tryEach(
                    sequence(HARD, SOFT, A, CHECK_CONTENT),
                    sequence(B, CHECK_CONTENT),
                    sequence(A, WRITE))))
        .complete()
        .then(APP, "a");
    nested("try-nil", "R21", "nil is the last element: nothing need succeed.")
        .update(
            installing(
                tryEach(sequence(A, CHECK_CONTENT), sequence(B, CHECK_CONTENT), "null"), B, WRITE))
        .complete()
        .then(APP, "b");
    nested("try-nested", "R19", "An inner try-each that is exhausted fails softly (H10).")
        .should()
        .update(
            installing(
                tryEach(
                    sequence(tryEach(sequence(A, CHECK_CONTENT), sequence(B, CHECK_CONTENT))),
                    sequence(A, WRITE))))
        .complete()
        .then(APP, "a");
    nested("try-in-run", "R19 R20", "An exhausted try-each ends a run-sequence that is not soft.")
        .update(
            installing(
                run(tryEach(sequence(A, CHECK_CONTENT), sequence(B, CHECK_CONTENT))), B, WRITE))
        .abort(INSTALL, 6);
    nested("try-abort", "R44", "The condition abort is soft in try-each.")
        .update(installing(tryEach(sequence(ABORT), sequence(A, WRITE))))
        .complete()
        .then(APP, "a");
    nested("abort", "R44", "The condition abort in a section.")
        .update(installing(A, WRITE, ABORT))
        .abort(INSTALL, 14)
        .reasons(10);
    nested(
            "try-effects-stay",
            "R32",
            "What a sequence wrote before it failed is still there (H12).")
        .should()
        .update(
            installing(
                tryEach(
                    sequence(A, WRITE, B, CHECK_CONTENT), sequence(A, CHECK_CONTENT, B, WRITE))))
        .complete()
        .then(APP, "b");
    nested("try-index-restored", "R26", "Each sequence begins with the index of try-each (H12).")
        .should()
        .has(APP2, OLD)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    index(0),
                    tryEach(sequence(index(1), ABORT), sequence(A, WRITE)),
                    B,
                    CHECK_CONTENT))
        .abort(INSTALL, 6);
    nested("run-index-restored", "R26", "After run-sequence the index is the one before (H12).")
        .should()
        .has(APP2, OLD)
        .update(Manifest.of(APP, APP2).on(INSTALL, index(0), A, run(index(1), B, WRITE), WRITE))
        .complete()
        .then(APP, "a")
        .then(APP2, "b");
  }

  // R25 to R28.

  private Story indexed(String name, String rules, String places, String what) {
    return pack.story("component index", name, rules, places, what);
  }

  private void componentIndexes() {
    indexed(
            "index-array",
            "R25",
            "M 6.5; M 8.4.10.1",
            "An array is worked through in its own order.")
        .has(APP, "0")
        .has(APP2, "1")
        .has(CFG, "2")
        .update(
            Manifest.of(APP, APP2, CFG)
                .on(
                    INSTALL,
                    Notation.index(2),
                    override(source(1)),
                    Notation.index(1),
                    override(source(0)),
                    indexes(2, 1),
                    COPY))
        .complete()
        .same(APP)
        .then(APP2, "0")
        .then(CFG, "1");
    indexed("index-array-reversed", "R25", "M 6.5; M 8.4.10.1", "The same in the other order.")
        .has(APP, "0")
        .has(APP2, "1")
        .has(CFG, "2")
        .update(
            Manifest.of(APP, APP2, CFG)
                .on(
                    INSTALL,
                    Notation.index(2),
                    override(source(1)),
                    Notation.index(1),
                    override(source(0)),
                    indexes(1, 2),
                    COPY))
        .complete()
        .then(APP2, "0")
        .then(CFG, "0");
    indexed("index-true", "R25", "M 6.5", "True takes the components in the manifest's order.")
        .has(CFG, "2")
        .has(APP, "0")
        .has(APP2, "1")
        .update(
            Manifest.of(APP, APP2, CFG)
                .on(
                    INSTALL,
                    Notation.index(0),
                    override(source(2)),
                    Notation.index(1),
                    override(source(0)),
                    Notation.index(2),
                    override(source(1)),
                    all(),
                    COPY))
        .complete()
        .then(APP, "2")
        .then(APP2, "2")
        .then(CFG, "2");
    indexed("index-own-parameters", "R25 R29", "M 6.5", "Each component has its own parameters.")
        .lacks(APP, APP2)
        .update(
            Manifest.of(APP, APP2)
                .on(INSTALL, Notation.index(0), A, Notation.index(1), B, indexes(0, 1), WRITE))
        .complete()
        .then(APP, "a")
        .then(APP2, "b");
    indexed("index-override-all", "R25", "M 6.5", "Parameters that are set under true, for each.")
        .lacks(APP, APP2)
        .update(Manifest.of(APP, APP2).on(INSTALL, all(), A, WRITE))
        .complete()
        .then(APP, "a")
        .then(APP2, "a");
    indexed("index-partial", "R25 R16", "M 6.5", "The second of two components fails a condition.")
        .has(APP, OLD)
        .has(APP2, NEW)
        .update(
            Manifest.of(APP, APP2)
                .on(INSTALL, all(), override(content(OLD)), CHECK_CONTENT, A, WRITE))
        .abort(INSTALL, 6);
    indexed("index-try-each", "R26", "M 6.5", "Each component chooses its own alternative.")
        .has(APP, "0")
        .has(APP2, "1")
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    all(),
                    tryEach(
                        sequence(override(content("0")), CHECK_CONTENT, A, WRITE),
                        sequence(override(content("1")), CHECK_CONTENT, B, WRITE))))
        .complete()
        .then(APP, "a")
        .then(APP2, "b");
    indexed("index-run-sequence", "R26", "M 6.5", "The sequence runs whole for one, then the next.")
        .has(APP, "0")
        .has(APP2, "1")
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(1),
                    override(source(0)),
                    indexes(0, 1),
                    run(
                        tryEach(
                            sequence(override(content("0")), CHECK_CONTENT, A, WRITE),
                            sequence(COPY)))))
        .complete()
        .then(APP, "a")
        .then(APP2, "a");
    indexed(
            "index-run-soft",
            "R26 R20",
            "M 6.5",
            "A soft failure of one component is not the next's.")
        .has(APP, "0")
        .has(APP2, "1")
        .update(
            Manifest.of(APP, APP2)
                .on(INSTALL, all(), run(SOFT, override(content("1")), CHECK_CONTENT, B, WRITE)))
        .complete()
        .same(APP)
        .then(APP2, "b");
    indexed("index-out-of-range", "R27", "M 8.4.10.1", "There is no component of this index.")
        .has(APP, OLD)
        .update(installing(Notation.index(1), A, WRITE))
        .abort(INSTALL, 12);
    indexed("index-array-out-of-range", "R27", "M 8.4.10.1", "One index of the array has none.")
        .has(APP, OLD)
        .update(installing(indexes(0, 1), A, WRITE))
        .abort(INSTALL, 12);
    indexed("source-out-of-range", "R27", "M 8.4.8.11", "The source component has no such index.")
        .has(APP, OLD)
        .update(installing(override(source(3)), COPY))
        .abort();
    indexed("index-implied", "R28", "M 7", "With one component, index 0 need not be set anywhere.")
        .has(APP, OLD)
        .update(
            Manifest.of(APP)
                .shared(override(vendor(VENDOR), classId(CLASS)), CHECK_VENDOR, CHECK_CLASS)
                .on(INSTALL, run(A), tryEach(sequence(ABORT), sequence(WRITE))))
        .complete()
        .then(APP, "a");
  }

  // R29 to R35.

  private Story parameter(String name, String rules, String places, String what) {
    return pack.story("parameters", name, rules, places, what).has(APP, OLD);
  }

  private void parameters() {
    parameter(
            "parameters-scoped", "R29", "M 8.4.8", "A parameter of one component is not another's.")
        .lacks(APP2)
        .update(Manifest.of(APP, APP2).on(INSTALL, Notation.index(0), A, Notation.index(1), WRITE))
        .abort(INSTALL, 18);
    parameter("override-replaces", "R30", "M 8.4.10.3", "override-parameters replaces what is set.")
        .update(installing(A, B, WRITE))
        .complete()
        .then(APP, "b");
    parameter(
            "override-keeps-others", "R30", "M 8.4.10.3", "Parameters that it does not name stay.")
        .update(installing(A, override(arguments("x")), WRITE))
        .complete()
        .then(APP, "a");
    parameter("set-keeps", "R31", "T 5.6.1", "set-parameters leaves alone what is set.")
        .update(installing(A, set(content("b")), WRITE))
        .complete()
        .then(APP, "a");
    parameter("set-sets", "R31", "T 5.6.1", "set-parameters sets what is not set.")
        .serves(URI, NEW)
        .update(installing(A, set(content("b"), uri(URI)), FETCH))
        .complete()
        .then(APP, NEW);
    parameter("set-in-shared", "R31", "T 8.1", "set-parameters in the shared sequence (H2).")
        .should()
        .update(Manifest.of(APP).shared(set(content("a"))).on(INSTALL, WRITE))
        .complete()
        .then(APP, "a");
    parameter(
            "parameters-not-rolled-back",
            "R32",
            "M 8.4.10.2",
            "What a failed sequence set stays (H12).")
        .should()
        .update(installing(tryEach(sequence(A, ABORT), sequence(set(content("b")), WRITE))))
        .complete()
        .then(APP, "a");
    parameter(
            "parameters-leave-run", "R29", "M 8.4.8", "What run-sequence sets stays set behind it.")
        .update(installing(A, run(B), WRITE))
        .complete()
        .then(APP, "b");
    parameter(
            "parameters-next-section",
            "R4",
            "M 6.1",
            "A parameter is still set in the next section (H13).")
        .should()
        .update(Manifest.of(APP).shared().on(FETCHING, A).on(INSTALL, WRITE))
        .complete()
        .then(APP, "a");
    parameter(
            "override-multiple",
            "R34",
            "U 5.7",
            "The index is the last component listed afterwards.")
        .lacks(APP2)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(0),
                    overrideMultiple("0", content("a"), "1", content("b")),
                    WRITE))
        .complete()
        .same(APP)
        .then(APP2, "b");
    parameter(
            "override-multiple-each", "R34 R30", "U 5.7", "Each component gets its own parameters.")
        .lacks(APP2)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(0),
                    override(content("before")),
                    overrideMultiple("0", content("a"), "1", content("b")),
                    all(),
                    WRITE))
        .complete()
        .then(APP, "a")
        .then(APP2, "b");
    parameter("override-multiple-range", "R34 R27", "U 5.7", "A component that is not there.")
        .update(installing(overrideMultiple("0", content("a"), "4", content("b"))))
        .abort(INSTALL, 34);
    parameter("copy-params", "R35", "U 5.8", "Parameters come from another component.")
        .lacks(APP2)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(0),
                    A,
                    Notation.index(1),
                    override(content("before")),
                    copyParameters(0, 18),
                    WRITE))
        .complete()
        .then(APP2, "a");
    parameter("copy-params-named-alone", "R35", "U 5.8", "Only the parameters that are named come.")
        .lacks(APP2)
        .serves(URI, NEW)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(0),
                    override(content("a"), uri(URI)),
                    Notation.index(1),
                    override(content("b")),
                    copyParameters(0, 21),
                    WRITE))
        .complete()
        .then(APP2, "b");
  }

  // R36 to R39.

  private Story order(String name, String rules, String what) {
    return pack.story("strict order", name, rules, "M 6.7; M 8.4.8.14", what);
  }

  private void order() {
    Bytes one = Bytes.ofUtf8("one");
    Bytes two = Bytes.ofUtf8("two");
    order("order-relaxed", "R36 R37", "Fetches in any order; the checks follow in strict order.")
        .lacks(APP, APP2)
        .serves(URI, one)
        .serves(OTHER_URI, two)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(0),
                    override(uri(URI), image(one)),
                    Notation.index(1),
                    override(uri(OTHER_URI), image(two)),
                    override(strict(false)),
                    all(),
                    FETCH,
                    override(strict(true)),
                    MATCH))
        .complete()
        .then(APP, one)
        .then(APP2, two);
    order("order-open-at-end", "R37", "A section ends without strict order: all is done.")
        .lacks(APP)
        .serves(URI, one)
        .update(
            Manifest.of(APP)
                .on(FETCHING, override(strict(false), uri(URI)), FETCH)
                .on(INSTALL, override(image(one)), MATCH))
        .complete()
        .then(APP, one);
    order("order-source-and-target", "R38", "A component is changed, and then copied.")
        .lacks(APP)
        .has(APP2, OLD)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(1),
                    override(strict(false), content(one)),
                    WRITE,
                    Notation.index(0),
                    override(source(1)),
                    COPY))
        .abort();
    order("order-source-then-target", "R38", "A component is copied, and then changed.")
        .lacks(APP)
        .has(APP2, OLD)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(0),
                    override(strict(false), source(1)),
                    COPY,
                    Notation.index(1),
                    override(content(one)),
                    WRITE))
        .abort();
    order("order-strict-between", "R38 R37", "Strict order between the two is enough.")
        .lacks(APP)
        .has(APP2, OLD)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(1),
                    override(strict(false), content(one)),
                    WRITE,
                    override(strict(true)),
                    Notation.index(0),
                    override(source(1)),
                    COPY))
        .complete()
        .then(APP, one)
        .then(APP2, one);
    order("order-run-index", "R39", "Without strict order, a run-sequence begins with its index.")
        .lacks(APP, APP2)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(0),
                    override(strict(false)),
                    run(Notation.index(0), A, WRITE),
                    run(Notation.index(1), B, WRITE)))
        .complete()
        .then(APP, "a")
        .then(APP2, "b");
    order("order-run-without-index", "R39", "The first command is another one.")
        .lacks(APP, APP2)
        .update(
            Manifest.of(APP, APP2)
                .on(INSTALL, Notation.index(0), override(strict(false)), run(A, WRITE)))
        .abort();
    order("order-run-second-index", "R39", "A further index aborts.")
        .lacks(APP, APP2)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(0),
                    override(strict(false)),
                    run(Notation.index(0), A, WRITE, Notation.index(1), B, WRITE)))
        .abort(INSTALL, 12);
    order("order-run-preset", "R39", "Under true the index is preset for each run.")
        .lacks(APP, APP2)
        .update(Manifest.of(APP, APP2).on(INSTALL, all(), override(strict(false)), run(A, WRITE)))
        .complete()
        .then(APP, "a")
        .then(APP2, "a");
    order("order-run-is-strict", "R39 R38", "Inside of run-sequence, strict order is true.")
        .lacks(APP, APP2)
        .update(
            Manifest.of(APP, APP2)
                .on(
                    INSTALL,
                    Notation.index(1),
                    override(content(one)),
                    override(strict(false)),
                    run(Notation.index(1), WRITE, override(source(1)), COPY)))
        .complete()
        .then(APP2, one);
    order("order-reset", "R36 R37", "Each section begins in strict order (H15).")
        .should()
        .lacks(APP)
        .has(APP2, OLD)
        .update(
            Manifest.of(APP, APP2)
                .on(FETCHING, Notation.index(0), override(strict(false)))
                .on(
                    INSTALL,
                    Notation.index(1),
                    override(content(one)),
                    WRITE,
                    Notation.index(0),
                    override(source(1)),
                    COPY))
        .complete()
        .then(APP, one);
  }
}
