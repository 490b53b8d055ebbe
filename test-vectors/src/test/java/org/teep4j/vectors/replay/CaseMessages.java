package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignBuilder;
import org.teep4j.cose.CoseSigner;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepLabel;
import org.teep4j.teep.TeepMessageType;

/**
 * Messages in diagnostic notation, with names instead of numbers: labels and types by their CDDL
 * names, error codes, and {@code $NAME} for values. What no sender should write can be written.
 */
final class CaseMessages {
  private static final Pattern LABEL = Pattern.compile("(?<![a-z\\d-])([a-z][a-z-]+):");
  private static final Pattern TYPE =
      Pattern.compile("\\[(Query[A-Z]\\w+|Update|Success|Error)\\b");
  private static final Pattern CODE = Pattern.compile("ERR_[A-Z_]+");
  private static final Pattern VALUE = Pattern.compile("\\$([A-Za-z\\d.-]+)");

  private final Map<String, Function<Dialect, String>> values = new HashMap<>();

  CaseMessages() {
    values.put("suites", dialect -> suites(dialect).toString());
    values.put(
        "profiles",
        dialect ->
            dialect.mandatorySuitCoseProfiles().stream()
                .map(
                    each ->
                        Stream.of(
                                each.digest(),
                                each.authentication(),
                                each.keyExchange(),
                                each.encryption())
                            .map(String::valueOf)
                            .collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]")));
  }

  /** A value in notation, which messages write with a dollar before its name. */
  void value(String name, String notation) {
    values.put(name, dialect -> notation);
  }

  /** A value that depends on the numbering. */
  void value(String name, Function<Dialect, String> notation) {
    values.put(name, notation);
  }

  /** The mandatory suites of a numbering, each a list with one pair. */
  static List<List<List<Long>>> suites(Dialect dialect) {
    return dialect.mandatoryCipherSuites().stream()
        .map(
            suite ->
                suite.operations().stream()
                    .map(each -> List.of(each.coseType(), each.algorithm()))
                    .toList())
        .toList();
  }

  /** The algorithm with which a key signs in a numbering. */
  static CoseAlgorithm algorithm(String key, Dialect dialect) {
    for (List<List<Long>> suite : suites(dialect)) {
      CoseAlgorithm algorithm = CoseAlgorithm.fromId(suite.get(0).get(1)).orElseThrow();
      try {
        CoseSigner.of(key(key), algorithm);
        return algorithm;
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // The key is for another suite.
      }
    }
    throw new AssertionError(key);
  }

  private static CoseKey key(String name) {
    return CaseKeys.keys().get(name);
  }

  static CoseSigner signer(String name, Dialect dialect) {
    try {
      CoseKey key = key(name);
      return CoseSigner.of(key.withKeyId(key.thumbprint()), algorithm(name, dialect));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The bytes that notation means. */
  Bytes encoded(String notation, Dialect dialect) {
    return Manifest.parse(resolved(notation, dialect));
  }

  String resolved(String notation, Dialect dialect) {
    String text = notation;
    while (text.indexOf('$') >= 0) {
      text = replaced(VALUE, text, found -> value(found.group(1)).apply(dialect));
    }
    text = replaced(TYPE, text, found -> "[" + type(found.group(1)).number(dialect));
    text = replaced(CODE, text, found -> "" + TeepErrorCode.valueOf(found.group()).number(dialect));
    return replaced(LABEL, text, found -> label(found.group(1), dialect) + ":");
  }

  private Function<Dialect, String> value(String name) {
    if (!values.containsKey(name)) {
      throw new AssertionError("no value " + name);
    }
    return values.get(name);
  }

  private static String replaced(
      Pattern pattern, String text, Function<MatchResult, String> replacement) {
    return pattern
        .matcher(text)
        .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(replacement.apply(found)));
  }

  private static TeepMessageType type(String name) {
    return Stream.of(TeepMessageType.values())
        .filter(each -> each.messageName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The number of a label; what is none, such as the scheme of a URI, stays. */
  private static String label(String name, Dialect dialect) {
    return Stream.of(TeepLabel.values())
        .filter(each -> each.cddlName().equals(name) && each.isIn(dialect))
        .map(each -> Long.toString(each.number(dialect)))
        .findFirst()
        .orElse(name);
  }

  // Signing.

  /** A COSE_Sign1 of one key, or a COSE_Sign of several with a plus between them. */
  Bytes signed(String keys, String notation, Dialect dialect) {
    Bytes payload = encoded(notation, dialect);
    return keys.contains("+")
        ? sign(List.of(keys.split("\\+")), payload, dialect)
        : sign1(signer(keys, dialect), payload);
  }

  static Bytes sign1(CoseSigner signer, Bytes payload) {
    return sign1(signer, payload, CoseHeaders.empty());
  }

  static Bytes sign1(CoseSigner signer, Bytes payload, CoseHeaders headers) {
    try {
      return CoseSign1.builder().headers(headers).payload(payload).sign(signer).encode().toBytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes sign(List<String> keys, Bytes payload, Dialect dialect) {
    try {
      CoseSignBuilder builder = CoseSign.builder().payload(payload);
      for (String key : keys) {
        builder.sign(signer(key, dialect));
      }
      return builder.build().encode().toBytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The notation of an encoded item. */
  static String notation(Bytes item) {
    try {
      return Edn.print(item);
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  /** Two byte strings, one after the other. */
  static Bytes joined(Bytes first, Bytes second) {
    return Bytes.fromHex(first.toHex() + second.toHex());
  }

  /** The message with another last byte: its last signature is wrong. */
  static Bytes broken(Bytes message) {
    byte[] bytes = message.toByteArray().clone();
    bytes[bytes.length - 1] ^= 1;
    return Bytes.wrap(bytes);
  }
}
