package org.teep4j.teep.model;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.suit.SuitComponentIdentifier;

/**
 * Three TAMs, each with an author of manifests, and a stranger. {@code RED} asks for components
 * alone, {@code BLUE} trusts attestation alone, and {@code GREEN} must attest itself.
 */
@SuppressWarnings("ImmutableEnumChecker") // keys and identifiers are immutable
enum Owner {
  RED,
  BLUE,
  GREEN,
  STRANGER;

  static final List<Owner> TAMS = List.of(RED, BLUE, GREEN);

  final URI uri = URI.create("https://" + lower() + ".example/tam");

  /** Signs messages. The algorithm is the one that takes the least time. */
  final CoseKey key = Keys.generate(CoseAlgorithm.ED25519);

  /** Is there because a TAM must have it. */
  final CoseKey otherKey = Keys.generate(CoseAlgorithm.ESP256);

  final CoseKey author = Keys.generate(CoseAlgorithm.ED25519);
  final CoseKey attestation = Keys.generate(CoseAlgorithm.ED25519);

  private String lower() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a device lets this TAM change. GREEN may have what RED has not taken. */
  List<SuitComponentIdentifier> prefixes() {
    return switch (this) {
      case RED -> List.of(SuitComponentIdentifier.ofText("red"));
      case BLUE -> List.of(SuitComponentIdentifier.ofText("blue"));
      case GREEN ->
          List.of(SuitComponentIdentifier.ofText("green"), SuitComponentIdentifier.ofText("red"));
      case STRANGER -> List.of();
    };
  }

  boolean covers(Product product) {
    return prefixes().contains(SuitComponentIdentifier.ofText(product.domain));
  }

  /** What this TAM publishes. */
  List<Product> offers() {
    return switch (this) {
      case RED -> List.of(Product.RED_APP, Product.RED_LIB);
      case BLUE -> List.of(Product.BLUE_APP);
      case GREEN -> List.of(Product.GREEN_APP, Product.RED_LIB);
      case STRANGER -> List.of();
    };
  }
}
