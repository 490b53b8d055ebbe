package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.testsupport.MarkdownBlock;

class ReadmeExampleTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Path EXAMPLE =
      Path.of("src", "test", "java", "org", "teep4j", "teep", "ReadmeExample.java");

  @Test
  void yieldsTheManifestsOfASignedUpdate() throws Exception {
    CoseKey tam = key();
    CoseKey author = key();
    byte[] message = signedUpdate(tam, author);
    List<VerifiedManifest> manifests =
        ReadmeExample.manifestsOf(message, CoseVerifier.of(tam), CoseVerifier.of(author));
    assertEquals(1, manifests.size());
    assertEquals(Uint.of(7), manifests.get(0).sequenceNumber());
  }

  @Test
  void trustsTamAndAuthorEachForItsOwn() throws Exception {
    CoseKey tam = key();
    CoseKey author = key();
    byte[] message = signedUpdate(tam, author);
    CoseVerifier tamVerifier = CoseVerifier.of(tam);
    CoseVerifier authorVerifier = CoseVerifier.of(author);
    assertThrows(
        VerificationException.class,
        () -> ReadmeExample.manifestsOf(message, authorVerifier, authorVerifier));
    assertThrows(
        VerificationException.class,
        () -> ReadmeExample.manifestsOf(message, tamVerifier, tamVerifier));
  }

  @Test
  void standsInTheReadme() throws IOException {
    assertTrue(
        MarkdownBlock.in(Files.readString(README)).contains(MarkdownBlock.ofExample(EXAMPLE)),
        "README.md must have the example as it is in ReadmeExample.java");
  }

  private static byte[] signedUpdate(CoseKey tam, CoseKey author) throws Exception {
    SuitManifest manifest =
        SuitManifest.builder(7, SuitCommon.of(SuitComponentIdentifier.ofText("TEEP-Device", "ta")))
            .build();
    SuitEnvelope envelope = SuitEnvelope.builder(manifest).signer(CoseSigner.of(author)).build();
    Update update = Update.builder().manifests(List.of(envelope)).build();
    return update.sign(CoseSigner.of(tam), Dialect.RFC).toByteArray();
  }

  private static CoseKey key() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return CoseKeys.of(generator.generateKeyPair());
  }
}
