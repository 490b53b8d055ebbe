package org.teep4j.vectors.replay;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.Attester;
import org.teep4j.teep.session.EatVerifier;
import org.teep4j.teep.session.Verdict;
import org.teep4j.teep.session.Verifier;
import org.teep4j.teep.tam.Tam;
import org.teep4j.vectors.format.BehaviourState;

/** The Verifiers of a case. */
final class BehaviourVerifiers {
  /** Makes Evidence in which nothing is. */
  static final Attester EVIDENCE =
      (challenge, key) -> new AttestationPayload("application/eat+cwt", Bytes.fromHex("80"));

  private final BehaviourMaterial material;
  private final Instant now;

  BehaviourVerifiers(BehaviourMaterial material, Instant now) {
    this.material = material;
    this.now = now;
  }

  void addTo(Tam.Builder tam, BehaviourState.TamState state, List<Bytes> messages) {
    if (!state.verifiers().isEmpty()) {
      tam.verifier(results(state.verifiers()));
    }
    if (state.verdict().isPresent()) {
      Optional<Bytes> challenge =
          state.outstanding().stream()
              .filter(BehaviourState.Outstanding::challenge)
              .map(BehaviourState.Outstanding::id)
              .findFirst();
      tam.verifier(new Stated(state.verdict().get(), formats(messages), challenge));
    }
  }

  /** The media types of the Evidence in messages. */
  private Set<String> formats(List<Bytes> messages) {
    Set<String> formats = new HashSet<>();
    for (Bytes each : messages) {
      BehaviourReply.find(each, material)
          .map(BehaviourReply::message)
          .filter(QueryResponse.class::isInstance)
          .flatMap(message -> ((QueryResponse) message).attestationPayloadFormat())
          .ifPresent(formats::add);
    }
    return formats;
  }

  /** Trusts Attestation Results that one of these keys has signed. */
  Verifier results(List<String> keys) {
    return EatVerifier.ofResults(material.resolver(keys), InstantSource.fixed(now));
  }

  /** Says what the case says, of any Evidence. */
  private final class Stated implements Verifier {
    private final BehaviourState.Verdict verdict;
    private final Set<String> formats;
    private final Optional<Bytes> challenge;

    Stated(BehaviourState.Verdict verdict, Set<String> formats, Optional<Bytes> challenge) {
      this.verdict = verdict;
      this.formats = formats;
      this.challenge = challenge;
    }

    @Override
    public Set<String> formats() {
      return formats;
    }

    @Override
    public Optional<Bytes> nonce(AttestationPayload payload) {
      return challenge;
    }

    @Override
    public Verdict verify(
        AttestationPayload payload, Optional<Bytes> nonce, Optional<CoseKey> messageKey)
        throws IOException {
      return switch (verdict.answer()) {
        case NONE -> throw new IOException("no answer within its time");
        case LATER -> new Verdict.Later();
        case CONTRAINDICATED -> new Verdict.Refused("contraindicated");
        case AFFIRMING -> {
          Optional<CoseKey> key = verdict.key().map(material::key).or(() -> messageKey);
          yield key.isPresent()
              ? Verdict.Affirmed.of(key.get())
              : new Verdict.Refused("the Evidence names no key");
        }
      };
    }
  }
}
