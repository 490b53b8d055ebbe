package org.teep4j.cli;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;

/** The six messages of COSE. */
enum CoseStructure {
  /** One signature. */
  COSE_SIGN1("COSE_Sign1", CoseSign1.TAG),
  /** Several signatures. */
  COSE_SIGN("COSE_Sign", CoseSign.TAG),
  /** A MAC with a key that both sides have. */
  COSE_MAC0("COSE_Mac0", CoseMac0.TAG),
  /** A MAC with recipients. */
  COSE_MAC("COSE_Mac", CoseMac.TAG),
  /** Encrypted with a key that both sides have. */
  COSE_ENCRYPT0("COSE_Encrypt0", CoseEncrypt0.TAG),
  /** Encrypted for recipients. */
  COSE_ENCRYPT("COSE_Encrypt", CoseEncrypt.TAG);

  private final String cddlName;
  private final long tag;

  CoseStructure(String cddlName, long tag) {
    this.cddlName = cddlName;
    this.tag = tag;
  }

  /** What an encoded message is: by its tag, or by its shape and the kind of its algorithm. */
  static CoseStructure of(Bytes message, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(message, options);
    if (reader.peekType() == CborType.TAG) {
      long found = reader.readTag();
      for (CoseStructure structure : values()) {
        if (structure.tag == found) {
          return structure;
        }
      }
      throw new DecodeException(
          Reason.UNEXPECTED_TAG, 0, "tag " + Long.toUnsignedString(found) + " is none of COSE");
    }
    if (reader.peekType() != CborType.ARRAY) {
      throw new DecodeException(
          Reason.UNEXPECTED_TYPE,
          0,
          "no COSE message, which is an array: found " + reader.peekType().toString());
    }
    reader.enterArray();
    int elements = 0;
    CborType fourth = CborType.NULL;
    for (; reader.hasNext(); elements++) {
      fourth = elements == 3 ? reader.peekType() : fourth;
      reader.skip();
    }
    if (elements == 3) {
      return COSE_ENCRYPT0;
    }
    if (elements == 5) {
      return COSE_MAC;
    }
    // These have the same shape, two by two. What is malformed is left to the decoder.
    return fourth == CborType.ARRAY
        ? is(Kind.CONTENT_ENCRYPTION, message, options) ? COSE_ENCRYPT : COSE_SIGN
        : is(Kind.MAC, message, options) ? COSE_MAC0 : COSE_SIGN1;
  }

  private static boolean is(Kind kind, Bytes message, DecodeOptions options) {
    // What is remarkable is told once, by the decoder of what it is.
    DecodeOptions quiet = options.isLenient() ? options.withRemarks(remark -> {}) : options;
    try {
      // A COSE_Signature is a COSE_recipient too, as far as their shape goes.
      CoseHeaders headers =
          kind == Kind.MAC
              ? CoseMac0.decode(message, quiet).unverifiedHeaders()
              : CoseEncrypt.decode(message, quiet).unverifiedHeaders();
      return headers.algorithm().map(CoseAlgorithm::kind).filter(kind::equals).isPresent();
    } catch (DecodeException malformed) {
      return false;
    }
  }

  boolean isEncrypted() {
    return this == COSE_ENCRYPT0 || this == COSE_ENCRYPT;
  }

  @Override
  public String toString() {
    return cddlName;
  }
}
