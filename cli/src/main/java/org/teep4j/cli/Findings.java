package org.teep4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.receipt.CcfInclusionProof;
import org.teep4j.cose.receipt.InclusionProof;
import org.teep4j.cose.receipt.VerifiableProof;
import org.teep4j.cose.receipt.VerifiedReceipt;
import org.teep4j.eat.EatClaims;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.RuleViolation;

/**
 * What the verification of one file has shown. Each fact is a line for a person, and a member of a
 * JSON object for a program.
 */
final class Findings {
  /** The steps of a verification, in their order. */
  enum Step {
    READ,
    DECODE,
    VERIFY,
    PAYLOAD,
    COUNTERSIGNATURE,
    RECEIPT
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Fields lines;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final List<String> summary = new ArrayList<>();
  private Step step = Step.DECODE;
  private int violations;

  /** Whom the next facts about a signer are about. */
  private ObjectNode signer = JsonNodeFactory.instance.objectNode();

  Findings(Terminal terminal) {
    this.lines = new Fields(terminal);
  }

  /** The step that goes on, or that failed. */
  Step step() {
    return step;
  }

  /** Tells that a step begins. */
  void begin(Step next) {
    step = next;
  }

  /** The CDDL name of the structure. It is not verified, and also told of refused files. */
  void structure(String cddlName) {
    json.put("structure", cddlName);
  }

  /** What {@link #structure(String)} was told. */
  Optional<String> structure() {
    return Optional.ofNullable(json.get("structure")).map(JsonNode::asText);
  }

  /** What the protected headers of a COSE message say about its content, for programs. */
  void headers(CoseHeaders headers) {
    headers.contentType().ifPresent(type -> put(json, "contentType", type));
    headers.typ().ifPresent(type -> put(json, "type", type));
    headers
        .cwtClaims()
        .ifPresent(claims -> claims(json, "headerClaims", claims.encode().toBytes()));
  }

  private static void put(ObjectNode object, String member, CoseLabel value) {
    if (value.isText()) {
      object.put(member, value.text());
    } else {
      object.put(member, value.number());
    }
  }

  /** The claims of a payload that is a token, for programs. */
  void claims(Bytes claims) {
    claims(json, "claims", claims);
  }

  private static void claims(ObjectNode object, String member, Bytes claims) {
    try {
      object.set(member, form(claims));
    } catch (DecodeException tooLarge) {
      // Notation has limits of its own; what was verified does not depend on them.
    }
  }

  /** Claims in the form of JSON; in diagnostic notation if they have none. */
  private static JsonNode form(Bytes claims) throws DecodeException {
    try {
      return JSON.readTree(EatClaims.decodeUnverified(claims).toJson());
    } catch (DecodeException | IllegalStateException | JsonProcessingException noJson) {
      return TextNode.valueOf(Edn.print(claims));
    }
  }

  /** A TEEP message in a COSE message. */
  void teep(String message, Dialect dialect, CoseMessageType type) {
    what("TEEP " + message + " (dialect " + dialect + ") in " + type);
    json.putObject("teep").put("message", message).put("dialect", dialect.name());
  }

  /** What the file is, in a few words. */
  void what(String text) {
    lines.add("what", text);
    summary.add(text);
  }

  /**
   * The payload.
   *
   * @param size the number of bytes
   * @param detached whether it was given beside the message
   */
  void payload(long size, boolean detached) {
    json.put("payloadSize", size).put("detached", detached);
  }

  /** A rule that a TEEP message breaks. */
  void violation(RuleViolation violation) {
    lines.add("violates", violation.toString());
    InspectJson.add(violation, json.withArrayProperty("violations"));
    violations++;
  }

  /** The manifest of an envelope, by its digest. */
  void manifest(SuitDigest digest, Uint sequenceNumber) {
    String algorithm = digest.algorithm().map(SuitDigestAlgorithm::ianaName).orElse("digest");
    lines.add("manifest", algorithm + " " + digest.bytes().toHex());
    ObjectNode object = json.putObject("manifest");
    object.put("sequenceNumber", sequenceNumber.toBigInteger());
    object.putObject("digest").put("algorithm", algorithm).put("bytes", digest.bytes().toHex());
  }

  /** A severed member of an envelope, whose digest is right if it is there. */
  void severed(String member, boolean isThere) {
    lines.add("severed", member + (isThere ? ": digest right" : ": not in the envelope"));
    json.withArrayProperty("severed").addObject().put("member", member).put("present", isThere);
  }

