package org.teep4j.suit;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.internal.Items;

/**
 * {@code SUIT_Envelope} or {@code SUIT_Envelope_Tagged} (draft-ietf-suit-manifest, Section 8.2): a
 * manifest, the signatures or MACs that authenticate it, the members that were severed from it, and
 * integrated payloads. Immutable; all byte strings are views of the decoded input.
 *
 * <pre>{@code
 * SUIT_Envelope_Tagged = #6.107(SUIT_Envelope)
 *
 * SUIT_Envelope = {
 *   suit-authentication-wrapper => bstr .cbor SUIT_Authentication,
 *   suit-manifest => bstr .cbor SUIT_Manifest,
 *   SUIT_Severable_Manifest_Members,
 *   * SUIT_Integrated_Payload,
 *   * $$SUIT_Envelope_Extensions
 * }
 * }</pre>
 *
 * <p>Decoding reads only the envelope. The manifest and the severed members stay encoded until
 * {@link #verify(CoseKeyResolver)} has checked the signature and the digests. Verification does not
 * check payloads. Digests in the manifest cover them, and {@link VerifiedManifest#payload} compares
 * those.
 *
 * <p>Re-encoding writes manifest, severed members and authentication as they were received.
 */
public final class SuitEnvelope implements CborEncodable {

  /** The CBOR tag of {@code SUIT_Envelope_Tagged}. */
  public static final int TAG = 107;

  /**
   * The members of {@code SUIT_Envelope}, except the severed ones, whose labels are those of {@link
   * SuitManifestLabel}.
   */
  public enum Label implements SuitLabel {
    /** The digest of the manifest, and signatures or MACs over the digest. */
    AUTHENTICATION_WRAPPER(2, "suit-authentication-wrapper"),
    /** The manifest. */
    MANIFEST(3, "suit-manifest");

    private final Row row;

    Label(int label, String cddlName) {
      this.row = new Row(label, cddlName, SuitDocument.MANIFEST);
    }

    @Override
    public Row row() {
      return row;
    }
  }

  private final boolean tagged;
  private final SuitAuthentication authentication;
  private final Bytes manifestItem;
  private final Map<SuitManifestLabel, Bytes> severedItems;
  private final Map<String, Bytes> integratedPayloads;
  private final Map<Long, Bytes> others;
  private final SuitDecodeOptions options;

  /** The input that the envelope was decoded from, for the offsets of exceptions; null if built. */
  private final @Nullable Bytes source;

  /** Keeps the maps without copying them; callers must not change them afterwards. */
  SuitEnvelope(
      boolean tagged,
      SuitAuthentication authentication,
      Bytes manifestItem,
      Map<SuitManifestLabel, Bytes> severedItems,
      Map<String, Bytes> integratedPayloads,
      Map<Long, Bytes> others,
      SuitDecodeOptions options,
      @Nullable Bytes source) {
    this.tagged = tagged;
    this.authentication = authentication;
    this.manifestItem = manifestItem;
    this.severedItems = Items.unmodifiable(severedItems);
    this.integratedPayloads = Items.unmodifiable(integratedPayloads);
    this.others = Items.unmodifiable(others);
    this.options = options;
    this.source = source;
  }

  /**
   * Starts an envelope around a manifest.
   *
   * @param manifest the manifest, in full
   */
  public static SuitEnvelopeBuilder builder(SuitManifest manifest) {
    return new SuitEnvelopeBuilder(manifest);
  }

  /**
   * Decodes one envelope, tagged or not, with {@link SuitDecodeOptions#defaults()}.
   *
   * @param input exactly one encoded envelope, referenced by the result
   * @return the envelope, not verified
   * @throws DecodeException if the input is anything else
   */
  public static SuitEnvelope decode(Bytes input) throws DecodeException {
    return decode(input, SuitDecodeOptions.defaults());
  }

  /**
   * Decodes one envelope, tagged or not.
   *
   * @param input exactly one encoded envelope, referenced by the result
   * @param options the decode options for the envelope and the manifest
   * @return the envelope, not verified
   * @throws DecodeException if the input is anything else
   */
  public static SuitEnvelope decode(Bytes input, SuitDecodeOptions options) throws DecodeException {
    return new EnvelopeReader(input, options).read();
  }

