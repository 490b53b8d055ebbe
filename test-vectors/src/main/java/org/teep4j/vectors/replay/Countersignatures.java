package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCountersignature;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseRecipient;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.Countersignable;
import org.teep4j.vectors.CoseExpectation.Countersignature;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.VectorSet;

/** Verifies countersignatures according to an expectation. */
final class Countersignatures {
  private Countersignatures() {}

  static String verify(VectorSet set, VectorKind kind, Bytes bytes, Countersignature check)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    Countersignable target = target(message(kind, bytes), check.of());
    CoseAlgorithm algorithm = PrimitiveChecks.algorithm(check.algorithm());
    CoseVerifier verifier = CoseVerifier.of(VectorKeys.of(set, check.key()), algorithm);
    List<CoseCountersignature> found =
        target.countersignatures().stream()
            .filter(each -> each.parameter().id() == check.label())
            .toList();
    CheckFailure.require(
        check.index() < found.size(),
        "there are " + found.size() + " countersignatures under label " + check.label());
    CoseCountersignature countersignature = found.get(check.index());
    countersignature.verify(target, verifier);
    if (check.structure().isPresent()) {
      Bytes structure = check.structure().get();
      verifier.verify(Segments.of(structure), countersignature.signature());
    }
    return algorithm.ianaName()
        + " countersignature on the "
        + check.of()
        + ", label "
        + check.label()
        + ", key "
        + check.key();
  }

  private static Countersignable message(VectorKind kind, Bytes bytes)
      throws CheckFailure, DecodeException {
    return switch (kind) {
      case COSE_SIGN1, COSE_SIGN -> CoseSignedMessage.decode(bytes);
      case COSE_MAC0 -> CoseMac0.decode(bytes);
      case COSE_MAC -> CoseMac.decode(bytes);
      case COSE_ENCRYPT0 -> CoseEncrypt0.decode(bytes);
      case COSE_ENCRYPT -> CoseEncrypt.decode(bytes);
      default -> throw new CheckFailure(kind.word() + " is no message");
    };
  }

  private static Countersignable target(Countersignable message, String of) throws CheckFailure {
    if (of.equals("message")) {
      return message;
    } else if (of.equals("signature") && message instanceof CoseSign sign) {
      return sign.signatures().get(0);
    } else if (of.equals("recipient")) {
      List<CoseRecipient> recipients =
          message instanceof CoseMac mac
              ? mac.recipients()
              : message instanceof CoseEncrypt encrypt ? encrypt.recipients() : List.of();
      CheckFailure.require(!recipients.isEmpty(), "the message has no recipient");
      return recipients.get(0);
    }
    throw new CheckFailure("the message has no " + of);
  }
}
