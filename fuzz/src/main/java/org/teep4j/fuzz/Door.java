package org.teep4j.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;

/**
 * A way for bytes or text into the library.
 *
 * @param <T> what comes of the input
 * @param name lower case with hyphens, as folders and reports show it
 * @param isText whether the input is text, in UTF-8
 * @param covers the public methods behind the door, as {@code Type.method}
 * @param opening hands the input over; what it allocates is measured
 * @param oracle what must hold for what comes of it
 * @param refusals the exceptions by which hostile input may be refused
 * @param budget what the opening may allocate
 * @param slowness how many inputs another door tries in the time of one
 * @param seeds input made for this door, beside the vectors
 */
record Door<T>(
    String name,
    boolean isText,
    Set<String> covers,
    Opening<T> opening,
    Oracle<T> oracle,
    List<Class<? extends Exception>> refusals,
    Budget budget,
    int slowness,
    Seeds seeds) {

  /** Hands input over. */
  @FunctionalInterface
  interface Opening<T> {
    /**
     * Returns if the input was taken.
     *
     * @throws Exception one of the refusals of the door, if the input was not taken
     */
    T open(byte[] input) throws Exception;
  }

  /** Knows what must hold. */
  @FunctionalInterface
  interface Oracle<T> {
    /**
     * Looks at what was taken.
     *
     * @throws Exception one of the refusals of the door
     */
    void check(T value, Bytes input) throws Exception;
  }

  /** Makes input. */
  @FunctionalInterface
  interface Seeds {
    List<byte[]> make() throws Exception;
  }

  static <T> Door<T> binary(String name, Opening<T> opening, String... covers) {
    return new Door<>(
        name,
        false,
        Set.of(covers),
        opening,
        (value, input) -> {},
        List.of(DecodeException.class, VerificationException.class),
        Budget.DECODING,
        1,
        List::of);
  }

  static <T> Door<T> decoding(String name, Require.Decoder<T> decoder, String... covers) {
    return binary(name, input -> decoder.decode(Bytes.wrap(input)), covers);
  }

  static <T> Door<T> text(String name, Opening<T> opening, String... covers) {
    Door<T> door = binary(name, opening, covers);
    return new Door<>(
        name, true, door.covers, opening, door.oracle, door.refusals, door.budget, 1, door.seeds);
  }

  Door<T> checking(Oracle<T> value) {
    return new Door<>(name, isText, covers, opening, value, refusals, budget, slowness, seeds);
  }

  Door<T> within(Budget value) {
    return new Door<>(name, isText, covers, opening, oracle, refusals, value, slowness, seeds);
  }

  Door<T> slow(int times) {
    return new Door<>(name, isText, covers, opening, oracle, refusals, budget, times, seeds);
  }

  Door<T> from(Seeds value) {
    return new Door<>(name, isText, covers, opening, oracle, refusals, budget, slowness, value);
  }

  /** A door that may refuse input in another way as well. */
  Door<T> refusing(Class<? extends Exception> refusal) {
    List<Class<? extends Exception>> more = new ArrayList<>(refusals);
    more.add(refusal);
    return new Door<>(
        name, isText, covers, opening, oracle, List.copyOf(more), budget, slowness, seeds);
  }

  @Override
  public String toString() {
    return name;
  }
}