  /**
   * Whether the envelope has tag {@value #TAG}. Inside TEEP messages it has none.
   *
   * @return true for {@code SUIT_Envelope_Tagged}
   */
  public boolean isTagged() {
    return tagged;
  }

  /**
   * The same envelope with or without tag {@value #TAG}.
   *
   * @param value true for {@code SUIT_Envelope_Tagged}
   * @return the changed envelope
   */
  public SuitEnvelope withTag(boolean value) {
    return with(value, authentication, severedItems);
  }

  /**
   * {@code suit-authentication-wrapper}.
   *
   * @return the digest of the manifest and its signatures and MACs, not verified
   */
  public SuitAuthentication unverifiedAuthentication() {
    return authentication;
  }

  /**
   * The manifest's byte string, head included, as it was received. The digest of the manifest
   * covers exactly these bytes.
   *
   * @return one encoded byte string
   */
  public Bytes unverifiedEncodedManifest() {
    return manifestItem;
  }

  /**
   * Members that were severed from the manifest and that the envelope contains.
   *
   * @return the byte string of each member, head included, which its digest covers; not verified
   */
  public Map<SuitManifestLabel, Bytes> unverifiedSeveredMembers() {
    return severedItems;
  }

  /**
   * {@code SUIT_Integrated_Payload} and integrated dependencies, which look the same in an
   * envelope. Only digests in the manifest cover them; {@link VerifiedManifest#payload} checks
   * those.
   *
   * @return the payloads by their keys, which are the URIs that a manifest fetches them from; not
   *     verified
   */
  public Map<String, Bytes> unverifiedIntegratedPayloads() {
    return integratedPayloads;
  }

  /**
   * Members that no document defines. No signature covers them.
   *
   * @return encoded values by label, in the order in which they were read; not verified
   */
  public Map<Long, Bytes> unverifiedOthers() {
    return others;
  }

  /**
   * An integrated payload, decoded as the envelope of a dependency. Its nesting depth counts from
   * its own outermost level, not from this envelope's. Use {@link
   * VerifiedManifest#integratedDependency} to get a verified dependency.
   *
   * @param key the key of the payload
   * @return the envelope, not verified, or empty if there is no such payload
   * @throws DecodeException if the payload is no envelope; the offset counts in the input that this
   *     envelope was decoded from
   */
  public Optional<SuitEnvelope> unverifiedIntegratedDependency(String key) throws DecodeException {
    return dependency(key);
  }

  /** As {@link #unverifiedIntegratedDependency}, for internal callers that verify the result. */
  Optional<SuitEnvelope> dependency(String key) throws DecodeException {
    Bytes payload = integratedPayloads.get(key);
    if (payload == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(decode(payload, options));
    } catch (DecodeException e) {
      throw located(e, payload).in(key);
    }
  }

  /**
   * Verifies that a trusted key has signed the manifest, and decodes it. The order of the checks
   * is: the signature over the encoded digest, the digest over the encoded manifest, the structure
   * of the manifest, then the digests and structure of the severed members in the envelope.
   *
   * @param authors the trusted key, or finds the trusted keys. {@link #verifyAny} takes keys of
   *     MACs too
   * @return the manifest with its severed members
   * @throws VerificationException if no block holds a signature of a trusted key, or a digest is
   *     wrong
   * @throws DecodeException if the authentic manifest is malformed, or the envelope has a severed
   *     member for which the manifest has no digest
   */
  public VerifiedManifest verify(CoseKeyResolver authors)
      throws VerificationException, DecodeException {
    return verifyAny(List.of(SuitVerifier.of(authors)));
  }

  /**
   * Verifies that one or more of several keys have signed or authenticated the manifest, and
   * decodes it; otherwise as {@link #verify(CoseKeyResolver)}. {@link
   * VerifiedManifest#authentications()} lists the ones that succeeded.
   *
   * <p>All blocks cover the same digest (draft-ietf-suit-manifest, Section 8.3), so that an
   * authority can change algorithms, and several authorities can authorize a manifest. The
   * recipient decides which authorities it requires. Blocks of other keys are ignored, whether they
   * are valid or not.
   *
   * @param verifiers the keys and algorithms; one success is enough
   * @return the manifest with its severed members
   * @throws VerificationException if no block verifies with any of the keys, or a digest is wrong
   * @throws DecodeException as {@link #verify(CoseKeyResolver)}
   */
  public VerifiedManifest verifyAny(List<? extends SuitVerifier> verifiers)
      throws VerificationException, DecodeException {
    return new EnvelopeVerifier(this).verify(verifiers, false);
  }

