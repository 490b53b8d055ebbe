package org.teep4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.vectors.load.VectorFormatException;

/** A public method that takes bytes or text from strangers is behind one of the {@link Doors}. */
class DoorsAreListedTest {

  private static final Pattern NAME = Pattern.compile("(decode|parse|from|read|print|load)\\w*");

  private static final Set<Class<?>> INPUT =
      Set.of(Bytes.class, byte[].class, String.class, CborReader.class, Path.class);

  /** What looks like a door, and is none. */
  private static final Set<String> NO_DOORS =
      Set.of(
          "BuiltInVectors.load", // It takes the name of a set.
          "EcdsaSignatures.fromDer", // It takes what the caller's own key service has made.
          "DependencyVerifier.verify"); // It takes an envelope that was decoded.

  @Test
  void everyDoorIsListed() throws Exception {
    Set<String> missing = new TreeSet<>();
    Set<String> methods = new TreeSet<>();
    for (Class<?> module : PublicTypes.MODULES) {
      for (Class<?> type : PublicTypes.of(module)) {
        for (Method method : type.getDeclaredMethods()) {
          methods.add(PublicTypes.name(type) + "." + method.getName());
          if (isDoor(type, method)) {
            missing.add(PublicTypes.name(type) + "." + method.getName());
          }
        }
      }
    }
    missing.removeAll(NO_DOORS);
    Set<String> stale = new TreeSet<>(NO_DOORS);
    for (Door<?> door : Doors.all()) {
      missing.removeAll(door.covers());
      stale.addAll(door.covers());
    }
    stale.removeAll(methods);
    assertEquals(Set.of(), missing, "public methods that no door of Doors covers");
    assertEquals(Set.of(), stale, "methods that do not exist any more");
  }

  @Test
  void namesAreUnique() {
    Set<String> names = new HashSet<>();
    for (Door<?> door : Doors.all()) {
      assertEquals(true, names.add(door.name()), door.name());
    }
  }

  /** Whatever can refuse input, and whatever makes a value of input by its name. */
  private static boolean isDoor(Class<?> type, Method method) {
    if (!Modifier.isPublic(method.getModifiers())
        || method.isSynthetic()
        || type == CborReader.class) {
      return false; // The reader is what all other doors are made of; it has doors of its own.
    }
    List<Class<?>> thrown = List.of(method.getExceptionTypes());
    if (thrown.contains(DecodeException.class) || thrown.contains(VectorFormatException.class)) {
      return true;
    }
    return Modifier.isStatic(method.getModifiers())
        && NAME.matcher(method.getName()).matches()
        && takesInput(method);
  }

  private static boolean takesInput(Executable method) {
    return Stream.of(method.getParameterTypes()).anyMatch(INPUT::contains);
  }
}
