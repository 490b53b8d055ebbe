package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.CaseWorld.AC;
import static org.teep4j.vectors.replay.CaseWorld.T1;
import static org.teep4j.vectors.replay.CaseWorld.error;

import java.util.List;
import java.util.function.Consumer;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseSigner;
import org.teep4j.teep.Dialect;

/** What an Agent does when it is called, and with QueryRequests. */
final class AgentCaseStories {
  private static final String QUERY =
      "[QueryRequest, {versions: [0], token: $T1}, $suites, $profiles, 2]";
  private static final String RESPONSE =
      "{'reply': 'query-response', 'token': '"
          + T1
          + "', 'attestation-payload': 'absent', 'tc-list': 'present', 'requested-tc-list':"
          + " ['hello'], 'cose': 'COSE_Sign1, verifies with the Agent's key, kid is the"
          + " thumbprint of the key'}";

  private final CasePack pack;

  private AgentCaseStories(CasePack pack) {
    this.pack = pack;
  }

  static void addTo(CasePack pack) {
    AgentCaseStories stories = new AgentCaseStories(pack);
    stories.requests();
    stories.unsolicited();
    stories.invalid();
    stories.certificates();
    stories.signatures();
    stories.shapes();
    stories.rules();
    stories.responses();
    stories.attestationOfTam();
  }

  // A1, A2.

  private CaseStory call(String name, String rule, String api, String what) {
    return pack.agent(name, rule, "TEEP 7.2; RFC 9397 6.2.1")
        .what(what)
        .with("requested", "[]")
        .put("api", "'" + api + "'");
  }

  private void requests() {
    String contact = "{'reply': null, 'tam-uri': 'the configured one'}";
    String nobody = "{'reply': null, 'tam-uri': 'absent'}";
    call("request", "A1 H6", "RequestTA(hello)", "The TAM is to be contacted, with no message.")
        .expect(contact);
    call(
            "request-with-hint",
            "A1",
            "RequestTA(hello, https://other.example/tam)",
            "Its own configuration counts for more than a hint.")
        .expect(contact);
    call("request-installed", "A1", "RequestTA(hello)", "It is installed: there is no data.")
        .with("installed", "[{'component': 'hello', 'sequence': 5}]")
        .expect(nobody)
        .after("{'installed': 'hello 5'}");
    call("request-foreign", "A1", "RequestTA(hello)", "No TAM may provide the component.")
        .with("prefix", "'ns'")
        .expect(nobody);
    call("unrequest", "A2", "UnrequestTA(hello)", "The TAM is told when it asks.")
        .with("installed", "[{'component': 'hello', 'sequence': 5}]")
        .expect(contact)
        .after("{'installed': 'hello 5'}");
    call("unrequest-not-installed", "A2", "UnrequestTA(hello)", "There is nothing to tell.")
        .expect(nobody);
    call("policy-check", "A2", "RequestPolicyCheck", "The TAM is to be asked for changes.")
        .expect(contact);
    call("policy-check-ends", "A2", "RequestPolicyCheck", "Each TAM is named once.")
        .put("before", "['RequestPolicyCheck']")
        .expect(nobody);
    pack.agent("unneeded-is-told", "A2 A5", "TEEP 4.3")
        .what("What no application needs is in the next QueryResponse, by its manifest.")
        .with("requested", "[]")
        .with("installed", "[{'component': 'hello', 'sequence': 5}]")
        .with("unneeded", "['hello']")
        .receives("tam", QUERY)
        .expect(
            "{'reply': 'query-response', 'unneeded-manifest-list': ['hello.suit'],"
                + " 'requested-tc-list': 'absent'}");
    pack.agent("requested-again", "A2", "TEEP 4.3")
        .what("What is needed again is not unneeded.")
        .with("requested", "[]")
        .with("installed", "[{'component': 'hello', 'sequence': 5}]")
        .with("unneeded", "['hello']")
        .put("before", "['RequestTA(hello)']")
        .receives("tam", QUERY)
        .expect("{'reply': 'query-response', 'unneeded-manifest-list': 'absent'}");
  }

