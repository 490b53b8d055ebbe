package org.teep4j.teep.model;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
import org.teep4j.eat.Cwt;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepMessageType;
import org.teep4j.teep.Update;

/** Everything that was ever sent. */
final class Archive {

  /** All messages in the order in which they were sent, with their first receivers. */
  final List<Letter> letters = new ArrayList<>();

  private final Map<Bytes, TeepMessage> messages = new HashMap<>();
  private final Map<Bytes, Object> senders = new HashMap<>();
  private final Map<Bytes, Update> updates = new HashMap<>();

  /** Keeps what a TAM or a TEE has sent. */
  TeepMessage keep(Letter letter, Object sender) {
    Bytes bytes = letter.content().orElseThrow();
    TeepMessage message = peek(bytes);
    letters.add(letter);
    messages.put(bytes, message);
    senders.put(bytes, sender);
    if (message instanceof Update update) {
      update.token().ifPresent(token -> updates.put(token, update));
    }
    return message;
  }

  private static TeepMessage peek(Bytes bytes) {
    try {
      return TeepMessage.decodeUnverified(
          CoseSignedMessage.decode(bytes).unverifiedPayload(), Dialect.RFC);
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  Optional<Update> update(Bytes token) {
    return Optional.ofNullable(updates.get(token));
  }

  /** The message in some bytes, if a TAM has signed it. */
  Optional<TeepMessage> signedBy(Owner tam, Bytes bytes) {
    return signedBy(tam, bytes, tam.key, tam.otherKey);
  }

  /** The message in some bytes, if a TEE has signed it. */
  Optional<TeepMessage> signedBy(Tee tee, Bytes bytes) {
    return signedBy(tee, bytes, tee.key);
  }

  /** A change that the signature does not cover, such as one of a key identifier, is none. */
  private Optional<TeepMessage> signedBy(Object sender, Bytes bytes, CoseKey... keys) {
    if (senders.containsKey(bytes)) {
      return senders.get(bytes).equals(sender)
          ? Optional.of(messages.get(bytes))
          : Optional.empty();
    }
    try {
      return Optional.of(
          TeepMessage.verify(bytes, CoseKeyResolver.of(publicOf(keys)), Dialect.RFC));
    } catch (DecodeException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** An old message of a type, counted from the newest one in any number of rounds. */
  Optional<Letter> sent(TeepMessageType type, int back) {
    List<Letter> ofType =
        letters.stream()
            .filter(letter -> messages.get(letter.content().orElseThrow()).type() == type)
            .toList();
    return ofType.isEmpty()
        ? Optional.empty()
        : Optional.of(ofType.get(ofType.size() - 1 - back % ofType.size()));
  }

  /** What a TEE would send if a message were an Update with which it has succeeded. */
  Optional<Letter> success(Letter letter, Tee tee) {
    TeepMessage message = messages.get(letter.content().orElseThrow());
    if (message.token().isEmpty()) {
      return Optional.empty();
    }
    Success success = Success.builder().token(message.token().get()).build();
    Letter lie = Letter.toTam(letter.tam(), tee, Optional.of(signed(success, tee.key)));
    keep(lie, tee);
    return Optional.of(lie);
  }

  /** The same message, signed by a stranger. */
  Letter resigned(Letter letter) {
    TeepMessage message = messages.get(letter.content().orElseThrow());
    return letter.with(signed(message, Owner.STRANGER.key));
  }

  private static Bytes signed(TeepMessage message, CoseKey key) {
    try {
      return message.sign(CoseSigner.of(key), Dialect.RFC).encode().toBytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static List<CoseKey> publicOf(CoseKey... keys) {
    return List.of(keys).stream().map(CoseKey::toPublic).toList();
  }

  /** The nonce of Evidence. */
  static Optional<Bytes> nonce(Bytes evidence) {
    try {
      return Cwt.decode(evidence).unverifiedClaims().nonces().stream().findFirst();
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }
}
