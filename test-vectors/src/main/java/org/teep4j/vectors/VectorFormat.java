package org.teep4j.vectors;

import org.teep4j.vectors.format.CborExamples;
import org.teep4j.vectors.format.CoseExample;
import org.teep4j.vectors.format.CwtExamples;
import org.teep4j.vectors.format.GluecoseExample;
import org.teep4j.vectors.format.HpkeExamples;
import org.teep4j.vectors.format.MalformedCbor;
import org.teep4j.vectors.format.NotationExamples;
import org.teep4j.vectors.format.NotationPair;
import org.teep4j.vectors.format.VectorSetFile;
import org.teep4j.vectors.format.WycheproofFile;

/** The formats that the loader knows. The list is closed. */
public enum VectorFormat {
  /** This project's own format, see {@link VectorSetFile}. */
  TEEP4J,
  /** The examples of the COSE working group, see {@link CoseExample}. */
  COSE_WG_EXAMPLE,
  /** The gluecose test vectors, see {@link GluecoseExample}. */
  GLUECOSE,
  /** The test vectors of COSE-HPKE, see {@link HpkeExamples}. */
  COSE_HPKE,
  /** The examples of RFC 8392, Appendix A, see {@link CwtExamples}. */
  RFC8392,
  /** {@code appendix_a.json} of the CBOR test vectors, see {@link CborExamples}. */
  CBOR_APPENDIX_A,
  /** A list of byte strings that are not well-formed, see {@link MalformedCbor}. */
  CBOR_APPENDIX_F,
  /** A list of equivalent notations, see {@link NotationExamples}. */
  EDN_EXAMPLES,
  /** Wycheproof test vectors, see {@link WycheproofFile}. */
  WYCHEPROOF,
  /** Hexadecimal digits or diagnostic notation of one item, or both, see {@link NotationPair}. */
  HEX_AND_NOTATION
}