  /**
   * A payload in an envelope.
   *
   * @param unchecked why its digest was not compared; empty if it is right
   */
  void integrated(String uri, String unchecked) {
    boolean isChecked = unchecked.isEmpty();
    lines.add("payload", uri + ": " + (isChecked ? "digest right" : "not checked; " + unchecked));
    ObjectNode object = json.withArrayProperty("payloads").addObject();
    object.put("uri", uri).put("checked", isChecked);
  }

  /** Signature {@code position} of {@code all}, whose signer comes next. */
  void signature(int position, int all, boolean verified) {
    String place = position + " of " + all;
    lines.add("signature", verified ? place : place + ", not verified with any of the keys");
    json.put("signatures", all);
    if (verified) {
      summary.add("signature " + place);
      signer = signer("verifiedBy").put("signature", position);
    }
  }

  /** A verified authentication block of a SUIT envelope, whose signer comes next. */
  void block(int block) {
    lines.add("signature", "authentication block " + block);
    signer = signer("verifiedBy").put("block", block);
  }

  /** A verified countersignature, whose signer comes next. */
  void countersignature(int position, int all) {
    lines.add("counter", "countersignature " + position + " of " + all);
    signer = signer("countersignedBy").put("countersignature", position);
  }

  /** A message whose signature nobody was asked to verify. */
  void unverifiedSignature(CoseMessageType type) {
    what(type + ", whose signature is not verified: there is no --key");
    json.put("signatureVerified", false);
  }

  /** How many of the receipts in a message are verified. */
  void receipts(int verified, int all) {
    String count = verified + " of " + Text.count(all, "receipt", "receipts");
    lines.add("receipts", count);
    summary.add(count);
  }

  /** A verified receipt, whose signer comes next. What the proof states is not signed. */
  void receipt(VerifiedReceipt receipt) {
    signer = signer("receipts");
    VerifiableProof proof = receipt.statedProof();
    if (proof instanceof InclusionProof inclusion) {
      signer.put("leafIndex", inclusion.leafIndex()).put("treeSize", inclusion.treeSize());
      lines.add(
          "receipt",
          "leaf index %d in a tree of %s, as the proof states"
              .formatted(
                  inclusion.leafIndex(), Text.count(inclusion.treeSize(), "leaf", "leaves")));
    } else if (proof instanceof CcfInclusionProof ledger) {
      signer.put("evidence", ledger.evidence());
      lines.add("receipt", "entry of a CCF ledger with the evidence " + ledger.evidence());
    }
    lines.add("root", receipt.root().toHex());
    signer.put("root", receipt.root().toHex());
    ObjectNode object = signer;
    receipt
        .headers()
        .cwtClaims()
        .ifPresent(all -> claims(object, "claims", all.encode().toBytes()));
  }

  /** The only signature or MAC of a message, whose signer comes next. */
  void onlySignature() {
    signer = signer("verifiedBy");
  }

  private ObjectNode signer(String array) {
    return json.withArrayProperty(array).addObject();
  }

  /** The key of the signer. */
  void key(KeyFile key) {
    lines.key(key);
    summary.add(key.file());
    ObjectNode object = signer.putObject("key").put("file", key.file());
    if (!(key.key() instanceof SymmetricKey)) {
      object.put("thumbprint", key.key().thumbprint().toHex());
    }
    key.key().keyId().ifPresent(kid -> object.put("kid", kid.toHex()));
  }

  /** The certificate of the signer. */
  void certificate(X509Certificate certificate, boolean checksRevocation) {
    String subject = certificate.getSubjectX500Principal().getName();
    String issuer = certificate.getIssuerX500Principal().getName();
    String validTo = certificate.getNotAfter().toInstant().toString();
    lines.add("certificate", subject);
    lines.add("issuer", issuer);
    lines.add("valid to", validTo);
    lines.add("revocation", checksRevocation ? "checked" : "not checked, there is no --crl");
    summary.add(subject);
    ObjectNode object = signer.putObject("certificate").put("subject", subject);
    object.put("issuer", issuer).put("validTo", validTo);
    object.put("revocationChecked", checksRevocation);
  }

  /** The algorithm of the signer. */
  void algorithm(CoseAlgorithm algorithm) {
    lines.algorithm(algorithm);
    summary.add(algorithm.ianaName());
    signer.put("algorithm", algorithm.ianaName());
  }

  /** The key that the message names, for programs; the name itself need not be protected. */
  void namedKey(Bytes kid) {
    signer.put("kid", kid.toHex());
  }

  /** The members of the JSON object that tells what was verified. */
  ObjectNode json() {
    return json;
  }

  /** The facts as lines under a title. */
  Fields lines() {
    return lines;
  }

  /** The facts that matter most, in one line. */
  String summary() {
    String all = String.join(", ", summary);
    String broken = Text.count(violations, "rule violation", "rule violations");
    return violations == 0 ? all : all + ", " + broken;
  }
}
