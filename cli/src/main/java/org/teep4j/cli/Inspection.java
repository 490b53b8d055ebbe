package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.EdnListing;
import org.teep4j.codec.Shape;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeySet;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.CoseShapes;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.eat.EatShapes;
import org.teep4j.eat.EatViolation;
import org.teep4j.suit.SuitDecodeOptions;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitSeveredCheck;
import org.teep4j.suit.SuitShapes;
import org.teep4j.teep.ContentKind;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.RuleViolation;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepShapes;
import org.teep4j.teep.Update;

/**
 * Decodes bytes layer by layer, as far as possible. No key is used, so the result is not
 * trustworthy. All problems are collected, so that one does not hide the others.
 */
final class Inspection {
  /**
   * The maximum number of printed items. A longer printout would not help and would take memory.
   */
  static final int MOST_ITEMS = 100_000;

  private static final int MOST_BYTES_SHOWN = 512;

  /** The major type of tags. */
  private static final int TAG = 6;

  /** The head of {@link KnownContent#SELF_DESCRIBED} (RFC 8949, Section 3.4.6). */
  private static final Bytes SELF_DESCRIBED = Bytes.fromHex("d9d9f7");

  /**
   * The options of an inspection.
   *
   * @param demanded the required kind of the bytes, if the user gave one
   * @param dialect the numbering of TEEP messages
   * @param limits the decoding limits
   * @param strict whether harmless deviations are refused instead of reported as remarks
   * @param showsSecrets whether secret parameters of keys are printed
   * @param levels the number of levels that are printed
   * @param full whether long byte strings are printed to their end
   */
  record Options(
      Optional<Kind> demanded,
      Dialect dialect,
      DecodeOptions limits,
      boolean strict,
      boolean showsSecrets,
      int levels,
      boolean full) {
    /** These options with another number of levels. */
    Options withLevels(int value) {
      return new Options(demanded, dialect, limits, strict, showsSecrets, value, full);
    }

    /** The default options. */
    static Options defaults() {
      return new Options(
          Optional.empty(),
          Dialect.RFC,
          DecodeOptions.defaults().withMaxItems(MOST_ITEMS),
          false,
          false,
          Integer.MAX_VALUE,
          false);
    }
  }

  /**
   * Something to say about the bytes.
   *
   * @param text one or more sentences
   * @param offset where it is; absent if that is not known
   * @param element the element that it is about; may be empty
   */
  record Remark(String text, OptionalLong offset, String element) {
    static Remark of(String text) {
      return new Remark(text, OptionalLong.empty(), "");
    }
  }

  private final Bytes bytes;

  /** The input behind the tag that says that it is CBOR. */
  private final Bytes body;

  /** Where that is in the input. */
  private final int bodyStart;

  private final Options options;
  private final DecodeOptions reading;
  private final Dialect dialect;
  private final KnownContent known;
  private final ContentKind kind;
  private final boolean isKey;
  private final List<RuleViolation> violations = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private String title;
  private @Nullable Refusal refusal;
  private @Nullable CoseMessageType cose;
  private boolean hasMessage;
  private int items = 1;
  private boolean isToken;
  private List<Dialect> dialects = List.of();

  /** Inspects bytes. */
  Inspection(Bytes bytes, Options options) {
    this.bytes = bytes;
    this.options = options;
    this.dialect = options.dialect;
    this.known = new KnownContent(dialect);
    this.reading = options.strict ? options.limits : options.limits.withRemarks(this::remark);
    this.bodyStart = isSelfDescribed(bytes) ? SELF_DESCRIBED.length() : 0;
    this.body = bytes.slice(bodyStart);
    ContentKind found = ContentKind.of(body);
    this.isKey = found == ContentKind.COSE_KEY || found == ContentKind.COSE_KEY_SET;
    this.kind = options.demanded.map(kind -> kind.resolve(found)).orElse(found);
    this.title =
        switch (kind) {
          case TEEP_MESSAGE -> "TEEP message";
          case SIGNED_TEEP_MESSAGE -> "TEEP message in COSE";
          case COSE_MESSAGE -> "COSE message";
          case SUIT_ENVELOPE -> "SUIT envelope";
          case COSE_KEY -> "COSE_Key";
          case COSE_KEY_SET -> "COSE_KeySet";
          case CBOR -> "CBOR item";
        };
    decode();
  }

  ContentKind kind() {
    return kind;
  }

  /** A short description of the bytes. */
  String title() {
    return title;
  }

  Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  List<RuleViolation> violations() {
    return violations;
  }

  /** Whether there was a TEEP message to be held against the rules; not if it is detached. */
  boolean hasMessage() {
    return hasMessage;
  }

  /** Additional remarks for people. */
  List<String> remarks() {
    return remarks.stream().map(Remark::text).collect(Collectors.toList());
  }

