package org.teep4j.cose.receipt;

import java.security.NoSuchAlgorithmException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDigest;

/** The hashes of nodes (RFC 9162, Section 2.1.1), with SHA-256. For use by one thread. */
final class MerkleHash {

  /** The size of a hash in bytes. */
  static final int SIZE = 32;

  private static final Bytes LEAF = Bytes.fromHex("00");
  private static final Bytes NODE = Bytes.fromHex("01");

  private final CoseDigest sha256;

  MerkleHash() {
    try {
      sha256 = CoseDigest.of(CoseAlgorithm.SHA_256);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  /** {@code MTH({})}. */
  Bytes empty() {
    return sha256.digest();
  }

  /** SHA-256 of all parts. */
  Bytes of(Bytes... parts) {
    for (Bytes part : parts) {
      sha256.update(part);
    }
    return sha256.digest();
  }

  Bytes leaf(Segments entry) {
    return sha256.update(LEAF).update(entry).digest();
  }

  Bytes node(Bytes left, Bytes right) {
    return sha256.update(NODE).update(left).update(right).digest();
  }

  /** Refuses what cannot be a hash. */
  static void requireSize(Bytes hash) {
    if (hash.length() != SIZE) {
      throw new IllegalArgumentException("a hash has " + SIZE + " bytes, not " + hash.length());
    }
  }
}
