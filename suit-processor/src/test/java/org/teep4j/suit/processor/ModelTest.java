package org.teep4j.suit.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDependencyMetadata;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitIndexArg;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ProcessResult.Outcome;
import org.teep4j.suit.processor.authoring.Author;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.suit.report.SuitRecord;

/** Random command sequences end as {@link ReferenceModel} says, or are aborted where it says. */
@Tag("once")
class ModelTest {

  private static final int COMPONENTS = 4;

  /** The last component is a dependency as well. */
  private static final Set<Long> DEPENDENCIES = Set.of(COMPONENTS - 1L);

  private static final List<SuitManifestLabel> SECTIONS =
      List.of(SuitManifestLabel.INSTALL, SuitManifestLabel.VALIDATE);
  private static final List<Bytes> CONTENTS =
      List.of(Bytes.ofUtf8("a"), Bytes.ofUtf8("bb"), Bytes.ofUtf8("cc"));
  private static final Author AUTHOR = new Author();

  private static final AtomicLong COMPLETE = new AtomicLong();
  private static final AtomicLong ABORTED = new AtomicLong();

  /** A manifest, and the device that it meets. */
  record Sample(
      SuitCommandSequence shared,
      SuitCommandSequence install,
      SuitCommandSequence validate,
      List<Optional<Bytes>> contents) {}