  /**
   * Verifies that each of several keys has signed or authenticated the manifest, and decodes it;
   * otherwise as {@link #verify(CoseKeyResolver)}. Use it if several authorities must agree on a
   * manifest, or if it must be signed with an old and a new algorithm.
   *
   * @param verifiers one or more keys and algorithms, all of which must succeed
   * @return the manifest with its severed members
   * @throws VerificationException if no block verifies with one of the keys, or a digest is wrong
   * @throws DecodeException as {@link #verify(CoseKeyResolver)}
   */
  public VerifiedManifest verifyAll(List<? extends SuitVerifier> verifiers)
      throws VerificationException, DecodeException {
    return new EnvelopeVerifier(this).verify(verifiers, true);
  }

  /**
   * The manifest without any verification: neither its author nor its integrity is known. For
   * inspectors and debuggers.
   *
   * @return the decoded manifest
   * @throws DecodeException if it is malformed; the offset counts in the input that the envelope
   *     was decoded from
   */
  public SuitManifest unverifiedManifest() throws DecodeException {
    return readManifest();
  }

  SuitManifest readManifest() throws DecodeException {
    try {
      return ManifestReader.read(manifestItem, options);
    } catch (DecodeException e) {
      throw located(e, manifestItem).in(Label.MANIFEST.shortName());
    }
  }

  /**
   * Compares each severed member with the manifest. For inspectors: {@link
   * #verify(CoseKeyResolver)} already refuses an envelope with a wrong member. Verifies no
   * signature.
   *
   * @return one result for each member that is in the envelope or whose digest is in the manifest,
   *     in the order of their labels
   * @throws DecodeException if the manifest is malformed
   */
  public List<SuitSeveredCheck> checkSeveredMembers() throws DecodeException {
    return new SeveredReader(this, readManifest()).checks();
  }

  /**
   * The rules that the decodable envelope breaks, and that would prevent recipients from using it.
   * For authors before they send an envelope, and for inspectors. Verifies no signature.
   *
   * @return one element for each place that breaks a rule, in the order of {@link
   *     SuitEnvelopeRule}. In an integrated dependency only the digest of its manifest is checked
   * @throws DecodeException if the manifest is malformed
   */
  public List<SuitViolation> violations() throws DecodeException {
    return EnvelopeRules.check(this);
  }

  /**
   * The same envelope with one more signature, in a COSE_Sign1. Checks the digest first, so that
   * the signature covers only the manifest in the envelope.
   *
   * @param signer signs the digest of the manifest
   * @return the envelope with one more authentication block
   * @throws VerificationException if the digest does not match the manifest
   * @throws GeneralSecurityException if the signer cannot sign
   */
  public SuitEnvelope sign(CoseSigner signer) throws GeneralSecurityException {
    return with(List.of(SuitAuthenticationBlock.sign(verifiedDigest(), signer)));
  }

