package org.teep4j.suit;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;
import org.teep4j.suit.internal.IndexCheck;
import org.teep4j.suit.internal.Items;

/** Reads {@code SUIT_Manifest}, whose members may come in any order. */
final class ManifestReader {

  /**
   * Names of members with labels that only drafts before -18 used. Those drafts also used labels 8
   * and 9, which have another meaning today, so that their old use cannot be detected.
   */
  private static final Map<Long, String> BEFORE_DRAFT_18 =
      Map.of(10L, "suit-validate", 11L, "suit-load", 12L, "suit-run", 13L, "suit-text");

  private final CborReader reader;
  private final SuitDecodeOptions options;
  private final IndexCheck indexes = new IndexCheck();
  private final CommandReader commands;
  private final SuitManifest.Builder builder = new SuitManifest.Builder();
  private boolean hasVersion;
  private boolean hasSequenceNumber;
  private boolean hasCommon;

  private ManifestReader(CborReader reader, SuitDecodeOptions options) {
    this.reader = reader;
    this.options = options;
    this.commands = new CommandReader(reader, indexes, false, options);
  }

  /** Reads the byte string of an envelope that contains the manifest. */
  static SuitManifest read(Bytes item, SuitDecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(item, options.codec());
    reader.enterWrapped();
    SuitManifest manifest = read(reader, options);
    reader.exitWrapped();
    return manifest;
  }

  static SuitManifest read(CborReader reader, SuitDecodeOptions options) throws DecodeException {
    return new ManifestReader(reader, options).read();
  }

  private SuitManifest read() throws DecodeException {
    long at = reader.offset();
    builder.tagged(reader.tryReadTag(SuitManifest.TAG));
    reader.enterMap();
    while (reader.hasNext()) {
      readMember();
    }
    reader.exitMap();
    require(hasVersion, SuitManifestLabel.MANIFEST_VERSION, at);
    require(hasSequenceNumber, SuitManifestLabel.MANIFEST_SEQUENCE_NUMBER, at);
    require(hasCommon, SuitManifestLabel.COMMON, at);
    return builder.decoded();
  }

  private static void require(boolean present, SuitManifestLabel label, long at)
      throws DecodeException {
    if (!present) {
      throw new DecodeException(
          Reason.MISSING_ELEMENT, at, "the manifest has no " + label.cddlName());
    }
  }

  private void readMember() throws DecodeException {
    long at = reader.offset();
    long number = reader.readLong();
    SuitManifestLabel label = label(number, at, options);
    if (label == SuitManifestLabel.INSTALL && builder.hasInstall()) {
      throw new DecodeException(Reason.DUPLICATE_KEY, at, "suit-install has both labels 17 and 20");
    }
    try {
      if (label != null) {
        read(label);
      } else {
        builder.readOther(number, reader);
      }
    } catch (DecodeException e) {
      throw e.in(SuitManifestLabel.table().name(number));
    }
  }

  /** The member with a label, or null if no document defines it. Refuses labels of old drafts. */
  static @Nullable SuitManifestLabel label(long number, long at, SuitDecodeOptions options)
      throws DecodeException {
    SuitManifestLabel label = SuitManifestLabel.find(number);
    if (label != null) {
      return label;
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
    if (number == SuitManifestLabel.OBSOLETE_INSTALL) {
      return obsolete(number, "suit-install", 29);
    }
    String former = BEFORE_DRAFT_18.get(number);
    return former != null ? obsolete(number, former, 18) : null;
  }

  static String obsolete(long number, String name, int before) {
    return "label "
        + number
        + " was "
        + name
        + " in drafts of the manifest before -"
        + before
        + " and is no longer assigned";
  }

  private void read(SuitManifestLabel label) throws DecodeException {
    switch (label) {
      case MANIFEST_VERSION -> readVersion();
      case MANIFEST_SEQUENCE_NUMBER -> {
        builder.sequenceNumber(Uint.read(reader));
        hasSequenceNumber = true;
      }
      case COMMON -> {
        reader.enterWrapped();
        builder.common(SuitCommon.read(reader, indexes, options));
        reader.exitWrapped();
        hasCommon = true;
      }
      case REFERENCE_URI -> builder.referenceUri(reader.readText());
      case MANIFEST_COMPONENT_ID ->
          builder.manifestComponentId(SuitComponentIdentifier.read(reader));
      case SET_VERSION -> {
        reader.enterWrapped();
        builder.setVersion(SuitVersion.read(reader));
        reader.exitWrapped();
      }
      case VALIDATE, LOAD, INVOKE, UNINSTALL -> readContent(reader, label, commands, builder);
      case DEPENDENCY_RESOLUTION, PAYLOAD_FETCH, CANDIDATE_VERIFICATION, INSTALL, TEXT, COSWID ->
          readSeverable(label);
    }
  }

  private void readVersion() throws DecodeException {
    long at = reader.offset();
    long version = reader.readLong();
    if (version != SuitManifest.VERSION) {
      throw new DecodeException(
          Reason.VALUE_OUT_OF_RANGE, at, "only version 1 is defined, found " + version);
    }
    hasVersion = true;
  }

  private void readSeverable(SuitManifestLabel label) throws DecodeException {
    if (reader.peekType() == CborType.ARRAY) {
      builder.severed(label, SuitDigest.read(reader));
      return;
    }
    readContent(reader, label, commands, builder);
  }

  /** Reads the content of a section or severable member from its byte string. */
  static void readContent(
      CborReader reader, SuitManifestLabel label, CommandReader commands, SuitManifest.Builder to)
      throws DecodeException {
    switch (label) {
      case TEXT -> {
        reader.enterWrapped();
        to.text(SuitText.read(reader));
        reader.exitWrapped();
      }
      case COSWID -> to.coswid(Items.readWrappedItem(reader));
      default -> to.sequence(label, commands.readWrapped());
    }
  }
}
