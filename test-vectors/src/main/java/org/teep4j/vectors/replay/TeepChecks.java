package org.teep4j.vectors.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RuleViolation;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepRule;
import org.teep4j.teep.Update;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorSet;

/** The checks of TEEP messages: their fields, and the rules beyond the CDDL. */
final class TeepChecks {
  private static final String TOKEN_REUSED = "2 token-reused";

  /** The rules with their names in the vector files. */
  private static final Map<TeepRule, String> CLAUSES =
      Map.ofEntries(
          Map.entry(TeepRule.QUERY_REQUEST_TOKEN_FORBIDDEN, "1 token-with-attestation"),
          Map.entry(TeepRule.QUERY_REQUEST_TOKEN_REQUIRED, "1 token-missing"),
          Map.entry(TeepRule.QUERY_REQUEST_CHALLENGE_FORBIDDEN, "1 challenge-without-attestation"),
          Map.entry(TeepRule.QUERY_REQUEST_FRESHNESS_FORBIDDEN, "1 freshness-without-attestation"),
          Map.entry(TeepRule.ATTESTATION_PAYLOAD_FORMAT_REQUIRED, "3 attestation-format-missing"),
          Map.entry(TeepRule.TOKEN_NOT_ECHOED, "4 token-not-echoed"),
          Map.entry(TeepRule.TOKEN_UNASKED, "4 token-not-asked"),
          Map.entry(TeepRule.SELECTED_VERSION_NOT_OFFERED, "4 version-not-offered"),
          Map.entry(TeepRule.ATTESTATION_PAYLOAD_REQUIRED, "4 attestation-missing"),
          Map.entry(TeepRule.TC_LIST_REQUIRED, "4 tc-list-missing"),
          Map.entry(TeepRule.EXT_LIST_REQUIRED, "4 ext-list-missing"),
          Map.entry(TeepRule.HAVE_BINARY_NEEDS_SEQUENCE_NUMBER, "4 sequence-number-missing"),
          Map.entry(TeepRule.SUIT_REPORT_NONCE, "5 report-nonce"),
          Map.entry(TeepRule.ERROR_FRESHNESS_MECHANISMS_REQUIRED, "7 explanation-missing"),
          Map.entry(TeepRule.ERROR_VERSIONS_REQUIRED, "7 explanation-missing"),
          Map.entry(TeepRule.ERROR_CIPHER_SUITES_REQUIRED, "7 explanation-missing"),
          Map.entry(TeepRule.ERROR_COSE_PROFILES_REQUIRED, "7 explanation-missing"));

  private final VectorSet set;
  private final Dialect dialect;
  private final TeepMessage message;

  TeepChecks(VectorSet set, TestVector vector) throws DecodeException {
    this.set = set;
    this.dialect = Kinds.dialectOf(vector.dialect());
    this.message = Kinds.teepMessage(vector);
  }

  // Fields.

  /** The encoded value of a field of the message. */
  Bytes field(String name) throws CheckFailure {
    CborWriter writer = new CborWriter();
    if (!writeCommon(writer, name) && !writeOwn(writer, name)) {
      throw new CheckFailure("the message has no " + name);
    }
    return writer.toBytes();
  }

  private boolean writeCommon(CborWriter writer, String name) {
    if (name.equals("type")) {
      writer.writeLong(message.type().number(dialect));
      return true;
    }
    return name.equals("token") && write(writer, message.token());
  }

