package org.teep4j.suit;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/**
 * A profile of algorithms for SUIT (draft-ietf-suit-mti), as TEEP's {@code suit-cose-profile}: four
 * numbers from the registry of COSE algorithms. Any numbers can be decoded; {@link #cddlName()}
 * tells whether they are a profile that the document defines.
 *
 * @param digest the digest algorithm
 * @param authentication the signature or MAC algorithm
 * @param keyExchange the key exchange or key wrap algorithm
 * @param encryption the content encryption algorithm
 */
public record SuitCoseProfile(long digest, long authentication, long keyExchange, long encryption)
    implements CborEncodable {

  /** {@code suit-sha256-hmac-a128kw-a128ctr}. */
  public static final SuitCoseProfile SHA256_HMAC_A128KW_A128CTR =
      new SuitCoseProfile(-16, 5, -3, -65534);

  /** {@code suit-sha256-esp256-ecdh-a128ctr}. */
  public static final SuitCoseProfile SHA256_ESP256_ECDH_A128CTR =
      new SuitCoseProfile(-16, -9, -29, -65534);

  /** {@code suit-sha256-ed25519-ecdh-a128ctr}. */
  public static final SuitCoseProfile SHA256_ED25519_ECDH_A128CTR =
      new SuitCoseProfile(-16, -19, -29, -65534);

  /** {@code suit-sha256-esp256-ecdh-a128gcm}. */
  public static final SuitCoseProfile SHA256_ESP256_ECDH_A128GCM =
      new SuitCoseProfile(-16, -9, -29, 1);

  /** {@code suit-sha256-ed25519-ecdh-chacha-poly}. */
  public static final SuitCoseProfile SHA256_ED25519_ECDH_CHACHA_POLY =
      new SuitCoseProfile(-16, -19, -29, 24);

  /** {@code suit-sha256-hsslms-a256kw-a256ctr}. */
  public static final SuitCoseProfile SHA256_HSSLMS_A256KW_A256CTR =
      new SuitCoseProfile(-16, -46, -5, -65532);

  private record Row(String cddlName, SuitCoseProfile profile) {}

  private static final List<Row> TABLE =
      List.of(
          new Row("suit-sha256-hmac-a128kw-a128ctr", SHA256_HMAC_A128KW_A128CTR),
          new Row("suit-sha256-esp256-ecdh-a128ctr", SHA256_ESP256_ECDH_A128CTR),
          new Row("suit-sha256-ed25519-ecdh-a128ctr", SHA256_ED25519_ECDH_A128CTR),
          new Row("suit-sha256-esp256-ecdh-a128gcm", SHA256_ESP256_ECDH_A128GCM),
          new Row("suit-sha256-ed25519-ecdh-chacha-poly", SHA256_ED25519_ECDH_CHACHA_POLY),
          new Row("suit-sha256-hsslms-a256kw-a256ctr", SHA256_HSSLMS_A256KW_A256CTR));

  private static final int ALGORITHMS = 4;

  /**
   * The profiles that draft-ietf-suit-mti defines.
   *
   * @return the profiles in the order of the document
   */
  public static List<SuitCoseProfile> defined() {
    return TABLE.stream().map(Row::profile).toList();
  }

  /**
   * The name of the profile in the CDDL of draft-ietf-suit-mti.
   *
   * @return the name, or empty if the document does not define the profile
   */
  public Optional<String> cddlName() {
    return TABLE.stream().filter(row -> row.profile.equals(this)).map(Row::cddlName).findFirst();
  }

  /**
   * Decodes one profile.
   *
   * @param input exactly one encoded profile
   * @return the profile
   * @throws DecodeException if the input is anything else
   */
  public static SuitCoseProfile decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes one profile.
   *
   * @param input exactly one encoded profile
   * @param options limits and strictness
   * @return the profile
   * @throws DecodeException if the input is anything else
   */
  public static SuitCoseProfile decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    SuitCoseProfile profile = read(reader);
    reader.expectEnd();
    return profile;
  }

  /**
   * Reads one profile from where a reader stands, for structures of other documents that contain
   * one.
   *
   * @param reader stands before the profile; stands behind it afterwards
   * @return the profile
   * @throws DecodeException if something else comes next
   */
  public static SuitCoseProfile read(CborReader reader) throws DecodeException {
    reader.enterArray(ALGORITHMS);
    SuitCoseProfile profile =
        new SuitCoseProfile(
            reader.readLong(), reader.readLong(), reader.readLong(), reader.readLong());
    reader.exitArray();
    return profile;
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer
        .beginArray()
        .writeLong(digest)
        .writeLong(authentication)
        .writeLong(keyExchange)
        .writeLong(encryption)
        .endArray();
  }
}
