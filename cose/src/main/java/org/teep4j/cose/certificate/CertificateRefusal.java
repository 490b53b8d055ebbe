package org.teep4j.cose.certificate;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.PKIXReason;

/**
 * Describes why the JDK has refused a certificate path. The description contains no text from
 * certificates.
 */
final class CertificateRefusal {

  private CertificateRefusal() {}

  static String describe(Exception refusal) {
    if (!(refusal instanceof CertPathValidatorException invalid)) {
      return "the path cannot be validated";
    }
    int index = invalid.getIndex();
    String which =
        switch (index) {
          case -1 -> "a certificate of the path";
          case 0 -> "the signer's certificate";
          default -> "certificate " + (index + 1) + " of the path";
        };
    return which + " " + reason(invalid);
  }

  private static String reason(CertPathValidatorException invalid) {
    if (invalid.getReason() instanceof BasicReason basic) {
      return switch (basic) {
        case EXPIRED -> "has expired";
        case NOT_YET_VALID -> "is not valid yet";
        case REVOKED -> "is revoked";
        case UNDETERMINED_REVOCATION_STATUS ->
            "may be revoked: there is no current revocation list of its issuer";
        case INVALID_SIGNATURE -> "has a wrong signature";
        case ALGORITHM_CONSTRAINED -> "has a key or signature that is too weak";
        default -> unspecified(invalid);
      };
    }
    if (invalid.getReason() instanceof PKIXReason pkix) {
      return switch (pkix) {
        case NAME_CHAINING -> "names another issuer";
        case INVALID_KEY_USAGE -> "may not issue certificates by its key usage";
        case INVALID_POLICY -> "has policies that are not acceptable";
        case NO_TRUST_ANCHOR -> "is not issued by a trust anchor";
        case UNRECOGNIZED_CRIT_EXT -> "has a critical extension that is not understood";
        case NOT_CA_CERT -> "is not the certificate of an authority";
        case PATH_TOO_LONG -> "admits fewer certificates before it";
        case INVALID_NAME -> "has a name that is not permitted";
      };
    }
    return unspecified(invalid);
  }

  private static String unspecified(CertPathValidatorException invalid) {
    String message = String.valueOf(invalid.getMessage());
    boolean own =
        message.equals(RevocationAddresses.NOT_PERMITTED)
            || message.equals(RevocationAddresses.MALFORMED);
    return own ? "is not acceptable, for " + message : "is not acceptable";
  }
}