  /** The same with their places. */
  List<Remark> remarksInPlace() {
    return remarks;
  }

  Bytes bytes() {
    return bytes;
  }

  Dialect dialect() {
    return dialect;
  }

  /** The dialects that the message could belong to. */
  List<Dialect> dialects() {
    return dialects;
  }

  boolean isTeep() {
    return kind == ContentKind.TEEP_MESSAGE || kind == ContentKind.SIGNED_TEEP_MESSAGE;
  }

  private static boolean isSelfDescribed(Bytes bytes) {
    int length = SELF_DESCRIBED.length();
    return bytes.length() >= length && bytes.slice(0, length).equals(SELF_DESCRIBED);
  }

  private void decode() {
    try {
      CborReader reader = new CborReader(bytes, options.limits);
      reader.skip();
      if (reader.hasNext() && isSequenceAdmitted()) {
        restOfSequence(reader);
      }
      reader.expectEnd();
    } catch (DecodeException malformed) {
      refusal = Refusal.of(malformed, bytes);
      if (refusal.reason().equals(Refusal.NOT_CBOR)) {
        title = refusal.detail();
      }
      return;
    }
    if (items > 1) {
      title = "CBOR sequence of " + items + " items";
      return;
    }
    try {
      switch (kind) {
        case TEEP_MESSAGE -> message(body, bodyStart);
        case SIGNED_TEEP_MESSAGE -> signedMessage();
        case COSE_MESSAGE -> cose();
        case SUIT_ENVELOPE -> envelope(body, bodyStart, "");
        case COSE_KEY -> key();
        case COSE_KEY_SET -> keySet();
        case CBOR -> token();
      }
    } catch (DecodeException refused) {
      refuse(refused.shifted(bodyStart));
    }
  }

  /** Whether more than one item is no mistake: by demand, or if the first has no meaning. */
  private boolean isSequenceAdmitted() {
    return options
        .demanded
        .map(demanded -> demanded == Kind.SEQUENCE)
        .orElseGet(() -> isPlain() && Foreign.of(bytes).isEmpty());
  }

  private boolean isPlain() {
    return kind == ContentKind.CBOR && body.unsignedByteAt(0) >>> 5 != TAG;
  }

  private void restOfSequence(CborReader reader) throws DecodeException {
    items = 1;
    while (reader.hasNext()) {
      reader.skip();
      items++;
    }
  }

  private void refuse(DecodeException refused) {
    if (refusal == null) {
      refusal = Refusal.of(refused);
    } else {
      Refusal also = Refusal.of(refused);
      remarks.add(new Remark("also " + also.line(), also.offset(), ""));
    }
  }

  /** What a lenient decoder read past. */
  private void remark(DecodeException remark) {
    String line = "At offset " + remark.offset() + ": " + remark.detail();
    Remark here = new Remark(line, OptionalLong.of(remark.offset()), "");
    if (!remarks.contains(here)) {
      remarks.add(here);
    }
  }

  // Layers.

  private void message(Bytes payload, int start) {
    try {
      TeepMessage message = TeepMessage.decodeUnverified(payload, dialect, reading.inside(start));
      title = title.replace("message", message.type().messageName());
      violations.addAll(message.violations());
      hasMessage = true;
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
    }
    dialects(payload);
  }

  /** A message of another dialect is easily taken for a malformed one, or for another message. */
  private void dialects(Bytes payload) {
    dialects = ContentKind.dialects(payload, options.limits);
    if (!dialects.isEmpty()) {
      String names = dialects.stream().map(Dialect::name).collect(Collectors.joining(" or "));
      String advice = dialects.contains(dialect) ? "" : ": try --dialect " + dialects.get(0);
      remarks.add(
          Remark.of(
              "By its numbers alone, this could be a message of the dialect "
                  + names
                  + advice
                  + "."));
    }
  }

  private void signedMessage() throws DecodeException {
    CoseSignedMessage signed = CoseSignedMessage.decode(body, reading.inside(bodyStart));
    if (signed.isDetached()) {
      remarks.add(Remark.of("The payload is detached, so there is no message to be seen."));
      return;
    }
    Bytes payload = signed.unverifiedPayload();
    message(payload, bytes.indexOfSlice(payload));
  }

  private void cose() throws DecodeException {
    cose = CoseMessage.decodeByShape(body, reading.inside(bodyStart)).type();
    title = cose.cddlName();
    token();
  }

  private void token() {
    Optional<TokenView> view = TokenView.of(body, options.limits);
    view.ifPresent(
        token -> {
          isToken = true;
          title = token.title();
          for (EatViolation violation : token.violations()) {
            String text = "As an EAT, it breaks a rule at " + violation;
            remarks.add(new Remark(text, OptionalLong.empty(), violation.path()));
          }
        });
  }

