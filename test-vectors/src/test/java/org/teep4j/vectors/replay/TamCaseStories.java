package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.CaseWorld.SILENCE;
import static org.teep4j.vectors.replay.CaseWorld.T1;
import static org.teep4j.vectors.replay.CaseWorld.T2;
import static org.teep4j.vectors.replay.CaseWorld.UPDATE_M5;
import static org.teep4j.vectors.replay.CaseWorld.UT;
import static org.teep4j.vectors.replay.CaseWorld.outstanding;
import static org.teep4j.vectors.replay.CaseWorld.query;
import static org.teep4j.vectors.replay.CaseWorld.refusal;
import static org.teep4j.vectors.replay.CaseWorld.update;

import java.security.GeneralSecurityException;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseSigner;
import org.teep4j.teep.Dialect;

/** What a TAM does with connections, invalid messages, tokens and QueryResponses. */
final class TamCaseStories {
  private static final String OK =
      "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $hello}], token: $T1}]";

  private final CasePack pack;

  private TamCaseStories(CasePack pack) {
    this.pack = pack;
  }

  static void addTo(CasePack pack) {
    TamCaseStories stories = new TamCaseStories(pack);
    stories.connect();
    stories.invalid();
    stories.malformed();
    stories.tokens();
    stories.completeness();
    stories.decisions();
  }

  // T1, T2.

  private void connect() {
    pack.tam("connect", "T1 T2 D5", "TEEP 7.1, 8.1, 4.2")
        .what("Nothing is known of the Agent: one signature for each suite, and a token.")
        .put("api", "'ProcessConnect'")
        .expect(
            "{'reply': 'query-request', 'token': 'fresh, 8..64 bytes', 'challenge': 'absent',"
                + " 'items': 2, 'supported-freshness-mechanisms': 'absent', 'versions': 'absent or"
                + " contains 0', 'cose': 'COSE_Sign, verifies with tam and tam-ed'}")
        .after("{'outstanding': 'one, for the token'}");
    pack.tam("connect-twice", "T2 D5", "TEEP 4.2, 10.1")
        .what("A token is never used again, though the text permits it elsewhere.")
        .with("outstanding", outstanding(query(T1, 2)))
        .put("before", "['ProcessConnect']")
        .put("api", "'ProcessConnect'")
        .expect("{'reply': 'query-request', 'token': 'fresh'}")
        .after("{'outstanding': 'three; T1 still waits'}");
    pack.tam("connect-known-peer", "T1", "TEEP 8.1")
        .what("With knowledge of the Agent one signature is enough.")
        .with("peer", "{'single-signature': true}")
        .put("api", "'ProcessConnect'")
        .expect(
            "{'reply': 'query-request', 'token': 'fresh', 'cose': 'COSE_Sign1, verifies with the"
                + " TAM's key, kid is the thumbprint of the key'}");
    pack.tam("connect-challenge", "T2 D1", "TEEP 4.2")
        .what("With the attestation bit there is a challenge and no token.")
        .with("policy", "{'items': 3, 'model': 'background check'}")
        .put("api", "'ProcessConnect'")
        .expect(
            "{'reply': 'query-request', 'token': 'absent', 'challenge': 'fresh, 8..512 bytes',"
                + " 'items': 3}")
        .after("{'outstanding': 'one, for the challenge'}");
    pack.tam("connect-passport", "T2 D7", "TEEP 4.2, 9")
        .what("In the Passport model there is neither token nor challenge.")
        .with("policy", "{'items': 3, 'model': 'passport'}")
        .put("api", "'ProcessConnect'")
        .expect("{'reply': 'query-request', 'token': 'absent', 'challenge': 'absent', 'items': 3}")
        .after("{'outstanding': 'none'}");
    pack.tam("connect-all-items", "T1", "TEEP 4.2")
        .what("The policy chooses the items.")
        .with("policy", "{'items': 14}")
        .put("api", "'ProcessConnect'")
        .expect("{'reply': 'query-request', 'items': 14, 'token': 'fresh'}");
  }

