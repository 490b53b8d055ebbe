package org.teep4j.teep;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseEncryptedMessage;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseMacedMessage;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.Countersignable;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SuitReport;

/**
 * What can be seen of an encoded SUIT report without verifying it. A report that cannot be read
 * breaks no rule.
 */
final class ReportRules {

  /** The minimum size: a map of three entries, one of which is an array of a text and a digest. */
  private static final int SHORTEST_REPORT = 12;

  private ReportRules() {}

  /** Whether a report has a nonce, unless it cannot be read. */
  static boolean hasNonce(Bytes encoded, Bytes nonce) {
    try {
      SuitReport report = isProtected(encoded) ? inside(encoded) : unprotected(encoded);
      return report == null || report.nonce().equals(Optional.of(nonce));
    } catch (DecodeException e) {
      return true;
    }
  }

  /** Whether a report has the algorithm of a profile, unless it has no protection. */
  static boolean hasProfile(Bytes encoded, Collection<SuitCoseProfile> profiles) {
    CoseMessage message = protection(encoded);
    if (message == null) {
      return true;
    }
    boolean isEncrypted = message instanceof CoseEncryptedMessage<?>;
    List<CoseLabel> stated =
        layers(message)
            .flatMap(layer -> layer.statedAlgorithm().stream())
            .collect(Collectors.toUnmodifiableList());
    return stated.isEmpty()
        || profiles.stream()
            .map(profile -> isEncrypted ? profile.encryption() : profile.authentication())
            .anyMatch(algorithm -> stated.contains(CoseLabel.of(algorithm)));
  }

  /** Whether a report names one of the keys that the message around it names. */
  static boolean hasKeyOf(CoseSignedMessage signed, Bytes encoded) {
    CoseMessage message = protection(encoded);
    if (message == null) {
      return false;
    }
    List<Bytes> keyIds = keyIds(message).collect(Collectors.toUnmodifiableList());
    return keyIds(signed).anyMatch(keyIds::contains);
  }

  /** What of a message names algorithm and key: each signature of a COSE_Sign, or the message. */
  static Stream<Countersignable> layers(CoseMessage message) {
    return message instanceof CoseSign several
        ? several.signatures().stream().map(Countersignable.class::cast)
        : Stream.of(message);
  }

  private static Stream<Bytes> keyIds(CoseMessage message) {
    return layers(message).flatMap(layer -> layer.unverifiedHeaders().keyId().stream());
  }

  private static @Nullable CoseMessage protection(Bytes encoded) {
    try {
      return isProtected(encoded) ? message(encoded) : null;
    } catch (DecodeException e) {
      return null;
    }
  }

  private static boolean isProtected(Bytes encoded) throws DecodeException {
    return encoded.length() >= SHORTEST_REPORT
        && new CborReader(encoded).peekType() != CborType.MAP;
  }

  private static CoseMessage message(Bytes encoded) throws DecodeException {
    return CoseMessage.decodeByShape(encoded, DecodeOptions.defaults());
  }

  private static @Nullable SuitReport unprotected(Bytes encoded) throws DecodeException {
    return encoded.length() < SHORTEST_REPORT ? null : SuitReport.decodeUnverified(encoded);
  }

  /** The report in a COSE_Sign1 or COSE_Mac0; null if it is encrypted or elsewhere. */
  private static @Nullable SuitReport inside(Bytes encoded) throws DecodeException {
    CoseMessage message = message(encoded);
    if (message.isDetached()) {
      return null;
    }
    if (message instanceof CoseSignedMessage signed) {
      return SuitReport.decodeUnverified(signed.unverifiedPayload());
    }
    return message instanceof CoseMacedMessage<?> maced
        ? SuitReport.decodeUnverified(maced.unverifiedPayload())
        : null;
  }
}
