package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.eat.EatClaims;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.testkit.ComponentStoreContract;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.http.TeepBroker;
import org.teep4j.teep.sessions.testkit.TamStoreContract;
import org.teep4j.teep.tam.Tam;

/**
 * The public API of each published module is what its {@code api.txt} says, so that a change of it
 * is seen in the change of that file.
 */
@Tag("once")
class PublicApiTest {
  private static final String RENEW =
      "mvn -Dfast -pl test-vectors -am test -Dtest=PublicApiTest -Dapi.renew";

  /**
   * A published module.
   *
   * @param folder the name of its folder
   * @param anchor any class of it
   */
  record Module(String folder, Class<?> anchor) {
    @Override
    public String toString() {
      return folder;
    }

    Path listing() {
      return Path.of("..", folder, "api.txt");
    }
  }

  static List<Module> modules() {
    return List.of(
        new Module("codec", Bytes.class),
        new Module("cose", CoseKey.class),
        new Module("eat", EatClaims.class),
        new Module("suit-manifest", SuitEnvelope.class),
        new Module("suit-author", ManifestAuthor.class),
        new Module("suit-processor", ManifestProcessor.class),
        new Module("suit-processor-testkit", ComponentStoreContract.class),
        new Module("teep", TeepMessage.class),
        new Module("teep-sessions", Tam.class),
        new Module("teep-sessions-testkit", TamStoreContract.class),
        new Module("teep-http", TeepBroker.class),
        new Module("test-vectors", TestVector.class));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void apiIsWhatTheListingSays(Module module) throws Exception {
    List<String> now = api(module.anchor);
    assertTrue(now.size() > 5, now::toString);
    if (Boolean.getBoolean("api.renew")) {
      Files.write(module.listing(), now);
      return;
    }
    List<String> listed = Files.readAllLines(module.listing());
    Set<String> gone = without(listed, now);
    Set<String> came = without(now, listed);
    if (!gone.isEmpty() || !came.isEmpty()) {
      fail(
          String.format(
              "The public API differs from %s/api.txt.%n%s%s"
                  + "What is gone or has changed breaks its users. If it is meant, renew the"
                  + " listings with%n  %s%n",
              module, lines("- ", gone), lines("+ ", came), RENEW));
    }
    assertEquals(now, listed, "in order, each line once; renew them with " + RENEW);
  }

  @Test
  void everyPublishedModuleIsHere() throws IOException {
    Pattern artifact = Pattern.compile("<artifactId>teep4j-([a-z-]+)</artifactId>");
    Set<String> published =
        artifact
            .matcher(Files.readString(Path.of("..", "bom", "pom.xml")))
            .results()
            .map(result -> result.group(1))
            .filter(name -> !name.equals("bom") && !name.equals("parent"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertFalse(published.isEmpty());
    assertEquals(
        published,
        modules().stream().map(Module::folder).collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Set<String> without(List<String> some, List<String> others) {
    Set<String> rest = new TreeSet<>(some);
    others.forEach(rest::remove);
    return rest;
  }

  private static String lines(String before, Set<String> lines) {
    return lines.stream().map(line -> before + line + "\n").collect(Collectors.joining());
  }

  private static List<String> api(Class<?> anchor) throws IOException, URISyntaxException {
    Path place = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return PublicApi.of(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return PublicApi.of(jar.getPath("/"));
    }
  }
}
