package org.teep4j.cose.testvectors;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;

/** Gives the builders of messages the content key of a test vector, in place of a random one. */
public final class ChosenSecrets {

  /** Hands a content key to a builder. The builders implement it: their fields are not public. */
  @FunctionalInterface
  public interface Setter {

    /**
     * Replaces the random content key of a builder.
     *
     * @param builder a builder of a message
     * @param contentKey the content key
     */
    void choose(Object builder, Bytes contentKey);
  }

  private static volatile @Nullable Setter setter;

  private ChosenSecrets() {}

  /**
   * Registers the builders.
   *
   * @param value hands content keys to them
   */
  public static void register(Setter value) {
    setter = value;
  }

  /**
   * Sets the content key, instead of a random one.
   *
   * @param <B> the type of the builder
   * @param builder a builder of a COSE_Encrypt or COSE_Mac
   * @param contentKey the key, as long as the algorithm requires
   */
  public static <B> B withContentKey(B builder, Bytes contentKey) {
    Objects.requireNonNull(setter).choose(builder, contentKey);
    return builder;
  }
}
