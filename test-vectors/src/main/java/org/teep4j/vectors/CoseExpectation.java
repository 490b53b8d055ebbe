package org.teep4j.vectors;

import java.util.List;
import java.util.Optional;

/** What must hold for a vector that is a COSE object. */
public sealed interface CoseExpectation extends Expectation {

  /**
   * A message opens with a key: its signature or MAC verifies, or it decrypts. Or it does not.
   *
   * @param at the message
   * @param as what the message is; the vector's own kind if absent
   * @param key the name of a key of the set
   * @param algorithm the COSE algorithm that this key is for: that of the signature, the MAC, the
   *     content, or the innermost recipient
   * @param content the payload or plaintext, which is given to the library if it is detached;
   *     absent if it is known by what it opens to
   * @param external the externally supplied data; absent if there is none
   * @param admit what the library has to be asked for, since it is off otherwise
   * @param contextIv what a Partial IV in the headers is combined with
   * @param recipient what a recipient needs besides the key
   * @param structure the Sig_structure, MAC_structure or Enc_structure, if it is known
   * @param contentKey the key of the content, if it is known and not {@code key} itself
   * @param then what the content opens to, if it is a message itself
   * @param refused the step that fails, by the name of the constant of {@code
   *     VerificationException.Failure}, {@code KEY} if the library takes the key for no such use,
   *     or {@link #ANY_STEP}; absent if the message opens
   * @param erratum the finding that this shows
   */
  record Open(
      CborPath at,
      Optional<VectorKind> as,
      String key,
      int algorithm,
      Optional<Hex> content,
      Optional<Hex> external,
      List<Admission> admit,
      Optional<Hex> contextIv,
      Optional<Recipient> recipient,
      Optional<Hex> structure,
      Optional<Hex> contentKey,
      Optional<Open> then,
      Optional<String> refused,
      Optional<String> erratum)
      implements CoseExpectation {
    /** Stands for every step at which a message can be refused, that of decoding included. */
    public static final String ANY_STEP = "ANY";

    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param at as the component
     * @param as as the component
     * @param key as the component
     * @param algorithm as the component
     * @param content as the component
     * @param external as the component
     * @param admit as the component
     * @param contextIv as the component
     * @param recipient as the component
     * @param structure as the component
     * @param contentKey as the component
     * @param then as the component
     * @param refused as the component
     * @param erratum as the component
     */
    public Open {
      admit = List.copyOf(admit);
    }
  }

  /** What a receiver has to ask the library for, so that it admits a message. */
  enum Admission {
    /** {@code alg} may stand in the unprotected header. */
    UNPROTECTED_ALGORITHM("unprotected-algorithm"),
    /** ECDSA with a hash that is not the usual one for the curve. */
    ANY_CURVE("any-curve"),
    /** The private header parameter {@code reserved} is understood, so that crit may list it. */
    RESERVED("reserved"),
    /** Content that is encrypted and not authenticated. */
    UNAUTHENTICATED("unauthenticated");

    private final String word;

    Admission(String word) {
      this.word = word;
    }

    /**
     * The word that stands for this in a vector file.
     *
     * @return the word, in lower case
     */
    public String word() {
      return word;
    }
  }

  /**
   * What a recipient needs besides its key. Everything is absent that the message itself has.
   *
   * @param through the algorithms of the layers around the recipient that has the key, outermost
   *     first; empty unless recipients are nested
   * @param senderKey the name of the sender's static key
   * @param partyU the identity of party U
   * @param partyV the identity of party V
   * @param suppPub SuppPubInfo other
   * @param suppPriv SuppPrivInfo
   * @param kdfContext the COSE_KDF_Context that results
   * @param info the info of HPKE
   * @param aad the additional authenticated data of HPKE in a recipient
   * @param psk the pre-shared key of HPKE
   * @param pskId the identifier of that key
   */
  record Recipient(
      List<Integer> through,
      Optional<String> senderKey,
      Optional<Hex> partyU,
      Optional<Hex> partyV,
      Optional<Hex> suppPub,
      Optional<Hex> suppPriv,
      Optional<Hex> kdfContext,
      Optional<Hex> info,
      Optional<Hex> aad,
      Optional<Hex> psk,
      Optional<Hex> pskId) {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param through as the component
     * @param senderKey as the component
     * @param partyU as the component
     * @param partyV as the component
     * @param suppPub as the component
     * @param suppPriv as the component
     * @param kdfContext as the component
     * @param info as the component
     * @param aad as the component
     * @param psk as the component
     * @param pskId as the component
     */
    public Recipient {
      through = List.copyOf(through);
    }
  }

  /**
   * A COSE_Sign1 can be made with the headers of the message. Where a signature is random, only
   * what comes before it is the same.
   *
   * @param key the name of a key of the set
   * @param algorithm the COSE algorithm
   * @param payload the payload
   * @param external the externally supplied data; absent if there is none
   * @param same how many of the first bytes of the message any signer gives
   */
  record Sign(String key, int algorithm, Hex payload, Optional<Hex> external, int same)
      implements CoseExpectation {}

  /**
   * A countersignature verifies.
   *
   * @param of what is countersigned: {@code message}, or the first {@code signature} or {@code
   *     recipient} of it
   * @param label the header parameter that has it
   * @param index its position in the parameter, counted from 0
   * @param key the name of a key of the set
   * @param algorithm the COSE algorithm
   * @param structure the Countersign_structure, if it is known
   */
  record Countersignature(
      String of, int label, int index, String key, int algorithm, Optional<Hex> structure)
      implements CoseExpectation {}

  /**
   * The certificates in a signature's header lead to a key that verifies it.
   *
   * @param parameter the header parameter: {@code x5chain}, {@code x5bag} or {@code x5t}
   * @param anchor the certificate of the trust anchor, in DER
   * @param leaf the certificate of the signer in DER, if the message only has its hash
   * @param time when the certificates are looked at, as RFC 3339 writes it
   */
  record Certificates(String parameter, Hex anchor, Optional<Hex> leaf, String time)
      implements CoseExpectation {}

  /**
   * The key can be used for what it says.
   *
   * @param algorithm the value of alg
   */
  record Key(int algorithm) implements CoseExpectation {}
}
