package org.teep4j.cose.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.VerifiableDataStructure;

/** Reads what RFC 9942 demands of the headers of a receipt. */
final class ReceiptReader {

  private final List<VerifiableProof> proofs = new ArrayList<>();
  private final DecodeOptions options;
  private final boolean isLedger;

  private ReceiptReader(DecodeOptions options, boolean isLedger) {
    this.options = options;
    this.isLedger = isLedger;
  }

  /** The data structure that protected headers name, if it is supported. */
  static Optional<VerifiableDataStructure> structure(CoseHeaders headers) {
    return headers
        .verifiableDataStructure()
        .flatMap(number -> VerifiableDataStructure.fromId(number.number()));
  }

  /**
   * Reads the proofs.
   *
   * @param input what the message was decoded from
   * @return the proofs of inclusion, then those of consistency; none if the data structure is not
   *     supported
   */
  static List<VerifiableProof> proofs(CoseSign1 message, Bytes input, DecodeOptions options)
      throws DecodeException {
    if (!message.isTagged()) {
      throw refusal(Reason.UNEXPECTED_TAG, "a receipt must have tag 18");
    }
    CoseHeaders headers = message.unverifiedHeaders();
    if (!headers.isProtected(Receipt.VDS)) {
      throw refusal(Reason.MISSING_ELEMENT, "vds must be in the protected header");
    }
    Bytes encoded = headers.unprotectedParameters().get(Receipt.VDP);
    if (encoded == null) {
      throw refusal(Reason.MISSING_ELEMENT, "vdp must be in the unprotected header");
    }
    Optional<VerifiableDataStructure> structure = structure(headers);
    if (structure.isEmpty()) {
      return List.of();
    }
    boolean isLedger = structure.get() == VerifiableDataStructure.CCF_LEDGER_SHA256;
    if (isLedger && !message.isDetached()) {
      throw refusal(Reason.UNEXPECTED_ELEMENT, "the payload must be detached");
    }
    // An indefinite-length string has been copied, and offsets in it count from its own start.
    long start = Math.max(0, input.indexOfSlice(encoded));
    try {
      return new ReceiptReader(options.inside(start), isLedger).read(encoded);
    } catch (DecodeException e) {
      throw e.shifted(start).in("vdp").in("unprotected").in("COSE_Sign1");
    }
  }

  private static DecodeException refusal(Reason reason, String detail) {
    return new DecodeException(reason, 0, detail).in("COSE_Sign1");
  }

  private List<VerifiableProof> read(Bytes encoded) throws DecodeException {
    CborReader reader = new CborReader(encoded, options);
    reader.enterMap();
    while (reader.hasNext()) {
      long offset = reader.offset();
      long type = reader.readLong();
      if (type == VerifiableDataStructure.INCLUSION_PROOFS) {
        readAll(
            reader,
            isLedger ? CcfInclusionProof::decode : InclusionProof::decode,
            "inclusion-proof");
      } else if (!isLedger && type == VerifiableDataStructure.CONSISTENCY_PROOFS) {
        readAll(reader, ConsistencyProof::decode, "consistency-proof");
      } else {
        throw new DecodeException(
            Reason.UNEXPECTED_ELEMENT, offset, "proof type " + type + " is not registered");
      }
    }
    reader.exitMap();
    if (proofs.isEmpty()) {
      throw new DecodeException(Reason.MISSING_ELEMENT, 0, "there must be a proof");
    }
    return List.copyOf(proofs);
  }

  @FunctionalInterface
  private interface Decoder {
    VerifiableProof decode(Bytes input, DecodeOptions options) throws DecodeException;
  }

  private void readAll(CborReader reader, Decoder decoder, String name) throws DecodeException {
    reader.enterArray();
    int index = 0;
    while (reader.hasNext()) {
      if (proofs.size() == Receipt.MOST_PROOFS) {
        throw reader.error(Reason.FIXED_LIMIT, "more than " + Receipt.MOST_PROOFS + " proofs");
      }
      try {
        reader.enterWrapped();
        long inner = reader.offset();
        proofs.add(decodeAt(decoder, reader.readEncodedItem(), inner));
        reader.exitWrapped();
      } catch (DecodeException e) {
        throw e.in(name, index);
      }
      index++;
    }
    if (index == 0) {
      throw reader.error(Reason.WRONG_LENGTH, "there must be a proof").in(name);
    }
    reader.exitArray();
  }

  private VerifiableProof decodeAt(Decoder decoder, Bytes proof, long offset)
      throws DecodeException {
    try {
      return decoder.decode(proof, options.inside(offset));
    } catch (DecodeException e) {
      throw e.shifted(offset);
    }
  }
}
