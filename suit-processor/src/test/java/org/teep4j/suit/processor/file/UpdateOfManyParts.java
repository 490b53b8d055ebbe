package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseKey;
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
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.suit.processor.ProcessResult;
import org.teep4j.suit.processor.ProcessorPolicy;
import org.teep4j.suit.processor.authoring.Author;
import org.teep4j.suit.processor.authoring.Requests;
import org.teep4j.suit.processor.authoring.SequenceBuilder;

/**
 * An update that fetches, copies, swaps, writes, tries, and processes a dependency, on a device
 * that has something already.
 */
final class UpdateOfManyParts {

  static final SuitComponentIdentifier APP = SuitComponentIdentifier.ofText("app");
  static final SuitComponentIdentifier OLD = SuitComponentIdentifier.ofText("app", "old");
  static final SuitComponentIdentifier COPY = SuitComponentIdentifier.ofText("Copy");
  static final SuitComponentIdentifier DATA = SuitComponentIdentifier.ofText("data", "1");
  static final SuitComponentIdentifier LIBRARY = SuitComponentIdentifier.ofText("lib", "x");
  static final SuitComponentIdentifier DEPENDENCY = SuitComponentIdentifier.ofText("lib", "m");
  static final SuitComponentIdentifier HOME = SuitComponentIdentifier.ofText("manifest");
  static final List<SuitComponentIdentifier> ALL =
      List.of(APP, OLD, COPY, DATA, LIBRARY, DEPENDENCY, HOME);

  static final String URI = "https://updates.example/app";
  private static final SuitRepPolicy POLICY = SuitRepPolicy.NONE;

  final Author author;
  final Bytes payload;
  final Bytes envelope;

  /** The offsets at which the payload was asked for. */
  final List<Long> fetchedFrom = new ArrayList<>();

  private final VerifiedManifest manifest;

  UpdateOfManyParts(CoseKey key, int payloadSize) {
    author = new Author(key);
    byte[] bytes = new byte[payloadSize];
    new java.util.Random(payloadSize).nextBytes(bytes);
    payload = Bytes.wrap(bytes);
    SuitManifest dependency = dependency();
    Bytes dependencyEnvelope = author.envelope(dependency, Map.of());
    envelope =
        author.envelope(
            root(author.verify(dependencyEnvelope)), Map.of("#dependency", dependencyEnvelope));
    manifest = author.verify(envelope);
  }

  private static SuitManifest dependency() {
    return SuitManifest.builder(3, SuitCommon.of(LIBRARY))
        .sequence(
            SuitManifestLabel.INSTALL,
            SequenceBuilder.sequence()
                .overrideParameters(content("library"))
                .add(SuitCommandCode.DIRECTIVE_WRITE, POLICY)
                .build())
        .sequence(
            SuitManifestLabel.UNINSTALL,
            SequenceBuilder.sequence().add(SuitCommandCode.DIRECTIVE_UNLINK, POLICY).build())
        .build();
  }

  private SuitManifest root(VerifiedManifest dependency) {
    return SuitManifest.builder(
            7,
            SuitCommon.of(APP, OLD, COPY, DATA)
                .withDependency(4, SuitDependencyMetadata.ofPrefix(DEPENDENCY)))
        .manifestComponentId(HOME)
        .sequence(
            SuitManifestLabel.DEPENDENCY_RESOLUTION,
            SequenceBuilder.sequence()
                .setComponentIndex(4)
                .overrideParameters(
                    SuitParameters.builder()
                        .set(SuitParameter.URI, "#dependency")
                        .set(SuitParameter.IMAGE_DIGEST, dependency.digest())
                        .build())
                .add(SuitCommandCode.DIRECTIVE_FETCH, POLICY)
                .add(SuitCommandCode.CONDITION_DEPENDENCY_INTEGRITY, POLICY)
                .build())
        .sequence(
            SuitManifestLabel.PAYLOAD_FETCH,
            SequenceBuilder.sequence()
                .setComponentIndex(0)
                .overrideParameters(
                    SuitParameters.builder()
                        .set(SuitParameter.URI, URI)
                        .set(SuitParameter.IMAGE_DIGEST, Author.digest(payload))
                        .set(SuitParameter.IMAGE_SIZE, payload.length())
                        .build())
                .add(SuitCommandCode.DIRECTIVE_FETCH, POLICY)
                .add(SuitCommandCode.CONDITION_IMAGE_MATCH, POLICY)
                .build())
        .sequence(SuitManifestLabel.INSTALL, install())
        .sequence(
            SuitManifestLabel.VALIDATE,
            SequenceBuilder.sequence()
                .setComponentIndex(1)
                .overrideParameters(digest(payload))
                .add(SuitCommandCode.CONDITION_IMAGE_MATCH, POLICY)
                .build())
        .sequence(
            SuitManifestLabel.UNINSTALL,
            SequenceBuilder.sequence()
                .add(new SuitDirective.SetComponentIndex(new SuitIndexArg.All()))
                .add(SuitCommandCode.DIRECTIVE_UNLINK, POLICY)
                .build())
        .build();
  }