  private void unsolicited() {
    String response =
        "{'reply': 'query-response', 'token': 'absent', 'tam-uri': 'the configured one'}";
    String connect = "{'reply': null, 'tam-uri': 'the configured one'}";
    call(
            "unsolicited",
            "A1 D7",
            "RequestTA(hello)",
            "The last QueryRequest had neither token nor challenge.")
        .with("last-query-request", "'attestation bit, no challenge'")
        .expect(response)
        .also(connect);
    call("unsolicited-after-error", "A1 A2", "RequestTA(hello)", "The transport has failed since.")
        .with("last-query-request", "'attestation bit, no challenge'")
        .with("process-error", "'since then'")
        .expect(connect);
    call("unsolicited-after-token", "A1", "RequestTA(hello)", "The last QueryRequest had a token.")
        .with("last-query-request", "'token'")
        .expect(connect);
  }

  // A3, in the order of the checks.

  private CaseStory untrusted(String name, String rule, String what) {
    return pack.agent(name, rule, "TEEP 4.1.2, 7.2").what(what).after("{'installed': 'nothing'}");
  }

  private void invalid() {
    untrusted("no-cbor", "A3 F9 D3", "The message is not CBOR.")
        .receives((all, dialect) -> Bytes.fromHex("ff00"))
        .expect(error(1, "absent"));
    untrusted("no-signature", "A3 F9 D3", "The message is not in a COSE structure.")
        .receives((all, dialect) -> all.encoded(QUERY, dialect))
        .expect(error(1, "absent"));
    untrusted("bad-signature", "A3 F9 D3", "No field of it is used, its token neither.")
        .receives("tam", QUERY, CaseMessages::broken)
        .expect(
            "{'reply': 'error', 'err-code': 1, 'token': 'absent', 'suit-reports': 'absent',"
                + " 'cose': 'COSE_Sign1, verifies with the Agent's key'}");
    untrusted("unknown-key", "A3 F9 D3", "Nobody trusts the key.")
        .receives("stranger", QUERY)
        .expect(error(1, "absent"))
        .also(error(6, "absent"));
    untrusted("agent-key", "A3", "The Agent's own key is no key of a TAM.")
        .receives("agent", QUERY)
        .expect(error(1, "absent"))
        .also(error(6, "absent"));
    untrusted("no-common-algorithm", "A3 F6", "The Agent supports no algorithm of the signatures.")
        .receives("tam-ed", QUERY)
        .expect(
            "{'reply': 'error', 'err-code': 5, 'token': 'absent', 'supported-teep-cipher-suites':"
                + " {'RFC': [[[18, -9]]], 'DRAFT_25': [[[18, -9]]], 'DRAFT_16': [[[18, -7]]]},"
                + " 'cose': 'COSE_Sign1, verifies with the Agent's key'}")
        .also(error(1, "absent"));
  }

  private void certificates() {
    certificate("good", "A3 A4", RESPONSE);
    certificate("rogue", "A3 F8", error(6, "absent"));
    certificate("expired", "A3 F8", error(9, "absent"));
    certificate("not-yet", "A3 F8", error(9, "absent"));
  }

  private void certificate(String name, String rule, String expected) {
    CaseStory story =
        pack.agent("certificate-" + name, rule, "TEEP 4.6; RFC 9360")
            .what("The key of the TAM is in the certificate tam-" + name + ".")
            .with("trusted-tams", "[]")
            .with("anchors", "['ca']")
            .receives(
                (all, dialect) ->
                    CaseMessages.sign1(
                        CaseMessages.signer("tam", dialect),
                        all.encoded(QUERY, dialect),
                        CoseHeaders.builder()
                            .unprotectedX5chain(List.of(CaseKeys.certificate("tam-" + name)))
                            .build()))
            .expect(expected);
    if (expected.contains("absent") && expected.contains("'error'")) {
      story.also(error(6, "absent")).also(error(1, "absent"));
    }
  }

  // A4.

