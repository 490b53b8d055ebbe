package org.teep4j.teep;

import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SystemPropertyClaims;

/** Values of the SUIT module that TEEP messages carry. */
final class SuitValues {

  private SuitValues() {}

  static SuitCoseProfile profile(long digest, long auth, long exchange, long encryption) {
    return new SuitCoseProfile(digest, auth, exchange, encryption);
  }

  static SuitComponentIdentifier componentId(Bytes... segments) {
    return new SuitComponentIdentifier(List.of(segments));
  }

  /** Claims about a component of one segment: its identifier and its image digest. */
  static SystemPropertyClaims claims(Bytes segment, Bytes imageDigest) {
    CborWriter writer = new CborWriter();
    writer.beginMap();
    writer.writeLong(0).beginArray().writeBytes(segment).endArray();
    writer.writeLong(3).writeBytes(imageDigest);
    writer.endMap();
    try {
      return SystemPropertyClaims.read(new CborReader(writer.toBytes()));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  /** An envelope of the least that an envelope has, around a payload. */
  static Bytes envelope(Bytes payload) {
    CborWriter writer = new CborWriter();
    writer.beginMap().writeLong(2).beginWrapped().beginArray().beginWrapped().beginArray();
    writer.writeLong(-16).writeBytes(Bytes.empty()).endArray().endWrapped();
    writer.endArray().endWrapped();
    writer.writeLong(3).writeBytes(Bytes.empty());
    return writer.writeText("#p").writeBytes(payload).endMap().toBytes();
  }
}
