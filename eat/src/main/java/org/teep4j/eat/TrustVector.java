package org.teep4j.eat;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseLabel;

/**
 * {@code trustworthiness-vector} (draft-ietf-rats-ar4si-09, Section 2.3): what a Verifier says of
 * the aspects of a device.
 *
 * @param claims values from -128 to 127; an aspect that is absent has the value 0
 */
public record TrustVector(Map<Aspect, Integer> claims) {

  private static final int SMALLEST = -128;
  private static final int LARGEST = 127;

  /** An aspect of trustworthiness. */
  public enum Aspect implements Named {
    /** Which device it is. */
    INSTANCE_IDENTITY("instance-identity"),
    /** Its settings. */
    CONFIGURATION("configuration"),
    /** What has been loaded into memory. */
    EXECUTABLES("executables"),
    /** Its files. */
    FILE_SYSTEM("file-system"),
    /** Its hardware and firmware. */
    HARDWARE("hardware"),
    /** Whether others can look into its memory. */
    RUNTIME_OPAQUE("runtime-opaque"),
    /** Whether others can look into its storage. */
    STORAGE_OPAQUE("storage-opaque"),
    /** Where its data comes from. */
    SOURCED_DATA("sourced-data");

    private final String jsonName;

    Aspect(String jsonName) {
      this.jsonName = jsonName;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // the order of the labels is that of the document
    public long number() {
      return ordinal();
    }

    @Override
    public String jsonName() {
      return jsonName;
    }

    private static @Nullable Aspect of(CoseLabel label) {
      for (Aspect aspect : values()) {
        boolean isMeant =
            label.isText() ? aspect.jsonName.equals(label.text()) : label.is(aspect.number());
        if (isMeant) {
          return aspect;
        }
      }
      return null;
    }
  }

  /**
   * Copies and checks the claims.
   *
   * @throws IllegalArgumentException if a value is not from -128 to 127
   */
  public TrustVector {
    Map<Aspect, Integer> copy = new EnumMap<>(Aspect.class);
    claims.forEach(
        (aspect, value) -> {
          if (value < SMALLEST || value > LARGEST) {
            throw new IllegalArgumentException(value + " is no trustworthiness claim");
          }
          copy.put(aspect, value);
        });
    claims = Collections.unmodifiableMap(copy);
  }

  static TrustVector read(ClaimReader reader) throws DecodeException {
    Map<Aspect, Integer> claims = new EnumMap<>(Aspect.class);
    reader.cbor().enterMap();
    while (reader.cbor().hasNext()) {
      Aspect aspect = Aspect.of(reader.label());
      if (aspect == null) {
        reader.cbor().skip(); // receivers ignore what they do not know
        continue;
      }
      long at = reader.cbor().offset();
      long value = reader.integer();
      if (value < SMALLEST || value > LARGEST) {
        throw new DecodeException(
            Reason.VALUE_OUT_OF_RANGE, at, value + " is no trustworthiness claim");
      }
      claims.put(aspect, (int) value);
    }
    reader.cbor().exitMap();
    return new TrustVector(claims);
  }

  void write(ClaimWriter writer) {
    writer.cbor().beginMap();
    claims.forEach(
        (aspect, value) -> {
          writer.named(aspect);
          writer.cbor().writeLong(value);
        });
    writer.cbor().endMap();
  }

  /**
   * The value of an aspect.
   *
   * @param aspect the aspect
   * @return -128 to 127; 0 if the Verifier says nothing of it
   */
  public int claim(Aspect aspect) {
    return claims.getOrDefault(aspect, 0);
  }

  /**
   * The worst tier of those aspects of which the Verifier says something.
   *
   * @return {@link TrustTier#NONE} if it says nothing at all
   */
  public TrustTier tier() {
    return claims.values().stream()
        .map(TrustTier::ofClaim)
        .filter(tier -> tier != TrustTier.NONE)
        .reduce(TrustTier::worse)
        .orElse(TrustTier.NONE);
  }
}
