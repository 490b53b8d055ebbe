package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;

/** What has been verified is what has been signed, each member by its own accessor. */
class VerifiedManifestTest {

  private static final SuitComponentIdentifier A = SuitComponentIdentifier.ofText("a");

  private static final Map<
          SuitManifestLabel, Function<VerifiedManifest, Optional<SuitCommandSequence>>>
      ACCESSORS =
          Map.of(
              SuitManifestLabel.DEPENDENCY_RESOLUTION,
              VerifiedManifest::dependencyResolution,
              SuitManifestLabel.PAYLOAD_FETCH,
              VerifiedManifest::payloadFetch,
              SuitManifestLabel.CANDIDATE_VERIFICATION,
              VerifiedManifest::candidateVerification,
              SuitManifestLabel.INSTALL,
              VerifiedManifest::install,
              SuitManifestLabel.VALIDATE,
              VerifiedManifest::validate,
              SuitManifestLabel.LOAD,
              VerifiedManifest::load,
              SuitManifestLabel.INVOKE,
              VerifiedManifest::invoke,
              SuitManifestLabel.UNINSTALL,
              VerifiedManifest::uninstall);

  /** A sequence that no other section has. */
  private static SuitCommandSequence sequence(int number) {
    return SuitCommandSequence.of(
        new SuitDirective.OverrideParameters(
            SuitParameters.builder().set(SuitParameter.IMAGE_SIZE, number).build()));
  }

  @Test
  void everyMemberHasItsAccessor() throws Exception {
    SuitManifest.Builder builder = SuitManifest.builder(7, SuitCommon.of(A));
    Map<SuitManifestLabel, SuitCommandSequence> sections = new EnumMap<>(SuitManifestLabel.class);
    for (SuitManifestLabel label : ACCESSORS.keySet()) {
      sections.put(label, sequence(sections.size()));
      builder.sequence(label, sections.get(label));
    }
    SuitText text =
        new SuitText(
            Map.of(
                "en",
                new SuitText.Language(
                    Map.of(SuitText.Key.MANIFEST_DESCRIPTION, "why"), new TreeMap<>(), Map.of())));
    SuitManifest manifest =
        builder
            .referenceUri("https://example.com/m")
            .manifestComponentId(A)
            .coswid(Bytes.fromHex("a0"))
            .text(text)
            .other(99, Bytes.fromHex("01"))
            .build();
    SuitEnvelope envelope =
        SuitEnvelope.builder(manifest).signer(Keys.authorSigner(CoseAlgorithm.ESP256)).build();
    VerifiedManifest verified =
        SuitEnvelope.decode(envelope.encode().toBytes()).verify(Keys.author());
    assertEquals(7, verified.sequenceNumber().bits());
    assertEquals(manifest.common(), verified.common());
    assertEquals(Optional.of("https://example.com/m"), verified.referenceUri());
    assertEquals(Optional.of(A), verified.manifestComponentId());
    assertEquals(Optional.of(Bytes.fromHex("a0")), verified.coswid());
    assertEquals(Optional.of(text), verified.text());
    assertEquals(Map.of(99L, Bytes.fromHex("01")), verified.others());
    assertEquals(Optional.empty(), verified.setVersion());
    assertEquals(Set.of(), verified.missing());
    sections.forEach(
        (label, sequence) -> {
          assertEquals(Optional.of(sequence), ACCESSORS.get(label).apply(verified), label.name());
          assertEquals(Optional.of(sequence), verified.sequence(label));
          assertTrue(verified.labels().contains(label));
        });
    assertEquals(manifest, verified.asSigned());
    assertEquals(manifest.hashCode(), verified.asSigned().hashCode());
    assertNotEquals(
        manifest.hashCode(), SuitManifest.builder(8, SuitCommon.of(A)).build().hashCode());
    assertEquals(1, verified.authentications().size());
  }
}
