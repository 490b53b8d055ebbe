package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Shape;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseShapes;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitShapes;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.RuleViolation;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepShapes;
import org.teep4j.teep.Update;
import org.teep4j.vectors.ContentKind;

/**
 * What bytes say, without a key and so without trust: decoded as far as they can be, layer by
 * layer. Every problem is kept, so that one does not hide the others.
 */
final class Inspection {
  /** Beyond this a printout helps nobody, and takes memory. */
  private static final int MOST_ITEMS = 100_000;

  private static final int MOST_BYTES_SHOWN = 512;

  private final Bytes bytes;
  private final Dialect dialect;
  private final ContentKind kind;
  private final List<RuleViolation> violations = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private String title;
  private @Nullable Refusal refusal;
  private @Nullable CoseStructure cose;

  /**
   * Looks at bytes.
   *
   * @param bytes the bytes
   * @param demanded what they must be, if anything is demanded
   * @param dialect the numbering of TEEP messages
   */
  Inspection(Bytes bytes, Optional<Kind> demanded, Dialect dialect) {
    this.bytes = bytes;
    this.dialect = dialect;
    ContentKind found = ContentKind.of(bytes);
    this.kind = demanded.map(kind -> kind.resolve(found)).orElse(found);
    this.title =
        switch (kind) {
          case TEEP_MESSAGE -> "TEEP message";
          case SIGNED_TEEP_MESSAGE -> "TEEP message in COSE";
          case COSE -> "COSE object";
          case SUIT_ENVELOPE -> "SUIT envelope";
          case CBOR -> "CBOR item";
        };
    decode();
  }

  ContentKind kind() {
    return kind;
  }

  /** What the bytes are, in a few words. */
  String title() {
    return title;
  }

  Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  List<RuleViolation> violations() {
    return violations;
  }

  /** What else a person should know. */
  List<String> remarks() {
    return remarks;
  }

  Bytes bytes() {
    return bytes;
  }

  Dialect dialect() {
    return dialect;
  }

  boolean isTeep() {
    return kind == ContentKind.TEEP_MESSAGE || kind == ContentKind.SIGNED_TEEP_MESSAGE;
  }

  private void decode() {
    try {
      CborReader reader = new CborReader(bytes, DecodeOptions.defaults().withMaxItems(MOST_ITEMS));
      reader.skip();
      reader.expectEnd();
      switch (kind) {
        case TEEP_MESSAGE -> message(bytes, 0);
        case SIGNED_TEEP_MESSAGE -> signedMessage();
        case COSE -> cose();
        case SUIT_ENVELOPE -> envelope(bytes, 0, "");
        case CBOR -> {
          // Nothing more is asked of it.
        }
      }
    } catch (DecodeException refused) {
      refuse(refused);
    }
  }

  private void refuse(DecodeException refused) {
    if (refusal == null) {
      refusal = Refusal.of(refused);
    } else {
      remarks.add("also " + Refusal.of(refused).line());
    }
  }

  // Layers.

  private void message(Bytes payload, int start) {
    try {
      TeepMessage message = TeepMessage.decodeUnverified(payload, dialect);
      title = title.replace("message", message.type().messageName());
      violations.addAll(message.violations());
      if (message instanceof Update update) {
        List<Bytes> manifests = update.manifestList();
        for (int i = 0; i < manifests.size(); i++) {
          Bytes manifest = manifests.get(i);
          int at = start + payload.indexOfSlice(manifest);
          envelope(manifest, at, "Update/manifest-list[" + i + "]/");
        }
      }
    } catch (DecodeException refused) {
      refuse(refused.shifted(start));
      hint(payload);
    }
  }

  /** A message of another dialect is easily taken for a malformed one. */
  private void hint(Bytes payload) {
    for (Dialect other : Dialect.values()) {
      if (other != dialect) {
        try {
          TeepMessage.decodeUnverified(payload, other);
          remarks.add("It is a TEEP message in the dialect " + other + ": try --dialect " + other);
        } catch (DecodeException refused) {
          // Nor is it one of these.
        }
      }
    }
  }

  private void signedMessage() throws DecodeException {
    CoseSignedMessage signed = CoseSignedMessage.decode(bytes);
    if (signed.isDetached()) {
      remarks.add("The payload is detached, so there is no message to be seen.");
      return;
    }
    Bytes payload = signed.unverifiedPayload();
    message(payload, bytes.indexOfSlice(payload));
  }

  private void cose() throws DecodeException {
    cose = CoseStructure.of(bytes);
    switch (cose) {
      case COSE_SIGN1, COSE_SIGN -> CoseSignedMessage.decode(bytes);
      case COSE_MAC0 -> CoseMac0.decode(bytes);
      case COSE_MAC -> CoseMac.decode(bytes);
      case COSE_ENCRYPT0 -> CoseEncrypt0.decode(bytes);
      case COSE_ENCRYPT -> CoseEncrypt.decode(bytes);
    }
    title = cose.toString();
  }

  private void envelope(Bytes envelope, int start, String path) {
    try {
      SuitEnvelope decoded = SuitEnvelope.decode(envelope);
      decoded.unverifiedManifest();
      if (decoded.authentication().blocks().isEmpty()) {
        remarks.add(path + "suit-authentication-wrapper has a digest and no signature or MAC.");
      }
    } catch (DecodeException refused) {
      DecodeException located = refused.shifted(start);
      refuse(path.isEmpty() ? located : located.in(path.substring(0, path.length() - 1)));
    }
  }

  // Printing.

  /** The notation with names; absent if the bytes are not one well-formed item. */
  Optional<String> notation(int lineWidth) {
    try {
      CborReader reader = new CborReader(bytes, DecodeOptions.defaults().withMaxItems(MOST_ITEMS));
      reader.skip();
      reader.expectEnd();
      EdnPrintOptions options =
          EdnPrintOptions.pretty().withLineWidth(lineWidth).withMaxBytesShown(MOST_BYTES_SHOWN);
      if (refusal != null && refusal.offset().isPresent()) {
        options = options.withNote(refusal.offset().getAsLong(), "HERE: " + refusal.reason());
      }
      return Optional.of(Edn.print(bytes, shape(), options));
    } catch (DecodeException refused) {
      return Optional.empty();
    }
  }

  private Shape shape() {
    Shape message = TeepShapes.message(dialect);
    return switch (kind) {
      case TEEP_MESSAGE -> message;
      case SIGNED_TEEP_MESSAGE -> CoseShapes.message(Shape.wrapped(message));
      case COSE -> cose == null ? CoseShapes.message(Shape.quoted()) : shape(cose);
      case SUIT_ENVELOPE -> SuitShapes.envelope();
      case CBOR -> Shape.any();
    };
  }

  private static Shape shape(CoseStructure structure) {
    return switch (structure) {
      case COSE_SIGN1 -> CoseShapes.sign1(Shape.quoted());
      case COSE_SIGN -> CoseShapes.sign(Shape.quoted());
      case COSE_MAC0 -> CoseShapes.mac0(Shape.quoted());
      case COSE_MAC -> CoseShapes.mac(Shape.quoted());
      case COSE_ENCRYPT0 -> CoseShapes.encrypt0();
      case COSE_ENCRYPT -> CoseShapes.encrypt();
    };
  }
}
