package org.teep4j.suit.author;

import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitDecodeOptions;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitEnvelopeBuilder;
import org.teep4j.suit.SuitManifestLabel;

/**
 * Changes what an envelope carries besides the manifest. The manifest and its signatures stay as
 * they are, except that {@link #sever} makes a new manifest.
 */
public final class Envelopes {

  private Envelopes() {}

  /**
   * Moves members from the manifest to the envelope. The manifest changes, and with it its digest.
   *
   * @param envelope an envelope without signatures
   * @param members severable members that the manifest contains, not only as a digest
   * @return the changed envelope, not signed
   * @throws DecodeException if the manifest is malformed
   * @throws GeneralSecurityException if no implementation of the digest algorithm is present
   * @throws IllegalArgumentException if the envelope is signed, a severed member is missing in it,
   *     or the manifest does not contain one of the members
   */
  public static SuitEnvelope sever(SuitEnvelope envelope, Set<SuitManifestLabel> members)
      throws DecodeException, GeneralSecurityException {
    if (!envelope.unverifiedAuthentication().blocks().isEmpty()) {
      throw new IllegalArgumentException(
          "the envelope is signed, and signatures do not cover another manifest");
    }
    ManifestOutline whole = ManifestOutline.of(envelope);
    Set<SuitManifestLabel> severed = EnumSet.noneOf(SuitManifestLabel.class);
    for (SuitManifestLabel member : envelope.unverifiedManifest().labels()) {
      if (member.isSeverable() && envelope.unverifiedManifest().severedDigest(member).isPresent()) {
        severed.add(member);
      }
    }
    severed.addAll(members);
    SuitEnvelopeBuilder builder = SuitEnvelope.builder(whole.manifest());
    envelope.unverifiedAuthentication().digest().algorithm().ifPresent(builder::digestAlgorithm);
    if (!envelope.isTagged()) {
      builder.untagged();
    }
    builder.sever(severed.toArray(SuitManifestLabel[]::new));
    envelope.unverifiedIntegratedPayloads().forEach(builder::integratedPayload);
    envelope.unverifiedOthers().forEach(builder::other);
    return builder.build();
  }

  /**
   * A severed member as it lies in an envelope.
   *
   * @param envelope the envelope
   * @param member a severable member
   * @return the content of its byte string, not verified; empty if the envelope does not have it
   */
  public static Optional<Bytes> severedMember(SuitEnvelope envelope, SuitManifestLabel member) {
    Bytes item = envelope.unverifiedSeveredMembers().get(member);
    try {
      return item == null
          ? Optional.empty()
          : Optional.of(new CborReader(item, DecodeOptions.largest()).readBytes());
    } catch (DecodeException e) {
      throw new IllegalStateException("a decoded envelope has byte strings", e);
    }
  }

  /**
   * Puts a severed member into an envelope.
   *
   * @param envelope the envelope
   * @param member a severable member
   * @param content the content of its byte string
   * @return the changed envelope
   * @throws DecodeException if the manifest or the member is malformed
   * @throws VerificationException if the member does not have the digest that the manifest names
   * @throws IllegalArgumentException if the manifest has no digest for the member
   */
  public static SuitEnvelope attach(SuitEnvelope envelope, SuitManifestLabel member, Bytes content)
      throws DecodeException, VerificationException {
    SuitDigest digest =
        envelope
            .unverifiedManifest()
            .severedDigest(member)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the manifest has no digest of " + member.cddlName()));
    Bytes item = new CborWriter().writeBytes(content).toBytes();
    digest.verify(item);
    return change(envelope, new CborWriter().writeLong(member.label()).toBytes(), item);
  }

  /**
   * Puts a payload into an envelope, in place of one with the same key.
   *
   * @param envelope the envelope
   * @param key the key of the payload, which is its URI
   * @param payload the payload
   * @return the changed envelope
   * @throws DecodeException if the envelope becomes larger than the limits of decoding
   */
  public static SuitEnvelope attach(SuitEnvelope envelope, String key, Bytes payload)
      throws DecodeException {
    return change(
        envelope,
        new CborWriter().writeText(key).toBytes(),
        new CborWriter().writeBytes(payload).toBytes());
  }

  /**
   * The envelope without a payload.
   *
   * @param envelope the envelope
   * @param key the key of the payload
   * @return the changed envelope
   */
  public static SuitEnvelope without(SuitEnvelope envelope, String key) {
    try {
      return change(envelope, new CborWriter().writeText(key).toBytes(), null);
    } catch (DecodeException e) {
      throw new IllegalStateException("a smaller envelope is an envelope", e);
    }
  }

  /** Sets or removes one member of the envelope; the others are written as they are. */
  private static SuitEnvelope change(SuitEnvelope envelope, Bytes key, @Nullable Bytes value)
      throws DecodeException {
    Map<Bytes, Bytes> members = new LinkedHashMap<>();
    CborReader reader =
        new CborReader(envelope.withTag(false).encode().toBytes(), DecodeOptions.largest());
    reader.enterMap();
    while (reader.hasNext()) {
      members.put(reader.readEncodedItem(), reader.readEncodedItem());
    }
    if (value == null) {
      members.remove(key);
    } else {
      members.put(key, value);
    }
    CborWriter writer = new CborWriter();
    if (envelope.isTagged()) {
      writer.writeTag(SuitEnvelope.TAG);
    }
    writer.beginMap();
    for (Map.Entry<Bytes, Bytes> member : members.entrySet()) {
      CborReader label = new CborReader(member.getKey());
      if (label.peekType() == CborType.TEXT_STRING) {
        writer.writeText(label.readText());
      } else {
        writer.writeLong(label.readLong());
      }
      writer.writeEncodedItem(member.getValue());
    }
    return SuitEnvelope.decode(
        writer.endMap().toBytes(), SuitDecodeOptions.defaults().withCodec(DecodeOptions.largest()));
  }
}
