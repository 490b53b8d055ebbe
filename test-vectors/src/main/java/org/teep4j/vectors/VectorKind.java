package org.teep4j.vectors;

/** The kind of a vector's bytes, which determines their decoder. The list is closed. */
public enum VectorKind {
  /** A TEEP message without COSE protection, in the dialect of the vector. */
  TEEP_MESSAGE("teep-message"),
  /** A COSE_Sign1 or COSE_Sign around a TEEP message in the dialect of the vector. */
  SIGNED_TEEP_MESSAGE("signed-teep-message"),
  /** A SUIT_Envelope, tagged 107 or not. */
  SUIT_ENVELOPE("suit-envelope"),
  /** A SUIT_Report. */
  SUIT_REPORT("suit-report"),
  /** A SUIT_Encryption_Info, which is a COSE_Encrypt with a detached ciphertext. */
  SUIT_ENCRYPTION_INFO("suit-encryption-info"),
  /** A suit-cose-profile: digest, authentication, key exchange and encryption algorithm. */
  SUIT_COSE_PROFILE("suit-cose-profile"),
  /** A SUIT_Condition_Version_Comparison_Value. */
  SUIT_VERSION("suit-version"),
  /** A SUIT_Parameter_Version_Match. */
  SUIT_VERSION_MATCH("suit-version-match"),
  /** A COSE_Sign1, tagged 18 or not. */
  COSE_SIGN1("cose-sign1"),
  /** A COSE_Sign, tagged 98 or not. */
  COSE_SIGN("cose-sign"),
  /** A COSE_Mac0, tagged 17 or not. */
  COSE_MAC0("cose-mac0"),
  /** A COSE_Mac, tagged 97 or not. */
  COSE_MAC("cose-mac"),
  /** A COSE_Encrypt0, tagged 16 or not. */
  COSE_ENCRYPT0("cose-encrypt0"),
  /** A COSE_Encrypt, tagged 96 or not. */
  COSE_ENCRYPT("cose-encrypt"),
  /** A COSE_Key. */
  COSE_KEY("cose-key"),
  /** A COSE_KDF_Context. */
  COSE_KDF_CONTEXT("cose-kdf-context"),
  /** A set of claims in CBOR (CWT, EAT). */
  EAT_CLAIMS("eat-claims"),
  /** A set of claims in JSON. */
  EAT_CLAIMS_JSON("eat-claims-json"),
  /** A CWT, tagged 61 or not. */
  CWT("cwt"),
  /** A JWT in compact serialization. */
  JWT("jwt"),
  /** A detached EAT bundle, tagged 602 or not. */
  EAT_BUNDLE("eat-bundle"),
  /** Any CBOR item. */
  CBOR_ITEM("cbor-item"),
  /** Diagnostic notation without bytes. */
  EDN("edn"),
  /** Bytes that are not CBOR. */
  PAYLOAD("payload"),
  /**
   * The input and output of one cryptographic operation; a replay builds a COSE object around it.
   */
  PRIMITIVE("primitive");

  private final String word;

  VectorKind(String word) {
    this.word = word;
  }

  /**
   * The word for this kind in a vector file.
   *
   * @return the word, in lower case
   */
  public String word() {
    return word;
  }

  /**
   * Whether vectors of this kind have a dialect.
   *
   * @return true for TEEP messages
   */
  public boolean hasDialect() {
    return this == TEEP_MESSAGE || this == SIGNED_TEEP_MESSAGE;
  }

  /**
   * Whether the bytes are text.
   *
   * @return true for JSON and what contains it
   */
  public boolean isText() {
    return this == EAT_CLAIMS_JSON || this == JWT;
  }

  /**
   * Whether vectors of this kind have bytes.
   *
   * @return false for {@link #EDN} and {@link #PRIMITIVE}, whose expectations contain the values
   */
  public boolean hasBytes() {
    return this != EDN && this != PRIMITIVE;
  }
}
