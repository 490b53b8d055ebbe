package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.CaseWorld.T1;
import static org.teep4j.vectors.replay.CaseWorld.outstanding;
import static org.teep4j.vectors.replay.CaseWorld.query;

/** What goes over HTTP, on both sides. */
final class HttpCaseStories {
  private static final String TYPE = "application/teep+cbor";
  private static final String HEADERS =
      "{'Accept': '" + TYPE + "', 'Content-Type': '" + TYPE + "'}";
  private static final String OK =
      "[QueryResponse, {tc-list: $tc, requested-tc-list: [{component-id: $hello}], token: $T1}]";
  private static final String QUERY = "[QueryRequest, {token: $T1}, $suites, $profiles, 2]";

  private final CasePack pack;

  private HttpCaseStories(CasePack pack) {
    this.pack = pack;
  }

  static void addTo(CasePack pack) {
    HttpCaseStories stories = new HttpCaseStories(pack);
    stories.server();
    stories.tolerance();
    stories.refusals();
    stories.client();
    stories.failures();
  }

  private CaseStory server(String name, String rule, String headers, String what) {
    return pack.tam("http-" + name, rule, "TEEP/HTTP 6")
        .what(what)
        .with("outstanding", outstanding(query(T1, 2)))
        .put("http", "{'method': 'POST', 'headers': " + headers + "}");
  }

  private static String status(int status) {
    return "{'http': " + status + "}";
  }

  private void server() {
    server("connect", "H7 T1", HEADERS, "An empty request asks for a session.")
        .expect("{'http': 200, 'reply': 'query-request'}");
    server("connect-without-headers", "H7 D13", "{}", "Without content no header is needed.")
        .should()
        .expect("{'http': 200, 'reply': 'query-request'}");
    server("message", "H8", HEADERS, "A message is answered by a message.")
        .receives("agent", OK)
        .expect(
            "{'http': 200, 'reply': 'update', 'headers': {'Content-Type': '"
                + TYPE
                + "', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy':"
                + " 'default-src \\u0027none\\u0027', 'Referrer-Policy': 'no-referrer',"
                + " 'Cache-Control': null, 'Set-Cookie': null}}");
    server("no-data", "H9", HEADERS, "Nothing to say is no content.")
        .receives("agent", "[QueryResponse, {tc-list: $tc, token: $T1}]")
        .expect("{'http': 204, 'reply': null}");
    server("invalid", "H9 T3 F1", HEADERS, "An invalid message is answered by nothing.")
        .receives("stranger", OK)
        .expect("{'http': 204, 'reply': null}")
        .after("{'outstanding': 'T1 still waits'}");
    server("store-down", "H10 H12 F5", HEADERS, "The TAM cannot answer now.")
        .with("store", "'fails'")
        .receives("agent", OK)
        .expect("{'http': 503, 'reply': null, 'headers': {'Retry-After': '30'}}")
        .after("{'outstanding': 'T1 still waits'}");
    server("store-down-connect", "H10 F5", HEADERS, "The TAM cannot open a session now.")
        .with("store", "'fails'")
        .expect("{'http': 503, 'reply': null}");
    server("message-again", "H13 T4", HEADERS, "The token is the only thread, and is used.")
        .receives("agent", OK)
        .receives("agent", OK)
        .expect("{'http': 204, 'reply': null}")
        .after("{'outstanding': 'T1 is used up'}");
  }

  private void tolerance() {
    server(
            "type-with-parameter",
            "H11 D13",
            "{'Accept': '*/*', 'Content-Type': 'Application/TEEP+CBOR; x=y'}",
            "Case and parameters of the type do not count.")
        .should()
        .receives("agent", OK)
        .expect(status(200));
    server(
            "accept-missing",
            "H11 D13",
            "{'Content-Type': '" + TYPE + "'}",
            "Without Accept everything is accepted.")
        .should()
        .receives("agent", OK)
        .expect(status(200));
    server(
            "accept-weighted",
            "H11",
            "{'Accept': 'text/html, application/*;q=0.5', 'Content-Type': '" + TYPE + "'}",
            "One of several types fits.")
        .should()
        .receives("agent", OK)
        .expect(status(200));
    server(
            "cache-control",
            "D22",
            "{'Accept': '"
                + TYPE
                + "', 'Content-Type': '"
                + TYPE
                + "', 'Cache-Control':"
                + " 'no-store'}",
            "A client must not send it, and the server ignores it.")
        .should()
        .receives("agent", OK)
        .expect(status(200));
  }

