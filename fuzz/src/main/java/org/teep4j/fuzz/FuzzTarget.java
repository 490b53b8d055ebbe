package org.teep4j.fuzz;

import org.jspecify.annotations.Nullable;

/** What Jazzer calls: the door comes by {@code --target_args}. */
public final class FuzzTarget {
  private static @Nullable Door<?> door;

  private FuzzTarget() {}

  /**
   * Chooses the door.
   *
   * @param args the name of a door, and of its group
   */
  public static void fuzzerInitialize(String[] args) {
    Trial.allowForInstrumentation();
    door = Doors.named(args[0], args[1]);
  }

  /**
   * Tries an input.
   *
   * @param input any bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    Door<?> chosen = door;
    if (chosen == null) {
      throw new IllegalStateException("no door was chosen");
    }
    Trial.of(chosen, input);
  }
}
