package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.Notation.FETCH;
import static org.teep4j.vectors.replay.Notation.MATCH;
import static org.teep4j.vectors.replay.Notation.digest;
import static org.teep4j.vectors.replay.Notation.override;
import static org.teep4j.vectors.replay.Notation.uri;

import java.util.function.UnaryOperator;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.Dialect;

/** What the behaviour cases have in common: manifests, tokens, reports, and what must come. */
final class CaseWorld {
  static final String TC_URI = "https://tc.example/hello";

  // Replies.

  static final String SILENCE = "{'reply': null}";
  static final String UPDATE_M5 =
      "{'reply': 'update', 'token': 'fresh, differs from the request's', 'manifest-list': ['M5'],"
          + " 'err-code': 'absent', 'cose': 'COSE_Sign1, alg as the Agent's (selected suite),"
          + " verifies with the TAM's key'}";
  static final String SUCCESS =
      "{'reply': 'success', 'token': 'd4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4', 'suit-reports':"
          + " 'absent, or one for each manifest with suit-report-nonce = the token and result"
          + " true'}";
  static final String FAILED =
      "{'reply': 'error', 'err-code': {'RFC': 11, 'DRAFT_25': 17, 'DRAFT_16': 17}, 'token':"
          + " 'd4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4', 'suit-reports': 'absent, or with"
          + " suit-report-nonce = the token'}";

  private CaseWorld() {}

  /** An Update that refuses. */
  static String refusal(int code) {
    return "{'reply': 'update', 'err-code': "
        + code
        + ", 'err-msg': 'present', 'manifest-list': 'absent', 'token': 'fresh or absent'}";
  }

  /** An Error. */
  static String error(int code, String token) {
    return "{'reply': 'error', 'err-code': " + code + ", 'token': '" + token + "'}";
  }

  static String outstanding(String... requests) {
    return "[" + String.join(", ", requests) + "]";
  }

  /** A QueryRequest with a token. */
  static String query(String token, int items) {
    return "{'message': 'query-request', 'token': '"
        + token
        + "', 'items': "
        + items
        + ", 'age-seconds': 10}";
  }

  /** A QueryRequest with a challenge. */
  static String challenge(String challenge) {
    return "{'message': 'query-request', 'challenge': '"
        + challenge
        + "', 'items': 3, 'age-seconds': 10}";
  }

  /** An Update with M5 to an Agent. */
  static String update(String token, String agent) {
    return "{'message': 'update', 'token': '"
        + token
        + "', 'age-seconds': 10, 'manifests': ['M5'], 'to': '"
        + agent
        + "'}";
  }

  static final String T1 = "a1".repeat(16);
  static final String T2 = "b2".repeat(16);
  static final String T3 = "c3".repeat(16);
  static final String UT = "d4".repeat(16);
  static final String C1 = "e5".repeat(32);
  static final String AC = "f6".repeat(32);

  static void addTo(CasePack pack) {
    pack.value("T1", T1);
    pack.value("T2", T2);
    pack.value("T3", T3);
    pack.value("UT", UT);
    pack.value("C1", C1);
    pack.value("AC", AC);
    manifests(pack);
    CaseMessages messages = pack.messages();
    for (String name : new String[] {"hello", "other", "hello.suit", "other.suit", "ns/hello"}) {
      messages.value(name.replace('/', '-'), Notation.id(name));
    }
    messages.value("no-component", Notation.id("nobody/has/it"));
    messages.value("tc", "[" + installed("agent", "00") + "]");
    messages.value("tc-hello4", "[" + installed("hello", sha256("Hello, TEE! 4")) + "]");
    messages.value("tc-hello5", "[" + installed("hello", sha256("Hello, TEE! 5")) + "]");
    messages.value("ok", report("UT", "true"));
    messages.value("ok-T1", report("T1", "true"));
    messages.value("ok-T3", report("T3", "true"));
    messages.value("ok-none", report(null, "true"));
    messages.value("failed", report("UT", "{5: -1, 6: [[], 20, 4, 0, {}], 7: 10}"));
    for (String wrapped : new String[] {"ok", "ok-T3", "ok-none", "failed"}) {
      messages.value(
          "reports." + wrapped,
          dialect ->
              "[" + (dialect == Dialect.DRAFT_16 ? "$" + wrapped : "<<$" + wrapped + ">>") + "]");
    }
  }

  private static String sha256(String content) {
    return Manifest.sha256(Bytes.ofUtf8(content)).toHex();
  }

  private static String installed(String component, String digest) {
    return "{0: " + Notation.id(component) + ", 3: <<[-16, h'" + digest + "']>>}";
  }

  /** A SUIT_Report about M5. */
  private static String report(String token, String result) {
    return "{"
        + (token == null ? "" : "2: $" + token + ", ")
        + "3: [], 4: "
        + result
        + ", 99: [\""
        + TC_URI
        + "\", [-16, h'"
        + hello(5).digest().toHex()
        + "']]}";
  }

  // Manifests.

  private static void manifests(CasePack pack) {
    UnaryOperator<Bytes> wrong = Manifest::damaged;
    pack.manifest("M5", "hello", hello(5).envelope());
    pack.manifest("M6", "hello", hello(6).envelope());
    pack.manifest("M4", "hello", hello(4).envelope());
    pack.manifest("M5-bad-signature", "hello", hello(5).signing(wrong).envelope());
    pack.manifest("M5-other-signer", "hello", hello(5).signedBy(Keys.OTHER).envelope());
    pack.manifest("M5-bad-digest", "hello", hello(5).sending(wrong).envelope());
    pack.manifest(
        "M5-bad-payload",
        "hello",
        integrated("hello", 5, "Hello, TEE! 5", "Hello, TEE! !").envelope());
    pack.manifest("OTHER", "other", integrated("other", 1, "other", "other").envelope());
    pack.manifest(
        "OTHER-bad-payload", "other", integrated("other", 1, "other", "othen").envelope());
    pack.manifest("M5-fetched", "hello", fetched().envelope());
    pack.manifest("NS5", "ns/hello", integrated("ns/hello", 5, "ns 5", "ns 5").envelope());
  }

  private static Manifest hello(int number) {
    String content = "Hello, TEE! " + number;
    return integrated("hello", number, content, content);
  }

  private static Manifest integrated(String component, int number, String content, String sent) {
    return manifest(component, number, content, "#tc").payload("#tc", Bytes.ofUtf8(sent));
  }

  private static Manifest fetched() {
    return manifest("hello", 5, "Hello, TEE! 5", TC_URI);
  }

  private static Manifest manifest(String component, int number, String content, String uri) {
    return Manifest.of(component)
        .numbered(Integer.toString(number))
        .shared(override(digest(Bytes.ofUtf8(content)), "14: " + content.length()))
        .member(4, "\"" + TC_URI + "\"")
        .id(component + ".suit")
        .on(7, MATCH)
        .on(20, override(uri(uri)), FETCH, MATCH)
        .untagged();
  }
}