  private void key() throws DecodeException {
    CoseKey key = CoseKey.decode(body, options.limits);
    title = "COSE_Key, " + new KeyFile("", key).describe();
    tellSecrets(hasSecrets(key));
  }

  private void keySet() throws DecodeException {
    CoseKeySet set = CoseKeySet.decode(body, options.limits);
    title = "COSE_KeySet of " + Text.count(set.keys().size(), "key", "keys");
    set.ignored().forEach(each -> remarks.add(Remark.of("Ignored: " + each.getMessage())));
    tellSecrets(!set.ignored().isEmpty() || set.keys().stream().anyMatch(Inspection::hasSecrets));
  }

  private static boolean hasSecrets(CoseKey key) {
    return key.isPrivate() || key instanceof SymmetricKey;
  }

  private void tellSecrets(boolean some) {
    if (some) {
      remarks.add(
          Remark.of(
              options.showsSecrets
                  ? "Secrets are shown: whoever sees this can use the key."
                  : "Secrets are hidden; --show-secrets shows them."));
    }
  }

  private void envelope(Bytes envelope, int start, String path) {
    try {
      SuitEnvelope decoded =
          SuitEnvelope.decode(
              envelope, SuitDecodeOptions.defaults().withCodec(reading.inside(start)));
      for (SuitSeveredCheck check : decoded.checkSeveredMembers()) {
        severed(decoded, check, start, path);
      }
      if (decoded.unverifiedAuthentication().blocks().isEmpty()) {
        String text = path + "suit-authentication-wrapper has a digest and no signature or MAC.";
        remarks.add(Remark.of(text));
      }
    } catch (DecodeException refused) {
      refuseIn(path, refused.shifted(start));
    }
  }

  private void refuseIn(String path, DecodeException refused) {
    refuse(path.isEmpty() ? refused : refused.in(path.substring(0, path.length() - 1)));
  }

  /**
   * Reports a severed member that every recipient would refuse, although the manifest can be
   * decoded.
   */
  private void severed(SuitEnvelope envelope, SuitSeveredCheck check, int start, String path) {
    if (check.malformed().isPresent()) {
      refuseIn(path, check.malformed().get().shifted(start));
    } else if (!check.isRight()) {
      Bytes item = envelope.unverifiedSeveredMembers().get(check.member());
      int at = item == null ? start : Math.max(start, bytes.indexOfSlice(item));
      String detail =
          check.state() == SuitSeveredCheck.State.NO_DIGEST
              ? "the manifest names no digest of this severed member"
              : "this severed member does not have the digest that the manifest names";
      String in = path + check.member().cddlName().replaceFirst("^suit-", "");
      Refusal wrong = new Refusal(check.state().name(), false, detail, OptionalLong.of(at), in, "");
      if (refusal == null) {
        refusal = wrong;
      } else {
        remarks.add(new Remark("also " + wrong.line(), wrong.offset(), ""));
      }
    }
  }

  // Printing.

  /** Whether the bytes may be shown: they may be a secret. */
  boolean showsBytes() {
    return options.showsSecrets || !isKey && isCbor();
  }

  /** Whether the bytes are CBOR, as far as they go. */
  boolean isCbor() {
    return refusal == null || !refusal.reason().equals(Refusal.NOT_CBOR);
  }

  /** The notation with names; absent if the bytes are not well-formed. */
  Optional<String> notation(int lineWidth) {
    return printer().text(lineWidth, MOST_BYTES_SHOWN);
  }

  /**
   * The notation with the place of every item; absent if the bytes are not well-formed.
   *
   * @param mostBytes the number of bytes of a byte string that are printed
   */
  Optional<EdnListing> listing(int lineWidth, int mostBytes) {
    return printer().listing(lineWidth, mostBytes);
  }

  private NotationPrinter printer() {
    return new NotationPrinter(bytes, items > 1, shape(), known.anywhere(), options, refusal());
  }

  private Shape shape() {
    Shape shape = body();
    return bodyStart == 0
        ? shape
        : Shape.tagged(KnownContent.SELF_DESCRIBED, shape.named("self-described CBOR"));
  }

  private Shape body() {
    if (isKey) {
      // Whatever is demanded: these can be secrets.
      return CoseShapes.key().or(CoseShapes.keySet());
    }
    if (isToken) {
      return EatShapes.token();
    }
    Shape message = TeepShapes.message(dialect);
    return switch (kind) {
      case TEEP_MESSAGE -> message;
      case SIGNED_TEEP_MESSAGE -> CoseShapes.message(Shape.wrapped(message));
      case COSE_MESSAGE ->
          cose == null
              ? CoseShapes.message(known.payload())
              : CoseShapes.message(cose, known.payload());
      case SUIT_ENVELOPE -> SuitShapes.envelope();
      case COSE_KEY -> CoseShapes.key();
      case COSE_KEY_SET -> CoseShapes.keySet();
      case CBOR -> Shape.any();
    };
  }
}
