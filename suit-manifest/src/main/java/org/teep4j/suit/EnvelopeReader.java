package org.teep4j.suit;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.suit.SuitEnvelope.Label;
import org.teep4j.suit.internal.Items;

/** Reads {@code SUIT_Envelope} and leaves the manifest and the severed members encoded. */
final class EnvelopeReader {

  /** Severable members with labels that only drafts before -18 used. */
  private static final Map<Long, String> BEFORE_DRAFT_18 =
      Map.of(8L, "suit-payload-fetch", 9L, "suit-install", 13L, "suit-text");

  private final Bytes input;
  private final SuitDecodeOptions options;
  private final CborReader reader;
  private @Nullable SuitAuthentication authentication;
  private @Nullable Bytes manifestItem;
  private boolean manifestCameFirst;
  private Map<SuitManifestLabel, Bytes> severedItems = Map.of();
  private Map<String, Bytes> integratedPayloads = Map.of();
  private Map<Long, Bytes> others = Map.of();

  EnvelopeReader(Bytes input, SuitDecodeOptions options) throws DecodeException {
    this.input = input;
    this.options = options;
    this.reader = new CborReader(input, options.codec());
  }

  SuitEnvelope read() throws DecodeException {
    boolean tagged = reader.tryReadTag(SuitEnvelope.TAG);
    reader.enterMap();
    while (reader.hasNext()) {
      if (reader.peekType() == CborType.TEXT_STRING) {
        readPayload();
      } else {
        readMember();
      }
    }
    reader.exitMap();
    reader.expectEnd();
    SuitAuthentication wrapper = required(authentication, Label.AUTHENTICATION_WRAPPER);
    Bytes manifest = required(manifestItem, Label.MANIFEST);
    if (manifestCameFirst) {
      throw new DecodeException(
          Reason.KEY_ORDER, 0, "suit-authentication-wrapper must come before suit-manifest");
    }
    return new SuitEnvelope(
        tagged, wrapper, manifest, severedItems, integratedPayloads, others, options, input);
  }

  private static <T> T required(@Nullable T value, Label label) throws DecodeException {
    if (value == null) {
      throw new DecodeException(
          Reason.MISSING_ELEMENT, 0, "the envelope has no " + label.cddlName());
    }
    return value;
  }

  private void readPayload() throws DecodeException {
    String key = reader.readText();
    try {
      integratedPayloads = Items.with(integratedPayloads, key, reader.readBytes());
    } catch (DecodeException e) {
      throw e.in("integrated-payload");
    }
  }

  private void readMember() throws DecodeException {
    long at = reader.offset();
    long number = reader.readLong();
    if (number == Label.AUTHENTICATION_WRAPPER.label()) {
      try {
        reader.enterWrapped();
        authentication = SuitAuthentication.read(reader);
        reader.exitWrapped();
      } catch (DecodeException e) {
        throw e.in(Label.AUTHENTICATION_WRAPPER.shortName());
      }
    } else if (number == Label.MANIFEST.label()) {
      manifestCameFirst = authentication == null;
      manifestItem = readByteString(Label.MANIFEST);
    } else {
      SuitManifestLabel member = severable(number, at);
      if (member == null) {
        others = Items.with(others, number, reader.readEncodedItem());
      } else {
        if (severedItems.containsKey(member)) {
          throw new DecodeException(
              Reason.DUPLICATE_KEY, at, "the envelope has " + member.cddlName() + " twice");
        }
        severedItems =
            severedItems.isEmpty() ? new EnumMap<>(SuitManifestLabel.class) : severedItems;
        severedItems.put(member, readByteString(member));
      }
    }
  }

  private @Nullable SuitManifestLabel severable(long number, long at) throws DecodeException {
    SuitManifestLabel member = SuitManifestLabel.find(number);
    if (member != null && member.isSeverable()) {
      return member;
    }
    if (number == SuitManifestLabel.OBSOLETE_INSTALL && options.readsInstallAt17()) {
      return SuitManifestLabel.INSTALL;
    }
    String obsolete = obsolete(number);
    if (obsolete != null) {
      throw new DecodeException(Reason.OBSOLETE_DRAFT, at, obsolete);
    }
    return null;
  }

  /** The fault of a member's label that only old drafts used, or null for any other label. */
  static @Nullable String obsolete(long number) {
    String former = BEFORE_DRAFT_18.get(number);
    if (former != null) {
      return ManifestReader.obsolete(number, former, 18);
    }
    return number == SuitManifestLabel.OBSOLETE_INSTALL ? ManifestReader.obsolete(number) : null;
  }

  /** Reads a byte string, head included, without decoding its content. */
  private Bytes readByteString(SuitLabel member) throws DecodeException {
    CborType type = reader.peekType();
    if (type != CborType.BYTE_STRING) {
      throw reader
          .error(Reason.UNEXPECTED_TYPE, "expected byte string, found " + type)
          .in(member.shortName());
    }
    return reader.readEncodedItem();
  }
}
