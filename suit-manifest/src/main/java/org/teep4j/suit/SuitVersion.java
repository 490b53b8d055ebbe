package org.teep4j.suit;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.internal.Items;

/**
 * {@code SUIT_Condition_Version_Comparison_Value} (draft-ietf-suit-update-management, Section
 * "suit-parameter-version"): a version as a list of numbers, the most significant first. A negative
 * number begins a pre-release: -1 release candidate, -2 beta, -3 alpha.
 *
 * <pre>{@code
 * SUIT_Condition_Version_Comparison_Value = [+int]
 * }</pre>
 *
 * @param numbers the numbers, at least one
 */
public record SuitVersion(List<Long> numbers) implements CborEncodable {

  /**
   * Copies and checks the list.
   *
   * @throws IllegalArgumentException if there is no number
   */
  public SuitVersion {
    numbers = List.copyOf(numbers);
    Items.requireNotEmpty(numbers.isEmpty(), "a version");
  }

  /**
   * A version of the given numbers.
   *
   * @param numbers the numbers, at least one
   * @return the version
   * @throws IllegalArgumentException if there is no number
   */
  public static SuitVersion of(long... numbers) {
    List<Long> list = new ArrayList<>(numbers.length);
    for (long number : numbers) {
      list.add(number);
    }
    return new SuitVersion(list);
  }

  static SuitVersion read(CborReader reader) throws DecodeException {
    return new SuitVersion(Items.readLongs(reader));
  }

  @Override
  public void encodeTo(CborWriter writer) {
    Items.writeLongs(writer, numbers);
  }
}
