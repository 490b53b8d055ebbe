package org.teep4j.eat;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;

/**
 * A Universal Entity ID: {@code ueid-type = bstr .size (7..33)} (RFC 9711, Section 4.2.1). It
 * identifies one device, or a part of one, among all devices of the world. Whoever receives one
 * compares it as a whole and draws no conclusions from its parts.
 *
 * @param bytes the type byte and the bytes that are unique for that type; 7 to 33 bytes
 */
public record Ueid(Bytes bytes) {

  private static final int SHORTEST = 7;
  private static final int LONGEST = 33;
  private static final int IMEI_DIGITS = 14;

  /** How the unique bytes of a UEID came about. */
  public enum Type {
    /** 128, 192 or 256 random bits. */
    RAND(0x01),
    /** An EUI-48, EUI-60 or EUI-64 of the IEEE: 6 to 8 bytes. */
    IEEE_EUI(0x02),
    /** An IMEI without its check digit: 14 bytes, each the value of a digit. */
    IMEI(0x03);

    private final int typeByte;

    Type(int typeByte) {
      this.typeByte = typeByte;
    }

    /** The first byte of the UEID. */
    public int typeByte() {
      return typeByte;
    }

    /** Whether a number of bytes after the type byte is one that the type has. */
    boolean admits(Bytes unique) {
      int length = unique.length();
      return switch (this) {
        case RAND -> length == 16 || length == 24 || length == 32;
        case IEEE_EUI -> length >= 6 && length <= 8;
        case IMEI -> length == IMEI_DIGITS && areDigits(unique);
      };
    }

    private static boolean areDigits(Bytes unique) {
      for (int i = 0; i < unique.length(); i++) {
        if (unique.unsignedByteAt(i) > 9) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Checks the size. The rules for the single types are checked by {@link #isWellFormed()}, because
   * devices and published examples break them.
   *
   * @throws IllegalArgumentException if there are fewer than 7 or more than 33 bytes
   */
  public Ueid {
    Checks.size(bytes, SHORTEST, LONGEST);
  }

  /**
   * A UEID of a type.
   *
   * @param type the type
   * @param unique the bytes that follow the type byte
   * @return the UEID
   * @throws IllegalArgumentException if the type has no such bytes
   */
  public static Ueid of(Type type, Bytes unique) {
    if (!type.admits(unique)) {
      throw new IllegalArgumentException(unique.length() + " bytes are no UEID of type " + type);
    }
    byte[] joined = new byte[1 + unique.length()];
    joined[0] = (byte) type.typeByte;
    unique.copyTo(joined, 1);
    return new Ueid(Bytes.wrap(joined));
  }

  static Ueid read(ClaimReader reader) throws DecodeException {
    return new Ueid(reader.bytes(SHORTEST, LONGEST));
  }

  /**
   * The type.
   *
   * @return the type, or empty if the type byte is not registered
   */
  public Optional<Type> type() {
    for (Type type : Type.values()) {
      if (type.typeByte == bytes.unsignedByteAt(0)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the type is known and the other bytes follow its rules.
   *
   * @return false also for random UEIDs of fewer than 128 bits, which published examples have
   */
  public boolean isWellFormed() {
    return type().map(type -> type.admits(bytes.slice(1))).orElse(false);
  }
}
