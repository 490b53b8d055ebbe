package org.teep4j.teep;

import static org.teep4j.teep.TeepLabel.COMPONENT_ID;
import static org.teep4j.teep.TeepLabel.HAVE_BINARY;
import static org.teep4j.teep.TeepLabel.TC_MANIFEST_SEQUENCE_NUMBER;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;

/**
 * A Trusted Component that an Agent requests ({@code requested-tc-info}, Section 4.3).
 *
 * <pre>{@code
 * requested-tc-info = {
 *   component-id => SUIT_Component_Identifier,
 *   ? tc-manifest-sequence-number => uint,
 *   ? have-binary => bool
 * }
 * }</pre>
 *
 * @param componentId the identifier of the component
 * @param tcManifestSequenceNumber the lowest acceptable sequence number of its manifest; empty
 *     accepts any number
 * @param haveBinary true if the Agent has the binary and needs only the manifest, which requires a
 *     sequence number (see {@link TeepRule#HAVE_BINARY_NEEDS_SEQUENCE_NUMBER}); empty means false
 */
public record RequestedTcInfo(
    SuitComponentIdentifier componentId,
    Optional<Uint> tcManifestSequenceNumber,
    Optional<Boolean> haveBinary) {

  /** Checks that no component is null. */
  public RequestedTcInfo {
    Objects.requireNonNull(componentId);
    Objects.requireNonNull(tcManifestSequenceNumber);
    Objects.requireNonNull(haveBinary);
  }

  /**
   * A request for any version of a component whose binary the Agent does not have.
   *
   * @param componentId the identifier of the component
   * @return the request
   */
  public static RequestedTcInfo of(SuitComponentIdentifier componentId) {
    return new RequestedTcInfo(componentId, Optional.empty(), Optional.empty());
  }

  void encodeTo(CborWriter writer, Dialect dialect) {
    writer.beginMap().writeLong(COMPONENT_ID.number(dialect)).write(componentId);
    if (tcManifestSequenceNumber.isPresent()) {
      writer
          .writeLong(TC_MANIFEST_SEQUENCE_NUMBER.number(dialect))
          .write(tcManifestSequenceNumber.get());
    }
    if (haveBinary.isPresent()) {
      writer.writeLong(HAVE_BINARY.number(dialect)).writeBoolean(haveBinary.get());
    }
    writer.endMap();
  }

  static RequestedTcInfo read(CborReader reader, Dialect dialect) throws DecodeException {
    SuitComponentIdentifier componentId = null;
    Optional<Uint> sequenceNumber = Optional.empty();
    Optional<Boolean> haveBinary = Optional.empty();
    long start = reader.offset();
    reader.enterMap();
    while (reader.hasNext()) {
      TeepLabel label = readLabel(reader, dialect);
      try {
        switch (label) {
          case COMPONENT_ID -> componentId = SuitComponentIdentifier.read(reader);
          case TC_MANIFEST_SEQUENCE_NUMBER -> sequenceNumber = Optional.of(Uint.read(reader));
          default -> haveBinary = Optional.of(reader.readBoolean());
        }
      } catch (DecodeException e) {
        throw e.in(label.cddlName());
      }
    }
    reader.exitMap();
    return new RequestedTcInfo(required(componentId, start), sequenceNumber, haveBinary);
  }

  private static SuitComponentIdentifier required(
      @Nullable SuitComponentIdentifier componentId, long start) throws DecodeException {
    if (componentId == null) {
      throw new DecodeException(Reason.MISSING_ELEMENT, start, "component-id is missing");
    }
    return componentId;
  }

  /**
   * Reads a key of the map. Unknown labels are refused, because the CDDL has no extension point in
   * this map.
   */
  private static TeepLabel readLabel(CborReader reader, Dialect dialect) throws DecodeException {
    long start = reader.offset();
    long number = reader.readLong();
    TeepLabel label = TeepLabel.TABLE.row(number, dialect);
    if (label == COMPONENT_ID || label == TC_MANIFEST_SEQUENCE_NUMBER || label == HAVE_BINARY) {
      return label;
    }
    throw new DecodeException(
        Reason.UNEXPECTED_ELEMENT,
        start,
        "label " + number + " is not defined for requested-tc-info");
  }
}
