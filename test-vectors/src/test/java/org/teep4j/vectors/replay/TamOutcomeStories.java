package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.CaseWorld.C1;
import static org.teep4j.vectors.replay.CaseWorld.SILENCE;
import static org.teep4j.vectors.replay.CaseWorld.T1;
import static org.teep4j.vectors.replay.CaseWorld.T2;
import static org.teep4j.vectors.replay.CaseWorld.T3;
import static org.teep4j.vectors.replay.CaseWorld.UPDATE_M5;
import static org.teep4j.vectors.replay.CaseWorld.UT;
import static org.teep4j.vectors.replay.CaseWorld.challenge;
import static org.teep4j.vectors.replay.CaseWorld.outstanding;
import static org.teep4j.vectors.replay.CaseWorld.query;
import static org.teep4j.vectors.replay.CaseWorld.refusal;
import static org.teep4j.vectors.replay.CaseWorld.update;

import org.teep4j.teep.Dialect;

/** What a TAM does with attestation, Success and Error. */
final class TamOutcomeStories {
  private static final String PSA = "application/psa-attestation-token";
  private static final String REST = "tc-list: $tc, requested-tc-list: [{component-id: $hello}]";
  private static final String MODEL =
      "256: h'0102030405060708090a0b0c0d0e0f1011', 258: h'894823', 259: h'6d6f64656c2d31',"
          + " 260: [\"1.3.4\", 1], 265: \"urn:ietf:rfc:rfcXXXX\"";
  private static final String MEASURED =
      "272: [[60, <<[\"https://tc.example/agent.suit\", [-16, h'" + "d4".repeat(32) + "']]>>]]";
  private static final long NOW = CaseKeys.CLOCK;

  private final CasePack pack;

  private TamOutcomeStories(CasePack pack) {
    this.pack = pack;
  }

  static void addTo(CasePack pack) {
    TamOutcomeStories stories = new TamOutcomeStories(pack);
    stories.results();
    stories.freshness();
    stories.confirmations();
    stories.evidence();
    stories.unknownKeys();
    stories.success();
    stories.errors();
    stories.retries();
  }

  // T6, T7.

  static String kid(String key) {
    return "{3: h'" + CaseKeys.keys().get(key).thumbprint().toHex() + "'}";
  }

  /** The claims of an Attestation Result. */
  static String claims(String times, String confirmation, String nonce) {
    return "{"
        + times
        + (confirmation.isEmpty() ? "" : ", 8: " + confirmation)
        + (nonce.isEmpty() ? "" : ", 10: " + nonce)
        + ", "
        + MODEL
        + ", "
        + MEASURED
        + "}";
  }

  private static final String GOOD = claims("6: " + (NOW - 5), kid("agent"), "$C1");

  private CaseStory attested(String name, String rule, String cite) {
    return pack.tam(name, rule, cite)
        .with("outstanding", outstanding(challenge(C1)))
        .with("verifiers", "['verifier']")
        .with("policy", "{'attestation': 'required'}");
  }

  /** An Attestation Result of a Verifier, in the notation of a byte string. */
  static String result(CaseMessages all, Dialect dialect, String verifier, String claims) {
    return "h'" + all.signed(verifier, claims, dialect).toHex() + "'";
  }

  private static CaseStory sends(CaseStory story, String verifier, String claims) {
    return story.receives(
        (all, dialect) ->
            all.signed(
                "agent",
                "[QueryResponse, {attestation-payload: "
                    + result(all, dialect, verifier, claims)
                    + ", "
                    + REST
                    + "}]",
                dialect));
  }

  private CaseStory result(String name, String rule, String what, String verifier, String claims) {
    return sends(attested("result-" + name, rule, "TEEP 7.1.1.1, 9").what(what), verifier, claims);
  }

  private void refused(String name, String rule, String what, String verifier, String claims) {
    result(name, rule + " F3", what, verifier, claims)
        .expect(refusal(7))
        .after("{'device': 'not attested'}");
  }

