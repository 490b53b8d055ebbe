package org.teep4j.vectors;

/** The formats that the loader knows. The list is closed. */
public enum VectorFormat {
  /** This project's own format. */
  TEEP4J,
  /** The examples of the COSE working group. */
  COSE_WG_EXAMPLE,
  /** The gluecose test vectors. */
  GLUECOSE,
  /** The test vectors of COSE-HPKE. */
  COSE_HPKE,
  /** The examples of RFC 8392, Appendix A. */
  RFC8392,
  /** {@code appendix_a.json} of the CBOR test vectors. */
  CBOR_APPENDIX_A,
  /** A list of byte strings that are not well-formed. */
  CBOR_APPENDIX_F,
  /** A list of equivalent notations. */
  EDN_EXAMPLES,
  /** Wycheproof test vectors. */
  WYCHEPROOF,
  /** Scenarios for a SUIT manifest processor. */
  SUIT_SCENARIOS,
  /** Cases that say what a TAM or a TEEP Agent does. */
  TEEP_CASES,
  /** Hexadecimal digits or diagnostic notation of one item, or both. */
  HEX_AND_NOTATION
}
