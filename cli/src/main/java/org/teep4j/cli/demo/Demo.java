package org.teep4j.cli.demo;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.teep4j.cli.Console;
import org.teep4j.cli.session.Decisions;
import org.teep4j.cli.session.Screen;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.eat.EatClaims;
import org.teep4j.teep.session.Attester;
import org.teep4j.teep.session.EatAttester;
import org.teep4j.teep.session.EatVerifier;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.PeerOptions.Confirmation;

/**
 * The demonstration: a TAM and a device on this machine, over HTTP. Each message is decoded and
 * shown as it passes.
 */
public final class Demo {
  private static final Bytes MODEL = Bytes.ofUtf8("demo");

  private final Screen screen;
  private final PeerOptions peer;

  /**
   * A demonstration.
   *
   * @param console where it is shown
   * @param peer how the two sides speak
   * @param whole whether messages are shown whole
   */
  public Demo(Console console, PeerOptions peer, boolean whole) {
    this.screen = new Screen(console.out(), console.terminal(), peer.dialect(), whole, "device", 3);
    this.peer = peer;
  }

  /**
   * Runs the demonstration.
   *
   * @return whether everything came as it must
   * @throws IOException if there is no network on this machine
   * @throws GeneralSecurityException if this Java cannot make keys
   */
  public boolean run() throws IOException, GeneralSecurityException {
    DemoClock clock = new DemoClock();
    CoseKey attestationKey = CoseKeys.generate(CoseAlgorithm.ESP256);
    EatVerifier verifier =
        EatVerifier.ofEvidence(CoseVerifier.of(attestationKey.toPublic()), clock, Demo::appraise);
    DemoAuthor author = new DemoAuthor();
    try (DemoTam tam = new DemoTam(verifier, peer, clock, screen, new Decisions(screen, "TAM"))) {
      DemoDevice device =
          new DemoDevice(
              List.of(Story.WALLET, Story.PIN, Story.GAME),
              tam,
              author.verifier(),
              attester(attestationKey, clock),
              peer,
              clock,
              new Decisions(screen, "device"));
      return new Story(screen, clock, author, tam, device).tell();
    } catch (DecodeException | VerificationException e) {
      throw new IllegalStateException(e); // the author's own manifests
    }
  }

  private static Attester attester(CoseKey attestationKey, InstantSource clock)
      throws GeneralSecurityException {
    EatClaims claims = EatClaims.builder().hardwareModel(MODEL).build();
    return EatAttester.of(claims, CoseSigner.of(attestationKey), clock)
        .withConfirmation(Confirmation.COSE_KEY); // the TAM learns the Agent's key from it
  }

  private static Optional<String> appraise(EatClaims claims) {
    return claims.hardwareModel().equals(Optional.of(MODEL))
        ? Optional.empty()
        : Optional.of("another model");
  }
}
