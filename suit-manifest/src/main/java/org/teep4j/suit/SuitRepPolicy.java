package org.teep4j.suit;

import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * {@code SUIT_Rep_Policy} (draft-ietf-suit-manifest, Section 8.4.7): the parts of a command's
 * execution that a manifest processor should record.
 *
 * <pre>{@code
 * SUIT_Rep_Policy = uint .bits suit-reporting-bits
 *
 * suit-reporting-bits = &(
 *   suit-send-record-on-success : 0,
 *   suit-send-record-on-failure : 1,
 *   suit-send-sysinfo-success : 2,
 *   suit-send-sysinfo-failure : 3
 * )
 * }</pre>
 *
 * @param bits the sum of the bits below; 0 to 15
 */
public record SuitRepPolicy(int bits) implements CborEncodable {

  /** {@code suit-send-record-on-success}: record when the command succeeds. */
  public static final int SEND_RECORD_ON_SUCCESS = 1;

  /** {@code suit-send-record-on-failure}: record when the command fails. */
  public static final int SEND_RECORD_ON_FAILURE = 1 << 1;

  /** {@code suit-send-sysinfo-success}: add system information when the command succeeds. */
  public static final int SEND_SYSINFO_SUCCESS = 1 << 2;

  /** {@code suit-send-sysinfo-failure}: add system information when the command fails. */
  public static final int SEND_SYSINFO_FAILURE = 1 << 3;

  private static final int ALL_BITS = 15;
  private static final SuitRepPolicy[] POLICIES = new SuitRepPolicy[ALL_BITS + 1];

  static {
    for (int bits = 0; bits <= ALL_BITS; bits++) {
      POLICIES[bits] = new SuitRepPolicy(bits);
    }
  }

  /** Nothing is recorded. */
  public static final SuitRepPolicy NONE = POLICIES[0];

  /** Record when the command fails. */
  public static final SuitRepPolicy ON_FAILURE = POLICIES[SEND_RECORD_ON_FAILURE];

  /** Record and system information, on success and on failure. */
  public static final SuitRepPolicy ALL = POLICIES[ALL_BITS];

  /**
   * Checks the bits.
   *
   * @throws IllegalArgumentException if a bit above {@link #SEND_SYSINFO_FAILURE} is set
   */
  public SuitRepPolicy {
    if ((bits & ~ALL_BITS) != 0) {
      throw new IllegalArgumentException("no reporting policy: " + bits);
    }
  }

  /**
   * The policy with these bits, without allocating an object.
   *
   * @param bits the sum of the bits above
   * @return the policy
   * @throws IllegalArgumentException if a bit above {@link #SEND_SYSINFO_FAILURE} is set
   */
  public static SuitRepPolicy of(int bits) {
    return (bits & ~ALL_BITS) == 0 ? POLICIES[bits] : new SuitRepPolicy(bits);
  }

  /**
   * Whether all the given bits are set.
   *
   * @param wanted the sum of one or more of the bits above
   * @return true if they are
   */
  public boolean has(int wanted) {
    return (bits & wanted) == wanted;
  }

  static SuitRepPolicy read(CborReader reader) throws DecodeException {
    long at = reader.offset();
    long bits = reader.readUnsigned();
    if (bits > ALL_BITS) {
      throw new DecodeException(
          Reason.VALUE_OUT_OF_RANGE, at, "unknown bits in the reporting policy " + bits);
    }
    return POLICIES[(int) bits];
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.writeLong(bits);
  }
}
