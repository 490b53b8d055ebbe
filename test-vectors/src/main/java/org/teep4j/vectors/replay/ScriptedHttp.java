package org.teep4j.vectors.replay;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.http.SessionResult;
import org.teep4j.teep.http.TeepHttpClient;
import org.teep4j.teep.session.TeepAgentApi;
import org.teep4j.vectors.format.BehaviourCase;

/** An HTTP client whose responses are in a script: no socket is opened. */
final class ScriptedHttp extends HttpClient {
  private final BehaviourCase.HttpScript script;
  private final List<Bytes> messages;
  private final Queries queries;
  private final List<HttpRequest> requests = new ArrayList<>();
  private Bytes sent = Bytes.empty();

  /** Makes one QueryRequest after the other. */
  @FunctionalInterface
  interface Queries {
    Bytes query(int number) throws GeneralSecurityException;
  }

  ScriptedHttp(BehaviourCase.HttpScript script, List<Bytes> messages, Queries queries) {
    this.script = script;
    this.messages = messages;
    this.queries = queries;
  }

  /** Runs a session of an Agent. */
  BehaviourEnd run(TeepAgentApi agent, TeepAgentApi.Outgoing first) throws IOException {
    Told told = new Told(agent);
    SessionResult result = TeepHttpClient.builder().httpClient(this).build().run(told, first);
    return BehaviourEnd.of(Optional.of(sent).filter(bytes -> !bytes.isEmpty()))
        .withTam(Optional.of(first.tam()))
        .withHeaders(headers())
        .withSession(requests.size(), result.isComplete(), told.errors);
  }

  /** The header fields of the last request. */
  private Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new HashMap<>();
    if (!requests.isEmpty()) {
      HttpRequest last = requests.get(requests.size() - 1);
      headers.putAll(last.headers().map());
      headers.put("Method", List.of(last.method()));
      last.bodyPublisher()
          .ifPresent(
              body -> headers.put("Content-Length", List.of(Long.toString(body.contentLength()))));
    }
    return headers;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    requests.add(request);
    sent = content(request);
    try {
      return respond(request, handler);
    } catch (IOException | GeneralSecurityException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T> CompletableFuture<HttpResponse<T>> respond(
      HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, GeneralSecurityException {
    int index = requests.size() - 1;
    if (script.endless()) {
      return respond(request, handler, 200, Map.of(), queries.query(requests.size()));
    }
    if (index >= script.responses().size() || script.responses().get(index).status() == 0) {
      throw new IOException("the connection fails");
    }
    BehaviourCase.HttpResponse response = script.responses().get(index);
    Bytes content =
        response.message().isPresent()
            ? messages.get(response.message().getAsInt())
            : Bytes.empty();
    return respond(request, handler, response.status(), response.headers(), content);
  }

  private static <T> CompletableFuture<HttpResponse<T>> respond(
      HttpRequest request,
      HttpResponse.BodyHandler<T> handler,
      int status,
      Map<String, String> fields,
      Bytes content) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    if (!content.isEmpty()) {
      all.put("Content-Type", List.of(TeepMessage.MEDIA_TYPE));
    }
    fields.forEach((name, value) -> all.put(name, List.of(value)));
    HttpHeaders headers = HttpHeaders.of(all, (name, value) -> true);
    HttpResponse.BodySubscriber<T> subscriber = handler.apply(new Info(status, headers));
    subscriber.onSubscribe(new Delivered());
    if (!content.isEmpty()) {
      subscriber.onNext(List.of(ByteBuffer.wrap(content.toByteArray())));
    }
    subscriber.onComplete();
    return subscriber
        .getBody()
        .toCompletableFuture()
        .thenApply(body -> new Response<>(request, status, headers, body));
  }

  private static Bytes content(HttpRequest request) {
    if (request.bodyPublisher().isEmpty()) {
      return Bytes.empty();
    }
    HttpResponse.BodySubscriber<byte[]> bytes = HttpResponse.BodySubscribers.ofByteArray();
    request.bodyPublisher().get().subscribe(new Collected(bytes));
    return Bytes.wrap(bytes.getBody().toCompletableFuture().join());
  }

  private record Collected(HttpResponse.BodySubscriber<byte[]> bytes)
      implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      bytes.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer item) {
      bytes.onNext(List.of(item));
    }

    @Override
    public void onError(Throwable failure) {
      bytes.onError(failure);
    }

    @Override
    public void onComplete() {
      bytes.onComplete();
    }
  }

  private record Delivered() implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }

  private record Info(int statusCode, HttpHeaders headers) implements HttpResponse.ResponseInfo {
    @Override
    public Version version() {
      return Version.HTTP_1_1;
    }
  }

  private record Response<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body)
      implements HttpResponse<T> {
    @Override
    public Optional<HttpResponse<T>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      return request.uri();
    }

    @Override
    public Version version() {
      return Version.HTTP_1_1;
    }
  }

  /** Counts how often the Agent is told of an error. */
  private static final class Told implements TeepAgentApi {
    private final TeepAgentApi agent;
    private int errors;

    Told(TeepAgentApi agent) {
      this.agent = agent;
    }

    @Override
    public Optional<Outgoing> requestTa(
        SuitComponentIdentifier component, @org.jspecify.annotations.Nullable URI hint)
        throws IOException {
      return agent.requestTa(component, hint);
    }

    @Override
    public Optional<Outgoing> unrequestTa(SuitComponentIdentifier component) throws IOException {
      return agent.unrequestTa(component);
    }

    @Override
    public Optional<Outgoing> requestPolicyCheck() throws IOException {
      return agent.requestPolicyCheck();
    }

    @Override
    public Optional<Outgoing> resume() throws IOException {
      return agent.resume();
    }

    @Override
    public Optional<Bytes> processTeepMessage(URI tam, Bytes message) throws IOException {
      return agent.processTeepMessage(tam, message);
    }

    @Override
    public void processEnd(URI tam) throws IOException {
      agent.processEnd(tam);
    }

    @Override
    public void processError(URI tam) throws IOException {
      errors++;
      agent.processError(tam);
    }
  }

  // What an HTTP client has.

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    return sendAsync(request, handler).join();
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      HttpResponse.BodyHandler<T> handler,
      HttpResponse.PushPromiseHandler<T> pushed) {
    return sendAsync(request, handler);
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return Optional.empty();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return Optional.empty();
  }

  @Override
  public Redirect followRedirects() {
    return Redirect.NEVER;
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return Optional.empty();
  }

  @Override
  public SSLContext sslContext() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  @Override
  public SSLParameters sslParameters() {
    return new SSLParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return Optional.empty();
  }

  @Override
  public Version version() {
    return Version.HTTP_1_1;
  }

  @Override
  public Optional<Executor> executor() {
    return Optional.empty();
  }
}
