package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitAuthenticationBlock;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.vectors.CborPath;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.SuitRule;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorSet;

/** The checks of SUIT envelopes: digests, signatures, payloads and rules. */
final class SuitChecks {
  private final VectorSet set;
  private final TestVector vector;
  private final Bytes bytes;

  SuitChecks(VectorSet set, TestVector vector, Bytes bytes) {
    this.set = set;
    this.vector = vector;
    this.bytes = bytes;
  }

  String check(Expectation expectation)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    if (expectation instanceof Expectation.ManifestDigest check) {
      return manifestDigest(check);
    } else if (expectation instanceof Expectation.SeveredDigest check) {
      return severedDigest(check);
    } else if (expectation instanceof Expectation.Signature check) {
      return signature(check);
    } else if (expectation instanceof Expectation.Unverifiable check) {
      return unverifiable(check);
    } else if (expectation instanceof Expectation.Integrated check) {
      return integrated(check);
    } else if (expectation instanceof Expectation.Image check) {
      return image(check);
    } else if (expectation instanceof Expectation.Rule check) {
      return rule(check);
    } else if (expectation instanceof Expectation.Decrypt check) {
      return new EncryptionChecks(set).decrypt(check, check.at().find(bytes));
    }
    throw new IllegalStateException("no such check: " + expectation);
  }

  /** The envelope at a path. */
  private SuitEnvelope envelope(CborPath at) throws DecodeException {
    Bytes item = at.find(bytes);
    try {
      return SuitEnvelope.decode(item);
    } catch (DecodeException refused) {
      throw refused.shifted(Math.max(0, bytes.indexOfSlice(item)));
    }
  }

  // Fields.

  static Bytes field(Bytes item, String name) throws CheckFailure, DecodeException {
    SuitManifest manifest = SuitEnvelope.decode(item).unverifiedManifest();
    CborWriter writer = new CborWriter();
    switch (name) {
      case "suit-manifest-version" -> writer.writeLong(SuitManifest.VERSION);
      case "suit-manifest-sequence-number" -> writer.write(manifest.sequenceNumber());
      case "suit-components" -> {
        writer.beginArray();
        manifest.common().components().forEach(writer::write);
        writer.endArray();
      }
      case "suit-manifest-component-id" -> write(writer, manifest.manifestComponentId(), name);
      case "suit-reference-uri" ->
          writer.writeText(manifest.referenceUri().orElseThrow(() -> missing(name)));
      default -> throw missing(name);
    }
    return writer.toBytes();
  }

  private static void write(CborWriter writer, Optional<? extends CborEncodable> value, String name)
      throws CheckFailure {
    writer.write(value.orElseThrow(() -> missing(name)));
  }

  private static CheckFailure missing(String name) {
    return new CheckFailure("the manifest has no " + name);
  }

  static String profile(Bytes bytes, Expectation.Profile check)
      throws CheckFailure, DecodeException {
    SuitCoseProfile profile = SuitCoseProfile.decode(bytes);
    CheckFailure.requireEqual(Optional.of(check.name()), profile.cddlName(), "the profile");
    List<Long> found =
        List.of(
            profile.digest(),
            profile.authentication(),
            profile.keyExchange(),
            profile.encryption());
    List<Long> expected = check.algorithms().stream().map(Integer::longValue).toList();
    CheckFailure.requireEqual(expected, found, "the list of algorithms");
    return check.name();
  }

  // Digests.

  private String manifestDigest(Expectation.ManifestDigest check)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    SuitEnvelope envelope = envelope(check.at());
    requireDigest(check.algorithm(), check.digest(), envelope.unverifiedAuthentication().digest());
    requireRight(
        envelope.unverifiedAuthentication().digest(),
        envelope.unverifiedEncodedManifest(),
        "the manifest");
    return "manifest digest";
  }

  private String severedDigest(Expectation.SeveredDigest check)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    SuitEnvelope envelope = envelope(check.at());
    SuitManifestLabel member =
        SuitManifestLabel.fromLabel(check.member())
            .orElseThrow(() -> new CheckFailure("no member has label " + check.member()));
    SuitDigest digest =
        envelope
            .unverifiedManifest()
            .severedDigest(member)
            .orElseThrow(() -> missing("digest of " + member.cddlName()));
    requireDigest(check.algorithm(), check.digest(), digest);
    Bytes severed = envelope.unverifiedSeveredMembers().get(member);
    CheckFailure.requireEqual(check.present(), severed != null, "presence of " + member.cddlName());
    if (severed != null) {
      requireRight(digest, severed, member.cddlName());
    }
    return "digest of severed "
        + member.cddlName()
        + (severed == null ? " (member not there)" : "");
  }

  private static void requireDigest(int algorithm, Bytes expected, SuitDigest found)
      throws CheckFailure {
    CheckFailure.requireEqual((long) algorithm, found.algorithmId(), "the digest algorithm");
    CheckFailure.requireEqual(expected, found.bytes(), "the digest");
  }

  /** Fails unless the digest matches the content. */
  static void requireRight(SuitDigest digest, Bytes content, String what)
      throws CheckFailure, GeneralSecurityException {
    SuitDigestAlgorithm algorithm =
        digest
            .algorithm()
            .orElseThrow(
                () -> new CheckFailure("digest algorithm " + digest.algorithmId() + " is unknown"));
    SuitDigest computed = SuitDigest.compute(algorithm, Segments.of(content));
    CheckFailure.requireEqual(computed.bytes(), digest.bytes(), "the digest of " + what);
  }

  // Signatures.

  private String signature(Expectation.Signature check)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    SuitEnvelope envelope = envelope(check.at());
    List<SuitAuthenticationBlock> blocks = envelope.unverifiedAuthentication().blocks();
    CheckFailure.require(
        check.index() < blocks.size(), "there are " + blocks.size() + " authentication blocks");
    SuitAuthenticationBlock block = blocks.get(check.index());
    CheckFailure.requireEqual((long) check.algorithm(), SuitRules.algorithm(block), "alg");
    CoseAlgorithm algorithm =
        CoseAlgorithm.fromId(check.algorithm())
            .orElseThrow(() -> new CheckFailure("alg " + check.algorithm() + " is unknown"));
    boolean mac = algorithm.kind() == CoseAlgorithm.Kind.MAC;
    CoseKey key = VectorKeys.of(set, check.key());
    boolean holds = true;
    try {
      envelope.verifyAny(
          List.of(
              mac
                  ? SuitVerifier.of(CoseMacVerifier.of(key, algorithm))
                  : SuitVerifier.of(CoseVerifier.of(key, algorithm))));
    } catch (VerificationException refused) {
      if (check.holds()) {
        throw new CheckFailure(
            String.valueOf(refused.getMessage()),
            Math.max(0, bytes.indexOfSlice(block.encoded())),
            "SUIT_Envelope/authentication-wrapper/block[" + check.index() + "]");
      }
      holds = false;
    }
    CheckFailure.requireEqual(check.holds(), holds, "verification with key " + check.key());
    return (holds ? "" : "refused: ")
        + algorithm.ianaName()
        + (mac ? " MAC, key " : " signature, key ")
        + check.key();
  }

  private String unverifiable(Expectation.Unverifiable check)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    SuitEnvelope envelope = envelope(check.at());
    try {
      envelope.verify(CoseVerifier.of(VectorKeys.of(set, check.key())));
    } catch (VerificationException refused) {
      CheckFailure.requireEqual(
          VerificationException.Failure.NO_SIGNATURE, refused.failure(), "the failure");
      return "refused: no authentication block";
    }
    throw new CheckFailure("an envelope without authentication block was verified");
  }

  // Payloads.

  private String integrated(Expectation.Integrated check)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    Bytes payload = envelope(check.at()).unverifiedIntegratedPayloads().get(check.uri());
    if (payload == null) {
      throw new CheckFailure("the envelope has no payload " + check.uri());
    }
    CheckFailure.requireEqual(check.size(), payload.length(), "the size of " + check.uri());
    CborChecks.requireSha256(check.sha256(), payload);
    return "integrated " + check.uri();
  }

  private String image(Expectation.Image check)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    SuitParameters parameters =
        SuitWalk.of(envelope(check.at()).unverifiedManifest()).parameters(check.component());
    Optional<SuitDigest> digest = parameters.value(SuitParameter.IMAGE_DIGEST);
    CheckFailure.requireEqual(check.digest(), digest.map(SuitDigest::bytes), "image digest");
    Bytes content = check.content();
    if (digest.isPresent()) {
      boolean manifest = check.over() == Expectation.Coverage.MANIFEST;
      Bytes covered = manifest ? SuitEnvelope.decode(content).unverifiedEncodedManifest() : content;
      requireRight(digest.get(), covered, "component " + check.component());
    }
    Optional<Uint> size = parameters.value(SuitParameter.IMAGE_SIZE);
    if (check.size().isPresent()) {
      CheckFailure.requireEqual(Optional.of(Uint.of(check.size().getAsInt())), size, "image size");
      CheckFailure.requireEqual(
          check.sizeHolds(), size.get().is(content.length()), "agreement of size and content");
    }
    return "image of component "
        + check.component()
        + (check.sizeHolds() ? "" : ", whose size is wrong");
  }

  // Rules.

  private String rule(Expectation.Rule check)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    boolean holds =
        check.rule() == SuitRule.CONTENT_KEY_AND_IV_UNIQUE
            ? new EncryptionChecks(set).isUnique(vector, check.with())
            : new SuitRules(envelope(check.at()), dependencies(check.at())).holds(check.rule());
    CheckFailure.requireEqual(check.holds(), holds, "rule " + check.rule().word());
    return "rule " + check.rule().word() + (holds ? "" : " violated");
  }

  /** The manifests of the known dependencies, by index. */
  private Map<Long, SuitManifest> dependencies(CborPath at) throws DecodeException {
    Map<Long, SuitManifest> manifests = new HashMap<>();
    for (Expectation expectation : vector.expectations()) {
      if (expectation instanceof Expectation.Image image
          && image.at().equals(at)
          && image.over() == Expectation.Coverage.MANIFEST) {
        Bytes content = image.content();
        manifests.put((long) image.component(), SuitEnvelope.decode(content).unverifiedManifest());
      }
    }
    return manifests;
  }
}
