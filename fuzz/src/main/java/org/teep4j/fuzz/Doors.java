package org.teep4j.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * All doors: whatever tries doors tries these, and a test finds public methods that are missing.
 */
final class Doors {
  /**
   * Each is made when it is asked for: a fuzzer instruments every class that is loaded, which takes
   * longer than all else at its start.
   */
  private enum Group {
    CODEC(CodecDoors::all),
    KEYS(KeyDoors::all),
    COSE(CoseDoors::all),
    RECEIPTS(ReceiptDoors::all),
    EAT(EatDoors::all),
    SUIT(SuitDoors::all),
    AUTHOR(AuthorDoors::all),
    TEEP(TeepDoors::all),
    SESSIONS(SessionDoors::all),
    VECTORS(VectorDoors::all),
    COMMANDS(CommandDoors::all);

    @SuppressWarnings("ImmutableEnumChecker") // a method without state
    private final Supplier<List<Door<?>>> doors;

    Group(Supplier<List<Door<?>>> doors) {
      this.doors = doors;
    }
  }

  private Doors() {}

  static List<Door<?>> all() {
    List<Door<?>> doors = new ArrayList<>();
    for (Group group : Group.values()) {
      doors.addAll(group.doors.get());
    }
    return List.copyOf(doors);
  }

  static Door<?> named(String name) {
    return named(name, List.of(Group.values()));
  }

  /** The door of the name in the group that {@link #groupOf} says. */
  static Door<?> named(String name, String group) {
    return named(name, List.of(Group.valueOf(group)));
  }

  private static Door<?> named(String name, List<Group> groups) {
    for (Group group : groups) {
      for (Door<?> door : group.doors.get()) {
        if (door.name().equals(name)) {
          return door;
        }
      }
    }
    throw new IllegalArgumentException("no door " + name);
  }

  static String groupOf(Door<?> door) {
    for (Group group : Group.values()) {
      if (group.doors.get().stream().anyMatch(other -> other.name().equals(door.name()))) {
        return group.name();
      }
    }
    throw new IllegalArgumentException("no group has " + door);
  }
}
