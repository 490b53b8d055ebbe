package org.teep4j.cose.certificate;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.RsaKey;

/**
 * Refuses certificates that are signed with MD2, MD5 or SHA-1, and RSA keys below 2048 bits. The
 * JDK's own checks for these depend on its version and settings.
 */
final class CertificateStrength extends PKIXCertPathChecker {

  @Override
  public void init(boolean forward) {
    // Nothing to initialize: each certificate is checked by itself.
  }

  @Override
  public boolean isForwardCheckingSupported() {
    return true;
  }

  @Override
  public @Nullable Set<String> getSupportedExtensions() {
    return null;
  }

  @Override
  public void check(Certificate certificate, Collection<String> unresolvedCriticalExtensions)
      throws CertPathValidatorException {
    X509Certificate x509 = (X509Certificate) certificate;
    boolean shortKey =
        x509.getPublicKey() instanceof java.security.interfaces.RSAKey rsa
            && rsa.getModulus().bitLength() < RsaKey.FEWEST_BITS;
    if (shortKey || isWeakHash(hash(x509))) {
      throw new CertPathValidatorException(
          "the algorithm is too weak", null, null, -1, BasicReason.ALGORITHM_CONSTRAINED);
    }
  }

  /** The name of the hash function, or a signature algorithm name that contains it. */
  private static String hash(X509Certificate certificate) throws CertPathValidatorException {
    String name = certificate.getSigAlgName();
    byte[] parameters = certificate.getSigAlgParams();
    if (!name.equals("RSASSA-PSS") || parameters == null) {
      return name;
    }
    try {
      AlgorithmParameters pss = AlgorithmParameters.getInstance(name);
      pss.init(parameters);
      return pss.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
    } catch (GeneralSecurityException | IOException e) {
      throw new CertPathValidatorException("the signature has bad parameters", e);
    }
  }

  private static boolean isWeakHash(String name) {
    String plain = name.toUpperCase(Locale.ROOT).replace("-", "");
    return plain.startsWith("SHA1") || plain.startsWith("MD");
  }
}