  private void results() {
    result("good", "T6 T7", "A trusted Verifier vouches for the key, freshly.", "verifier", GOOD)
        .expect(UPDATE_M5)
        .after("{'outstanding': 'C1 is used up', 'device': 'attested'}");
    CaseStory twice =
        attested("result-replayed", "T7 T4", "TEEP 9").what("The nonce of a result counts once.");
    sends(twice, "verifier", GOOD);
    sends(twice, "verifier", GOOD)
        .expect(SILENCE)
        .also(refusal(7))
        .also(refusal(1))
        .after("{'outstanding': 'C1 is used up'}");
    refused("untrusted-verifier", "T7", "The Verifier is not trusted.", "other-verifier", GOOD);
    refused("signed-by-agent", "T7", "An Agent is no Verifier.", "agent", GOOD);
    attested("result-missing", "T5 T7 F3", "TEEP 4.3, 7.1.1")
        .what("Attestation was asked for and does not come.")
        .receives("agent", "[QueryResponse, {" + REST + "}]")
        .expect(refusal(7))
        .also(SILENCE);
    attested("result-with-token", "T5 D7", "TEEP 4.2")
        .what("A token answers no QueryRequest with a challenge.")
        .receives("agent", "[QueryResponse, {" + REST + ", token: $T1}]")
        .expect(SILENCE)
        .also(refusal(1))
        .also(refusal(7));
    attested("result-with-format", "T6", "TEEP 7.1.1, 5")
        .what("The format may be named, with quotes.")
        .receives(
            (all, dialect) ->
                all.signed(
                    "agent",
                    "[QueryResponse, {attestation-payload: "
                        + result(all, dialect, "verifier", GOOD)
                        + ", attestation-payload-format: \"application/eat+cwt;"
                        + " eat_profile=\\\"urn:ietf:rfc:rfcXXXX\\\"\", "
                        + REST
                        + "}]",
                    dialect))
        .expect(UPDATE_M5);
  }

  private void freshness() {
    refused(
        "no-nonce",
        "T7",
        "The result has no nonce.",
        "verifier",
        claims("6: " + (NOW - 5), kid("agent"), ""));
    refused(
        "other-nonce",
        "T7 T4",
        "The nonce is not the challenge.",
        "verifier",
        GOOD.replace("$C1", "$AC"));
    refused(
        "expired",
        "T7",
        "The result has expired.",
        "verifier",
        claims("4: " + (NOW - 3600) + ", 6: " + (NOW - 7200), kid("agent"), "$C1"));
    refused(
        "not-before",
        "T7",
        "The result is not valid yet.",
        "verifier",
        claims("5: " + (NOW + 3600) + ", 6: " + (NOW - 5), kid("agent"), "$C1"));
    passport("fresh", 60, UPDATE_M5);
    passport("old", 10L * 365 * 86_400, refusal(7));
  }

  private void passport(String name, long age, String expected) {
    sends(
            pack.tam("passport-" + name, "T7 D7", "TEEP 9")
                .what("Without a nonce the age of the result must show that it is fresh.")
                .with("verifiers", "['verifier']")
                .with("policy", "{'model': 'passport', 'items': 3, 'attestation': 'required'}"),
            "verifier",
            claims("6: " + (NOW - age), kid("agent"), ""))
        .expect(expected);
  }

  private void confirmations() {
    String thumbprint = "h'" + CaseKeys.keys().get("agent").thumbprint().toHex() + "'";
    refused(
        "other-key",
        "T7",
        "The result is about another key.",
        "verifier",
        GOOD.replace(kid("agent"), kid("stranger")));
    refused(
        "no-key",
        "T7",
        "The result names no key.",
        "verifier",
        claims("6: " + (NOW - 5), "", "$C1"));
    result(
            "cnf-thumbprint",
            "T7 D11",
            "cnf has the thumbprint of RFC 9679.",
            "verifier",
            GOOD.replace(kid("agent"), "{5: " + thumbprint + "}"))
        .expect(UPDATE_M5);
    sends(
            attested("result-cnf-key", "T7 D11", "TEEP 7.1.1.1").what("cnf has the key itself."),
            "verifier",
            GOOD.replace(
                kid("agent"),
                "{1: "
                    + CaseMessages.notation(
                        CaseKeys.keys().get("agent").toPublic().encode().toBytes())
                    + "}"))
        .expect(UPDATE_M5);
    attested("result-untagged", "T7 D12", "TEEP 5")
        .what("The profile forbids tags, and some peers demand one: both are read.")
        .receives(
            (all, dialect) ->
                all.signed(
                    "agent",
                    "[QueryResponse, {attestation-payload: h'"
                        + all.signed("verifier", GOOD, dialect).slice(1).toHex()
                        + "', "
                        + REST
                        + "}]",
                    dialect))
        .expect(UPDATE_M5);
  }

