package org.teep4j.teep.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.TeepAgentApi;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;

/**
 * The TEEP/HTTP Client of a device (draft-ietf-teep-otrp-over-http-15, Section 5): carries messages
 * between a {@link TeepAgentApi} and its TAMs until one side has no more to say. It reads none of
 * them.
 *
 * <p>Each request is a POST with {@code Accept}, {@code Content-Type} and {@code Content-Length},
 * in HTTP/1.1. Redirects are not followed, there are no cookies, and a request is never repeated.
 * The content of a response is read up to a limit, and each exchange has a limit of time. A client
 * may be used by several threads.
 */
public final class TeepHttpClient {

  /** Hosts that are this device, whatever a name service says. */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  private final HttpExchanges exchanges;
  private final boolean plainHttp;
  private final int maxRequests;

  private TeepHttpClient(Builder builder, HttpClient http) {
    exchanges =
        new HttpExchanges(http, builder.peers, builder.exchangeTime, builder.maxMessageSize);
    plainHttp = builder.plainHttp;
    maxRequests = builder.maxRequests;
  }

  /**
   * Starts a client. Unless the builder is told otherwise, it contacts {@code https:} URIs and the
   * loopback interface, takes messages of 16 MiB at most, waits two minutes for a response, and
   * sends 16 requests in a session.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Runs a session: sends what the Agent has handed out, hands the response to the Agent, and so
   * on. If the transport fails or the TAM refuses, the Agent is told {@code ProcessError}.
   *
   * <p>An interrupt of the thread ends an exchange as if it had failed; the thread stays
   * interrupted.
   *
   * @param agent the Agent
   * @param first what it wants to be sent, and where
   * @return how the session ended
   * @throws IOException if the Agent could not store what it has to remember; the session is over
   */
  public SessionResult run(TeepAgentApi agent, Outgoing first) throws IOException {
    URI tam = first.tam();
    if (!isPermitted(tam)) {
      agent.processError(tam);
      String reason = "neither https nor permitted";
      return new SessionResult(
          tam, SessionResult.Ending.NOT_PERMITTED, 0, reason, Optional.empty());
    }
    return run(agent, tam, first.message());
  }

  private SessionResult run(TeepAgentApi agent, URI tam, Optional<Bytes> message)
      throws IOException {
    Optional<Bytes> next = message;
    for (int requests = 1; requests <= maxRequests; requests++) {
      Bytes received;
      try {
        received = exchanges.post(tam, next.orElse(Bytes.empty()));
      } catch (ExchangeFailure failure) {
        agent.processError(tam);
        return failure.result(tam, requests);
      }
      if (received.isEmpty()) {
        agent.processEnd(tam);
        return complete(tam, requests, "the TAM has no more to say");
      }
      next = agent.processTeepMessage(tam, received);
      if (next.isEmpty()) {
        return complete(tam, requests, "the Agent has no more to say");
      }
    }
    agent.processError(tam);
    String reason = "more than " + maxRequests + " requests in one session";
    return new SessionResult(
        tam, SessionResult.Ending.ENDLESS, maxRequests, reason, Optional.empty());
  }

  private static SessionResult complete(URI tam, int requests, String reason) {
    return new SessionResult(
        tam, SessionResult.Ending.COMPLETE, requests, reason, Optional.empty());
  }

  private boolean isPermitted(URI tam) {
    String scheme = String.valueOf(tam.getScheme()).toLowerCase(Locale.ROOT);
    String host = tam.getHost();
    if (host == null || tam.getRawUserInfo() != null) {
      return false;
    }
    return scheme.equals("https")
        || scheme.equals("http") && (plainHttp || LOOPBACK.matcher(host).matches());
  }

  /** Collects the settings of a client. */
  public static final class Builder {

    private @Nullable HttpClient httpClient;
    private @Nullable SSLContext sslContext;
    private Function<? super URI, PeerOptions> peers = tam -> PeerOptions.SPECIFICATION;
    private boolean plainHttp;
    private Duration exchangeTime = Duration.ofMinutes(2);
    private int maxMessageSize = 16 * 1024 * 1024;
    private int maxRequests = 16;

    private Builder() {}

    /**
     * Sets the HTTP client to use, for example one with a proxy.
     *
     * @param value a client that follows no redirects and has no cookies
     * @return this builder
     */
    public Builder httpClient(HttpClient value) {
      httpClient = value;
      return this;
    }

    /**
     * Sets which servers are trusted, and the key of the device if servers ask for one. Otherwise
     * the default of the JVM counts.
     *
     * @param value the context
     * @return this builder
     */
    public Builder sslContext(SSLContext value) {
      sslContext = value;
      return this;
    }

    /**
     * Sets how TAMs differ from the specification. The {@linkplain PeerOptions#mediaType media
     * type} is accepted in responses, beside that of TEEP.
     *
     * @param value the options of the TAM with a URI
     * @return this builder
     */
    public Builder peerOptions(Function<? super URI, PeerOptions> value) {
      peers = value;
      return this;
    }

    /**
     * Permits {@code http:} URIs of any host. TEEP messages are protected end to end; who watches
     * the network sees who talks to whom, and what is not encrypted.
     *
     * @return this builder
     */
    public Builder permitPlainHttp() {
      plainHttp = true;
      return this;
    }

    /**
     * Sets how long the connection, a request and the whole response may take.
     *
     * @param value the time
     * @return this builder
     */
    public Builder exchangeTime(Duration value) {
      exchangeTime = value;
      return this;
    }

    /**
     * Sets the largest message that is taken from a TAM.
     *
     * @param bytes the number of bytes
     * @return this builder
     */
    public Builder maxMessageSize(int bytes) {
      maxMessageSize = bytes;
      return this;
    }

    /**
     * Sets how many requests a session has at most.
     *
     * @param requests the number
     * @return this builder
     */
    public Builder maxRequests(int requests) {
      maxRequests = requests;
      return this;
    }

    /**
     * Makes the client.
     *
     * @return the client
     * @throws IllegalArgumentException if a size, number or time is not positive, if the HTTP
     *     client follows redirects or has cookies, or if there is an SSL context beside it
     */
    public TeepHttpClient build() {
      Settings.requirePositive("exchangeTime", exchangeTime);
      Settings.requirePositive("maxMessageSize", maxMessageSize);
      Settings.requirePositive("maxRequests", maxRequests);
      return new TeepHttpClient(this, httpClient == null ? newClient() : checked(httpClient));
    }

    private HttpClient newClient() {
      HttpClient.Builder client = HttpClient.newBuilder();
      if (sslContext != null) {
        client.sslContext(sslContext);
      }
      return client.followRedirects(HttpClient.Redirect.NEVER).connectTimeout(exchangeTime).build();
    }

    private HttpClient checked(HttpClient client) {
      if (client.followRedirects() != HttpClient.Redirect.NEVER) {
        throw new IllegalArgumentException("the HTTP client follows redirects");
      }
      if (client.cookieHandler().isPresent()) {
        throw new IllegalArgumentException("the HTTP client has cookies");
      }
      if (sslContext != null) {
        throw new IllegalArgumentException("the HTTP client has an SSL context of its own");
      }
      return client;
    }
  }
}
