package org.teep4j.suit;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.suit.internal.Items;

/**
 * {@code IndexArg} (draft-ietf-suit-manifest, Sections 6.5 and 8.4.10.1): the components for the
 * commands that follow. Indexes start at 0; {@link SuitCommon} explains their numbering.
 *
 * <pre>{@code
 * IndexArg /= uint
 * IndexArg /= true
 * IndexArg /= [+uint]
 * }</pre>
 */
public sealed interface SuitIndexArg extends CborEncodable {

  /**
   * One component.
   *
   * @param index its index, not negative
   */
  record One(long index) implements SuitIndexArg {

    /**
     * Checks the index.
     *
     * @throws IllegalArgumentException if the index is negative
     */
    public One {
      Items.requireUnsigned(index, "a component index");
    }

    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeLong(index);
    }
  }

  /** Every component, in the order of the manifest ({@code true} in the encoding). */
  record All() implements SuitIndexArg {

    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeBoolean(true);
    }
  }

  /**
   * Several components, in this order.
   *
   * @param indexes their indexes, at least one, none negative
   */
  record Several(List<Long> indexes) implements SuitIndexArg {

    /**
     * Copies and checks the list.
     *
     * @throws IllegalArgumentException if the list is empty or an index is negative
     */
    public Several {
      indexes = List.copyOf(indexes);
      Items.requireNotEmpty(indexes.isEmpty(), "the list of component indexes");
      indexes.forEach(index -> Items.requireUnsigned(index, "a component index"));
    }

    @Override
    public void encodeTo(CborWriter writer) {
      Items.writeLongs(writer, indexes);
    }
  }

  /** Every component. */
  SuitIndexArg ALL = new All();

  /**
   * One component.
   *
   * @param index its index
   * @return the argument
   * @throws IllegalArgumentException if the index is negative
   */
  static SuitIndexArg of(long index) {
    return new One(index);
  }

  /**
   * Several components.
   *
   * @param indexes their indexes
   * @return the argument
   * @throws IllegalArgumentException if there is no index or one is negative
   */
  static SuitIndexArg ofSeveral(long... indexes) {
    List<Long> list = new ArrayList<>(indexes.length);
    for (long index : indexes) {
      list.add(index);
    }
    return new Several(list);
  }
}
