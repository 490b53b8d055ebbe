package org.teep4j.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teep4j.cli.doctor.Finding.Level;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSignature;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.teep.ContentKind;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.RuleViolation;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.TeepMessage;

/** Looks at the first QueryRequest: what it speaks, and which rules it breaks. */
final class Opening {
  private final Diagnosis found;
  private final Optional<CoseKeyResolver> keys;

  Opening(Diagnosis found, Optional<CoseKeyResolver> keys) {
    this.found = found;
    this.keys = keys;
  }

  /**
   * A QueryRequest.
   *
   * @param bytes the whole message
   * @param dialects the numberings in which it can be read, at least one
   */
  record Query(
      Bytes bytes, CoseSignedMessage signed, List<Dialect> dialects, QueryRequest request) {

    Dialect dialect() {
      return dialects.get(0);
    }

    /** Its token and its challenge, as far as they are there. */
    List<Bytes> ids() {
      List<Bytes> ids = new ArrayList<>();
      request.token().ifPresent(ids::add);
      request.challenge().ifPresent(ids::add);
      return ids;
    }
  }

  /** The QueryRequest in an answer; empty if there is none. */
  static Optional<Query> read(Answer answer) {
    try {
      return answer.hasContent() ? Optional.of(decode(answer.content())) : Optional.empty();
    } catch (DecodeException malformed) {
      return Optional.empty();
    }
  }

  private static Query decode(Bytes content) throws DecodeException {
    CoseSignedMessage signed = CoseSignedMessage.decode(content);
    Bytes payload = signed.isDetached() ? Bytes.empty() : signed.unverifiedPayload();
    List<Dialect> dialects = ContentKind.dialects(payload, DecodeOptions.defaults());
    Dialect dialect = dialects.isEmpty() ? Dialect.RFC : dialects.get(0);
    TeepMessage message = TeepMessage.decodeUnverified(payload, dialect);
    if (message instanceof QueryRequest request) {
      return new Query(content, signed, dialects, request);
    }
    throw new DecodeException(Reason.UNEXPECTED_ELEMENT, 0, "a " + message.type().messageName());
  }

  Optional<Query> examine(Answer answer) {
    found.expect(
        answer.hasContent(),
        Level.MUST,
        "T 7.1",
        "a request for a session is answered by a message",
        "a request for a session gets " + answer + " and no QueryRequest");
    if (!answer.hasContent()) {
      return Optional.empty();
    }
    fields(answer);
    try {
      Query query = decode(answer.content());
      speaks(query);
      rules(query);
      verify(query);
      return Optional.of(query);
    } catch (DecodeException malformed) {
      found.find(Level.MUST, "T 4.2", "the message is no QueryRequest: " + malformed.getMessage());
      return Optional.empty();
    }
  }

  /** The header fields that a message must have in HTTP, and those it must not. */
  private void fields(Answer answer) {
    field(answer, "Content-Type", TeepMessage.MEDIA_TYPE);
    field(answer, "X-Content-Type-Options", "nosniff");
    field(answer, "Content-Security-Policy", "default-src 'none'");
    field(answer, "Referrer-Policy", "no-referrer");
    absent(answer, "Cache-Control");
    absent(answer, "Set-Cookie");
  }

  private void field(Answer answer, String name, String value) {
    List<String> values = answer.field(name);
    found.expect(
        values.equals(List.of(value)),
        Level.MUST,
        "H 4",
        name + ": " + value,
        name + (values.isEmpty() ? " is missing" : " is " + String.join(", ", values)));
  }

  private void absent(Answer answer, String name) {
    List<String> values = answer.field(name);
    found.expect(
        values.isEmpty(), Level.MUST, "H 4", "no " + name, name + ": " + String.join(", ", values));
  }

  // What it speaks.

