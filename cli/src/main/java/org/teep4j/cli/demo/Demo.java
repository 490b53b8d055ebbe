package org.teep4j.cli.demo;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.cli.Console;
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
import org.teep4j.teep.session.SessionEvent.Kind;
import org.teep4j.teep.session.SessionListener;

/**
 * The demonstration: a TAM and a device on this machine, over HTTP. Each message is decoded and
 * shown as it passes.
 */
public final class Demo {
  private static final Bytes MODEL = Bytes.ofUtf8("demo");

  /** What messages do not show. */
  private static final Set<Kind> TOLD =
      Set.of(
          Kind.ATTESTED,
          Kind.NOT_ATTESTED,
          Kind.RECORDED,
          Kind.DROPPED,
          Kind.PROCESSED,
          Kind.NOT_PROCESSED);

  private static final Set<Kind> GOOD = Set.of(Kind.ATTESTED, Kind.PROCESSED, Kind.RECORDED);

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
    this.screen = new Screen(console.out(), console.terminal(), peer.dialect(), whole);
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
    try (DemoTam tam = new DemoTam(verifier, peer, clock, screen, telling("TAM"))) {
      DemoDevice device =
          new DemoDevice(
              List.of(Story.WALLET, Story.PIN, Story.GAME),
              tam,
              author.verifier(),
              attester(attestationKey, clock),
              peer,
              clock,
              telling("device"));
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

  /** Shows what cannot be seen in the messages. */
  private SessionListener telling(String who) {
    return event -> {
      if (TOLD.contains(event.kind())) {
        screen.note(who, GOOD.contains(event.kind()), event.reason());
      }
    };
  }
}
