package org.teep4j.cli;

import java.util.OptionalLong;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.VerificationException;

/**
 * The reason why bytes were refused.
 *
 * @param reason the reason, as a word for programs
 * @param isLimit whether only a limit was exceeded
 * @param detail the reason for a person
 * @param offset the offset in bytes from the start; absent if there is no single place
 * @param path the element; may be empty
 * @param advice advice for the user; may be empty
 */
record Refusal(
    String reason,
    boolean isLimit,
    String detail,
    OptionalLong offset,
    String path,
    String advice) {
  /** The reason for bytes that are not CBOR. */
  static final String NOT_CBOR = "NOT_CBOR";

  static Refusal of(DecodeException refused) {
    return new Refusal(
        refused.reason().name(),
        refused.reason().isLimit(),
        refused.detail(),
        OptionalLong.of(refused.offset()),
        refused.path(),
        advice(refused.reason(), DecodeOptions.LARGEST_MAX_DEPTH));
  }

  /** The refusal of a message that does not verify. */
  static Refusal of(VerificationException refused) {
    return new Refusal(
        refused.failure().name(),
        false,
        String.valueOf(refused.getMessage()),
        OptionalLong.empty(),
        "",
        advice(refused.failure()));
  }

  private static String advice(VerificationException.Failure failure) {
    return switch (failure) {
      case NO_PAYLOAD -> "add --detached CONTENT";
      case TWO_PAYLOADS -> "leave --detached out";
      case CRITICAL_HEADER -> "--understood says that you process it";
      case NO_PROTECTED_ALGORITHM -> "if it names none at all, --alg gives it";
      default -> "";
    };
  }

  /** The refusal of a message for another reason. */
  static Refusal of(RejectedException refused) {
    return new Refusal(
        refused.reason(),
        false,
        String.valueOf(refused.getMessage()),
        OptionalLong.empty(),
        "",
        "");
  }

  /** The reason and advice for refused notation, without the position. */
  static String ofNotation(DecodeException refused, DecodeOptions limits) {
    int deepest = EdnParseOptions.LARGEST_MAX_DEPTH;
    boolean isDeepest = refused.reason() == Reason.TOO_DEEP && limits.maxDepth() >= deepest;
    String advice = isDeepest ? "" : advice(refused.reason(), deepest);
    return refused.detail() + (advice.isEmpty() ? "" : ": " + advice);
  }

  /** The refusal of bytes; for bytes that are not CBOR, their recognized kind. */
  static Refusal of(DecodeException refused, Bytes bytes) {
    Refusal refusal = of(refused);
    return refusal.isLimit || InputForm.isItem(bytes)
        ? refusal
        : Foreign.of(bytes).map(Refusal::of).orElse(refusal);
  }

  static Refusal of(Foreign foreign) {
    return new Refusal(NOT_CBOR, false, foreign.what(), OptionalLong.empty(), "", foreign.advice());
  }

  private static String advice(Reason reason, int deepest) {
    return switch (reason) {
      case TOO_DEEP -> "--max-depth raises the limit, up to " + deepest;
      case TOO_MANY_ITEMS -> "--max-items raises the limit";
      case INPUT_TOO_LARGE -> "--max-input raises the limit";
      default -> "";
    };
  }

  /** The refusal in one line. */
  String line() {
    String where = offset.isPresent() ? " at offset " + offset.getAsLong() : "";
    String in = path.isEmpty() ? "" : " in " + path;
    return reason + where + in + ": " + detail + (advice.isEmpty() ? "" : ": " + advice);
  }

  /** The same for a person alone: without the word for programs, where that says no more. */
  String sentence() {
    boolean says = offset.isPresent() || reason.equals(NOT_CBOR);
    return says ? line() : detail + (advice.isEmpty() ? "" : ": " + advice);
  }

  /** Two lines of bytes around the offset, and a mark under the byte there. */
  String excerpt(Bytes bytes) {
    if (offset.isEmpty() || bytes.isEmpty()) {
      return "";
    }
    int perLine = 16;
    int at = (int) Math.max(0, Math.min(bytes.length(), offset.getAsLong()));
    int first = Math.max(0, at / perLine - 1) * perLine;
    int last = Math.min(bytes.length(), (at / perLine + 2) * perLine);
    StringBuilder out = new StringBuilder();
    for (int line = first; line < last || line <= at; line += perLine) {
      out.append(String.format("  %08x ", line));
      for (int i = line; i < line + perLine && i < bytes.length(); i++) {
        out.append(String.format(" %02x", bytes.unsignedByteAt(i)));
      }
      out.append('\n');
      if (at >= line && at < line + perLine) {
        String mark = at == bytes.length() ? "^^ the end" : "^^";
        out.append(" ".repeat(12 + 3 * (at - line))).append(mark).append('\n');
      }
    }
    return out.toString();
  }
}
