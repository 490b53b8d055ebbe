package org.teep4j.eat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseLabel;

/**
 * A version of hardware or software: {@code hardware-version-type} and {@code sw-version-type} (RFC
 * 9711, Sections 4.2.5 and 4.2.7).
 *
 * <pre>{@code
 * [ version: tstr, ? scheme: $version-scheme ]
 * }</pre>
 *
 * @param version the version as its maker writes it
 * @param scheme how versions are ordered: a constant of this class, or another number or name;
 *     empty if it is not stated
 */
public record EatVersion(String version, Optional<CoseLabel> scheme) {

  /** Numbers separated by dots (RFC 9393, Section 4.1). */
  public static final CoseLabel MULTIPARTNUMERIC = CoseLabel.of(1);

  /** Numbers separated by dots, and a suffix (RFC 9393, Section 4.1). */
  public static final CoseLabel MULTIPARTNUMERIC_SUFFIX = CoseLabel.of(2);

  /** Strings in their order as texts (RFC 9393, Section 4.1). */
  public static final CoseLabel ALPHANUMERIC = CoseLabel.of(3);

  /** A decimal number (RFC 9393, Section 4.1). */
  public static final CoseLabel DECIMAL = CoseLabel.of(4);

  /** Semantic Versioning (RFC 9393, Section 4.1). */
  public static final CoseLabel SEMVER = CoseLabel.of(16384);

  /**
   * A version whose scheme is not stated.
   *
   * @param version the version
   * @return the value
   */
  public static EatVersion of(String version) {
    return new EatVersion(version, Optional.empty());
  }

  /**
   * A version of a scheme.
   *
   * @param version the version
   * @param scheme the scheme, such as {@link #SEMVER}
   * @return the value
   */
  public static EatVersion of(String version, CoseLabel scheme) {
    return new EatVersion(version, Optional.of(scheme));
  }

  static EatVersion read(ClaimReader reader) throws DecodeException {
    reader.cbor().enterArray();
    String version = reader.text();
    @Nullable CoseLabel scheme = reader.optional(ClaimReader::label);
    reader.cbor().exitArray();
    return new EatVersion(version, Optional.ofNullable(scheme));
  }

  void write(ClaimWriter writer) {
    writer.cbor().beginArray().writeText(version);
    scheme.ifPresent(writer.cbor()::write);
    writer.cbor().endArray();
  }
}
