package org.teep4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.teep4j.cose.CoseKey;
import org.teep4j.eat.EatClaims;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.author.Lint;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.tam.Tam;
import org.teep4j.vectors.load.VectorFormatException;
import org.teep4j.vectors.load.VectorLoader;

/** A public method that takes bytes or text from strangers is behind one of the {@link Doors}. */
class DoorsAreListedTest {

  /** A class of each published module. */
  private static final List<Class<?>> MODULES =
      List.of(
          Bytes.class,
          CoseKey.class,
          EatClaims.class,
          SuitManifest.class,
          ManifestProcessor.class,
          Lint.class,
          TeepMessage.class,
          Tam.class,
          VectorLoader.class);

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
    for (Class<?> module : MODULES) {
      for (Class<?> type : publicTypes(module)) {
        for (Method method : type.getDeclaredMethods()) {
          methods.add(name(type) + "." + method.getName());
          if (isDoor(type, method)) {
            missing.add(name(type) + "." + method.getName());
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

  private static String name(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  private static List<Class<?>> publicTypes(Class<?> module) throws Exception {
    Path place = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return publicTypes(module, place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return publicTypes(module, jar.getPath("/"));
    }
  }

  /** The public types in the packages that the module exports to all. */
  private static List<Class<?>> publicTypes(Class<?> module, Path root) throws IOException {
    List<Class<?>> types = new ArrayList<>();
    try (InputStream in = Files.newInputStream(root.resolve("module-info.class"))) {
      for (ModuleDescriptor.Exports exported : ModuleDescriptor.read(in).exports()) {
        if (!exported.isQualified()) {
          types.addAll(publicTypes(exported.source(), root));
        }
      }
    }
    assertTrue(types.contains(module), module.getName());
    return types;
  }

  private static List<Class<?>> publicTypes(String exported, Path root) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(exported.replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .<Class<?>>map(file -> load(exported + "." + file))
          .filter(DoorsAreListedTest::isPublic)
          .toList();
    }
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, DoorsAreListedTest.class.getClassLoader());
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