  private CaseStory evidence(String name, String rule, String answer) {
    return pack.tam("evidence-" + name, rule, "TEEP 7.1.1")
        .with("outstanding", outstanding(challenge(C1)))
        .with("policy", "{'attestation': 'required'}")
        .put("verifier-says", "{'answer': '" + answer + "'}")
        .receives(
            "agent",
            "[QueryResponse, {attestation-payload: h'65766964656e6365',"
                + " attestation-payload-format: \""
                + PSA
                + "\", "
                + REST
                + "}]");
  }

  private void evidence() {
    evidence("affirmed", "T6 T7", "affirming")
        .what("A Verifier affirms opaque Evidence.")
        .expect(UPDATE_M5)
        .after("{'device': 'attested'}");
    evidence("contraindicated", "T7 F3", "contraindicated")
        .what("A Verifier says no.")
        .expect(refusal(7))
        .after("{'device': 'not attested', 'outstanding': 'C1 is used up'}");
    evidence("remedied", "T7 F3", "contraindicated")
        .what("An Agent that fails gets what makes it healthy.")
        .with("policy", "{'attestation': 'required', 'remedies': ['hello']}")
        .expect("{'reply': 'update', 'manifest-list': ['M5'], 'token': 'fresh'}")
        .after("{'device': 'not attested'}");
    evidence("no-verifier-answers", "F4", "no answer within its time")
        .what("The Verifier cannot be reached: the Agent tries again later.")
        .should()
        .expect(refusal(10))
        .after("{'device': 'not attested'}");
    evidence("later", "T7 F4", "later")
        .what("The Verifier takes longer.")
        .should()
        .expect(refusal(10));
    evidence("of-other-key", "T7 F3", "affirming")
        .what("The Evidence is about another key than the message's.")
        .put("verifier-says", "{'answer': 'affirming', 'key': 'stranger'}")
        .expect(refusal(7));
    attested("evidence-without-format", "T6 D10", "TEEP 4.3")
        .what("Without a format it is an Attestation Result, and this one is none.")
        .receives(
            "agent", "[QueryResponse, {attestation-payload: h'65766964656e6365', " + REST + "}]")
        .expect(refusal(7))
        .also(SILENCE);
    attested("evidence-unknown-format", "T6 F3", "TEEP 7.1.1")
        .what("No Verifier knows the format.")
        .receives(
            "agent",
            "[QueryResponse, {attestation-payload: h'65766964656e6365',"
                + " attestation-payload-format: \"application/x\", "
                + REST
                + "}]")
        .expect(refusal(7));
  }

  // Keys that attestation alone makes trusted.

  private void unknownKeys() {
    pack.tam("unknown-key-is-asked", "T6", "TEEP 7.1")
        .what("An unknown key may be asked for attestation by a second QueryRequest.")
        .should()
        .with("outstanding", outstanding(query(T1, 2)))
        .with("policy", "{'attest-unknown-keys': true}")
        .with("verifiers", "['verifier']")
        .receives("stranger", "[QueryResponse, {" + REST + ", token: $T1}]")
        .expect("{'reply': 'query-request', 'items': 3, 'challenge': 'fresh', 'token': 'absent'}");
    pack.tam("attested-key", "T7", "TEEP 7.1.1.1")
        .what("A key that was attested before is trusted until its verdict expires.")
        .with("outstanding", outstanding(query(T1, 2)))
        .with("devices", "[{'key': 'stranger', 'attested-until': " + (NOW + 60) + "}]")
        .receives("stranger", "[QueryResponse, {" + REST + ", token: $T1}]")
        .expect("{'reply': 'update', 'manifest-list': ['M5']}");
    pack.tam("attested-key-expired", "T7", "TEEP 7.1.1.1")
        .what("Then it is not.")
        .with("outstanding", outstanding(query(T1, 2)))
        .with("devices", "[{'key': 'stranger', 'attested-until': " + (NOW - 60) + "}]")
        .receives("stranger", "[QueryResponse, {" + REST + ", token: $T1}]")
        .expect(SILENCE)
        .after("{'outstanding': 'T1 still waits'}");
  }

  // T9.

  private CaseStory updated(String name, String rule, String cite) {
    return pack.tam(name, rule, cite).with("outstanding", outstanding(update(UT, "agent")));
  }

