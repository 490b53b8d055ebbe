package org.teep4j.cli.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.author.Lint;
import org.teep4j.vectors.load.BuiltInVectors;

/** In the published examples, lint finds what their list of errata says, and nothing else. */
class PublishedFindingsTest {

  private static SuitEnvelope envelope(String set, String id) throws Exception {
    return SuitEnvelope.decode(
        Bytes.wrap(BuiltInVectors.load(set).vector(id).orElseThrow().bytes()));
  }

  @ParameterizedTest
  @CsvSource({
    "suit-manifest, example0-signed, sequence-number-zero",
    "suit-manifest, example2-signed, ''",
    "suit-manifest, example3-signed, ''",
    "suit-manifest, example4-signed, ''",
    "suit-manifest, example5-signed, ''",
    // D1, D3, D6; the digest of the image that is invoked is unknown.
    "suit-trust-domains, example1_process, dependency-numbering invoked-unchecked"
        + " missing-dependency-section no-class-check no-vendor-check sequence-number-zero"
        + " unguarded-dependency",
    // D1, D2, D3, D6.
    "suit-trust-domains, example2_integrated, dependency-numbering dependency-unchecked"
        + " invoked-unchecked missing-dependency-section no-class-check no-vendor-check"
        + " sequence-number-zero unguarded-dependency",
    // F5, D6.
    "suit-firmware-encryption, manifest-aes-kw-slot, encrypted-without-digest no-class-check"
        + " no-vendor-check",
    "suit-firmware-encryption, manifest-es-ecdh-content, no-class-check no-vendor-check",
    // F3, D3, D6.
    // T14, T16: the dependency is never checked.
    "teep-26, suit_personalization, dependency-numbering dependency-unchecked"
        + " payload-without-digest unguarded-dependency",
    "suit-firmware-encryption, manifest-es-ecdh-dependency, dependency-numbering late-dependency"
        + " missing-dependency-section no-class-check no-vendor-check unguarded-dependency"
  })
  void errataAreFound(String set, String id, String rules) throws Exception {
    SuitEnvelope dependency = envelope("suit-trust-domains", "example0_dependent");
    assertEquals(
        rules,
        Lint.check(envelope(set, id), List.of(dependency)).stream()
            .map(warning -> warning.rule().id())
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining(" ")));
  }
}
