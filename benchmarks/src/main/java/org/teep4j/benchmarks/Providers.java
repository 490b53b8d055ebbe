package org.teep4j.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/** Providers of JCA by the names that benchmarks have for them. None is registered. */
final class Providers {

  /** What was asked for is not there. JMH shows the message, and goes on with what is. */
  static final class LeftOut extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    LeftOut(String name, String algorithm) {
      super("left out: " + name + " does not have " + algorithm + " on this JDK and platform");
    }
  }

  private Providers() {}

  /**
   * Finds a provider that can do something.
   *
   * @param name as in the parameters of benchmarks
   * @param service what JCA calls the kind of work, as Signature
   * @param algorithm what it calls the algorithm
   * @throws LeftOut if there is none on this JDK or platform
   */
  static Provider having(String name, String service, String algorithm) {
    Provider provider =
        switch (name) {
          case "JDK" -> ofJdk(service, algorithm);
          case "BouncyCastle" -> new BouncyCastleProvider();
          case "Corretto" -> corretto();
          case "Conscrypt" -> Conscrypt.isAvailable() ? Conscrypt.newProvider() : null;
          default -> throw new IllegalArgumentException("no such provider: " + name);
        };
    if (provider == null || provider.getService(service, algorithm) == null) {
      throw new LeftOut(name, algorithm);
    }
    return provider;
  }

  /** The registered provider that JCA would choose; nothing but the JDK's own are registered. */
  static @Nullable Provider ofJdk(String service, String algorithm) {
    Provider[] providers = Security.getProviders(service + "." + algorithm);
    return providers == null ? null : providers[0];
  }

  private static @Nullable Provider corretto() {
    AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
    return provider.getLoadingError() == null ? provider : null;
  }
}
