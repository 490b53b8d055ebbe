package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.codec.Strictness;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.NotationFeature;
import org.teep4j.vectors.NotationSyntax;

/** The checks of plain CBOR and of diagnostic notation. */
final class CborChecks {
  private CborChecks() {}

  static String deterministic(Bytes bytes, Expectation.Deterministic check)
      throws CheckFailure, DecodeException {
    Bytes item = check.at().find(bytes);
    boolean holds = true;
    String why = "";
    try {
      CborCopy.readAll(item, Strictness.CORE_DETERMINISTIC);
    } catch (DecodeException refused) {
      holds = false;
      why = " (" + refused.reason() + " at offset " + refused.offset() + ")";
      CheckFailure.require(
          switch (refused.reason()) {
            case INDEFINITE_LENGTH, NOT_PREFERRED, KEY_ORDER -> true;
            default -> false;
          },
          "refused for another reason:" + why);
    }
    CheckFailure.requireEqual(check.holds(), holds, "deterministic encoding" + why);
    return holds ? "deterministic" : "not deterministic" + why;
  }

  static String item(Bytes bytes, Expectation.Item check) throws CheckFailure, DecodeException {
    CheckFailure.requireEqual(check.value(), check.at().find(bytes), "the item");
    return "item at " + check.at();
  }

  static String keys(Bytes bytes, Expectation.Keys check) throws CheckFailure, DecodeException {
    CborReader reader = new CborReader(check.at().find(bytes));
    List<Bytes> expected = new ArrayList<>();
    for (String key : check.keys()) {
      expected.add(Edn.parse(key));
    }
    List<Bytes> found = new ArrayList<>();
    reader.enterMap();
    while (reader.hasNext()) {
      found.add(reader.readEncodedItem());
      reader.skip();
    }
    reader.exitMap();
    CheckFailure.requireEqual(expected, found, "the list of keys");
    return "keys " + String.join(", ", check.keys());
  }

  static String content(Bytes bytes, Expectation.Content check)
      throws CheckFailure, GeneralSecurityException {
    CheckFailure.requireEqual(check.size(), bytes.length(), "the size");
    requireSha256(check.sha256(), bytes);
    return "size and digest of the content";
  }

  static void requireSha256(Bytes expected, Bytes bytes)
      throws CheckFailure, GeneralSecurityException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    bytes.update(sha256);
    CheckFailure.requireEqual(expected, Bytes.wrap(sha256.digest()), "SHA-256");
  }

  static String notation(Bytes bytes, Expectation.Notation check)
      throws CheckFailure, DecodeException {
    Bytes expected = check.hex().orElse(bytes);
    Bytes parsed = parse(check.edn(), check.syntax(), check.uses());
    CheckFailure.requireEqual(expected, parsed, "the notation " + shortened(check.edn()));
    Bytes printed = Edn.parse(Edn.print(expected));
    CheckFailure.requireEqual(expected, printed, "what is printed");
    return "notation " + shortened(check.edn());
  }

  static String refuseNotation(Expectation.RefuseNotation check) throws CheckFailure {
    try {
      parse(check.edn(), check.syntax(), check.uses());
    } catch (DecodeException refused) {
      CheckFailure.requireEqual(check.reason(), refused.reason(), "the reason");
      return "refused " + shortened(check.edn()) + ": " + refused.reason();
    }
    throw new CheckFailure("notation that means nothing was accepted: " + shortened(check.edn()));
  }

  static Bytes parse(String edn, NotationSyntax syntax, List<NotationFeature> uses)
      throws DecodeException {
    return Edn.parse(
        edn,
        EdnParseOptions.defaults()
            .withImplicitConcatenation(syntax == NotationSyntax.RFC8610)
            .withStandIns(uses.contains(NotationFeature.ELISION)));
  }

  static String shortened(String text) {
    int most = 40;
    String line = text.replaceAll("\\s+", " ").trim();
    int end = line.offsetByCodePoints(0, Math.min(most, line.codePointCount(0, line.length())));
    return end < line.length() ? line.substring(0, end) + "…" : line;
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
