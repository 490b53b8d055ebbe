package org.teep4j.suit.author;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitDecodeOptions;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitSeverable;
import org.teep4j.suit.SuitStep;

/**
 * A manifest with the severed members that the envelope carries, and the places of its commands.
 * For people who look at a manifest; nothing is verified.
 *
 * @param manifest the manifest
 * @param shared the shared sequence; empty if there is none
 * @param sections the sections that are there
 * @param missing the sections of which there is only a digest
 */
public record ManifestOutline(
    SuitManifest manifest,
    List<SuitStep> shared,
    Map<SuitManifestLabel, List<SuitStep>> sections,
    Set<SuitManifestLabel> missing) {

  /**
   * Copies the collections.
   *
   * @param manifest the manifest
   * @param shared the shared sequence; empty if there is none
   * @param sections the sections that are there
   * @param missing the sections of which there is only a digest
   */
  public ManifestOutline {
    shared = List.copyOf(shared);
    sections = Collections.unmodifiableMap(sections);
    missing = Set.copyOf(missing);
  }

  /**
   * Reads an envelope. Nothing is verified.
   *
   * @param envelope the envelope
   * @return the manifest and the places of its commands
   * @throws DecodeException if the manifest is malformed. Severed members that are malformed are
   *     treated as missing
   */
  public static ManifestOutline of(SuitEnvelope envelope) throws DecodeException {
    SuitManifest signed = envelope.unverifiedManifest();
    Map<SuitManifestLabel, Bytes> severed = envelope.unverifiedSeveredMembers();
    if (!severed.isEmpty()) {
      Bytes whole = unsevered(content(envelope.unverifiedEncodedManifest()), severed);
      try {
        return of(
            SuitManifest.decodeUnverified(
                whole, SuitDecodeOptions.defaults().withCodec(DecodeOptions.largest())));
      } catch (DecodeException malformed) {
        // SuitEnvelope.violations reports it.
      }
    }
    return of(signed);
  }

  private static Bytes content(Bytes byteString) throws DecodeException {
    return new CborReader(byteString, DecodeOptions.largest()).readBytes();
  }

  /** The encoded manifest with the severed members in the place of their digests. */
  private static Bytes unsevered(Bytes manifest, Map<SuitManifestLabel, Bytes> severed)
      throws DecodeException {
    CborReader reader = new CborReader(manifest, DecodeOptions.largest());
    CborWriter writer = new CborWriter().beginMap();
    reader.tryReadTag(SuitManifest.TAG);
    reader.enterMap();
    while (reader.hasNext()) {
      long label = reader.readLong();
      Bytes value = reader.readEncodedItem();
      writer
          .writeLong(label)
          .writeEncodedItem(
              SuitManifestLabel.fromLabel(label)
                  .filter(severed::containsKey)
                  .map(severed::get)
                  .orElse(value));
    }
    return writer.endMap().toBytes();
  }

  private static ManifestOutline of(SuitManifest manifest) {
    Map<SuitManifestLabel, List<SuitStep>> sections = new EnumMap<>(SuitManifestLabel.class);
    Set<SuitManifestLabel> missing = new HashSet<>();
    for (SuitManifestLabel label : SuitManifestLabel.values()) {
      if (!label.isSequence() || manifest.sequence(label).isEmpty()) {
        continue;
      }
      if (manifest.sequence(label).get()
          instanceof SuitSeverable.Whole<SuitCommandSequence> whole) {
        sections.put(label, whole.content().steps());
      } else {
        missing.add(label);
      }
    }
    List<SuitStep> shared =
        manifest.common().sharedSequence().map(SuitCommandSequence::steps).orElse(List.of());
    return new ManifestOutline(manifest, shared, sections, missing);
  }

  /**
   * The number of components and dependencies.
   *
   * @return one more than the greatest component index
   */
  public long count() {
    SuitCommon common = manifest.common();
    long highest = common.dependencies().isEmpty() ? -1 : common.dependencies().lastKey();
    return Math.max(common.components().size(), highest + 1);
  }
}
