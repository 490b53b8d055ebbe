package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.cose.AlgorithmTraits.Encrypting;

/**
 * An older BouncyCastle is one that lacks some parts, which are missing by name and not by error.
 */
@Tag("once")
class OlderBouncyCastleTest {

  /** A folder with archives of several releases, which are all tried. */
  private static final String FOLDER = "teep4j.bouncycastle.dir";

  /** Finds what is on the class path, with some classes or another archive. */
  private static final class Loader extends URLClassLoader {

    private final List<String> hidden;

    Loader(List<URL> path, List<String> hidden) {
      super(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
      this.hidden = hidden;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (hidden.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      return super.findClass(name);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> outcomes(List<File> more, String... hidden) throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (more.isEmpty() || !new File(entry).getName().startsWith("bcp")) {
        path.add(new File(entry).toURI().toURL());
      }
    }
    for (File file : more) {
      path.add(file.toURI().toURL());
    }
    try (Loader loader = new Loader(path, List.of(hidden))) {
      return ((Callable<Map<String, String>>)
              loader
                  .loadClass(EveryAlgorithm.class.getName())
                  .getDeclaredConstructor()
                  .newInstance())
          .call();
    }
  }

  private static void assertMissing(Set<String> expected, Map<String, String> outcomes) {
    Set<String> missing = new TreeSet<>();
    outcomes.forEach(
        (name, outcome) -> {
          if (!outcome.equals(EveryAlgorithm.WORKS)) {
            missing.add(name);
            assertTrue(outcome.contains("BouncyCastle 1."), name + ": " + outcome);
            assertTrue(outcome.contains(" or later"), name + ": " + outcome);
          }
        });
    assertEquals(expected, missing);
    assertEquals(CoseAlgorithm.values().length, outcomes.size());
  }

  // What each part is for. The JDK does the rest of the curves without the first.

  private static Set<String> withCurvesAlone() {
    return named(
        Arrays.stream(CoseAlgorithm.values())
            .filter(algorithm -> !algorithm.curve().map(CoseCurve::isInJdk).orElse(true)));
  }

  private static Set<String> named(Stream<CoseAlgorithm> algorithms) {
    return new TreeSet<>(algorithms.map(CoseAlgorithm::ianaName).toList());
  }

  private static Set<String> withCiphersAlone() {
    return named(
        Arrays.stream(CoseAlgorithm.values())
            .filter(
                algorithm ->
                    algorithm.traits() instanceof Encrypting traits
                        && traits.scheme() == ContentScheme.AES_CCM));
  }

  private static Set<String> withHpkeAlone() {
    return named(
        Arrays.stream(CoseAlgorithm.values())
            .filter(algorithm -> algorithm.ianaName().startsWith("HPKE-")));
  }

  private static Set<String> withMlDsaAlone() {
    return named(
        Arrays.stream(CoseAlgorithm.values())
            .filter(algorithm -> algorithm.scheme() == SignatureScheme.ML_DSA));
  }

  private static Set<String> withHssLmsAlone() {
    return Set.of(CoseAlgorithm.HSS_LMS.ianaName());
  }

  @Test
  void allIsThereWithThisRelease() throws Exception {
    assertMissing(Set.of(), outcomes(List.of()));
  }

  /**
   * One part at a time is taken away.
   *
   * @param hidden how the names of its classes begin
   */
  record Part(String hidden, Set<String> missing) {}

  static Stream<Part> parts() {
    return Stream.of(
        new Part("org.bouncycastle.math.ec.rfc8032.Ed25519$PublicPoint", withCurvesAlone()),
        new Part("org.bouncycastle.crypto.modes.CCMBlockCipher", withCiphersAlone()),
        new Part("org.bouncycastle.crypto.hpke.", withHpkeAlone()),
        new Part("org.bouncycastle.crypto.signers.MLDSASigner", withMlDsaAlone()),
        new Part("org.bouncycastle.crypto.params.LMSParameters", withHssLmsAlone()));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aPartThatIsAbsentIsMissedAlone(Part part) throws Exception {
    assertMissing(part.missing(), outcomes(List.of(), part.hidden()));
  }

  @Test
  @EnabledIfSystemProperty(named = FOLDER, matches = ".+")
  void releasesOfAFolder() throws Exception {
    File[] archives = new File(System.getProperty(FOLDER)).listFiles();
    int tried = 0;
    for (File archive : archives == null ? new File[0] : archives) {
      String name = archive.getName();
      if (name.startsWith("bcprov-jdk18on-1.")) {
        int release = Integer.parseInt(name.split("\\.", -1)[1].replaceAll("\\D.*", ""));
        Set<String> missing = new TreeSet<>();
        missing.addAll(release < 72 ? withCiphersAlone() : Set.of());
        missing.addAll(release < 73 ? withCurvesAlone() : Set.of());
        missing.addAll(release < 78 ? withHpkeAlone() : Set.of());
        missing.addAll(release < 84 ? withMlDsaAlone() : Set.of());
        missing.addAll(release < 87 ? withHssLmsAlone() : Set.of());
        assertMissing(missing, outcomes(List.of(archive)));
        tried++;
      }
    }
    assertTrue(tried > 0);
  }
}
