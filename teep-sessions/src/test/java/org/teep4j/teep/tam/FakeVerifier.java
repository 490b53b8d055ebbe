package org.teep4j.teep.tam;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.Verdict;
import org.teep4j.teep.session.Verifier;

/** Believes Evidence that is an array of a nonce and a public key, unless it is told otherwise. */
final class FakeVerifier implements Verifier {

  static final String FORMAT = "application/test-evidence";

  /** What it says, if not what the Evidence says; null throws. */
  Optional<Verdict> verdict = Optional.empty();

  boolean isDown;
  int calls;

  static AttestationPayload evidence(Bytes nonce, CoseKey key) {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeBytes(nonce).write(key.toPublic()).endArray();
    return new AttestationPayload(FORMAT, writer.toBytes());
  }

  @Override
  public Set<String> formats() {
    return Set.of(FORMAT);
  }

  @Override
  public Optional<Bytes> nonce(AttestationPayload payload) {
    try {
      CborReader reader = new CborReader(payload.bytes());
      reader.enterArray();
      return Optional.of(reader.readBytes());
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  @Override
  public Verdict verify(
      AttestationPayload payload, Optional<Bytes> challenge, Optional<CoseKey> messageKey)
      throws IOException {
    calls++;
    if (isDown) {
      throw new IOException("the network is down");
    }
    return verdict.orElseGet(() -> judge(payload, challenge));
  }

  private Verdict judge(AttestationPayload payload, Optional<Bytes> challenge) {
    if (challenge.isPresent() && !nonce(payload).equals(challenge)) {
      return new Verdict.Refused("the nonce is another one");
    }
    try {
      CborReader reader = new CborReader(payload.bytes());
      reader.enterArray();
      reader.skip();
      return Verdict.Affirmed.of(CoseKey.decode(reader.readEncodedItem()));
    } catch (DecodeException e) {
      return new Verdict.Refused("the Evidence cannot be read");
    }
  }
}