  private void signatures() {
    pack.agent("sign", "A4", "TEEP 8.1")
        .what("One of several signatures is of a key that the Agent knows.")
        .receives("tam+tam-ed", QUERY)
        .expect(RESPONSE);
    pack.agent("sign-of-stranger-too", "A4", "TEEP 8.1")
        .what("A signature with an algorithm that the Agent does not support is not looked at.")
        .receives((all, dialect) -> signed(all, dialect, "tam", "agent-ed"))
        .expect(RESPONSE);
    pack.agent("sign-own-algorithm-bad", "A4", "TEEP 8.1")
        .what("A bad signature with the only algorithm that the Agent supports.")
        .receives((all, dialect) -> CaseMessages.broken(signed(all, dialect, "tam-ed", "tam")))
        .expect(error(1, "absent"))
        .also(error(5, "absent"));
    pack.agent("sign-of-strangers", "A4", "TEEP 8.1")
        .what("All signatures are of keys that nobody trusts.")
        .receives((all, dialect) -> signed(all, dialect, "stranger", "agent-ed"))
        .expect(error(1, "absent"))
        .also(error(6, "absent"));
    pack.agent("no-kid", "A4 D14", "RFC 9052 3.1")
        .what("A message needs no kid.")
        .receives((all, dialect) -> withoutKid(all.encoded(QUERY, dialect), dialect))
        .expect(RESPONSE);
    pack.agent("ed25519", "A4 A5", "TEEP 8.1")
        .what("An Agent with Ed25519 alone.")
        .with("agent-key", "'agent-ed'")
        .with(
            "suites", "{'RFC': [[[18, -19]]], 'DRAFT_25': [[[18, -19]]], 'DRAFT_16': [[[18, -8]]]}")
        .receives("tam+tam-ed", QUERY)
        .expect(RESPONSE);
  }

  private static Bytes signed(CaseMessages all, Dialect dialect, String... keys) {
    return all.signed(String.join("+", keys), QUERY, dialect);
  }

