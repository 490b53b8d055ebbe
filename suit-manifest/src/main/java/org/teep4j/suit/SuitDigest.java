package org.teep4j.suit;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseDigest;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * {@code SUIT_Digest} (draft-ietf-suit-manifest, Section 10): a digest and its algorithm.
 *
 * <pre>{@code
 * SUIT_Digest = [
 *   suit-digest-algorithm-id : suit-cose-hash-algs,
 *   suit-digest-bytes : bstr,
 *   * $$SUIT_Digest-extensions
 * ]
 * }</pre>
 *
 * @param algorithmId the number in the registry of COSE algorithms; any number can be decoded
 * @param bytes the digest; a view of the decoded input. Its length is not checked: a digest of a
 *     wrong length never matches
 * @param extensions further elements, encoded, that parameterize an algorithm; usually none. Not
 *     checked if a program constructs the digest
 */
public record SuitDigest(long algorithmId, Bytes bytes, List<Bytes> extensions)
    implements CborEncodable {

  /** Copies the list, not the bytes. */
  public SuitDigest {
    extensions = List.copyOf(extensions);
  }

  /**
   * A digest that was computed elsewhere.
   *
   * @param bytes the digest
   * @throws IllegalArgumentException if the length is not that of the algorithm
   */
  public SuitDigest(SuitDigestAlgorithm algorithm, Bytes bytes) {
    this(algorithm.id(), bytes, List.of());
    if (bytes.length() != algorithm.size()) {
      throw new IllegalArgumentException(
          algorithm.ianaName() + " makes " + algorithm.size() + " bytes, not " + bytes.length());
    }
  }

  /**
   * Computes a digest.
   *
   * @param content the content to digest; read without copying
   * @return the digest
   * @throws NoSuchAlgorithmException if no implementation of the algorithm is present
   */
  public static SuitDigest compute(SuitDigestAlgorithm algorithm, Segments content)
      throws NoSuchAlgorithmException {
    return new SuitDigest(algorithm, algorithm.newDigest().update(content).digest());
  }

  /**
   * Decodes one digest.
   *
   * @param input exactly one encoded digest, referenced by the result
   * @return the digest
   * @throws DecodeException if the input is anything else
   */
  public static SuitDigest decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes one digest.
   *
   * @param input exactly one encoded digest, referenced by the result
   * @param options limits and strictness
   * @return the digest
   * @throws DecodeException if the input is anything else
   */
  public static SuitDigest decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    SuitDigest digest = read(reader);
    reader.expectEnd();
    return digest;
  }

  /**
   * Reads one digest at the position of a reader, for structures of other documents that contain
   * one.
   *
   * @param reader positioned at the digest; afterwards positioned after it
   * @return the digest
   * @throws DecodeException if the next item is not a digest
   */
  public static SuitDigest read(CborReader reader) throws DecodeException {
    reader.enterArray();
    long algorithmId = reader.readLong();
    Bytes bytes = reader.readBytes();
    List<Bytes> extensions = List.of();
    if (reader.hasNext()) {
      extensions = new ArrayList<>();
      while (reader.hasNext()) {
        extensions.add(reader.readEncodedItem());
      }
    }
    reader.exitArray();
    return new SuitDigest(algorithmId, bytes, extensions);
  }

  /**
   * The algorithm, if SUIT defines it.
   *
   * @return the algorithm, or empty
   */
  public Optional<SuitDigestAlgorithm> algorithm() {
    return SuitDigestAlgorithm.fromId(algorithmId);
  }

  /**
   * Checks that content has this digest.
   *
   * @param content the content to hash
   * @throws VerificationException if the digest differs, or the algorithm is not supported
   */
  public void verify(Bytes content) throws VerificationException {
    requireEqual(start().update(content).digest());
  }

  /** Starts a digest with the algorithm of this one. */
  CoseDigest start() throws VerificationException {
    SuitDigestAlgorithm algorithm = SuitDigestAlgorithm.find(algorithmId);
    // Extensions parameterize an algorithm, and none of these has a parameter.
    if (algorithm == null || !extensions.isEmpty()) {
      throw new VerificationException(Failure.DIGEST_ALGORITHM);
    }
    try {
      return algorithm.newDigest();
    } catch (NoSuchAlgorithmException e) {
      throw new VerificationException(Failure.DIGEST_ALGORITHM, e);
    }
  }

  void requireEqual(Bytes computed) throws VerificationException {
    if (!computed.constantTimeEquals(bytes)) {
      throw new VerificationException(Failure.DIGEST);
    }
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray().writeLong(algorithmId).writeBytes(bytes);
    extensions.forEach(writer::writeEncodedItem);
    writer.endArray();
  }
}
