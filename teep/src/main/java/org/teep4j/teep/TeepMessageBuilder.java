package org.teep4j.teep;

import java.util.List;
import org.teep4j.codec.Bytes;

/**
 * The common part of the builders of the five messages. Setters return the builder.
 *
 * @param <B> the builder itself
 */
public abstract class TeepMessageBuilder<B extends TeepMessageBuilder<B>> {

  final TeepOptions.Builder options = new TeepOptions.Builder();

  TeepMessageBuilder() {}

  /**
   * Sets the token that matches a response to its request ({@code token}).
   *
   * @param token 8 to 64 bytes, referenced, not copied
   */
  public final B token(Bytes token) {
    return put(TeepOption.TOKEN, token);
  }

  /**
   * Adds an option whose label is not in the tables.
   *
   * @param label the label; it must not be negative, and at least one dialect must not assign it
   * @param item the value: exactly one well-formed item, referenced, not copied
   * @throws IllegalArgumentException if the label was added before
   */
  public final B unknownOption(long label, Bytes item) {
    options.putUnknown(label, item);
    return self();
  }

  final <T> B put(TeepOption<T> option, T value) {
    options.put(option, value);
    return self();
  }

  final <E> B putList(TeepOption<List<E>> option, List<E> list) {
    options.putList(option, list);
    return self();
  }

  @SuppressWarnings("unchecked") // each of the five builders names itself as B
  private B self() {
    return (B) this;
  }
}
