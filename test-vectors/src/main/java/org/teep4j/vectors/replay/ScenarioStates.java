package org.teep4j.vectors.replay;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.vectors.format.Scenario;

/** Compares the components of a device with the states that a scenario wants. */
final class ScenarioStates {
  private ScenarioStates() {}

  static boolean holds(
      Scenario.State wanted,
      Map<SuitComponentIdentifier, Optional<Bytes>> before,
      Map<SuitComponentIdentifier, Optional<Bytes>> after) {
    Optional<Bytes> now = after.getOrDefault(wanted.id(), Optional.empty());
    boolean unchanged = now.equals(before.getOrDefault(wanted.id(), Optional.empty()));
    boolean listed = now.isPresent() && wanted.digests().contains(sha256(now.get()));
    return switch (wanted.state()) {
      case "present" ->
          now.isPresent()
              && (wanted.digests().isEmpty() || listed)
              && wanted.size().map(size -> size == now.get().length()).orElse(true);
      case "absent" -> now.isEmpty();
      case "unchanged" -> unchanged;
      case "unchanged-or-absent" -> unchanged || now.isEmpty();
      case "not" -> !listed;
      case "any" -> true;
      default -> throw new IllegalArgumentException("no state: " + wanted.state());
    };
  }

  private static String sha256(Bytes content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
