package org.teep4j.vectors.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.teep.DataItem;
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
  /** The rules of one message, with their names in the vector files. */
  private static final Map<TeepRule, String> CLAUSES =
      Map.ofEntries(
          Map.entry(TeepRule.QUERY_REQUEST_TOKEN_FORBIDDEN, "1 token-with-attestation"),
          Map.entry(TeepRule.QUERY_REQUEST_TOKEN_REQUIRED, "1 token-missing"),
          Map.entry(TeepRule.QUERY_REQUEST_CHALLENGE_FORBIDDEN, "1 challenge-without-attestation"),
          Map.entry(TeepRule.QUERY_REQUEST_FRESHNESS_FORBIDDEN, "1 freshness-without-attestation"),
          Map.entry(TeepRule.ATTESTATION_PAYLOAD_FORMAT_REQUIRED, "3 attestation-format-missing"),
          Map.entry(TeepRule.HAVE_BINARY_NEEDS_SEQUENCE_NUMBER, "4 sequence-number-missing"),
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
    this.message = TeepMessage.decodeUnverified(vector.hex().orElseThrow(), dialect);
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
    } else if (message instanceof TeepError error) {
      return switch (name) {
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
      for (RuleViolation violation : message.violations()) {
        found.add(CLAUSES.getOrDefault(violation.rule(), "0 " + violation.rule().id()));
      }
    } else {
      for (String id : check.with()) {
        Bytes other = VectorChecks.bytesOf(set, id);
        found.addAll(rulesBetween(TeepMessage.decodeUnverified(other, dialect)));
      }
    }
    Set<String> expected = new TreeSet<>();
    check.violated().forEach(rule -> expected.add(rule.rule() + " " + rule.clause()));
    String subject =
        "the list of violated rules"
            + (check.with().isEmpty() ? "" : " beside " + String.join(", ", check.with()));
    CheckFailure.requireEqual(expected, found, subject);
    return found.isEmpty() ? "no rule violated" : "violates rule " + String.join(", ", found);
  }

  /** The rules that need another message of the same exchange. */
  private List<String> rulesBetween(TeepMessage other) {
    List<String> violated = new ArrayList<>();
    boolean sameToken = message.token().equals(other.token());
    if (fromTam(message) && fromTam(other)) {
      if (sameToken && message.token().isPresent()) {
        violated.add("2 token-reused");
      }
    } else if (message instanceof QueryResponse response && other instanceof QueryRequest request) {
      responseRules(response, request, violated);
    } else if ((message instanceof Success || message instanceof TeepError)
        && other instanceof Update
        && !sameToken) {
      violated.add("6 token-not-echoed");
    }
    return violated;
  }

  private static boolean fromTam(TeepMessage message) {
    return message instanceof QueryRequest || message instanceof Update;
  }

  private static void responseRules(
      QueryResponse response, QueryRequest request, List<String> violated) {
    if (!response.token().equals(request.token())) {
      violated.add("4 " + (request.token().isPresent() ? "token-not-echoed" : "token-not-asked"));
    }
    Set<DataItem> asked = request.dataItemRequested();
    if (asked.contains(DataItem.ATTESTATION) && response.attestationPayload().isEmpty()) {
      violated.add("4 attestation-missing");
    }
    if (asked.contains(DataItem.TRUSTED_COMPONENTS) && response.tcList().isEmpty()) {
      violated.add("4 tc-list-missing");
    }
    if (asked.contains(DataItem.EXTENSIONS) && response.extList().isEmpty()) {
      violated.add("4 ext-list-missing");
    }
  }
}
