package org.teep4j.cli.doctor;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.teep4j.cli.doctor.Finding.Level;
import org.teep4j.cli.doctor.Line.Request;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;

/** Questions with messages: what the TAM drops, and what it says to whom. */
final class Messages {
  /** A component that no TAM has. */
  private static final SuitComponentIdentifier NOTHING =
      SuitComponentIdentifier.ofText("teep4j", "doctor");

  private final Line line;
  private final Diagnosis found;

  Messages(Line line, Diagnosis found) {
    this.line = line;
    this.found = found;
  }

  /** Messages that are none, or that an Agent cannot send. */
  void invalid(Optional<Opening.Query> query) {
    dropped(Doctor.garbage(64), "content that is no CBOR");
    dropped(Bytes.fromHex("d28443a10128a0f640"), "a COSE_Sign1 without payload");
    query.ifPresent(asked -> dropped(asked.bytes(), "the TAM's own QueryRequest"));
  }

  /** A message that is dropped gets no data back (T 7.1), and that is 2xx without content. */
  private void dropped(Bytes message, String what) {
    dropped(line.send(Request.message(message)), what);
  }

  private void dropped(Answer answer, String what) {
    if (answer.hasContent()) {
      found.find(Level.MUST, "T 7.1", what + " gets a message back: " + kind(answer));
    } else {
      found.expect(
          answer.status() == 204,
          Level.SHOULD,
          "H 6.2",
          what + " is dropped with 204",
          what + " gets " + answer + " and not 204; an Agent takes it for a failure");
    }
  }

  /** An Agent that the TAM cannot know. */
  void strangers(Opening.Query query) {
    Optional<Bytes> response = response(query, Optional.empty());
    if (response.isEmpty()) {
      found.find(Level.NOTE, "T 8.1", "no key can be made for any of the cipher suites");
      return;
    }
    byte[] altered = response.get().toByteArray();
    altered[altered.length - 1] ^= 1;
    Answer unsigned = line.send(Request.message(Bytes.wrap(altered)));
    if (asksForAttestation(unsigned)) {
      found.find(
          Level.NOTE,
          "T 7.1",
          "an unknown Agent is asked for attestation before a signature is verified");
    } else {
      dropped(unsigned, "a QueryResponse with a wrong signature");
    }
    Answer answer = line.send(Request.message(response.get()));
    if (asksForAttestation(answer)) {
      found.fact("unknown keys", "are asked for attestation");
      found.find(Level.GOOD, "T 4.1.2", "an unknown Agent is asked for attestation");
    } else {
      found.fact("unknown keys", answer.hasContent() ? "are answered" : "are dropped");
      dropped(answer, "a QueryResponse of an unknown Agent");
    }
  }

  private static boolean asksForAttestation(Answer answer) {
    return Opening.read(answer)
        .filter(next -> next.request().dataItemRequested().contains(DataItem.ATTESTATION))
        .isPresent();
  }

  /** An Agent that the TAM trusts sends its answer twice. */
  void known(CoseKey key) {
    Optional<Opening.Query> query = Opening.read(line.send(Request.connect()));
    Optional<Bytes> response = query.flatMap(asked -> response(asked, Optional.of(key)));
    if (response.isEmpty()) {
      found.find(Level.NOTE, "T 8.1", "the key of the Agent is for none of the cipher suites");
      return;
    }
    Answer first = line.send(Request.message(response.get()));
    found.fact("known key", first.hasContent() ? kind(first) : first.toString());
    Answer second = line.send(Request.message(response.get()));
    found.expect(
        !second.hasContent() || query.get().request().token().isEmpty(),
        Level.MUST,
        "T 7.1",
        "a QueryResponse that is sent twice counts once",
        "a QueryResponse that is sent twice is answered twice: " + kind(second));
  }

  /** An answer to a QueryRequest that has nothing installed, with a new key if none is given. */
  private static Optional<Bytes> response(Opening.Query query, Optional<CoseKey> known) {
    QueryRequest request = query.request();
    for (TeepCipherSuite suite : request.supportedTeepCipherSuites()) {
      Optional<CoseAlgorithm> algorithm =
          suite
              .operations()
              .get(0)
              .coseAlgorithm()
              .filter(each -> each.kind() == CoseAlgorithm.Kind.SIGNATURE);
      if (algorithm.isEmpty() || suite.operations().size() > 1) {
        continue;
      }
      try {
        CoseKey key = known.isPresent() ? known.get() : CoseKeys.generate(algorithm.get());
        CoseSigner signer = CoseSigner.of(key.withKeyId(key.thumbprint()), algorithm.get());
        QueryResponse.Builder response =
            QueryResponse.builder()
                .tcList(List.of())
                .requestedTcList(List.of(RequestedTcInfo.of(NOTHING)));
        if (query.dialect() == Dialect.DRAFT_16) {
          response.selectedTeepCipherSuite(suite); // Later ones show it by the algorithm.
        }
        request.token().ifPresent(response::token);
        return Optional.of(
            response.build().sign(signer, suite, query.dialect()).encode().toBytes());
      } catch (GeneralSecurityException | IllegalArgumentException unfit) {
        // The next suite may do.
      }
    }
    return Optional.empty();
  }

  /** The kind of message that an answer has. */
  private static String kind(Answer answer) {
    for (Dialect dialect : Dialect.values()) {
      try {
        CoseSignedMessage signed = CoseSignedMessage.decode(answer.content());
        TeepMessage message =
            signed.isDetached()
                ? null
                : TeepMessage.decodeUnverified(signed.unverifiedPayload(), dialect);
        if (message instanceof Update update && update.errCode().isPresent()) {
          return "Update with " + update.errCode().get();
        }
        if (message != null) {
          return message.type().messageName();
        }
      } catch (DecodeException malformed) {
        // Perhaps in another dialect.
      }
    }
    return "content that is no message";
  }
}
