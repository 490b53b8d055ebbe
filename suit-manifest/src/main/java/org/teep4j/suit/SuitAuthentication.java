package org.teep4j.suit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.internal.Items;

/**
 * {@code SUIT_Authentication} (draft-ietf-suit-manifest, Section 8.3): the digest of the manifest,
 * and signatures or MACs over the digest. Immutable and not verified; {@link SuitEnvelope#verify}
 * verifies it.
 *
 * <pre>{@code
 * SUIT_Authentication = [
 *   bstr .cbor SUIT_Digest,
 *   * bstr .cbor SUIT_Authentication_Block
 * ]
 * }</pre>
 */
public final class SuitAuthentication implements CborEncodable {

  private final SuitDigest digest;
  private final Bytes encodedDigest;
  private final List<SuitAuthenticationBlock> blocks;

  SuitAuthentication(SuitDigest digest, Bytes encodedDigest, List<SuitAuthenticationBlock> blocks) {
    this.digest = digest;
    this.encodedDigest = encodedDigest;
    this.blocks = List.copyOf(blocks);
  }

  /** The digest over the byte string, head included, that contains the manifest in the envelope. */
  public SuitDigest digest() {
    return digest;
  }

  /**
   * The content that the blocks sign: the encoded {@code SUIT_Digest} without the byte string
   * around it.
   *
   * @return the bytes as they were received
   */
  public Bytes encodedDigest() {
    return encodedDigest;
  }

  /**
   * The signatures and MACs.
   *
   * @return the blocks in their order; empty if there are none
   */
  public List<SuitAuthenticationBlock> blocks() {
    return blocks;
  }

  SuitAuthentication with(List<SuitAuthenticationBlock> more) {
    List<SuitAuthenticationBlock> all = new ArrayList<>(blocks);
    all.addAll(more);
    return new SuitAuthentication(digest, encodedDigest, all);
  }

  static SuitAuthentication read(CborReader reader) throws DecodeException {
    int count = reader.enterArray();
    SuitDigest digest;
    Bytes encodedDigest;
    try {
      reader.enterWrapped();
      encodedDigest = reader.unread();
      digest = SuitDigest.read(reader);
      reader.exitWrapped();
    } catch (DecodeException e) {
      throw e.in("digest");
    }
    SuitAuthenticationBlock[] blocks = new SuitAuthenticationBlock[Items.room(count - 1)];
    int size = 0;
    while (reader.hasNext()) {
      blocks = Items.withRoom(blocks, size);
      try {
        blocks[size] = SuitAuthenticationBlock.read(reader);
      } catch (DecodeException e) {
        throw e.in("block", size);
      }
      size++;
    }
    reader.exitArray();
    return new SuitAuthentication(digest, encodedDigest, Items.list(blocks, size));
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray();
    writer.writeBytes(encodedDigest);
    for (SuitAuthenticationBlock block : blocks) {
      writer.writeBytes(block.encoded());
    }
    writer.endArray();
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SuitAuthentication other
        && encodedDigest.equals(other.encodedDigest)
        && blocks.equals(other.blocks);
  }

  @Override
  public int hashCode() {
    return 31 * encodedDigest.hashCode() + blocks.hashCode();
  }

  /** The digest and the blocks, for logs. */
  @Override
  public String toString() {
    return "SuitAuthentication[digest=" + digest + ", blocks=" + blocks + "]";
  }
}
