package org.teep4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.eat.EatClaims;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.author.Lint;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.http.TeepBroker;
import org.teep4j.teep.tam.Tam;
import org.teep4j.vectors.load.VectorLoader;

/** The public types of the published modules. */
final class PublicTypes {

  /** A class of each published module. */
  static final List<Class<?>> MODULES =
      List.of(
          Bytes.class,
          CoseKey.class,
          EatClaims.class,
          SuitManifest.class,
          ManifestProcessor.class,
          Lint.class,
          TeepMessage.class,
          Tam.class,
          TeepBroker.class,
          VectorLoader.class);

  private PublicTypes() {}

  /** The name without the package. */
  static String name(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  /** The public types in the packages that the module of a class exports to all. */
  static List<Class<?>> of(Class<?> module) throws Exception {
    Path place = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return of(module, place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return of(module, jar.getPath("/"));
    }
  }

  /** The public types in the packages that the module exports to all. */
  private static List<Class<?>> of(Class<?> module, Path root) throws IOException {
    List<Class<?>> types = new ArrayList<>();
    try (InputStream in = Files.newInputStream(root.resolve("module-info.class"))) {
      for (ModuleDescriptor.Exports exported : ModuleDescriptor.read(in).exports()) {
        if (!exported.isQualified()) {
          types.addAll(in(exported.source(), root));
        }
      }
    }
    assertTrue(types.contains(module), module.getName());
    return types;
  }

  private static List<Class<?>> in(String exported, Path root) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(exported.replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .<Class<?>>map(file -> load(exported + "." + file))
          .filter(PublicTypes::isPublic)
          .toList();
    }
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicTypes.class.getClassLoader());
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
