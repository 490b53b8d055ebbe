package org.teep4j.cose;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.testvectors.ChosenSecrets;

/**
 * What the builders of the six messages share.
 *
 * @param <B> the builder, which its setters return
 */
abstract class MessageBuilder<B extends MessageBuilder<B>> {

  static {
    ChosenSecrets.register(
        (builder, contentKey) -> ((MessageBuilder<?>) builder).chosenContentKey = contentKey);
  }

  /** The headers of the last message for which the caller set none, for each algorithm. */
  private static final Map<CoseAlgorithm, CoseHeaders> COMPLETED = new ConcurrentHashMap<>();

  CoseHeaders headers = CoseHeaders.empty();
  Bytes externalAad = Bytes.empty();
  boolean tagged = true;

  /** The content key of a test vector; null for a random one. */
  @Nullable Bytes chosenContentKey;

  MessageBuilder() {}

  @SuppressWarnings("unchecked")
  final B self() {
    return (B) this;
  }

  /**
   * Sets the headers of the message.
   *
   * @param value both buckets
   */
  public final B headers(CoseHeaders value) {
    requireUnprotected();
    headers = value;
    return self();
  }

  /**
   * Sets the externally supplied data (RFC 9052, Section 4.3).
   *
   * @param value the data, which the receiver must supply too; referenced
   */
  public final B externalAad(Bytes value) {
    requireUnprotected();
    externalAad = value;
    return self();
  }

  /** Leaves the CBOR tag out. */
  public final B untagged() {
    tagged = false;
    return self();
  }

  /** Refuses a change of what a signature already protects. */
  void requireUnprotected() {
    // Only COSE_Sign takes more than one step.
  }

  /** Adds {@code alg} and {@code kid} to headers where they are absent. */
  static CoseHeaders complete(CoseHeaders given, CoseAlgorithm algorithm, Optional<Bytes> keyId) {
    if (!given.equals(CoseHeaders.empty())) {
      return CoseHeadersBuilder.complete(given, algorithm, keyId);
    }
    CoseHeaders completed = COMPLETED.get(algorithm);
    if (completed == null || !completed.keyId().equals(keyId)) {
      completed = CoseHeadersBuilder.complete(given, algorithm, keyId);
      COMPLETED.put(algorithm, completed);
    }
    return completed;
  }
}