  private void speaks(Query query) {
    query.dialects().forEach(dialect -> found.fact("dialect", dialect + ", " + dialect.document()));
    CoseSignedMessage signed = query.signed();
    boolean several = signed instanceof CoseSign;
    found.fact(
        "structure",
        (several ? "COSE_Sign" : "COSE_Sign1") + (signed.isTagged() ? ", tagged" : ", no tag"));
    for (CoseHeaders headers : headers(signed)) {
      found.fact("signature", signature(headers));
    }
    QueryRequest request = query.request();
    request.supportedTeepCipherSuites().forEach(suite -> found.fact("suite", name(suite)));
    request.supportedSuitCoseProfiles().forEach(profile -> found.fact("profile", name(profile)));
    found.fact(
        "versions",
        request.versions().isEmpty()
            ? "0, not named"
            : request.versions().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    request
        .supportedFreshnessMechanisms()
        .forEach(mechanism -> found.fact("freshness", mechanism.toString()));
    found.fact(
        "asks for",
        request.dataItemRequested().isEmpty()
            ? "nothing"
            : request.dataItemRequested().stream()
                .map(DataItem::cddlName)
                .sorted()
                .collect(Collectors.joining(", ")));
    request.token().ifPresent(token -> found.fact("token", token.length() + " bytes"));
    request.challenge().ifPresent(nonce -> found.fact("challenge", nonce.length() + " bytes"));
    request
        .attestationPayload()
        .ifPresent(
            payload ->
                found.fact(
                    "attests",
                    request.attestationPayloadFormat().orElse("an Attestation Result")
                        + ", "
                        + payload.length()
                        + " bytes"));
    request
        .unknownOptions()
        .keySet()
        .forEach(label -> found.fact("unknown option", String.valueOf(label)));
  }

  private static List<CoseHeaders> headers(CoseSignedMessage signed) {
    return signed instanceof CoseSign several
        ? several.signatures().stream().map(CoseSignature::unverifiedHeaders).toList()
        : List.of(signed.unverifiedHeaders());
  }

  private static String signature(CoseHeaders headers) {
    List<String> parts = new ArrayList<>();
    parts.add(headers.algorithmId().map(Opening::algorithm).orElse("no algorithm"));
    headers
        .keyId()
        .ifPresentOrElse(
            kid -> parts.add("kid of " + kid.length() + " bytes"), () -> parts.add("no kid"));
    if (!headers.x5chain().isEmpty()) {
      parts.add("x5chain of " + headers.x5chain().size());
    }
    headers.x5t().ifPresent(hash -> parts.add("x5t"));
    headers.x5u().ifPresent(uri -> parts.add("x5u"));
    return String.join(", ", parts);
  }

  private static String algorithm(CoseLabel label) {
    return CoseAlgorithm.nameOf(label).orElse(label.toString());
  }

  private static String name(TeepCipherSuite suite) {
    return suite.operations().stream()
        .map(
            operation ->
                operation
                    .coseAlgorithm()
                    .map(CoseAlgorithm::ianaName)
                    .orElse("algorithm " + operation.algorithm()))
        .collect(Collectors.joining(" then "));
  }

  private static String name(SuitCoseProfile profile) {
    return profile.cddlName().orElse(profile.toString());
  }

  // Which rules it breaks.

  private void rules(Query query) {
    List<RuleViolation> broken = new ArrayList<>(query.request().violations());
    broken.addAll(
        query
            .request()
            .protectionViolations(
                query.signed(), query.request().supportedTeepCipherSuites(), query.dialect()));
    for (RuleViolation violation : broken) {
      found.find(
          violation.rule().errCode().isPresent() ? Level.MUST : Level.SHOULD,
          "T " + violation.rule().section(),
          "not so: " + violation.rule().sentence());
    }
    if (broken.isEmpty()) {
      found.find(Level.GOOD, "T 4.2", "the QueryRequest breaks no rule");
    }
    found.expect(
        query.signed() instanceof CoseSign,
        Level.SHOULD,
        "T 8.1",
        "the first QueryRequest is a COSE_Sign, so that any Agent can verify it",
        "the first QueryRequest is a COSE_Sign1, which some Agents cannot verify");
    List<TeepCipherSuite> missing = new ArrayList<>(query.dialect().mandatoryCipherSuites());
    missing.removeAll(query.request().supportedTeepCipherSuites());
    found.expect(
        missing.isEmpty(),
        Level.MUST,
        "T 8.1",
        "both mandatory cipher suites are offered",
        "mandatory cipher suites are missing: "
            + missing.stream().map(Opening::name).collect(Collectors.joining(", ")));
    found.expect(
        query.signed().isTagged(),
        Level.NOTE,
        "T 8.1",
        "the COSE message has its tag",
        "the COSE message has no tag, which some Agents demand");
  }

  private void verify(Query query) {
    if (keys.isEmpty()) {
      found.find(Level.NOTE, "T 4.1.2", "no signature was verified: no key was given");
      return;
    }
    try {
      query.signed().verify(keys.get());
      found.find(Level.GOOD, "T 4.1.2", "a signature verifies with a given key");
    } catch (VerificationException refused) {
      found.find(
          Level.MUST, "T 4.1.2", "no signature verifies with a given key: " + refused.getMessage());
    }
  }
}
