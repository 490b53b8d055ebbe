package org.teep4j.vectors;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/** An expectation for a vector that is a COSE object. */
public sealed interface CoseExpectation extends Expectation {

  /**
   * A message opens with a key, or fails to. To open a message means to verify its signature or
   * MAC, or to decrypt it.
   *
   * @param at the message
   * @param as the kind of the message; the vector's own kind if absent
   * @param key the name of a key of the set
   * @param algorithm the COSE algorithm of the key's operation: signature, MAC, content encryption,
   *     or innermost recipient
   * @param content the payload or plaintext, which is passed to the library if it is detached;
   *     absent if {@code then} describes it
   * @param external the externally supplied data; absent if there is none
   * @param admit the features that the receiver must switch on, because they are off by default
   * @param contextIv the context IV to combine with a Partial IV in the headers
   * @param recipient the values that a recipient needs besides the key
   * @param structure the Sig_structure, MAC_structure or Enc_structure, if it is known
   * @param contentKey the key of the content, if it is known and not {@code key} itself
   * @param then the expectation for the content, if it is itself a message
   * @param refused the step that fails, by the name of the constant of {@code
   *     VerificationException.Failure}, {@code KEY} if the library refuses the key for this use, or
   *     {@link #ANY_STEP}; absent if the message opens
   * @param erratum the erratum that this expectation shows
   */
  record Open(
      CborPath at,
      Optional<VectorKind> as,
      String key,
      int algorithm,
      Optional<Bytes> content,
      Optional<Bytes> external,
      List<Admission> admit,
      Optional<Bytes> contextIv,
      Optional<Recipient> recipient,
      Optional<Bytes> structure,
      Optional<Bytes> contentKey,
      Optional<Open> then,
      Optional<String> refused,
      Optional<String> erratum)
      implements CoseExpectation {
    /** Stands for every step at which a message can be refused, including decoding. */
    public static final String ANY_STEP = "ANY";

    /** Takes an unmodifiable copy of the list. */
    public Open {
      admit = List.copyOf(admit);
    }
  }

  /** A feature that a receiver must switch on so that the library accepts a message. */
  enum Admission {
    /** {@code alg} may stand in the unprotected header. */
    UNPROTECTED_ALGORITHM("unprotected-algorithm"),
    /** ECDSA with a hash that is not the usual one for the curve. */
    ANY_CURVE("any-curve"),
    /**
     * The receiver understands the private header parameter {@code reserved}, so crit may list it.
     */
    RESERVED("reserved"),
    /** Content that is encrypted and not authenticated. */
    UNAUTHENTICATED("unauthenticated");

    private final String word;

    Admission(String word) {
      this.word = word;
    }

    /**
     * The word for this feature in a vector file.
     *
     * @return the word, in lower case
     */
    public String word() {
      return word;
    }
  }

  /**
   * The values that a recipient needs besides its key. A value that the message contains is absent
   * here.
   *
   * @param through the algorithms of the layers around the key's recipient, outermost first; empty
   *     unless recipients are nested
   * @param senderKey the name of the sender's static key
   * @param partyU the identity of party U
   * @param partyV the identity of party V
   * @param suppPub SuppPubInfo other
   * @param suppPriv SuppPrivInfo
   * @param kdfContext the COSE_KDF_Context that results
   * @param info the info of HPKE
   * @param aad the additional authenticated data of HPKE in a recipient
   * @param psk the pre-shared key of HPKE
   * @param pskId the identifier of the pre-shared key
   */
  record Recipient(
      List<Integer> through,
      Optional<String> senderKey,
      Optional<Bytes> partyU,
      Optional<Bytes> partyV,
      Optional<Bytes> suppPub,
      Optional<Bytes> suppPriv,
      Optional<Bytes> kdfContext,
      Optional<Bytes> info,
      Optional<Bytes> aad,
      Optional<Bytes> psk,
      Optional<Bytes> pskId) {
    /** Takes an unmodifiable copy of the list. */
    public Recipient {
      through = List.copyOf(through);
    }
  }

  /**
   * A signer can reproduce the COSE_Sign1 with the headers of the message. If signatures are
   * random, only the bytes before the signature are the same.
   *
   * @param key the name of a key of the set
   * @param algorithm the COSE algorithm
   * @param external the externally supplied data; absent if there is none
   * @param same the number of leading bytes that every signer produces
   */
  record Sign(String key, int algorithm, Bytes payload, Optional<Bytes> external, int same)
      implements CoseExpectation {}

  /**
   * A countersignature verifies.
   *
   * @param of the countersigned structure: {@code message}, or its first {@code signature} or
   *     {@code recipient}
   * @param label the header parameter that contains the countersignature
   * @param index the position of the countersignature in the parameter, counted from 0
   * @param key the name of a key of the set
   * @param algorithm the COSE algorithm
   * @param structure the Countersign_structure, if it is known
   */
  record Countersignature(
      String of, int label, int index, String key, int algorithm, Optional<Bytes> structure)
      implements CoseExpectation {}

  /**
   * The certificates in a signature's header lead to a key that verifies it.
   *
   * @param parameter the header parameter: {@code x5chain}, {@code x5bag} or {@code x5t}
   * @param anchor the certificate of the trust anchor, in DER
   * @param leaf the certificate of the signer in DER, if the message contains only its hash
   * @param time the time of certificate validation, in RFC 3339 format
   */
  record Certificates(String parameter, Bytes anchor, Optional<Bytes> leaf, String time)
      implements CoseExpectation {}

  /**
   * The key can be used with its own algorithm.
   *
   * @param algorithm the value of alg
   */
  record Key(int algorithm) implements CoseExpectation {}
}
