package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in the tours of the packages compile as they are printed. */
@Tag("once")
class ToursCompileTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }</pre>", Pattern.DOTALL);

  /**
   * A tour.
   *
   * @param file the package-info, from the root of the repository
   * @param given the variables that the example begins with, as parameters of a method
   */
  record Tour(String file, String given) {}

  static List<Tour> tours() {
    return List.of(
        new Tour("codec/src/main/java/org/teep4j/codec", ""),
        new Tour(
            "cose/src/main/java/org/teep4j/cose",
            "CoseKey trustedKey, Bytes signedMessage, CoseKey privateKey, CoseKey recipientKey,"
                + " Bytes encryptedMessage"),
        new Tour(
            "cose/src/main/java/org/teep4j/cose/certificate",
            "X509Certificate root, List<X509CRL> lists, Bytes signedMessage"),
        new Tour(
            "eat/src/main/java/org/teep4j/eat",
            "Bytes challenge, Bytes random, CoseKey agentKey, CoseKey attestationKey,"
                + " CoseVerifier device, java.time.Instant now, String jwt,"
                + " CoseVerifier trustedVerifier"),
        new Tour(
            "suit-manifest/src/main/java/org/teep4j/suit",
            "byte[] received, CoseVerifier author, SuitManifest manifest, Bytes content,"
                + " CoseSigner signer"),
        new Tour(
            "suit-manifest/src/main/java/org/teep4j/suit/report",
            "CoseVerifier processor, Bytes message"),
        new Tour(
            "suit-manifest/src/main/java/org/teep4j/suit/encryption",
            "CoseKey deviceKey, SuitParameters parameters, Bytes ciphertext"),
        new Tour(
            "suit-processor/src/main/java/org/teep4j/suit/processor",
            "java.nio.file.Path folder, Set<SuitVendorIdentifier> vendors, Set<UUID> classes,"
                + " CoseVerifier author, VerifiedManifest manifest"),
        new Tour("suit-processor-testkit/src/main/java/org/teep4j/suit/processor/testkit", ""),
        new Tour(
            "teep/src/main/java/org/teep4j/teep",
            "CoseKey tamPublicKey, CoseKey agentPrivateKey, byte[] message,"
                + " List<SystemPropertyClaims> installed, Exception exception"),
        new Tour(
            "teep-sessions/src/main/java/org/teep4j/teep/tam",
            "CoseKey esp256Key, CoseKey ed25519Key, List<CoseKey> agents, VerifiedManifest manifest,"
                + " Bytes queryResponse"),
        new Tour(
            "teep-sessions/src/main/java/org/teep4j/teep/agent",
            "CoseKey tamKey, CoseKey authorKey, CoseKey deviceKey, java.nio.file.Path folder,"
                + " DeviceIdentity identity, Bytes message"),
        new Tour(
            "teep-http/src/main/java/org/teep4j/teep/http",
            "TamApi tam, TeepAgentApi agent, SuitComponentIdentifier component, Random random,"
                + " javax.net.ssl.SSLContext sslContext,"
                + " java.util.concurrent.CountDownLatch stopped"));
  }

  @ParameterizedTest
  @MethodSource("tours")
  void compiles(Tour tour, @TempDir Path folder) throws IOException {
    String source =
        Stream.of(
                    "java.net.InetSocketAddress",
                    "java.net.URI",
                    "java.security.cert.*",
                    "java.time.Duration",
                    "java.util.*",
                    "org.teep4j.codec.*",
                    "org.teep4j.cose.*",
                    "org.teep4j.cose.certificate.*",
                    "org.teep4j.eat.*",
                    "org.teep4j.suit.*",
                    "org.teep4j.suit.encryption.*",
                    "org.teep4j.suit.processor.*",
                    "org.teep4j.suit.processor.fetch.*",
                    "org.teep4j.suit.processor.file.*",
                    "org.teep4j.suit.processor.memory.*",
                    "org.teep4j.suit.processor.testkit.*",
                    "org.teep4j.suit.report.*",
                    "org.teep4j.teep.*",
                    "org.teep4j.teep.agent.*",
                    "org.teep4j.teep.http.*",
                    "org.teep4j.teep.session.*",
                    "org.teep4j.teep.tam.*")
                .map(name -> "import " + name + ";\n")
                .collect(Collectors.joining())
            + "class Tour {\n  void example("
            + tour.given
            + ") throws Exception {\n"
            + example(tour)
            + "\n  }\n}\n";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of(
                    "-d",
                    folder.toString(),
                    "-proc:none",
                    "-classpath",
                    System.getProperty(
                            "surefire.test.class.path", System.getProperty("java.class.path"))
                        + System.getProperty("path.separator")
                        + System.getProperty("jdk.module.path", "")),
                null,
                List.of(new Source(source)))
            .call();
    assertTrue(compiled, messages::toString);
  }

  private static String example(Tour tour) throws IOException {
    String text = Files.readString(Path.of("..", tour.file, "package-info.java"));
    Matcher matcher = EXAMPLE.matcher(text);
    assertTrue(matcher.find(), "there is no example in " + tour.file);
    String example =
        matcher
            .group(1)
            .lines()
            .map(line -> line.replaceFirst("^ \\* ?", ""))
            .collect(Collectors.joining("\n"));
    assertEquals(-1, example.indexOf("{@link"), "an example is code alone");
    return example;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String code) {
      super(URI.create("string:///Tour.java"), JavaFileObject.Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
