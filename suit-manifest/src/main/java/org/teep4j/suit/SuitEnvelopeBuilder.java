package org.teep4j.suit;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Segments;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.internal.Items;

/**
 * Builds a {@link SuitEnvelope} around a manifest: severs members, adds payloads, computes digests,
 * and adds signatures and MACs. Methods return the builder; not safe for use by several threads.
 */
public final class SuitEnvelopeBuilder {

  /** Makes an authentication block over an encoded digest. */
  @FunctionalInterface
  private interface Authenticator {
    CompletableFuture<SuitAuthenticationBlock> start(Bytes digest) throws GeneralSecurityException;
  }

  private final SuitManifest manifest;
  private boolean tagged = true;
  private SuitDigestAlgorithm digestAlgorithm = SuitDigestAlgorithm.SHA_256;
  private final Set<SuitManifestLabel> toSever = EnumSet.noneOf(SuitManifestLabel.class);
  private final Map<String, Bytes> integratedPayloads = new LinkedHashMap<>();
  private final Map<Long, Bytes> others = new LinkedHashMap<>();
  private final List<Authenticator> authenticators = new ArrayList<>();
  private boolean waits;

  SuitEnvelopeBuilder(SuitManifest manifest) {
    this.manifest = manifest;
  }

  /** Leaves out tag {@value SuitEnvelope#TAG}, as TEEP messages require. */
  public SuitEnvelopeBuilder untagged() {
    tagged = false;
    return this;
  }

  /** Sets the digest algorithm; the default is SHA-256. */
  public SuitEnvelopeBuilder digestAlgorithm(SuitDigestAlgorithm algorithm) {
    digestAlgorithm = algorithm;
    return this;
  }

  /**
   * Moves members from the manifest to the envelope, and puts their digests into the manifest.
   *
   * @param members severable members that the manifest contains, not only as a digest
   * @throws IllegalArgumentException if the manifest does not contain such a member
   */
  public SuitEnvelopeBuilder sever(SuitManifestLabel... members) {
    for (SuitManifestLabel member : members) {
      boolean present = manifest.labels().contains(member);
      if (!present || manifest.severedDigest(member).isPresent()) {
        throw new IllegalArgumentException("the manifest does not have " + member.cddlName());
      }
    }
    toSever.addAll(Arrays.asList(members));
    return this;
  }

  /**
   * Adds a payload, or the encoded envelope of a dependency.
   *
   * @param key the key of the payload, which is the URI that the manifest fetches it from
   * @param payload the payload. It is not copied, so it must not change until the envelope is
   *     written
   * @throws IllegalArgumentException if there already is a payload with this key
   */
  public SuitEnvelopeBuilder integratedPayload(String key, Bytes payload) {
    if (integratedPayloads.putIfAbsent(key, payload) != null) {
      throw new IllegalArgumentException("there is a payload of this key already: " + key);
    }
    return this;
  }

  /**
   * Adds a member that no document defines.
   *
   * @param label its label
   * @param value its encoded value, exactly one well-formed item, which is not checked
   * @throws IllegalArgumentException if the label belongs to a known member of the envelope or only
   *     to one of old drafts, or was added before
   */
  public SuitEnvelopeBuilder other(long label, Bytes value) {
    SuitManifestLabel member = SuitManifestLabel.find(label);
    boolean own = Arrays.stream(SuitEnvelope.Label.values()).anyMatch(row -> row.label() == label);
    if (own || member != null && member.isSeverable()) {
      throw new IllegalArgumentException("label " + label + " is a member of the envelope");
    }
    String obsolete = EnvelopeReader.obsolete(label);
    if (obsolete != null) {
      throw new IllegalArgumentException(obsolete);
    }
    if (others.putIfAbsent(label, value) != null) {
      throw new IllegalArgumentException("label " + label + " was added before");
    }
    return this;
  }

  /**
   * Adds a signature.
   *
   * @param signer signs the digest of the manifest; called by {@link #build()} or {@link
   *     #buildAsync()}, in the order in which signatures and MACs were added
   */
  public SuitEnvelopeBuilder signer(CoseSigner signer) {
    authenticators.add(digest -> completed(SuitAuthenticationBlock.sign(digest, signer)));
    return this;
  }

  /**
   * Adds a signature that comes later. The signature stands in the envelope where it was added.
   *
   * @param signer signs the digest of the manifest; called by {@link #buildAsync()}
   */
  public SuitEnvelopeBuilder signer(CoseAsyncSigner signer) {
    authenticators.add(digest -> SuitAuthenticationBlock.signAsync(digest, signer));
    waits = true;
    return this;
  }

