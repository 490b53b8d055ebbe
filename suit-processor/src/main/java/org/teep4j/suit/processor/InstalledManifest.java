package org.teep4j.suit.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitVersion;

/**
 * What a device remembers of a manifest that it has installed.
 *
 * <pre>{@code
 * manifest = [ id : SUIT_Component_Identifier / nil, sequence-number : uint,
 *              version : [ + int ] / nil, digest : SUIT_Digest,
 *              references : [ * SUIT_Component_Identifier ] ]
 * }</pre>
 *
 * @param id where the manifest is stored: {@code suit-manifest-component-id} of a root, the
 *     component of a dependency; empty for a root without an identifier
 * @param sequenceNumber its sequence number, below which no manifest with this identifier is
 *     accepted
 * @param version {@code suit-set-version}
 * @param digest its digest
 * @param references the components that it needs: nobody else may change them, and they are removed
 *     when no manifest refers to them any more (draft-ietf-suit-trust-domains, Section 5.6.5)
 */
public record InstalledManifest(
    Optional<SuitComponentIdentifier> id,
    Uint sequenceNumber,
    Optional<SuitVersion> version,
    SuitDigest digest,
    Set<SuitComponentIdentifier> references)
    implements CborEncodable {

  /**
   * Copies the set.
   *
   * @param id where the manifest is stored
   * @param sequenceNumber its sequence number
   * @param version its version
   * @param digest its digest
   * @param references the components that it needs
   */
  public InstalledManifest {
    references = Set.copyOf(references);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray();
    if (id.isPresent()) {
      writer.write(id.get());
    } else {
      writer.writeNull();
    }
    writer.write(sequenceNumber);
    if (version.isPresent()) {
      writer.write(version.get());
    } else {
      writer.writeNull();
    }
    writer.write(digest).beginArray();
    references.stream().sorted().forEach(writer::write);
    writer.endArray().endArray();
  }

  /**
   * Reads what a device remembers of a manifest, for registries.
   *
   * @param reader positioned at the value; afterwards positioned after it
   * @return the value
   * @throws DecodeException if the next item is not such a value
   */
  public static InstalledManifest read(CborReader reader) throws DecodeException {
    reader.enterArray(5);
    Optional<SuitComponentIdentifier> id =
        reader.tryReadNull() ? Optional.empty() : Optional.of(SuitComponentIdentifier.read(reader));
    Uint sequenceNumber = Uint.read(reader);
    Optional<SuitVersion> version =
        reader.tryReadNull() ? Optional.empty() : Optional.of(readVersion(reader));
    SuitDigest digest = SuitDigest.read(reader);
    Set<SuitComponentIdentifier> references = new HashSet<>();
    reader.enterArray();
    while (reader.hasNext()) {
      references.add(SuitComponentIdentifier.read(reader));
    }
    reader.exitArray();
    reader.exitArray();
    return new InstalledManifest(id, sequenceNumber, version, digest, references);
  }

  private static SuitVersion readVersion(CborReader reader) throws DecodeException {
    List<Long> numbers = new ArrayList<>();
    long at = reader.offset();
    reader.enterArray();
    while (reader.hasNext()) {
      numbers.add(reader.readLong());
    }
    reader.exitArray();
    if (numbers.isEmpty()) {
      throw new DecodeException(Reason.WRONG_LENGTH, at, "a version has a number");
    }
    return new SuitVersion(numbers);
  }
}
