package org.teep4j.teep.tam;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitStep;
import org.teep4j.suit.VerifiedManifest;

/** The digests of images that a manifest names for any of its components. */
final class ImageDigests {

  private ImageDigests() {}

  static Set<SuitDigest> of(VerifiedManifest manifest) {
    Set<SuitDigest> digests = new HashSet<>();
    sequences(manifest)
        .flatMap(sequence -> sequence.steps().stream())
        .flatMap(SuitStep::all)
        .flatMap(step -> parameters(step.command()).stream())
        .forEach(
            parameters -> parameters.value(SuitParameter.IMAGE_DIGEST).ifPresent(digests::add));
    return digests;
  }

  private static Stream<SuitCommandSequence> sequences(VerifiedManifest manifest) {
    return Stream.of(
            manifest.common().sharedSequence(),
            manifest.validate(),
            manifest.payloadFetch(),
            manifest.install())
        .flatMap(Optional::stream);
  }

  private static Collection<SuitParameters> parameters(SuitCommand command) {
    if (command instanceof SuitDirective.OverrideParameters override) {
      return List.of(override.parameters());
    }
    if (command instanceof SuitDirective.SetParameters set) {
      return List.of(set.parameters());
    }
    return command instanceof SuitDirective.OverrideMultiple multiple
        ? multiple.parameters().values()
        : List.of();
  }
}