  private void success() {
    updated("success", "T9", "TEEP 7.1.2")
        .what("Token and nonce are right: what is installed is recorded.")
        .receives("agent", "[Success, {suit-reports: $reports.ok, token: $UT}]")
        .expect("{'reply': null, 'http': 204}")
        .after("{'outstanding': 'none', 'installed': 'hello 5'}");
    updated("success-without-report", "T9", "TEEP 4.5")
        .what("Reports are optional.")
        .receives("agent", "[Success, {token: $UT}]")
        .expect(SILENCE)
        .after("{'outstanding': 'none', 'installed': 'hello 5'}");
    updated("success-unknown-token", "T9 F1", "TEEP 4.5")
        .what("Nothing was sent with this token.")
        .receives("agent", "[Success, {suit-reports: $reports.ok-T3, token: $T3}]")
        .expect(SILENCE)
        .after("{'outstanding': 'UT still waits', 'device': 'unchanged'}");
    updated("success-without-token", "T9", "TEEP 4.5")
        .what("The Update had a token.")
        .receives("agent", "[Success, {suit-reports: $reports.ok}]")
        .expect(SILENCE)
        .after("{'outstanding': 'UT still waits', 'device': 'unchanged'}");
    updated("success-report-of-other-token", "T9", "TEEP 7.1.2")
        .what("A report with another nonce is dropped.")
        .receives("agent", "[Success, {suit-reports: $reports.ok-T3, token: $UT}]")
        .expect(SILENCE)
        .after("{'device': 'unchanged'}");
    updated("success-report-without-nonce", "T9 D20", "TEEP 4.5")
        .what("The nonce must be there.")
        .receives("agent", "[Success, {suit-reports: $reports.ok-none, token: $UT}]")
        .expect(SILENCE)
        .after("{'device': 'unchanged'}");
    updated("success-nonce-optional", "T9 D20", "TEEP 4.5")
        .what("A peer that leaves the nonce out may be permitted to.")
        .with("peer", "{'report-nonce-required': false}")
        .receives("agent", "[Success, {suit-reports: $reports.ok-none, token: $UT}]")
        .expect(SILENCE)
        .after("{'outstanding': 'none', 'installed': 'hello 5'}");
    updated("success-report-inline", "T9 D19", "TEEP 4.5")
        .what("Examples of these drafts have reports that are not wrapped; they are read.")
        .in(Dialect.DRAFT_25)
        .should()
        .receives("agent", "[Success, {suit-reports: [$ok], token: $UT}]")
        .expect(SILENCE)
        .after("{'outstanding': 'none', 'installed': 'hello 5'}");
    updated("success-twice", "T9 T4", "TEEP 7.1")
        .what("The same Success a second time is ignored.")
        .receives("agent", "[Success, {suit-reports: $reports.ok, token: $UT}]")
        .receives("agent", "[Success, {suit-reports: $reports.ok, token: $UT}]")
        .expect(SILENCE)
        .after("{'outstanding': 'none', 'installed': 'hello 5'}");
    pack.tam("success-to-query", "T4 T9", "TEEP 4.5")
        .what("A QueryRequest is not answered by a Success.")
        .with("outstanding", outstanding(query(T1, 2)))
        .receives("agent", "[Success, {token: $T1}]")
        .expect(SILENCE)
        .after("{'device': 'unchanged'}");
  }

  // T10, T11, T12.

  private void recorded(String name, String rule, String what, String error) {
    updated("error-" + name, rule, "TEEP 4.6")
        .what(what)
        .receives("agent", error)
        .expect(SILENCE)
        .after("{'outstanding': 'none', 'device': 'an error is recorded', 'installed': 'nothing'}");
  }

