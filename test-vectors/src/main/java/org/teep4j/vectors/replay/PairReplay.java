package org.teep4j.vectors.replay;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.teep.ContentKind;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.RuleViolation;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.vectors.format.NotationPair;

/** Replays digits and notation of one item: they must agree, and the item must decode. */
final class PairReplay {
  private static final EdnParseOptions OPTIONS =
      EdnParseOptions.defaults().withImplicitConcatenation(true);

  private PairReplay() {}

  /**
   * The runs of a pair, by file: one for each file of digits, and one for a notation without
   * digits.
   *
   * @param pair the files
   * @param id the name of a file in the report
   */
  static Map<Path, Run> run(NotationPair pair, Function<Path, String> id) {
    Map<Path, Run> runs = new LinkedHashMap<>();
    Optional<String> notation = pair.notation().map(NotationPair.NotationText::edn);
    for (NotationPair.Digits digits : pair.digits()) {
      Bytes bytes = digits.bytes();
      Run run = new Run(id.apply(digits.file()), bytes);
      if (notation.isPresent() && digits.variant().isEmpty()) {
        run.check("notation", () -> agree(notation.get(), bytes));
      } else if (notation.isPresent() && runs.isEmpty() && !pair.mustAgree()) {
        run.check("notation", () -> oneOf(notation.get(), pair.digits()));
      }
      decode(run, bytes);
      runs.put(digits.file(), run);
    }
    if (pair.digits().isEmpty()) {
      Run run = new Run(id.apply(pair.file()));
      run.check("notation", () -> "notation, " + parse(notation).length() + " bytes");
      run.check(Run.DECODE, () -> decoded(parse(notation)));
      runs.put(pair.file(), run);
    }
    return runs;
  }

  private static Bytes parse(Optional<String> notation) throws DecodeException {
    return Edn.parse(notation.orElse(""), OPTIONS);
  }

  private static void decode(Run run, Bytes bytes) {
    run.check(Run.DECODE, () -> decoded(bytes));
    if (ContentKind.of(bytes) == ContentKind.TEEP_MESSAGE) {
      run.check("rules", () -> rules(bytes));
    }
  }

  private static String agree(String edn, Bytes bytes) throws CheckFailure, DecodeException {
    CheckFailure.requireEqual(bytes, Edn.parse(edn, OPTIONS), "the notation");
    return "notation and digits agree";
  }

  private static String oneOf(String edn, List<NotationPair.Digits> variants)
      throws CheckFailure, DecodeException {
    Bytes parsed = Edn.parse(edn, OPTIONS);
    for (NotationPair.Digits digits : variants) {
      if (digits.bytes().equals(parsed)) {
        return "notation agrees with " + digits.file().getFileName();
      }
    }
    throw new CheckFailure("the notation agrees with none of " + variants.size() + " variants");
  }

  /**
   * Decodes an item as its recognized kind, and encodes it again if the library has a type for it.
   */
  private static String decoded(Bytes bytes)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    CborFileReplay.wellFormed(bytes);
    return switch (ContentKind.of(bytes)) {
      case TEEP_MESSAGE -> message(bytes);
      case SUIT_ENVELOPE -> envelope(bytes);
      case COSE_MESSAGE, SIGNED_TEEP_MESSAGE -> cose(bytes);
      case COSE_KEY, COSE_KEY_SET, CBOR -> "well-formed and valid CBOR";
    };
  }

  /** The first dialect that a message could belong to, because the peer is unknown. */
  private static Dialect dialect(Bytes bytes) {
    List<Dialect> candidates = ContentKind.dialects(bytes, DecodeOptions.defaults());
    return candidates.isEmpty() ? Dialect.RFC : candidates.get(0);
  }

  private static String message(Bytes bytes)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    Dialect dialect = dialect(bytes);
    TeepMessage message = TeepMessage.decodeUnverified(bytes, dialect);
    Bytes again = message.toBytes(dialect);
    CheckFailure.requireEqual(
        message, TeepMessage.decodeUnverified(again, dialect), "the message again");
    if (message instanceof Update update) {
      for (Bytes manifest : update.manifestList()) {
        envelope(manifest);
      }
    }
    return "decoded as " + message.type().messageName() + " in the dialect " + dialect;
  }

  private static String rules(Bytes bytes) throws CheckFailure, DecodeException {
    List<RuleViolation> violations =
        TeepMessage.decodeUnverified(bytes, dialect(bytes)).violations();
    CheckFailure.require(
        violations.isEmpty(),
        violations.stream().map(RuleViolation::toString).collect(Collectors.joining("; ")));
    return "no rule violated";
  }

  private static String envelope(Bytes bytes)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    SuitEnvelope envelope = SuitEnvelope.decode(bytes);
    SuitChecks.requireRight(
        envelope.unverifiedAuthentication().digest(),
        envelope.unverifiedEncodedManifest(),
        "the manifest");
    SuitManifest manifest = envelope.unverifiedManifest();
    Bytes again = Bytes.wrap(envelope.toByteArray());
    CheckFailure.requireEqual(envelope, SuitEnvelope.decode(again), "the envelope again");
    return "decoded as SUIT envelope, manifest " + manifest.sequenceNumber() + ", digest right";
  }

  private static String cose(Bytes bytes) throws CheckFailure, DecodeException {
    try {
      CoseSignedMessage message = CoseSignedMessage.decode(bytes);
      Bytes again = Bytes.wrap(message.toByteArray());
      CheckFailure.requireEqual(message, CoseSignedMessage.decode(again), "the message again");
      return "decoded as a signed message";
    } catch (DecodeException refused) {
      if (refused.reason() == Reason.UNEXPECTED_TAG) {
        return "well-formed and valid CBOR, a COSE object that is not signed";
      }
      throw refused;
    }
  }
}