  private boolean writeOwn(CborWriter writer, String name) {
    if (message instanceof QueryRequest request) {
      return switch (name) {
        case "challenge" -> write(writer, request.challenge());
        case "versions" -> writeNumbers(writer, request.versions());
        case "supported-teep-cipher-suites" ->
            writeAll(writer, request.supportedTeepCipherSuites());
        case "supported-suit-cose-profiles" ->
            writeAll(writer, request.supportedSuitCoseProfiles());
        case "data-item-requested" -> {
          writer.writeLong(
              request.dataItemRequested().stream().mapToLong(i -> 1L << i.number(dialect)).sum());
          yield true;
        }
        default -> false;
      };
    } else if (message instanceof QueryResponse response) {
      return switch (name) {
        case "selected-teep-cipher-suite" -> {
          response.selectedTeepCipherSuite().ifPresent(writer::write);
          yield response.selectedTeepCipherSuite().isPresent();
        }
        case "selected-version" -> {
          response.selectedVersion().ifPresent(writer::writeLong);
          yield response.selectedVersion().isPresent();
        }
        case "attestation-payload" -> write(writer, response.attestationPayload());
        case "tc-list" -> writeAll(writer, response.tcList());
        default -> false;
      };
    } else if (message instanceof Update update) {
      return name.equals("manifest-list") && writeStrings(writer, update.manifestList());
    } else if (message instanceof Success success) {
      return name.equals("suit-reports") && writeStrings(writer, success.suitReports());
    } else if (message instanceof TeepError error) {
      return switch (name) {
        case "suit-reports" -> writeStrings(writer, error.suitReports());
        case "err-msg" -> {
          error.errMsg().ifPresent(writer::writeText);
          yield error.errMsg().isPresent();
        }
        case "err-code" -> {
          writer.writeLong(error.errCode().number(dialect));
          yield true;
        }
        default -> false;
      };
    }
    return false;
  }

  private static boolean write(CborWriter writer, Optional<Bytes> value) {
    value.ifPresent(writer::writeBytes);
    return value.isPresent();
  }

  private static boolean writeStrings(CborWriter writer, List<Bytes> values) {
    writer.beginArray();
    values.forEach(writer::writeBytes);
    writer.endArray();
    return true;
  }

  private static boolean writeNumbers(CborWriter writer, List<Long> values) {
    writer.beginArray();
    values.forEach(writer::writeLong);
    writer.endArray();
    return true;
  }

  private static boolean writeAll(CborWriter writer, List<? extends CborEncodable> values) {
    writer.beginArray();
    values.forEach(writer::write);
    writer.endArray();
    return true;
  }

  // Rules.

  String rules(Expectation.TeepRules check) throws CheckFailure, DecodeException {
    Set<String> found = new TreeSet<>();
    if (check.with().isEmpty()) {
      message.violations().forEach(violation -> found.add(clause(violation)));
    }
    for (String id : check.with()) {
      found.addAll(rulesBetween(Kinds.teepMessage(VectorChecks.vectorOf(set, id))));
    }
    Set<String> expected = new TreeSet<>();
    check.violated().forEach(rule -> expected.add(rule.rule() + " " + rule.clause()));
    String subject =
        "the list of violated rules"
            + (check.with().isEmpty() ? "" : " beside " + String.join(", ", check.with()));
    CheckFailure.requireEqual(expected, found, subject);
    return found.isEmpty() ? "no rule violated" : "violates rule " + String.join(", ", found);
  }

  private static String clause(RuleViolation violation) {
    return CLAUSES.getOrDefault(violation.rule(), "0 " + violation.rule().id());
  }

  /** The rules that need another message of the same exchange. */
  private List<String> rulesBetween(TeepMessage other) {
    if (fromTam(message) && fromTam(other)) {
      boolean reused = message.token().isPresent() && message.token().equals(other.token());
      return reused ? List.of(TOKEN_REUSED) : List.of();
    }
    List<RuleViolation> violations = List.of();
    if (message instanceof QueryResponse response && other instanceof QueryRequest request) {
      violations = response.violations(request.context());
    } else if (message instanceof Success success && other instanceof Update update) {
      violations = success.violations(update.context());
    } else if (message instanceof TeepError error && other instanceof Update update) {
      violations = error.violations(update.context());
    }
    return violations.stream()
        .filter(violation -> !message.violations().contains(violation))
        .map(TeepChecks::clause)
        .toList();
  }

  private static boolean fromTam(TeepMessage message) {
    return message instanceof QueryRequest || message instanceof Update;
  }
}
