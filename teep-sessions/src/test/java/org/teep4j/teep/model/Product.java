package org.teep4j.teep.model;

import java.util.Arrays;
import java.util.Optional;
import org.teep4j.suit.SuitComponentIdentifier;

/** The Trusted Components. Manifests are stored beside them. */
@SuppressWarnings("ImmutableEnumChecker") // keys and identifiers are immutable
enum Product {
  RED_APP("red", "app"),
  RED_LIB("red", "lib"),
  BLUE_APP("blue", "app"),
  GREEN_APP("green", "app");

  final String domain;
  final SuitComponentIdentifier id;
  final SuitComponentIdentifier place;

  Product(String domain, String name) {
    this.domain = domain;
    id = SuitComponentIdentifier.ofText(domain, name);
    place = SuitComponentIdentifier.ofText(domain, name + ".suit");
  }

  static Optional<Product> at(SuitComponentIdentifier place) {
    return Arrays.stream(values()).filter(each -> each.place.equals(place)).findFirst();
  }
}
