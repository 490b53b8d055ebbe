package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.eat.EatClaims;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.http.TeepBroker;
import org.teep4j.teep.tam.Tam;

/**
 * Packages of a module do not need each other in a circle, and groups of classes that need each
 * other stay as small as they are.
 */
@Tag("once")
class PackagesTest {

  /** A class and all that it names: the texts of class files contain names of classes. */
  private static final Pattern NAME = Pattern.compile("org/teep4j/[\\w/]+");

  /**
   * A published module.
   *
   * @param anchor any class of it
   * @param largest the number of classes in the largest group; nested classes count as their outer
   *     class. Make it smaller when you can
   */
  record Module(Class<?> anchor, int largest) {

    @Override
    public String toString() {
      return anchor.getPackageName();
    }
  }

  static List<Module> modules() {
    return List.of(
        new Module(Bytes.class, 4),
        new Module(CoseKey.class, 17),
        new Module(EatClaims.class, 8),
        new Module(SuitEnvelope.class, 7),
        new Module(ManifestAuthor.class, 2),
        new Module(ManifestProcessor.class, 2),
        new Module(TeepMessage.class, 7),
        new Module(Tam.class, 3),
        new Module(TeepBroker.class, 1),
        new Module(TestVector.class, 4));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void packagesFormNoCircle(Module module) throws Exception {
    Map<String, Set<String>> packages = new TreeMap<>();
    needs(module)
        .forEach(
            (name, needed) ->
                needed.forEach(
                    other -> {
                      if (!parent(name).equals(parent(other))) {
                        packages
                            .computeIfAbsent(parent(name), key -> new TreeSet<>())
                            .add(parent(other));
                      }
                    }));
    assertEquals(List.of(), groups(packages), packages.toString());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void groupsOfClassesStaySmall(Module module) throws Exception {
    List<Set<String>> groups = groups(needs(module));
    int largest = groups.stream().mapToInt(Set::size).max().orElse(1);
    assertTrue(largest <= module.largest, largest + " classes need each other: " + groups);
  }

  private static String parent(String name) {
    return name.substring(0, name.lastIndexOf('/'));
  }

  /** The outer classes of a module, each with the outer classes of the module that it names. */
  private static Map<String, Set<String>> needs(Module module)
      throws IOException, URISyntaxException {
    Path location =
        Path.of(module.anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, Set<String>> needs = new TreeMap<>();
    if (Files.isDirectory(location)) {
      readAll(location, needs);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(location)) {
        readAll(jar.getPath("/"), needs);
      }
    }
    assertTrue(needs.size() > 10, location.toString());
    needs.values().forEach(needed -> needed.retainAll(needs.keySet()));
    return needs;
  }

  private static void readAll(Path root, Map<String, Set<String>> needs) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('\\', '/').replace(".class", "");
      if (!name.endsWith("-info")) {
        String outer = name.replaceFirst("\\$.*", "");
        Set<String> needed = needs.computeIfAbsent(outer, key -> new HashSet<>());
        for (String text : texts(Files.readAllBytes(file))) {
          Matcher matcher = NAME.matcher(text);
          while (matcher.find()) {
            needed.add(matcher.group());
          }
        }
        needed.remove(outer);
      }
    }
  }

  /** The CONSTANT_Utf8 entries of a class file (Java Virtual Machine Specification, 4.4). */
  private static List<String> texts(byte[] file) throws IOException {
    List<String> texts = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
      in.skipNBytes(8); // magic and version
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts.add(in.readUTF());
          case 5, 6 -> {
            in.skipNBytes(8);
            i++; // a long or double takes two places
          }
          case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          default -> in.skipNBytes(4);
        }
      }
    }
    return texts;
  }

  /** The groups of more than one node in which each node can be reached from each other one. */
  private static List<Set<String>> groups(Map<String, Set<String>> needs) {
    Map<String, Set<String>> reached = new HashMap<>();
    needs.keySet().forEach(name -> reached.put(name, reachable(name, needs)));
    Set<Set<String>> groups = new HashSet<>();
    for (String name : needs.keySet()) {
      Set<String> group = new TreeSet<>();
      for (String other : reached.get(name)) {
        if (reached.getOrDefault(other, Set.of()).contains(name)) {
          group.add(other);
        }
      }
      if (!group.isEmpty()) {
        groups.add(group);
      }
    }
    return List.copyOf(groups);
  }

  private static Set<String> reachable(String start, Map<String, Set<String>> needs) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(needs.getOrDefault(start, Set.of()));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (reached.add(next)) {
        open.addAll(needs.getOrDefault(next, Set.of()));
      }
    }
    return reached;
  }
}
