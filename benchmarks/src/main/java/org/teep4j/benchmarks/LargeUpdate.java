package org.teep4j.benchmarks;

import java.util.List;
import org.openjdk.jmh.annotations.Param;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;

/**
 * An Update whose SUIT envelope carries a large payload: the published envelope {@code
 * suit_integrated} with another payload in it. Its digests do not fit any more, which nobody checks
 * here.
 */
public abstract class LargeUpdate extends Defaults {

  /** Size of the integrated payload in MiB. */
  @Param({"1", "64"})
  public int payloadMiB = 1;

  /** Makes the message. */
  final byte[] message() throws DecodeException {
    byte[] payload = new byte[payloadMiB << 20];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) (i >>> 12);
    }
    Bytes envelope = envelopeAround(Bytes.wrap(payload));
    TeepMessage small =
        TeepMessage.decodeUnverified(Inputs.published("teep-26", "update"), Dialect.RFC);
    Update.Builder update = Update.builder();
    small.token().ifPresent(update::token);
    return update.manifestList(List.of(envelope)).build().toByteArray(Dialect.RFC);
  }

  private static Bytes envelopeAround(Bytes payload) throws DecodeException {
    CborReader reader = new CborReader(Inputs.published("teep-26", "suit_integrated"));
    CborWriter writer = new CborWriter();
    reader.enterMap();
    writer.beginMap();
    while (reader.hasNext()) {
      boolean isPayload = reader.peekType() == CborType.TEXT_STRING;
      writer.writeEncodedItem(reader.readEncodedItem());
      Bytes value = reader.readEncodedItem();
      if (isPayload) {
        writer.writeBytes(payload);
      } else {
        writer.writeEncodedItem(value);
      }
    }
    reader.exitMap();
    return writer.endMap().toBytes();
  }
}