  /**
   * The same envelope with one more signature, as {@link #sign} makes it, that comes later. {@link
   * SuitEnvelopeBuilder#buildAsync} takes several signers at once.
   *
   * @param signer signs the digest of the manifest; not called if that does not match
   * @return completes with the envelope; completes exceptionally if the signer fails, with a {@link
   *     java.security.SignatureException} if the form of its signature is wrong, or with a {@link
   *     VerificationException} if the digest does not match the manifest
   */
  public CompletableFuture<SuitEnvelope> signAsync(CoseAsyncSigner signer) {
    try {
      return SuitAuthenticationBlock.signAsync(verifiedDigest(), signer)
          .thenApply(block -> with(List.of(block)));
    } catch (VerificationException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * The same envelope with one more MAC, in a COSE_Mac0. Checks the digest first.
   *
   * @param creator authenticates the digest of the manifest with a shared key
   * @return the envelope with one more authentication block
   * @throws VerificationException if the digest does not match the manifest
   * @throws GeneralSecurityException if the key cannot be used
   */
  public SuitEnvelope mac(CoseMacCreator creator) throws GeneralSecurityException {
    return with(List.of(SuitAuthenticationBlock.mac(verifiedDigest(), creator)));
  }

  /**
   * The same envelope with one more MAC, in a COSE_Mac, which distributes the MAC key to its
   * recipients. Checks the digest first.
   *
   * @param algorithm the MAC algorithm
   * @param recipients the recipients that can verify the MAC; one or more
   * @return the envelope with one more authentication block
   * @throws VerificationException if the digest does not match the manifest
   * @throws GeneralSecurityException if the algorithm is no MAC, or a key cannot be used
   */
  public SuitEnvelope mac(CoseAlgorithm algorithm, List<ContentKeySender> recipients)
      throws GeneralSecurityException {
    return with(List.of(SuitAuthenticationBlock.mac(verifiedDigest(), algorithm, recipients)));
  }

  /** The encoded digest of the manifest, once it has been compared with the manifest. */
  private Bytes verifiedDigest() throws VerificationException {
    authentication.digest().verify(manifestItem);
    return authentication.encodedDigest();
  }

  SuitEnvelope with(List<SuitAuthenticationBlock> blocks) {
    return with(tagged, authentication.with(blocks), severedItems);
  }

  private SuitEnvelope with(
      boolean tag, SuitAuthentication wrapper, Map<SuitManifestLabel, Bytes> severed) {
    return new SuitEnvelope(
        tag, wrapper, manifestItem, severed, integratedPayloads, others, options, source);
  }

  /**
   * The same envelope without some of the severed members. The signature stays valid.
   *
   * @param members the members to leave out; absent members are ignored
   * @return the smaller envelope
   */
  public SuitEnvelope withoutSevered(SuitManifestLabel... members) {
    Map<SuitManifestLabel, Bytes> fewer = new EnumMap<>(SuitManifestLabel.class);
    fewer.putAll(severedItems);
    fewer.keySet().removeAll(Arrays.asList(members));
    return with(tagged, authentication, fewer);
  }

  /** Converts the offset of an exception, which counts in a part of the envelope, to the input. */
  DecodeException located(DecodeException e, Bytes part) {
    return source == null ? e : e.shifted(Math.max(0, source.indexOfSlice(part)));
  }

  /** The options that it was decoded with, for dependencies of its manifest. */
  public SuitDecodeOptions options() {
    return options;
  }

  SuitAuthentication wrapper() {
    return authentication;
  }

  Bytes manifestItem() {
    return manifestItem;
  }

  Map<SuitManifestLabel, Bytes> severedItems() {
    return severedItems;
  }

  Map<String, Bytes> payloads() {
    return integratedPayloads;
  }

  /** The size of the manifest and the severed members, in bytes. */
  long manifestSize() {
    long size = manifestItem.length();
    for (Bytes item : severedItems.values()) {
      size += item.length();
    }
    return size;
  }

  @Override
  public void encodeTo(CborWriter writer) {
    if (tagged) {
      writer.writeTag(TAG);
    }
    writer.beginMap();
    writer.writeLong(Label.AUTHENTICATION_WRAPPER.label()).writeWrapped(authentication);
    writer.writeLong(Label.MANIFEST.label()).writeEncodedItem(manifestItem);
    for (Map.Entry<SuitManifestLabel, Bytes> severed : severedItems.entrySet()) {
      writer.writeLong(severed.getKey().label()).writeEncodedItem(severed.getValue());
    }
    Items.writeOthers(writer, others);
    for (Map.Entry<String, Bytes> payload : integratedPayloads.entrySet()) {
      writer.writeText(payload.getKey()).writeBytes(payload.getValue());
    }
    writer.endMap();
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SuitEnvelope other
        && tagged == other.tagged
        && authentication.equals(other.authentication)
        && manifestItem.equals(other.manifestItem)
        && severedItems.equals(other.severedItems)
        && integratedPayloads.equals(other.integratedPayloads)
        && others.equals(other.others);
  }

  @Override
  public int hashCode() {
    return 31 * authentication.hashCode() + manifestItem.hashCode();
  }

  /** The digest and the names of the members, for logs. */
  @Override
  public String toString() {
    return "SuitEnvelope["
        + authentication
        + ", severed="
        + severedItems.keySet()
        + ", payloads="
        + integratedPayloads.keySet()
        + "]";
  }
}