  @Property(tries = 3000)
  void machineIsAsTheModel(@ForAll("samples") Sample sample) {
    VerifiedManifest manifest = manifest(sample);
    ReferenceModel model = new ReferenceModel(COMPONENTS, DEPENDENCIES);
    MemoryStore store = new MemoryStore();
    for (int i = 0; i < COMPONENTS; i++) {
      long index = i;
      SuitComponentIdentifier component = id(i);
      store.with(component);
      sample
          .contents
          .get(i)
          .ifPresent(
              content -> {
                store.with(component, content);
                model.contents.put(index, content);
              });
    }
    ReferenceModel.Place predicted = null;
    for (int i = 0; i < SECTIONS.size() && predicted == null; i++) {
      predicted =
          model.run(
              SECTIONS.get(i),
              manifest.common().sharedSequence().orElseThrow(),
              manifest.sequence(SECTIONS.get(i)).orElseThrow());
    }

    ProcessResult result =
        new ManifestProcessor(
                Platform.builder(
                        store,
                        new MemoryRegistry(),
                        DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
                    .build())
            .process(manifest, Procedure.UPDATE);

    assertEquals(Optional.ofNullable(predicted), place(result), () -> "" + result.failure());
    for (int i = 0; i < COMPONENTS; i++) {
      Optional<Bytes> expected =
          predicted == null
              ? Optional.ofNullable(model.contents.get((long) i))
              : sample.contents.get(i);
      assertEquals(expected, store.components().get(id(i)), "component " + i);
    }
    (predicted == null ? COMPLETE : ABORTED).incrementAndGet();
  }

  /** Otherwise the property would say little. */
  @AfterProperty
  void bothEndsAreFrequent() {
    long all = COMPLETE.get() + ABORTED.get();
    assertTrue(all < 3000 || COMPLETE.get() > all / 8, COMPLETE + " of " + all + " complete");
    assertTrue(all < 3000 || ABORTED.get() > all / 8, ABORTED + " of " + all + " aborted");
  }

  /** What random sequences have found, for certain. */
  @Example
  void machineIsAsTheModelInRareCases() {
    SuitCommand soft = flow(SuitParameter.SOFT_FAILURE, true);
    SuitCommand free = flow(SuitParameter.STRICT_ORDER, false);
    SuitCommand first = new SuitDirective.SetComponentIndex(SuitIndexArg.of(0));
    SuitCommand list = new SuitDirective.SetComponentIndex(SuitIndexArg.ofSeveral(0));
    SuitParameters softly = ((SuitDirective.OverrideParameters) soft).parameters();
    SuitCommand nested =
        new SuitDirective.TryEach(
            List.of(SuitCommandSequence.of(first), SuitCommandSequence.of(first)), false);
    for (List<SuitCommand> commands :
        List.of(
            List.of(first, new SuitDirective.OverrideMultiple(new TreeMap<>(Map.of(0L, softly)))),
            List.of(list, free, new SuitDirective.RunSequence(SuitCommandSequence.of(first))),
            List.of(first, free, new SuitDirective.RunSequence(SuitCommandSequence.of(soft))),
            List.of(
                first, free, new SuitDirective.RunSequence(SuitCommandSequence.of(first, nested))),
            List.of(
                first, free, new SuitDirective.RunSequence(SuitCommandSequence.of(first, soft))),
            List.of(list, free, new SuitDirective.RunSequence(SuitCommandSequence.of(soft))))) {
      SuitCommandSequence nothing = SuitCommandSequence.of(first);
      machineIsAsTheModel(
          new Sample(
              nothing,
              SuitCommandSequence.of(commands),
              nothing,
              Collections.nCopies(COMPONENTS, Optional.empty())));
    }
  }

  private static SuitCommand flow(SuitParameter<Boolean> parameter, boolean value) {
    return new SuitDirective.OverrideParameters(
        SuitParameters.builder().set(parameter, value).build());
  }

  private static Optional<ReferenceModel.Place> place(ProcessResult result) {
    assertTrue(result.outcome() != Outcome.SUSPENDED);
    if (result.failure().isEmpty()) {
      return Optional.empty();
    }
    SuitRecord record = result.failure().get().record();
    for (SuitManifestLabel section : SECTIONS) {
      if (section.label() == record.manifestSection()) {
        return Optional.of(new ReferenceModel.Place(section, record.sectionOffset()));
      }
    }
    throw new AssertionError("refused before the first command: " + result.failure());
  }

  private static SuitComponentIdentifier id(int index) {
    return SuitComponentIdentifier.ofText("c" + index);
  }

  private static VerifiedManifest manifest(Sample sample) {
    SuitCommon common = SuitCommon.of(id(0), id(1), id(2), id(3)).withSharedSequence(sample.shared);
    for (long index : DEPENDENCIES) {
      common = common.withDependency(index, SuitDependencyMetadata.none());
    }
    return AUTHOR.sign(
        SuitManifest.builder(1, common)
            .sequence(SuitManifestLabel.INSTALL, sample.install)
            .sequence(SuitManifestLabel.VALIDATE, sample.validate)
            .build(),
        Map.of());
  }

  // Random samples.

  @Provide
  Arbitrary<Sample> samples() {
    return Combinators.combine(
            section(true, 3),
            section(false, 12),
            section(false, 4),
            Arbitraries.of(CONTENTS).optional(0.8).list().ofSize(COMPONENTS))
        .as(Sample::new);
  }

  private static Arbitrary<SuitCommandSequence> section(boolean shared, int most) {
    return Combinators.combine(setIndex(), command(shared, 2, true).list().ofMaxSize(most))
        .as(
            (first, rest) -> {
              List<SuitCommand> commands = new ArrayList<>(rest);
              commands.add(0, first);
              return SuitCommandSequence.of(commands);
            });
  }

  private static Arbitrary<SuitCommandSequence> nested(boolean shared, int depth) {
    return command(shared, depth, false)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(SuitCommandSequence::of);
  }

  private static Arbitrary<Long> index() {
    return Arbitraries.longs().between(0, COMPONENTS - 1);
  }

  private static Arbitrary<SuitCommand> setIndex() {
    return Arbitraries.<SuitIndexArg>frequencyOf(
            Tuple.of(5, index().map(SuitIndexArg::of)),
            Tuple.of(
                2,
                index()
                    .list()
                    .uniqueElements()
                    .ofMinSize(1)
                    .map(list -> SuitIndexArg.ofSeveral(array(list)))),
            Tuple.of(1, Arbitraries.just(SuitIndexArg.ALL)))
        .map(SuitDirective.SetComponentIndex::new);
  }

  private static long[] array(List<Long> list) {
    return list.stream().flatMapToLong(LongStream::of).toArray();
  }

  private static Arbitrary<SuitParameters> parameters(boolean top, boolean flow) {
    Arbitrary<SuitParameters> values =
        Combinators.combine(
                Arbitraries.of(CONTENTS).optional(0.6),
                Arbitraries.of(CONTENTS).optional(0.5),
                index().optional(0.6),
                Arbitraries.longs().between(1, 2).optional(0.1))
            .as(
                (content, image, source, size) -> {
                  SuitParameters.Builder builder = SuitParameters.builder();
                  content.ifPresent(value -> builder.set(SuitParameter.CONTENT, value));
                  image.ifPresent(
                      value -> builder.set(SuitParameter.IMAGE_DIGEST, Author.digest(value)));
                  source.ifPresent(value -> builder.set(SuitParameter.SOURCE_COMPONENT, value));
                  size.ifPresent(value -> builder.set(SuitParameter.IMAGE_SIZE, value));
                  SuitParameters made = builder.build();
                  return made.isEmpty()
                      ? SuitParameters.builder().set(SuitParameter.CONTENT, CONTENTS.get(0)).build()
                      : made;
                });
    Arbitrary<SuitParameters> strict =
        Arbitraries.of(true, false)
            .map(value -> SuitParameters.builder().set(SuitParameter.STRICT_ORDER, value).build());
    Arbitrary<SuitParameters> soft =
        Arbitraries.of(true, false)
            .map(value -> SuitParameters.builder().set(SuitParameter.SOFT_FAILURE, value).build());
    return flow
        ? Arbitraries.frequencyOf(
            Tuple.of(24, values), Tuple.of(3, strict), Tuple.of(top ? 1 : 8, soft))
        : values;
  }

  private static Arbitrary<SuitCommand> simple(SuitCommandCode... codes) {
    return Arbitraries.of(codes).map(code -> SuitCommand.of(code, SuitRepPolicy.NONE));
  }

  private static Arbitrary<SuitCommand> command(boolean shared, int depth, boolean top) {
    Arbitrary<SuitCommand> always =
        Arbitraries.frequencyOf(
            Tuple.of(6, setIndex()),
            Tuple.of(8, parameters(top, true).map(SuitDirective.OverrideParameters::new)),
            Tuple.of(4, parameters(top, false).map(SuitDirective.SetParameters::new)));
    Arbitrary<SuitCommand> condition =
        simple(
            SuitCommandCode.CONDITION_CHECK_CONTENT,
            SuitCommandCode.CONDITION_CHECK_CONTENT,
            SuitCommandCode.CONDITION_IMAGE_MATCH,
            SuitCommandCode.CONDITION_IMAGE_MATCH,
            SuitCommandCode.CONDITION_IS_DEPENDENCY,
            SuitCommandCode.CONDITION_ABORT,
            SuitCommandCode.CONDITION_VENDOR_IDENTIFIER);
    Arbitrary<SuitCommand> moving =
        shared
            ? always
            : Arbitraries.frequencyOf(
                Tuple.of(
                    10,
                    simple(
                        SuitCommandCode.DIRECTIVE_WRITE,
                        SuitCommandCode.DIRECTIVE_COPY,
                        SuitCommandCode.DIRECTIVE_SWAP)),
                Tuple.of(
                    2,
                    Arbitraries.maps(index(), parameters(top, true))
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(map -> new SuitDirective.OverrideMultiple(new TreeMap<>(map)))),
                Tuple.of(
                    2,
                    Arbitraries.maps(index(), labels())
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(map -> new SuitDirective.CopyParams(new TreeMap<>(map)))));
    Arbitrary<SuitCommand> nesting =
        depth == 0
            ? always
            : Arbitraries.frequencyOf(
                Tuple.of(
                    3,
                    Combinators.combine(
                            Arbitraries.lazy(() -> nested(shared, depth - 1))
                                .list()
                                .ofMinSize(2)
                                .ofMaxSize(3),
                            Arbitraries.frequency(Tuple.of(3, true), Tuple.of(1, false)))
                        .as(SuitDirective.TryEach::new)),
                Tuple.of(
                    2,
                    Arbitraries.lazy(() -> nested(shared, depth - 1))
                        .map(SuitDirective.RunSequence::new)));
    return Arbitraries.frequencyOf(
        Tuple.of(10, always),
        Tuple.of(top ? 1 : 6, condition),
        Tuple.of(6, moving),
        Tuple.of(depth == 0 ? 1 : 6, nesting));
  }

  private static Arbitrary<List<Long>> labels() {
    return Arbitraries.of(
            SuitParameter.CONTENT.label(),
            SuitParameter.IMAGE_DIGEST.label(),
            SuitParameter.SOURCE_COMPONENT.label(),
            SuitParameter.SOFT_FAILURE.label())
        .list()
        .uniqueElements()
        .ofMinSize(1);
  }
}
