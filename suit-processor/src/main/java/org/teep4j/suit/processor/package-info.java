/**
 * Runs SUIT manifests on a device (draft-ietf-suit-manifest, Section 6).
 *
 * <p>Start with {@link org.teep4j.suit.processor.ManifestProcessor}. It takes a verified manifest
 * and a {@link org.teep4j.suit.processor.Procedure}, and a {@link
 * org.teep4j.suit.processor.Platform}, which is the device: one small interface for each concern.
 * {@link org.teep4j.suit.processor.file.FilePlatform} is a device in a folder.
 *
 * <p>To try a manifest, to install it, and to start what was installed:
 *
 * <pre>{@code
 * try (FilePlatform files = FilePlatform.open(folder)) {
 *   Platform platform =
 *       files
 *           .builder(DeviceIdentity.of(vendors, classes, Set.of()))
 *           .fetcher(HttpFetcher.builder().build())
 *           .dependencies(List.of(SuitVerifier.of(author)))
 *           .invoker((target, arguments) -> System.out.println("started: " + target.component()))
 *           .build();
 *   ManifestProcessor processor = new ManifestProcessor(platform);
 *
 *   // What would it do? Nothing is changed.
 *   ProcessResult expected = processor.dryRun(manifest, Procedure.UPDATE);
 *   expected.changes().forEach(System.out::println);
 *
 *   // Install: everything or nothing. If the program ends in between, call it again.
 *   ProcessResult result = processor.process(manifest, Procedure.UPDATE);
 *   result.failure().ifPresent(failure -> System.out.println(failure.explanation()));
 *   Optional<SuitReport> report = result.report();
 *
 *   // Check, load and start.
 *   processor.process(manifest, Procedure.INVOCATION);
 * }
 * }</pre>
 *
 * <p>A device of another kind is a {@link org.teep4j.suit.processor.Platform#builder} with a {@link
 * org.teep4j.suit.processor.ComponentStore}, a {@link org.teep4j.suit.processor.ManifestRegistry}
 * and a {@link org.teep4j.suit.processor.DeviceIdentity} of its own; everything else has a default.
 * {@link org.teep4j.suit.processor.memory.MemoryStore} is the shortest store; it is told by {@link
 * org.teep4j.suit.processor.memory.MemoryStore#with} which components there are, before one is
 * installed. A device that goes on after a crash needs a {@link org.teep4j.suit.processor.Journal}
 * as well. What each of them must do is a test class of the module {@code suit-processor-testkit},
 * for example {@code ComponentStoreContract}: the test of a store extends it and says how to make
 * an empty store.
 *
 * <p>What fails on a device is a {@link org.teep4j.suit.processor.ProcessResult}, never an
 * exception. What a signer may do is up to {@link org.teep4j.suit.processor.AccessControl}, which
 * permits everything unless the platform has another one.
 */
@NullMarked
package org.teep4j.suit.processor;

import org.jspecify.annotations.NullMarked;
