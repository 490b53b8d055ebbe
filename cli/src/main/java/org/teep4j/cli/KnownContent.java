package org.teep4j.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Shape;
import org.teep4j.codec.Strictness;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.CoseShapes;
import org.teep4j.eat.EatShapes;
import org.teep4j.suit.SuitShapes;
import org.teep4j.teep.ContentKind;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepShapes;

/**
 * The shapes of what no document around it describes: tags that say what they hold, and byte
 * strings that hold something known.
 */
final class KnownContent {
  /** {@code Encoded CBOR data item} (RFC 8949, Section 3.4.5.1). */
  static final long ENCODED = 24;

  /** {@code Self-Described CBOR} (RFC 8949, Section 3.4.6). */
  static final long SELF_DESCRIBED = CborReader.SELF_DESCRIBED;

  private static final int DER_SEQUENCE = 0x30;

  /** The sizes of nonces, digests, keys and signatures in bytes. */
  private static final Set<Integer> RANDOM_SIZES = Set.of(8, 12, 16, 20, 24, 32, 48, 56, 64, 96);

  /** What nobody would wrap by chance: an item that no other encoding would be shorter than. */
  private static final DecodeOptions STRICTEST =
      DecodeOptions.largest().withStrictness(Strictness.CORE_DETERMINISTIC).withMaxDepth(64);

  private final Dialect dialect;
  private final Shape payload = Shape.bytesBy(this::payload);
  private final Shape tags;

  KnownContent(Dialect dialect) {
    this.dialect = dialect;
    this.tags = tags();
  }

  /** The shape of every item that has no other. */
  Shape anywhere() {
    return tags.or(Shape.bytesBy(this::string));
  }

  /** The payload of a COSE message. */
  Shape payload() {
    return payload;
  }

  private Shape tags() {
    Shape all = Shape.tagged(SELF_DESCRIBED, Shape.any("self-described CBOR"));
    for (CoseMessageType type : CoseMessageType.values()) {
      Shape message = CoseShapes.message(type, payload);
      all = all.or(Shape.tagged(type.tag(), message.named(type.cddlName())));
    }
    return all.or(Shape.tagged(ENCODED, Shape.bytesBy(this::encoded).named("encoded CBOR")))
        .or(SuitShapes.envelope().onlyTagged())
        .or(SuitShapes.manifest().onlyTagged())
        .or(EatShapes.token().onlyTagged())
        .or(corim());
  }

  /** Concise reference integrity manifests (draft-ietf-rats-corim), as far as names go. */
  private static Shape corim() {
    Map<Long, Shape> members = new HashMap<>();
    String[] names = {"id", "tags", "dependent-rims", "profile", "rim-validity", "entities"};
    for (int i = 0; i < names.length; i++) {
      members.put((long) i, Shape.any(names[i]));
    }
    Shape comid =
        Shape.map(
            Map.of(
                0L, Shape.any("language"),
                1L, Shape.any("tag-identity"),
                2L, Shape.any("entities"),
                3L, Shape.any("linked-tags"),
                4L, Shape.any("triples")));
    return Shape.tagged(501, Shape.map(members).named("tagged-unsigned-corim-map"))
        .or(Shape.tagged(505, Shape.wrapped(Shape.any()).named("tagged-concise-swid-tag")))
        .or(Shape.tagged(506, Shape.wrapped(comid).named("tagged-concise-mid-tag")))
        .or(Shape.tagged(508, Shape.wrapped(Shape.any()).named("tagged-concise-tl-tag")));
  }

  /** The shape of one item by what it looks like. */
  private Shape item(Bytes item) {
    return switch (ContentKind.of(item)) {
      case TEEP_MESSAGE -> isMessage(item) ? TeepShapes.message(dialect) : Shape.any();
      case SIGNED_TEEP_MESSAGE -> TeepShapes.signedMessage(dialect);
      case COSE_MESSAGE -> CoseShapes.message(payload);
      case SUIT_ENVELOPE -> SuitShapes.envelope();
      case COSE_KEY -> CoseShapes.key();
      case COSE_KEY_SET -> CoseShapes.keySet();
      case CBOR -> Shape.any();
    };
  }

  private Shape encoded(Bytes content) {
    return Shape.wrapped(item(content));
  }

  /** Arrays that begin like a message are not rare, so this one must be one to its end. */
  private boolean isMessage(Bytes item) {
    try {
      TeepMessage.decodeUnverified(item, dialect);
      return true;
    } catch (DecodeException other) {
      return false;
    }
  }

  /** A payload is opened if it is one array, map or tag, whatever its encoding. */
  private Shape payload(Bytes content) {
    return isStructure(content, DecodeOptions.defaults())
        ? encoded(content)
        : isDer(content) ? CoseShapes.certificate() : Shape.quoted();
  }

  /** Any other string is opened if hardly any other bytes would look like that. */
  private Shape string(Bytes content) {
    return isDer(content)
        ? CoseShapes.certificate()
        : !hasSizeOfRandom(content) && isStructure(content, STRICTEST)
            ? encoded(content)
            : Shape.any();
  }

  /** One in 6,000 digests, keys and signatures looks like a structure all the same. */
  private static boolean hasSizeOfRandom(Bytes content) {
    return RANDOM_SIZES.contains(content.length());
  }

  private static boolean isDer(Bytes content) {
    return content.length() > 1 && content.unsignedByteAt(0) == DER_SEQUENCE;
  }

  private static boolean isStructure(Bytes content, DecodeOptions options) {
    if (content.length() < 2) {
      return false;
    }
    try {
      CborReader reader = new CborReader(content, options);
      CborType type = reader.peekType();
      if (type != CborType.ARRAY && type != CborType.MAP && type != CborType.TAG) {
        return false;
      }
      reader.skip();
      reader.expectEnd();
      return true;
    } catch (DecodeException other) {
      return false;
    }
  }
}
