package org.teep4j.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.author.Dependency;
import org.teep4j.suit.author.Envelopes;
import org.teep4j.suit.author.Lint;
import org.teep4j.suit.author.LintWarning;
import org.teep4j.suit.author.ManifestOutline;

/** The tools of authors, which read envelopes of other authors. */
final class AuthorDoors {

  /** Commands are followed for each component, up to a limit of their number. */
  static final Budget LINT = new Budget(2048, 96 << 20);

  private static final SuitComponentIdentifier HOME = SuitComponentIdentifier.ofText("home");

  private AuthorDoors() {}

  static List<Door<?>> all() {
    return List.of(
        Door.binary(
                "suit-lint",
                input -> Lint.check(SuitEnvelope.decode(Bytes.wrap(input))),
                "Lint.check",
                "ManifestOutline.of",
                "Dependency.download",
                "Dependency.integrated",
                "Envelopes.attach",
                "Envelopes.sever")
            .within(LINT)
            .checking(AuthorDoors::envelope));
  }

  private static void envelope(List<LintWarning> findings, Bytes bytes) throws Exception {
    findings.forEach(finding -> Require.that(!finding.toString().isEmpty(), "toString"));
    SuitEnvelope envelope = SuitEnvelope.decode(bytes);
    Require.that(ManifestOutline.of(envelope).count() >= 0, "count");
    Dependency.download(HOME, envelope, "a:b");
    Dependency.integrated(HOME, envelope, "#a");
    for (Map.Entry<String, Bytes> payload : envelope.unverifiedIntegratedPayloads().entrySet()) {
      SuitEnvelope smaller = Envelopes.without(envelope, payload.getKey());
      Require.equal(
          envelope.unverifiedIntegratedPayloads(),
          Envelopes.attach(smaller, payload.getKey(), payload.getValue())
              .unverifiedIntegratedPayloads(),
          "payloads");
    }
    for (SuitManifestLabel part : envelope.unverifiedSeveredMembers().keySet()) {
      Bytes content = Envelopes.severedMember(envelope, part).orElseThrow();
      Require.that(bytes.indexOfSlice(content) >= 0, "a severed member is a view");
    }
    try {
      Envelopes.sever(envelope, Set.of(SuitManifestLabel.INSTALL));
    } catch (IllegalArgumentException | DecodeException refused) {
      // Signed, without such a section, or without the members that were severed.
    }
  }
}
