package org.teep4j.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * All doors: whatever tries doors tries these, and a test finds public methods that are missing.
 */
final class Doors {
  private Doors() {}

  static List<Door<?>> all() {
    List<Door<?>> doors = new ArrayList<>();
    doors.addAll(CodecDoors.all());
    doors.addAll(KeyDoors.all());
    doors.addAll(CoseDoors.all());
    doors.addAll(ReceiptDoors.all());
    doors.addAll(EatDoors.all());
    doors.addAll(SuitDoors.all());
    doors.addAll(AuthorDoors.all());
    doors.addAll(TeepDoors.all());
    doors.addAll(SessionDoors.all());
    doors.addAll(VectorDoors.all());
    doors.addAll(CommandDoors.all());
    return List.copyOf(doors);
  }

  static Door<?> named(String name) {
    for (Door<?> door : all()) {
      if (door.name().equals(name)) {
        return door;
      }
    }
    throw new IllegalArgumentException("no door " + name);
  }
}