  /**
   * Adds a MAC with a shared key, in a COSE_Mac0.
   *
   * @param creator authenticates the digest of the manifest; called by {@link #build()}
   */
  public SuitEnvelopeBuilder mac(CoseMacCreator creator) {
    authenticators.add(digest -> completed(SuitAuthenticationBlock.mac(digest, creator)));
    return this;
  }

  /**
   * Adds a MAC, in a COSE_Mac, which distributes the MAC key to its recipients.
   *
   * @param algorithm the MAC algorithm
   * @param recipients the recipients that can verify the MAC; one or more
   */
  public SuitEnvelopeBuilder mac(CoseAlgorithm algorithm, ContentKeySender... recipients) {
    List<ContentKeySender> senders = List.of(recipients);
    authenticators.add(
        digest -> completed(SuitAuthenticationBlock.mac(digest, algorithm, senders)));
    return this;
  }

  /**
   * Severs the members, computes the digests, and adds the signatures and MACs. {@link
   * SuitEnvelope#violations} lists faults of the result that make recipients refuse it, for example
   * a payload whose digest differs from that in the manifest.
   *
   * <p>An envelope can be built without an authentication block and signed later with {@link
   * SuitEnvelope#sign}; recipients refuse it until then.
   *
   * @return the envelope
   * @throws GeneralSecurityException if a signer cannot sign, a key cannot be used, or no
   *     implementation of the digest algorithm is present
   * @throws IllegalStateException if a signer returns its signature later
   */
  public SuitEnvelope build() throws GeneralSecurityException {
    if (waits) {
      throw new IllegalStateException("a signer returns its signature later: call buildAsync");
    }
    SuitEnvelope unsigned = unsigned();
    return signed(unsigned, start(unsigned));
  }

  /**
   * Makes the envelope as {@link #build()} does, when all signatures are complete. The signers of
   * signatures that come later work at the same time; the others work before this method returns.
   * Setters that are called after this method do not change the envelope.
   *
   * @return completes with the envelope; completes exceptionally if a signer fails, with a {@link
   *     java.security.SignatureException} if the form of a signature is wrong, or with another
   *     {@link GeneralSecurityException} in the cases of {@link #build()}
   */
  public CompletableFuture<SuitEnvelope> buildAsync() {
    try {
      SuitEnvelope unsigned = unsigned();
      List<CompletableFuture<SuitAuthenticationBlock>> expected = start(unsigned);
      return CompletableFuture.allOf(expected.toArray(CompletableFuture[]::new))
          .thenApply(done -> signed(unsigned, expected));
    } catch (GeneralSecurityException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static <T> CompletableFuture<T> completed(T value) {
    return CompletableFuture.completedFuture(value);
  }

  /** Calls all signers. */
  private List<CompletableFuture<SuitAuthenticationBlock>> start(SuitEnvelope unsigned)
      throws GeneralSecurityException {
    Bytes digest = unsigned.wrapper().encodedDigest();
    List<CompletableFuture<SuitAuthenticationBlock>> expected =
        new ArrayList<>(authenticators.size());
    for (Authenticator authenticator : authenticators) {
      expected.add(authenticator.start(digest));
    }
    return expected;
  }

  private static SuitEnvelope signed(
      SuitEnvelope unsigned, List<CompletableFuture<SuitAuthenticationBlock>> complete) {
    List<SuitAuthenticationBlock> blocks = new ArrayList<>(complete.size());
    complete.forEach(block -> blocks.add(block.join()));
    return unsigned.with(blocks);
  }

  private SuitEnvelope unsigned() throws GeneralSecurityException {
    Map<SuitManifestLabel, Bytes> severedItems = new EnumMap<>(SuitManifestLabel.class);
    Map<SuitManifestLabel, SuitDigest> digests = new EnumMap<>(SuitManifestLabel.class);
    for (SuitManifestLabel label : toSever) {
      CborWriter writer = new CborWriter();
      manifest.encodeSeverable(label, writer);
      Bytes item = writer.toBytes();
      severedItems.put(label, item);
      digests.put(label, SuitDigest.compute(digestAlgorithm, Segments.of(item)));
    }
    Bytes manifestItem = new CborWriter().writeWrapped(manifest.sever(digests)).toBytes();
    SuitDigest digest = SuitDigest.compute(digestAlgorithm, Segments.of(manifestItem));
    return new SuitEnvelope(
        tagged,
        new SuitAuthentication(digest, digest.encode().toBytes(), List.of()),
        manifestItem,
        severedItems,
        Items.immutable(integratedPayloads),
        Items.immutable(others),
        SuitDecodeOptions.defaults(),
        null);
  }
}
