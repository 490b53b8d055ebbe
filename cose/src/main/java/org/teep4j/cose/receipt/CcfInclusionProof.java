package org.teep4j.cose.receipt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;

/**
 * The way from a transaction to the root of the ledger of a Confidential Consortium Framework (CCF)
 * network: {@code ccf-inclusion-proof} (draft-ietf-scitt-receipts-ccf-profile, Section 3).
 * Immutable. This library verifies receipts with such proofs and makes none.
 *
 * <pre>{@code
 * ccf-inclusion-proof = bstr .cbor {
 *   &(leaf: 1) => ccf-leaf
 *   &(path: 2) => [+ ccf-proof-element]
 * }
 * ccf-leaf = [
 *   internal-transaction-hash: bstr .size 32
 *   internal-evidence: tstr .size (1..1024)
 *   data-hash: bstr .size 32
 * ]
 * ccf-proof-element = [ left: bool, hash: bstr .size 32 ]
 * }</pre>
 *
 * @param transactionHash {@code internal-transaction-hash}, 32 bytes
 * @param evidence {@code internal-evidence}, 1 to 1024 bytes in UTF-8
 * @param dataHash {@code data-hash}: the SHA-256 hash of the entry
 * @param path the siblings on the way, that of the leaf first; 1 to {@value #MOST_SIBLINGS}
 */
public record CcfInclusionProof(
    Bytes transactionHash, String evidence, Bytes dataHash, List<Sibling> path)
    implements VerifiableProof {

  /** The largest number of siblings. A ledger of 2<sup>64</sup> transactions has as many. */
  public static final int MOST_SIBLINGS = 64;

  private static final int LONGEST_EVIDENCE = 1024;
  private static final int LEAF = 1;
  private static final int PATH = 2;

  /**
   * The hash of the node beside a node.
   *
   * @param isLeft whether it is to the left
   * @param hash 32 bytes
   */
  public record Sibling(boolean isLeft, Bytes hash) {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if {@code hash} does not have 32 bytes
     */
    public Sibling {
      MerkleHash.requireSize(hash);
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a hash, the evidence or the path does not have the size
   *     that it must have
   */
  public CcfInclusionProof {
    MerkleHash.requireSize(transactionHash);
    MerkleHash.requireSize(dataHash);
    int length = Bytes.ofUtf8(evidence).length();
    if (length < 1 || length > LONGEST_EVIDENCE) {
      throw new IllegalArgumentException("the evidence has " + length + " bytes");
    }
    if (path.isEmpty() || path.size() > MOST_SIBLINGS) {
      throw new IllegalArgumentException("the path has " + path.size() + " siblings");
    }
    path = List.copyOf(path);
  }

  /**
   * Decodes a proof, which proves nothing yet.
   *
   * @param input one encoded map, referenced by the result
   * @return the proof
   * @throws DecodeException if the input is no proof, or has more than {@value #MOST_SIBLINGS}
   *     siblings
   */
  public static CcfInclusionProof decodeUnverified(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  static CcfInclusionProof decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    Parts parts = new Parts();
    reader.enterMap();
    while (reader.hasNext()) {
      long offset = reader.offset();
      long label = reader.readLong();
      if (label == LEAF) {
        parts.readLeaf(reader);
      } else if (label == PATH) {
        parts.readPath(reader);
      } else {
        throw new DecodeException(Reason.UNEXPECTED_ELEMENT, offset, "label " + label);
      }
    }
    reader.exitMap();
    reader.expectEnd();
    return parts.proof();
  }

  /** What has been read of a proof. */
  private static final class Parts {
    private Bytes transactionHash = Bytes.empty();
    private String evidence = "";
    private @Nullable Bytes dataHash;
    private final List<Sibling> path = new ArrayList<>();

    void readLeaf(CborReader reader) throws DecodeException {
      try {
        reader.enterArray(3);
        transactionHash = readHash(reader);
        evidence = reader.readText(1, LONGEST_EVIDENCE);
        dataHash = readHash(reader);
        reader.exitArray();
      } catch (DecodeException e) {
        throw e.in("leaf");
      }
    }

    void readPath(CborReader reader) throws DecodeException {
      try {
        reader.enterArray();
        while (reader.hasNext()) {
          if (path.size() == MOST_SIBLINGS) {
            throw reader.error(Reason.FIXED_LIMIT, "more than " + MOST_SIBLINGS + " siblings");
          }
          reader.enterArray(2);
          path.add(new Sibling(reader.readBoolean(), readHash(reader)));
          reader.exitArray();
        }
        if (path.isEmpty()) {
          throw reader.error(Reason.WRONG_LENGTH, "there must be a sibling");
        }
        reader.exitArray();
      } catch (DecodeException e) {
        throw e.in("path");
      }
    }

    private static Bytes readHash(CborReader reader) throws DecodeException {
      return reader.readBytes(MerkleHash.SIZE, MerkleHash.SIZE);
    }

    CcfInclusionProof proof() throws DecodeException {
      if (dataHash == null || path.isEmpty()) {
        throw new DecodeException(Reason.MISSING_ELEMENT, 0, "there must be a leaf and a path");
      }
      return new CcfInclusionProof(transactionHash, evidence, dataHash, path);
    }
  }

  /** {@code compute_root} of Section 3.2. */
  Bytes root(MerkleHash hash) {
    Bytes evidenceHash = hash.of(Bytes.ofUtf8(evidence));
    Bytes root = hash.of(transactionHash, evidenceHash, dataHash);
    for (Sibling sibling : path) {
      root = sibling.isLeft ? hash.of(sibling.hash, root) : hash.of(root, sibling.hash);
    }
    return root;
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap().writeLong(LEAF).beginArray();
    writer.writeBytes(transactionHash).writeText(evidence).writeBytes(dataHash).endArray();
    writer.writeLong(PATH).beginArray();
    for (Sibling sibling : path) {
      writer.beginArray().writeBoolean(sibling.isLeft).writeBytes(sibling.hash).endArray();
    }
    writer.endArray().endMap();
  }
}