  private CaseStory asked(String name, String rule, String cite) {
    return pack.tam(name, rule, cite).with("outstanding", outstanding(query(T1, 2)));
  }

  // T3.

  private CaseStory dropped(String name, String cite, String what) {
    return asked(name, "T3 F1", cite)
        .what(what)
        .expect(SILENCE)
        .after("{'outstanding': 'T1 still waits'}");
  }

  private void invalid() {
    dropped("no-cbor", "TEEP 4.1.2 step 1", "The message is not CBOR.")
        .receives((all, dialect) -> Bytes.fromHex("ff00"));
    dropped("no-bytes", "TEEP 4.1.2 step 1", "The message is empty.")
        .receives((all, dialect) -> Bytes.empty());
    dropped("trailing-bytes", "TEEP 4.1.2 step 1", "Something follows the message.")
        .receives("agent", OK, message -> CaseMessages.joined(message, Bytes.fromHex("00")));
    dropped("no-signature", "TEEP 4.1.2 step 2", "The message is not in a COSE structure.")
        .receives((all, dialect) -> all.encoded(OK, dialect));
    dropped("mac", "TEEP 4.1.2 step 2", "A MAC is no signature.")
        .receives((all, dialect) -> mac(all.encoded(OK, dialect)));
    dropped("critical-header", "TEEP 4.1.2 step 3", "A critical header parameter is unknown.")
        .receives(
            (all, dialect) ->
                CaseMessages.sign1(
                    CaseMessages.signer("agent", dialect),
                    all.encoded(OK, dialect),
                    CoseHeaders.builder()
                        .critical(List.of(CoseLabel.of(-70_001)))
                        .protect(CoseLabel.of(-70_001), Bytes.fromHex("01"))
                        .build()));
    dropped("bad-signature", "TEEP 4.1.2 step 4", "The signature is wrong.")
        .receives("agent", OK, CaseMessages::broken);
    dropped("unknown-key", "TEEP 7.1", "Nobody trusts the key.").receives("stranger", OK);
    dropped("tam-key", "TEEP 7.1", "The TAM's own key is no key of an Agent.").receives("tam", OK);
    asked("no-kid", "T3 D14", "RFC 9052 3.1")
        .what("A message needs no kid.")
        .receives((all, dialect) -> withoutKid(all.encoded(OK, dialect), dialect))
        .expect(UPDATE_M5);
    asked("cose-sign-of-agent", "T3", "TEEP 8.1")
        .what("The selected suite is one COSE_Sign1 in both directions.")
        .should()
        .receives((all, dialect) -> all.signed("agent+agent-ed", OK, dialect))
        .expect(SILENCE);
    asked("ed25519", "T1 T3", "TEEP 8.1")
        .what("Both mandatory suites are usable, and the answer has the Agent's.")
        .receives("agent-ed", OK)
        .expect(UPDATE_M5);
    asked("query-request-to-tam", "T3", "TEEP 3")
        .what("Only a TAM sends a QueryRequest.")
        .receives("agent", "[QueryRequest, {token: $T2}, $suites, $profiles, 2]")
        .expect(SILENCE)
        .after("{'outstanding': 'T1 still waits'}");
    asked("update-to-tam", "T3", "TEEP 3")
        .what("Only a TAM sends an Update.")
        .receives("agent", "[Update, {token: $T1}]")
        .expect(SILENCE);
  }

