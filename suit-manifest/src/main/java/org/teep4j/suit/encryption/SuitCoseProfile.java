package org.teep4j.suit.encryption;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.RecipientScheme;
import org.teep4j.suit.SuitDigestAlgorithm;

/**
 * A profile of algorithms for SUIT (draft-ietf-suit-mti), which is also TEEP's {@code
 * suit-cose-profile}: four numbers from the registry of COSE algorithms. Any numbers can be
 * decoded; {@link #cddlName()} is present if the document defines the profile.
 *
 * <p>For example:
 *
 * <pre>{@code
 * suit-sha256-hmac-a128kw-a128ctr = [-16, 5, -3, -65534]
 * }</pre>
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
    return TABLE.stream().map(Row::profile).collect(Collectors.toUnmodifiableList());
  }

  /**
   * Finds a profile by its name.
   *
   * @param cddlName the name in the CDDL of draft-ietf-suit-mti
   * @return the profile, or empty if the document does not define one with that name
   */
  public static Optional<SuitCoseProfile> named(String cddlName) {
    return TABLE.stream()
        .filter(row -> row.cddlName.equals(cddlName))
        .map(Row::profile)
        .findFirst();
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
   * The digest algorithm.
   *
   * @return the algorithm, or empty if SUIT does not use it
   */
  public Optional<SuitDigestAlgorithm> digestAlgorithm() {
    return SuitDigestAlgorithm.fromId(digest);
  }

  /**
   * The signature or MAC algorithm.
   *
   * @return the algorithm, or empty if this library does not know it
   */
  public Optional<CoseAlgorithm> authenticationAlgorithm() {
    return CoseAlgorithm.fromId(authentication);
  }

  /**
   * The algorithm that distributes content keys to recipients.
   *
   * @return the algorithm, or empty if this library does not know it
   */
  public Optional<CoseAlgorithm> keyExchangeAlgorithm() {
    return CoseAlgorithm.fromId(keyExchange);
  }

  /**
   * The content encryption algorithm.
   *
   * @return the algorithm, or empty if this library does not know it
   */
  public Optional<CoseAlgorithm> encryptionAlgorithm() {
    return CoseAlgorithm.fromId(encryption);
  }

  /**
   * Whether the signatures of a signer belong to this profile.
   *
   * @param signer a key and the algorithm that its messages name
   * @return true if the profile has that number
   */
  public boolean admits(CoseSigner signer) {
    return signer.algorithm().id() == authentication;
  }

  /**
   * Whether a verifier accepts signatures of this profile.
   *
   * @param verifier a key and its algorithm
   * @return true if it accepts the profile's number
   */
  public boolean admits(CoseVerifier verifier) {
    return authenticationAlgorithm().filter(verifier::accepts).isPresent();
  }

  /**
   * Whether the MACs of a creator belong to this profile.
   *
   * @param creator a key and its algorithm
   * @return true if the profile has that number
   */
  public boolean admits(CoseMacCreator creator) {
    return creator.algorithm().id() == authentication;
  }

  /**
   * Whether a verifier accepts MACs of this profile.
   *
   * @param verifier a key and its algorithm
   * @return true if the profile has that number
   */
  public boolean admits(CoseMacVerifier verifier) {
    return verifier.algorithm().id() == authentication;
  }

  /**
   * Makes a sender of content keys to the owner of a key.
   *
   * @param recipient the shared key-encryption key, or the public key for ECDH
   * @param purpose the purpose that content keys are bound to, if the key exchange supports that
   * @return the sender or recipient, for use with COSE_Encrypt
   * @throws GeneralSecurityException if the key does not fit, or the key exchange is neither AES
   *     key wrap nor ECDH-ES with it
   */
  public ContentKeySender keySender(CoseKey recipient, SuitEncryptionPurpose purpose)
      throws GeneralSecurityException {
    return bind(ContentKeySender.of(recipient, keyDistribution()), purpose);
  }

  /**
   * Makes a recipient that recovers content keys with the key of its owner.
   *
   * @param key the shared key-encryption key, or the private key for ECDH
   * @param purpose the purpose that content keys are bound to, if the key exchange supports that
   * @param profiles the profiles to accept; one or more, all with the same key exchange
   * @return the recipient, for use with COSE_Encrypt
   * @throws GeneralSecurityException if the key does not fit, the profiles differ in their key
   *     exchange, or it is neither AES key wrap nor ECDH-ES with it
   */
  public static ContentKeyRecipient keyRecipient(
      CoseKey key, SuitEncryptionPurpose purpose, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return bind(ContentKeyRecipient.of(key, first(profiles).keyDistribution()), purpose, profiles);
  }

  /**
   * Makes a recipient that recovers content keys with a private key that may be in a hardware
   * module.
   *
   * @param key the private key for ECDH
   * @param purpose the purpose that content keys are bound to
   * @param profiles the profiles to accept; one or more, all with the same key exchange
   * @return the recipient, for use with COSE_Encrypt
   * @throws GeneralSecurityException if the key does not fit, the profiles differ in their key
   *     exchange, or it is not ECDH-ES with AES key wrap
   */
  public static ContentKeyRecipient keyRecipient(
      CoseKeyAgreement key, SuitEncryptionPurpose purpose, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return bind(ContentKeyRecipient.of(key, first(profiles).keyDistribution()), purpose, profiles);
  }

  ContentKeySender bind(ContentKeySender sender, SuitEncryptionPurpose purpose)
      throws GeneralSecurityException {
    requireKeyExchange(sender.algorithm());
    return isKeyAgreement(sender.algorithm())
        ? sender.withKdfContext(purpose.kdfContext())
        : sender;
  }

  static ContentKeyRecipient bind(
      ContentKeyRecipient recipient, SuitEncryptionPurpose purpose, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    first(profiles);
    for (SuitCoseProfile profile : profiles) {
      profile.requireKeyExchange(recipient.algorithm());
    }
    return isKeyAgreement(recipient.algorithm())
        ? recipient.withKdfContext(purpose.kdfContext())
        : recipient;
  }

  private void requireKeyExchange(CoseAlgorithm algorithm) throws GeneralSecurityException {
    if (algorithm != keyDistribution()) {
      throw new InvalidKeyException("the profile has another key exchange");
    }
  }

  /**
   * The two methods of draft-ietf-suit-firmware-encryption, with each length of the wrapping key.
   */
  private CoseAlgorithm keyDistribution() throws NoSuchAlgorithmException {
    return keyExchangeAlgorithm()
        .filter(algorithm -> isKeyWrap(algorithm) || isKeyAgreement(algorithm))
        .orElseThrow(
            () ->
                new NoSuchAlgorithmException(
                    "key exchange " + keyExchange + " is neither A…KW nor ECDH-ES + A…KW"));
  }

  private static boolean isKeyWrap(CoseAlgorithm algorithm) {
    return algorithm.recipientScheme().filter(RecipientScheme.AES_KW::equals).isPresent();
  }

  private static boolean isKeyAgreement(CoseAlgorithm algorithm) {
    return algorithm.recipientScheme().filter(RecipientScheme.ECDH_ES::equals).isPresent()
        && !algorithm.determinesContentKey();
  }

  private static SuitCoseProfile first(SuitCoseProfile[] profiles) throws InvalidKeyException {
    if (profiles.length == 0) {
      throw new InvalidKeyException("there is no profile");
    }
    return profiles[0];
  }

  /**
   * The content encryption algorithms of several profiles, each once.
   *
   * @param profiles any profiles
   * @return the algorithms, in a new array
   * @throws NoSuchAlgorithmException as {@link #contentAlgorithm()}
   */
  public static CoseAlgorithm[] contentAlgorithms(SuitCoseProfile... profiles)
      throws NoSuchAlgorithmException {
    Set<CoseAlgorithm> algorithms = EnumSet.noneOf(CoseAlgorithm.class);
    for (SuitCoseProfile profile : profiles) {
      algorithms.add(profile.contentAlgorithm());
    }
    return algorithms.toArray(CoseAlgorithm[]::new);
  }

  /**
   * The content encryption algorithm, as far as this library supports it for profiles: an AEAD
   * algorithm, or AES-CTR. AES-CBC is not supported. No profile of draft-ietf-suit-mti has it, and
   * it allows a padding oracle attack: an attacker who can observe failures of a recipient learns
   * the content byte by byte.
   *
   * @return the algorithm
   * @throws NoSuchAlgorithmException if the profile names another algorithm
   */
  public CoseAlgorithm contentAlgorithm() throws NoSuchAlgorithmException {
    CoseAlgorithm algorithm =
        encryptionAlgorithm()
            .filter(known -> known.kind() == CoseAlgorithm.Kind.CONTENT_ENCRYPTION)
            .orElseThrow(
                () ->
                    new NoSuchAlgorithmException("algorithm " + encryption + " encrypts nothing"));
    if (algorithm.padsContent()) {
      throw new NoSuchAlgorithmException(
          algorithm.ianaName() + " is not used with profiles: its padding gives content away");
    }
    return algorithm;
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
   * Reads one profile at the position of a reader, for structures of other documents that contain
   * one.
   *
   * @param reader positioned at the profile; afterwards positioned after it
   * @return the profile
   * @throws DecodeException if the next item is not a profile
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