  private static SuitCommandSequence install() {
    SuitCommandSequence wrong =
        SequenceBuilder.sequence()
            .overrideParameters(digest(Bytes.ofUtf8("something else")))
            .add(SuitCommandCode.CONDITION_IMAGE_MATCH, POLICY)
            .build();
    SuitCommandSequence right =
        SequenceBuilder.sequence()
            .overrideParameters(digest(Bytes.ofUtf8("old 2")))
            .add(SuitCommandCode.CONDITION_IMAGE_MATCH, POLICY)
            .build();
    return SequenceBuilder.sequence()
        .setComponentIndex(2)
        .overrideParameters(source(1))
        .add(SuitCommandCode.DIRECTIVE_COPY, POLICY)
        .add(new SuitDirective.TryEach(List.of(wrong, right), false))
        .setComponentIndex(3)
        .overrideParameters(content("data"))
        .add(SuitCommandCode.DIRECTIVE_WRITE, POLICY)
        .setComponentIndex(0)
        .overrideParameters(source(1))
        .add(SuitCommandCode.DIRECTIVE_SWAP, POLICY)
        .setComponentIndex(4)
        .add(SuitCommandCode.CONDITION_DEPENDENCY_INTEGRITY, POLICY)
        .add(SuitCommandCode.DIRECTIVE_PROCESS_DEPENDENCY, POLICY)
        .build();
  }

  private static SuitParameters source(long index) {
    return SuitParameters.builder().set(SuitParameter.SOURCE_COMPONENT, index).build();
  }

  private static SuitParameters digest(Bytes content) {
    return SuitParameters.builder().set(SuitParameter.IMAGE_DIGEST, Author.digest(content)).build();
  }

  private static SuitParameters content(String text) {
    return SuitParameters.builder().set(SuitParameter.CONTENT, Bytes.ofUtf8(text)).build();
  }

  /** Puts on a device what was there before the update. */
  void prepare(Path folder) throws IOException {
    try (FilePlatform files = FilePlatform.open(folder, id -> true, StoppingDisk.never())) {
      stage(files.store(), "one", APP, "old 1");
      stage(files.store(), "two", OLD, "old 2");
      files
          .store()
          .activate(
              List.of(
                  new ComponentChange.Staged(APP, "one"), new ComponentChange.Staged(OLD, "two")));
      files.store().discardStaged();
    }
  }

  private static void stage(
      FileStore store, String name, SuitComponentIdentifier component, String content)
      throws IOException {
    try (var sink = store.stage(Requests.staging(name, component, Optional.empty()))) {
      Bytes.ofUtf8(content).writeTo(sink.stream());
      sink.complete();
    }
  }

  /** Processes the manifest, or goes on with it. */
  ProcessResult process(FilePlatform files, Procedure procedure, ProcessListener listener) {
    return new ManifestProcessor(platform(files), ProcessorPolicy.defaults(), listener)
        .process(manifest, procedure);
  }

  /** Gives up what was interrupted. */
  void discard(FilePlatform files) throws IOException {
    new ManifestProcessor(platform(files)).discard();
  }

  private Platform platform(FilePlatform files) {
    return files
        .builder(DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
        .dependencies(author.verifiers())
        .fetcher(
            request -> {
              fetchedFrom.add(request.offset());
              return payload.slice((int) request.offset()).asInputStream();
            })
        .build();
  }

  /** All that a device remembers: contents, installed manifests, and what is left over. */
  static Map<String, Object> state(FilePlatform files) throws IOException {
    Map<String, Object> state = new TreeMap<>();
    for (SuitComponentIdentifier component : ALL) {
      state.put(component.toString(), content(files.store(), component));
    }
    state.put("registry", Set.copyOf(files.registry().manifests()));
    state.put("journal", files.journal().records().size());
    return state;
  }

  private static Object content(ComponentStore store, SuitComponentIdentifier component)
      throws IOException {
    Optional<ContentSource> content = store.content(component);
    if (content.isEmpty()) {
      return "-";
    }
    try (InputStream in = content.get().open()) {
      return Bytes.wrap(in.readAllBytes());
    }
  }

  /** Deletes a device, if there is one. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<String> paths = paths(folder);
      for (int i = paths.size() - 1; i >= 0; i--) {
        Files.delete(folder.resolve(paths.get(i)));
      }
    }
  }

  /** All paths below a folder. */
  static List<String> paths(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<String> paths = new ArrayList<>();
      all.forEach(path -> paths.add(folder.relativize(path).toString()));
      paths.sort(null);
      return paths;
    }
  }
}