  private static Bytes withoutKid(Bytes payload, Dialect dialect) {
    try {
      return CaseMessages.sign1(
          CoseSigner.of(CaseKeys.keys().get("tam"), CaseMessages.algorithm("tam", dialect)),
          payload);
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void shapes() {
    String[][] shapes = {
      {"map", "D2", "{1: 2}", "A message is an array."},
      {"unknown-type", "", "[9, {token: $T1}]", "The type is unknown."},
      {"no-suites", "", "[QueryRequest, {token: $T1}]", "Elements are missing."},
      {
        "empty-suites",
        "",
        "[QueryRequest, {token: $T1}, [], $profiles, 2]",
        "At least one suite is offered."
      },
      {
        "token-65",
        "",
        "[QueryRequest, {token: h'" + "01".repeat(65) + "'}, $suites, $profiles, 2]",
        "The token has 65 bytes."
      },
      {
        "challenge-7",
        "",
        "[QueryRequest, {challenge: h'01020304050607'}, $suites, $profiles, 3]",
        "The challenge has 7 bytes."
      },
      {"success", "", "[Success, {token: $T1}]", "Only an Agent sends a Success."}
    };
    for (String[] each : shapes) {
      untrusted("shape-" + each[0], ("A3 F9 " + each[1]).strip(), each[3])
          .receives("tam", each[2])
          .expect("{'reply': 'error', 'err-code': 1}");
    }
    pack.agent("unknown-label", "A5", "TEEP 4.1")
        .what("An unknown option is ignored.")
        .receives("tam", QUERY.replace("token:", "4711: 1, token:"))
        .expect(RESPONSE);
    pack.agent("unknown-item", "A5", "TEEP 4.2")
        .what("A bit that nobody has defined yet is ignored.")
        .receives("tam", QUERY.replace("$profiles, 2]", "$profiles, 18]"))
        .expect(RESPONSE);
  }

  private CaseStory ruled(String name, String rule, String message, String what) {
    return pack.agent(name, rule, "TEEP 4.2, 4.6").what(what).receives("tam", message);
  }

  private void rules() {
    ruled("version", "A3 F7", QUERY.replace("[0]", "[7]"), "Only version 0 is supported.")
        .expect("{'reply': 'error', 'err-code': 4, 'token': '" + T1 + "', 'versions': [0]}");
    ruled("no-version", "A3", QUERY.replace("versions: [0], ", ""), "Absent means version 0.")
        .expect(RESPONSE);
    ruled("versions", "A3", QUERY.replace("[0]", "[7, 0]"), "One of several versions is 0.")
        .expect(RESPONSE);
    ruled(
            "suites",
            "A3 F6",
            QUERY.replace("$suites", "[[[18, -48]]]"),
            "No offered suite is supported.")
        .expect(
            "{'reply': 'error', 'err-code': 5, 'token': '"
                + T1
                + "', 'supported-teep-cipher-suites': {'RFC': [[[18, -9]]], 'DRAFT_25': [[[18,"
                + " -9]]], 'DRAFT_16': [[[18, -7]]]}}");
    ruled(
            "token-missing",
            "A3 F9",
            QUERY.replace(", token: $T1", ""),
            "Without the attestation bit there is a token.")
        .should()
        .expect(error(1, "absent"));
    ruled(
            "token-with-attestation",
            "A3 F9 D1",
            "[QueryRequest, {challenge: $C1, token: $T1}, $suites, $profiles, 3]",
            "With the attestation bit there is no token.")
        .with("evidence", "'eat'")
        .expect(error(1, T1 + " or absent"));
    ruled(
            "challenge-without-attestation",
            "A3 F9",
            "[QueryRequest, {challenge: $C1, token: $T1}, $suites, $profiles, 2]",
            "A challenge belongs to the attestation bit.")
        .expect(error(1, T1));
    ruled(
            "freshness",
            "A3 F7",
            "[QueryRequest, {supported-freshness-mechanisms: [1], challenge: $C1}, $suites,"
                + " $profiles, 3]",
            "Timestamps are not supported.")
        .with("evidence", "'eat'")
        .expect(
            "{'reply': 'error', 'err-code': 3, 'token': 'absent',"
                + " 'supported-freshness-mechanisms': [0]}");
    ruled(
            "freshness-without-attestation",
            "A3 D9",
            QUERY.replace("token:", "supported-freshness-mechanisms: [0], token:"),
            "Some TAMs name the mechanisms always; the Agent ignores it.")
        .should()
        .expect(RESPONSE)
        .also(error(1, T1));
  }

  // A5.

  private CaseStory items(int items, Consumer<CaseStory> more, String fields) {
    CaseStory story =
        pack.agent("items-" + items, "A5", "TEEP 4.2, 4.3")
            .what("The response has what the bits " + items + " ask for.")
            .receives("tam", QUERY.replace("$profiles, 2]", "$profiles, " + items + "]"))
            .expect("{'reply': 'query-response', 'token': '" + T1 + "', " + fields + "}");
    more.accept(story);
    return story;
  }

  private void responses() {
    pack.agent("query", "A5 D14", "TEEP 7.2.1")
        .what("The token comes back, with the installed and the requested components.")
        .receives("tam", QUERY)
        .expect(RESPONSE);
    items(0, story -> story.should(), "'tc-list': 'absent', 'ext-list': 'absent'");
    items(4, story -> {}, "'ext-list': [], 'tc-list': 'absent'");
    items(6, story -> {}, "'ext-list': [], 'tc-list': 'present'");
    items(8, story -> {}, "'tc-list': 'absent'");
    pack.agent("empty-tc-list", "A5 D8", "TEEP 4.3")
        .what("Without components the list is there all the same.")
        .with("requested", "[]")
        .receives("tam", QUERY)
        .expect("{'reply': 'query-response', 'tc-list': [], 'requested-tc-list': 'absent'}");
    pack.agent("tc-list", "A5", "TEEP 4.3")
        .what("The list has what is installed.")
        .with("requested", "[]")
        .with("installed", "[{'component': 'hello', 'sequence': 5}]")
        .receives("tam", QUERY)
        .expect("{'reply': 'query-response', 'tc-list': ['hello', 'hello.suit']}");
    pack.agent("evidence", "A5", "TEEP 4.3")
        .what("Evidence is in the response, with its format.")
        .with("evidence", "'eat'")
        .receives("tam", "[QueryRequest, {challenge: $C1}, $suites, $profiles, 3]")
        .expect(
            "{'reply': 'query-response', 'token': 'absent', 'attestation-payload': 'present',"
                + " 'attestation-payload-format': 'application/eat+cwt'}");
    pack.agent("no-evidence", "A5 A3", "TEEP 4.3")
        .what("The Agent cannot attest itself.")
        .should()
        .receives("tam", "[QueryRequest, {challenge: $C1}, $suites, $profiles, 3]")
        .expect("{'reply': 'error', 'err-code': 'any', 'token': 'absent'}");
    pack.agent("components-of-others", "A5", "TEEP 4.3, 11")
        .what("A TAM sees the components of its own domain alone.")
        .with("prefix", "'ns'")
        .with("requested", "[]")
        .with("installed", "[{'component': 'hello', 'sequence': 5}]")
        .receives("tam", QUERY)
        .expect("{'reply': 'query-response', 'tc-list': []}");
  }

  // A6.

  private CaseStory demanding(String name, String rule, String what) {
    return pack.agent(name, rule, "TEEP 7.2.1")
        .what(what)
        .with("require-tam-attestation", "true")
        .with("tam-verifiers", "['tam-verifier']");
  }

  private static CaseStory presents(CaseStory story, String verifier, String key, String nonce) {
    String claims =
        TamOutcomeStories.claims("6: " + (CaseKeys.CLOCK - 5), TamOutcomeStories.kid(key), nonce);
    return story.receives(
        (all, dialect) ->
            all.signed(
                "tam",
                "[QueryRequest, {attestation-payload: "
                    + TamOutcomeStories.result(all, dialect, verifier, claims)
                    + ", token: $T1}, $suites, $profiles, 2]",
                dialect));
  }

  /** The TAM was asked, and presents a result. */
  private CaseStory presenting(
      String name, String what, String verifier, String key, String nonce) {
    return presents(
        demanding("tam-attests" + name, "A6", what).with("challenge-sent", "'" + AC + "'"),
        verifier,
        key,
        nonce);
  }

  private void attestationOfTam() {
    String demand =
        "{'reply': 'error', 'err-code': 7, 'token': '"
            + T1
            + "', 'challenge': 'fresh, 8..512 bytes', 'supported-freshness-mechanisms': 'absent,"
            + " or contains 0'}";
    demanding("tam-must-attest", "A6 A3 F7", "The TAM is asked for attestation.")
        .receives("tam", QUERY)
        .expect(demand);
    presenting("", "A trusted Verifier vouches for the TAM.", "tam-verifier", "tam", "$AC")
        .expect(RESPONSE);
    presenting("-other-key", "It is about another key.", "tam-verifier", "stranger", "$AC")
        .expect(demand);
    presenting("-untrusted", "The Verifier is not trusted.", "verifier", "tam", "$AC")
        .expect(demand);
    presenting("-other-nonce", "The nonce is not the challenge.", "tam-verifier", "tam", "$C1")
        .expect(demand);
    presents(
            demanding("tam-attests-unasked", "A6", "Nothing was asked."),
            "tam-verifier",
            "tam",
            "$AC")
        .expect(demand);
    presents(
            presenting("-twice", "A nonce counts once.", "tam-verifier", "tam", "$AC"),
            "tam-verifier",
            "tam",
            "$AC")
        .expect(demand);
    CaseStory bounded =
        demanding("tam-never-attests", "A6 A9 D18", "A TAM that never attests is given up.");
    for (int i = 0; i < 4; i++) {
      bounded.receives("tam", QUERY);
    }
    bounded.expect("{'reply': null}").also("{'reply': 'error', 'err-code': 1}");
  }
}