  private void errors() {
    updated("error-manifest", "T11 T9", "TEEP 4.6, 7.1.2")
        .what("A manifest failed: the report is recorded.")
        .receives(
            "agent",
            "[Error, {err-msg: \"no\", suit-reports: $reports.failed, token: $UT},"
                + " ERR_MANIFEST_PROCESSING_FAILED]")
        .expect(SILENCE)
        .after(
            "{'outstanding': 'none', 'device': 'failure recorded with the report; an error is"
                + " recorded'}");
    updated("error-report-of-other-token", "T9 T11", "TEEP 7.1.2")
        .what("A report with another nonce is dropped.")
        .receives(
            "agent",
            "[Error, {suit-reports: $reports.ok-T3, token: $UT}, ERR_MANIFEST_PROCESSING_FAILED]")
        .expect(SILENCE)
        .after("{'device': 'unchanged'}");
    recorded("permanent", "T11", "Nothing is repeated at once.", "[Error, {token: $UT}, 1]");
    recorded("extension", "T11", "No extension was used.", "[Error, {token: $UT}, 2]");
    recorded("certificate", "T11", "The certificate is bad.", "[Error, {token: $UT}, 6]");
    recorded(
        "certificate-expired", "T11", "The certificate has expired.", "[Error, {token: $UT}, 9]");
    recorded("temporary", "T11", "The TAM may try again later.", "[Error, {token: $UT}, 10]");
    recorded("code-23", "T11", "An extension may have defined it.", "[Error, {token: $UT}, 22]");
    recorded("code-99", "T11", "It is treated as an unknown error.", "[Error, {token: $UT}, 99]");
    updated("error-without-token", "T12 D3", "TEEP 7.2, 4.6")
        .what("An Agent that could not trust the message uses no field of it: it is only logged.")
        .receives("agent", "[Error, {err-msg: \"bad signature\"}, 1]")
        .expect(SILENCE)
        .after("{'outstanding': 'UT still waits'}");
    updated("error-unknown-token", "T11 T4", "TEEP 4.6")
        .what("Nothing was sent with this token.")
        .receives("agent", "[Error, {token: $T3}, 10]")
        .expect(SILENCE)
        .after("{'outstanding': 'UT still waits', 'device': 'unchanged'}");
  }

  private CaseStory retry(String name, String rule, String error, String what) {
    return pack.tam("retry-" + name, rule, "TEEP 4.6")
        .what(what)
        .with("outstanding", outstanding(query(T1, 2)))
        .receives("agent", error);
  }

  private void retries() {
    String again = "{'reply': 'query-request', 'token': 'fresh', 'items': 2}";
    retry(
            "suites",
            "T11",
            "[Error, {supported-teep-cipher-suites: $suites, token: $T1}, 5]",
            "The Agent lists what it supports, and the TAM has some of that.")
        .should()
        .expect(again)
        .also(SILENCE)
        .after("{'outstanding': 'one; T1 is used up'}");
    retry("suites-without-list", "T11", "[Error, {token: $T1}, 5]", "The list must be there.")
        .should()
        .expect(SILENCE);
    retry(
            "suites-nothing-in-common",
            "T11",
            "[Error, {supported-teep-cipher-suites: [[[18, -48]]], token: $T1}, 5]",
            "The TAM supports nothing of that.")
        .expect(SILENCE)
        .after("{'outstanding': 'none'}");
    retry(
            "version",
            "T11",
            "[Error, {versions: [7], token: $T1}, 4]",
            "The Agent supports another version only.")
        .expect(SILENCE)
        .after("{'outstanding': 'none'}");
    retry(
            "attestation",
            "T10",
            "[Error, {challenge: $AC, token: $T1}, ERR_ATTESTATION_REQUIRED]",
            "The TAM must show its own Evidence.")
        .with("evidence", "'eat'")
        .expect(
            "{'reply': 'query-request', 'attestation-payload': 'present',"
                + " 'attestation-payload-format': 'application/eat+cwt', 'token': 'fresh'}");
    retry(
            "attestation-impossible",
            "T10",
            "[Error, {challenge: $AC, token: $T1}, ERR_ATTESTATION_REQUIRED]",
            "This TAM has no Evidence.")
        .should()
        .expect(SILENCE)
        .after("{'device': 'an error is recorded'}");
    CaseStory bounded =
        pack.tam("retry-bounded", "T10 D18", "TEEP 7.1.2")
            .what("An Agent that wants attestation again and again is given up.")
            .with("evidence", "'eat'")
            .with(
                "outstanding", outstanding(query(T1, 2), query(T2, 2), query(T3, 2), query(UT, 2)));
    for (String token : new String[] {"$T1", "$T2", "$T3", "$UT"}) {
      bounded.receives(
          "agent", "[Error, {challenge: $AC, token: " + token + "}, ERR_ATTESTATION_REQUIRED]");
    }
    bounded.expect(SILENCE);
  }
}