  private static Bytes mac(Bytes payload) {
    try {
      return CoseMac0.builder()
          .payload(payload)
          .mac(CoseMacCreator.of(Keys.key(Keys.MAC)))
          .encode()
          .toBytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes withoutKid(Bytes payload, Dialect dialect) {
    try {
      return CaseMessages.sign1(
          CoseSigner.of(CaseKeys.keys().get("agent"), CaseMessages.algorithm("agent", dialect)),
          payload);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void malformed() {
    String[][] shapes = {
      {"map", "D2", "{1: 2}", "A TEEP message is an array, whatever step 5 says."},
      {"unknown-type", "", "[9, {token: $T1}]", "The type is unknown."},
      {"no-options", "", "[QueryResponse]", "There is no map of options."},
      {"token-text", "", "[QueryResponse, {token: \"a token of text\"}]", "The token is text."},
      {"token-7", "", "[QueryResponse, {token: h'01020304050607'}]", "The token has 7 bytes."},
      {
        "token-65",
        "",
        "[QueryResponse, {token: h'" + "01".repeat(65) + "'}]",
        "The token has 65 bytes."
      },
      {"err-code-0", "T11", "[Error, {token: $T1}, 0]", "The code 0 is reserved."},
      {"no-err-code", "", "[Error, {token: $T1}]", "An Error has a code."}
    };
    for (String[] each : shapes) {
      asked("shape-" + each[0], ("T3 F1 " + each[1]).strip(), "TEEP 4.1.2 step 5")
          .what(each[3])
          .receives("agent", each[2])
          .expect(SILENCE);
    }
    asked("unknown-label", "T3", "TEEP 4.1")
        .what("An unknown option is ignored.")
        .receives(
            "agent",
            "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $hello}],"
                + " token: $T1, 4711: 1}]")
        .expect(UPDATE_M5);
  }

  // T4, T13.

  private void tokens() {
    asked("token-unknown", "T4 F1", "TEEP 7.1")
        .what("Nothing was asked with this token.")
        .receives("agent", OK.replace("$T1", "$T2"))
        .expect(SILENCE)
        .after("{'outstanding': 'one; T1 still waits'}");
    asked("token-used", "T4 F1", "TEEP 7.1")
        .what("The same message a second time is ignored.")
        .receives("agent", OK)
        .receives("agent", OK)
        .expect(SILENCE)
        .after("{'outstanding': 'T1 is used up'}");
    asked("token-kept-by-bad-signature", "T4 D4", "TEEP 7.1")
        .what("Only a valid signature uses a token up, else anyone could.")
        .receives("agent", OK, CaseMessages::broken)
        .receives("agent", OK)
        .expect(UPDATE_M5);
    asked("token-used-by-refusal", "T4 D6", "TEEP 7.1, 7.1.1")
        .what("An incomplete QueryResponse uses its token up.")
        .receives("agent", "[QueryResponse, {token: $T1}]")
        .receives("agent", OK)
        .expect(SILENCE)
        .after("{'outstanding': 'T1 is used up'}");
    pack.tam("token-of-update", "T4", "TEEP 4.2, 4.3")
        .what("The token of an Update is no token of a QueryRequest.")
        .with("outstanding", outstanding(update(UT, "agent")))
        .receives("agent", OK.replace("$T1", "$UT"))
        .expect(SILENCE)
        .after("{'outstanding': 'UT still waits'}");
    pack.tam("token-of-other-agent", "T4 D4", "TEEP 7.1")
        .what("Only the Agent that got an Update may answer it.")
        .with("outstanding", outstanding(update(UT, "agent")))
        .receives("agent-ed", "[Success, {suit-reports: $reports.ok, token: $UT}]")
        .expect(SILENCE)
        .after("{'outstanding': 'UT still waits', 'installed': 'nothing'}");
    pack.tam("two-requests", "T4", "TEEP 4.2")
        .what("Two requests wait; the token says which one is answered.")
        .with("outstanding", outstanding(query(T1, 2), query(T2, 2)))
        .receives("agent", OK.replace("$T1", "$T2"))
        .expect(UPDATE_M5)
        .after("{'outstanding': 'T1 still waits; T2 is used up'}");
    expiry("expired", 90_000, SILENCE, "'outstanding': 'none'");
    expiry("not-expired", 86_000, UPDATE_M5, "'outstanding': 'T1 is used up'");
    pack.tam("token-lifetime", "T13", "TEEP 7.1")
        .what("How long a token counts is a setting.")
        .with("policy", "{'token-lifetime-seconds': 60}")
        .with("outstanding", outstanding(query(T1, 2).replace("10}", "61}")))
        .receives("agent", OK)
        .expect(SILENCE)
        .after("{'outstanding': 'none'}");
  }

  private void expiry(String name, long age, String expected, String after) {
    pack.tam("token-" + name, "T4 T13 F1", "TEEP 4.2, 7.1")
        .what("Without a setting a request waits for hours, not for ever.")
        .with("outstanding", outstanding(query(T1, 2).replace("10}", age + "}")))
        .receives("agent", OK)
        .expect(expected)
        .after("{" + after + "}");
  }

  // T5.

  private CaseStory incomplete(String name, int items, String response, String what) {
    return pack.tam(name, "T5 D6 F2", "TEEP 7.1.1")
        .what(what)
        .with("outstanding", outstanding(query(T1, items)))
        .receives("agent", response)
        .expect(refusal(1))
        .after("{'outstanding': 'T1 is used up', 'installed': 'nothing'}");
  }

  private void completeness() {
    incomplete(
        "no-tc-list",
        2,
        "[QueryResponse, {requested-tc-list: [{component-id: $hello}], token: $T1}]",
        "Trusted Components were asked for.");
    incomplete("no-ext-list", 6, OK, "Extensions were asked for.");
    incomplete(
        "report-nonce-wrong",
        10,
        "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $hello}],"
            + " suit-reports: [<<$ok-T3>>], token: $T1}]",
        "The nonce of a report is another token.");
    incomplete(
        "have-binary-without-number",
        2,
        "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $hello, have-binary:"
            + " true}], token: $T1}]",
        "Who has the binary must say which sequence number is needed.");
    asked("selected-version", "T5", "TEEP 4.3")
        .what("A version was selected that was not offered.")
        .receives(
            "agent",
            "[QueryResponse, {selected-version: 7, tc-list: $tc, requested-tc-list:"
                + " [{component-id: $hello}], token: $T1}]")
        .expect(refusal(4));
    asked("selected-version-0", "T5", "TEEP 4.3")
        .what("Version 0 may be named.")
        .receives(
            "agent",
            "[QueryResponse, {selected-version: 0, tc-list: $tc, requested-tc-list:"
                + " [{component-id: $hello}], token: $T1}]")
        .expect(UPDATE_M5);
    asked("no-token", "T5", "TEEP 4.3")
        .what("A token was sent and does not come back.")
        .should()
        .receives(
            "agent", "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $hello}]}]")
        .expect(refusal(1))
        .also(SILENCE)
        .after("{'outstanding': 'T1 still waits'}");
    pack.tam("report-nonce-right", "T5", "TEEP 4.3")
        .what("The nonce of a report is the token.")
        .with("outstanding", outstanding(query(T1, 10)))
        .receives(
            "agent",
            "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $hello}],"
                + " suit-reports: [<<$ok-T1>>], token: $T1}]")
        .expect(UPDATE_M5);
    pack.tam("report-nonce-optional", "T5 D20", "TEEP 4.3")
        .what("A peer that leaves the nonce out may be permitted to.")
        .with("peer", "{'report-nonce-required': false}")
        .with("outstanding", outstanding(query(T1, 10)))
        .receives(
            "agent",
            "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $hello}],"
                + " suit-reports: [<<$ok-none>>], token: $T1}]")
        .expect(UPDATE_M5);
    asked("empty-tc-list", "T5 D8", "TEEP 4.3")
        .what("An Agent without components sends an empty list.")
        .receives(
            "agent",
            "[QueryResponse, {tc-list: [], requested-tc-list: [{component-id: $hello}],"
                + " token: $T1}]")
        .expect(UPDATE_M5);
    pack.tam("empty-ext-list", "T5 D8", "TEEP 4.3")
        .what("An Agent without extensions sends an empty list.")
        .with("outstanding", outstanding(query(T1, 6)))
        .receives(
            "agent",
            "[QueryResponse, {tc-list: $tc, ext-list: [], requested-tc-list: [{component-id:"
                + " $hello}], token: $T1}]")
        .expect(UPDATE_M5);
  }

  // T8.

  private CaseStory decision(String name, String response, String what) {
    return asked(name, "T8", "TEEP 7.1.1.1").what(what).receives("agent", response);
  }

  private void decisions() {
    decision("install", OK, "A requested component is installed.").expect(UPDATE_M5);
    decision(
            "nothing-to-do",
            "[QueryResponse, {tc-list: $tc, token: $T1}]",
            "Nothing is requested and nothing is old.")
        .expect("{'reply': null, 'http': 204}")
        .after("{'outstanding': 'none'}");
    decision(
            "up-to-date",
            "[QueryResponse, {tc-list: $tc-hello5, token: $T1}]",
            "What is installed already is not sent again.")
        .with("devices", "[{'key': 'agent', 'installed': ['M5']}]")
        .expect(SILENCE);
    decision(
            "newer",
            "[QueryResponse, {tc-list: $tc-hello4, token: $T1}]",
            "A component is older than the catalogue's.")
        .with("devices", "[{'key': 'agent', 'installed': ['M4']}]")
        .expect(UPDATE_M5);
    decision(
            "newer-by-digest",
            "[QueryResponse, {tc-list: $tc-hello4, token: $T1}]",
            "Without a record of the Agent the digest of the image tells.")
        .expect(UPDATE_M5);
    decision(
            "not-entitled",
            "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $hello}],"
                + " token: $T1}]",
            "The Agent may not have the component.")
        .should()
        .with("agents-may-have", "[]")
        .expect(SILENCE)
        .also(refusal(1));
    decision(
            "unknown-component",
            "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $no-component}],"
                + " token: $T1}]",
            "The TAM does not have the component.")
        .should()
        .expect(SILENCE)
        .also(refusal(1));
    decision(
            "number-too-low",
            "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $hello,"
                + " tc-manifest-sequence-number: 6}], token: $T1}]",
            "The Agent needs a higher sequence number than there is.")
        .should()
        .expect(SILENCE)
        .also(refusal(1));
    decision(
            "have-binary",
            "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $hello,"
                + " tc-manifest-sequence-number: 5, have-binary: true}], token: $T1}]",
            "The Agent has the binary and needs the manifest.")
        .expect(UPDATE_M5);
    decision(
            "unneeded",
            "[QueryResponse, {tc-list: $tc-hello5, unneeded-manifest-list: [$hello.suit],"
                + " token: $T1}]",
            "What no application needs is unlinked.")
        .with("devices", "[{'key': 'agent', 'installed': ['M5']}]")
        .expect(
            "{'reply': 'update', 'unneeded-manifest-list': ['hello.suit'], 'manifest-list':"
                + " 'absent', 'token': 'fresh'}");
    decision(
            "unneeded-of-others",
            "[QueryResponse, {tc-list: $tc, unneeded-manifest-list: [$other.suit], token: $T1}]",
            "A manifest that this TAM does not have is not unlinked by it.")
        .should()
        .expect(SILENCE);
    asked("required", "T8 D17", "TEEP 7.1.1.1")
        .what("The policy demands a component that nobody requested; its number is the highest.")
        .with("offers", "['M5', 'M6']")
        .with("policy", "{'required': ['hello']}")
        .receives("agent", "[QueryResponse, {tc-list: $tc, token: $T1}]")
        .expect("{'reply': 'update', 'manifest-list': ['M6'], 'err-code': 'absent'}");
  }
}