  private void refusals() {
    server("get", "H11", "{}", "Only POST.")
        .put("http", "{'method': 'GET', 'headers': {}}")
        .should()
        .expect("{'http': 405, 'headers': {'Allow': 'POST'}}");
    server(
            "other-type",
            "H11",
            "{'Accept': '" + TYPE + "', 'Content-Type': 'application/cbor'}",
            "Content of another type.")
        .should()
        .receives("agent", OK)
        .expect(status(415))
        .after("{'outstanding': 'T1 still waits'}");
    server(
            "not-accepted",
            "H11",
            "{'Accept': 'text/html', 'Content-Type': '" + TYPE + "'}",
            "The client does not take TEEP.")
        .should()
        .receives("agent", OK)
        .expect(status(406))
        .after("{'outstanding': 'T1 still waits'}");
    server("too-large", "H11", HEADERS, "More than the largest message.")
        .put("http", "{'method': 'POST', 'headers': " + HEADERS + ", 'body-size': 'limit + 1'}")
        .should()
        .expect(status(413))
        .also(status(400));
  }

  // The client.

  private CaseStory client(String name, String rule, String script, String what) {
    return pack.agent("http-" + name, rule, "TEEP/HTTP 5")
        .what(what)
        .put("http", "{'script': " + script + "}");
  }

  private void client() {
    client("connect", "H1 D13 D22", "[{'status': 204}]", "The first request is empty and complete.")
        .expect(
            "{'requests': 1, 'session': 'done, no ProcessError', 'reply': null, 'headers':"
                + " {'Method': 'POST', 'Accept': '"
                + TYPE
                + "', 'Content-Type': '"
                + TYPE
                + "', 'Content-Length': '0', 'Cache-Control': null, 'Cookie': null}}");
    client("empty-200", "H3", "[{'status': 200}]", "An empty response ends the session.")
        .expect("{'requests': 1, 'session': 'done, no ProcessError'}");
    client(
            "session",
            "H1 H4 A5",
            "[{'status': 200, 'message': 0}, {'status': 204}]",
            "The QueryResponse is posted to the same TAM.")
        .receives("tam", QUERY)
        .expect(
            "{'requests': 2, 'session': 'done, no ProcessError', 'reply': 'query-response',"
                + " 'headers': {'Method': 'POST', 'Accept': '"
                + TYPE
                + "', 'Content-Type': '"
                + TYPE
                + "'}}");
    client(
            "update",
            "H4 A7",
            "[{'status': 200, 'message': 0}, {'status': 200, 'message': 1}, {'status': 204}]",
            "A whole session.")
        .receives("tam", QUERY)
        .receives("tam", "[Update, {manifest-list: [$M5], token: $UT}]")
        .expect("{'requests': 3, 'session': 'done, no ProcessError', 'reply': 'success'}")
        .after("{'installed': 'hello 5'}");
    client(
            "cache-control",
            "D22",
            "[{'status': 200, 'message': 0, 'headers': {'Cache-Control': 'no-store'}}, {'status':"
                + " 204}]",
            "A TAM must not send it, and the client ignores it.")
        .receives("tam", QUERY)
        .expect("{'requests': 2, 'session': 'done, no ProcessError'}");
    client("endless", "A9 H4", "'QueryRequest for ever'", "A TAM that never ends.")
        .should()
        .expect("{'session': 'the session ends after a bounded number of rounds'}");
  }

  private void failing(String name, String rule, String script, String what) {
    client(name, rule, script, what).expect("{'requests': 1, 'session': 'ProcessError'}");
  }

  private void failures() {
    failing("status-500", "H5", "[{'status': 500}]", "The TAM refuses.");
    failing("status-404", "H5", "[{'status': 404}]", "There is no TAM.");
    failing("unreachable", "H5", "[{'status': 0}]", "The connection fails.");
    failing(
        "redirect",
        "H2 H5",
        "[{'status': 307, 'headers': {'Location': 'https://other.example/tam'}}]",
        "Redirects are not followed.");
    client(
            "other-type",
            "H5",
            "[{'status': 200, 'message': 0, 'headers': {'Content-Type': 'text/html'}}]",
            "A login page is no TEEP message.")
        .receives("tam", QUERY)
        .expect("{'requests': 1, 'session': 'ProcessError'}");
  }
}
