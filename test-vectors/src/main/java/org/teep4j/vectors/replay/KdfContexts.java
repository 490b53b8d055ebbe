package org.teep4j.vectors.replay;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseRecipient;
import org.teep4j.cose.KdfContext;
import org.teep4j.cose.KdfContext.Party;
import org.teep4j.vectors.CborPath;

/** Compares the COSE_KDF_Context that the library encodes with one that is given. */
final class KdfContexts {
  /** The labels of the identity of party U and V; nonce and other follow (RFC 9053, Table 14). */
  private static final int PARTY_U = -21;

  private static final int PARTY_V = -24;

  private KdfContexts() {}

  /**
   * Fails unless the context is the given one.
   *
   * @param expected the encoded COSE_KDF_Context
   * @param algorithm the algorithm of the recipient, which may be nested
   * @param known the parameters that are not in the message
   */
  static void require(
      Bytes expected, List<CoseRecipient> recipients, CoseAlgorithm algorithm, KdfContext known)
      throws CheckFailure, DecodeException {
    CoseHeaders headers =
        find(recipients, algorithm)
            .orElseThrow(() -> new CheckFailure("no recipient has " + algorithm.ianaName()))
            .unverifiedHeaders();
    long keyFor = new CborReader(CborPath.parse("[0]").find(expected)).readLong();
    int keyBits = (int) new CborReader(CborPath.parse("[3][0]").find(expected)).readLong();
    Bytes made =
        known
            .withPartyU(party(headers, PARTY_U, known.partyU()))
            .withPartyV(party(headers, PARTY_V, known.partyV()))
            .encode(CoseLabel.of(keyFor), keyBits, headers.protectedBytes());
    CheckFailure.requireEqual(expected, made, "COSE_KDF_Context");
  }

  private static Optional<CoseRecipient> find(
      List<CoseRecipient> recipients, CoseAlgorithm algorithm) {
    for (CoseRecipient recipient : recipients) {
      if (recipient.unverifiedHeaders().algorithm().equals(Optional.of(algorithm))) {
        return Optional.of(recipient);
      }
      Optional<CoseRecipient> inner = find(recipient.recipients(), algorithm);
      if (inner.isPresent()) {
        return inner;
      }
    }
    return Optional.empty();
  }

  private static Party party(CoseHeaders headers, int identity, Party known)
      throws DecodeException {
    Party party = known;
    Optional<Bytes> sent = string(headers, identity);
    if (sent.isPresent()) {
      party = party.withIdentity(sent.get());
    }
    Optional<Bytes> nonce = string(headers, identity - 1);
    if (nonce.isPresent()) {
      party = party.withNonce(nonce.get());
    }
    Optional<Bytes> other = string(headers, identity - 2);
    return other.isPresent() ? party.withOther(other.get()) : party;
  }

  private static Optional<Bytes> string(CoseHeaders headers, int label) throws DecodeException {
    Optional<Bytes> encoded = headers.parameter(CoseLabel.of(label));
    return encoded.isPresent()
        ? Optional.of(new CborReader(encoded.get()).readBytes())
        : Optional.empty();
  }
}
