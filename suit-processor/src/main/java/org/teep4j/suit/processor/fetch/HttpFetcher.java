package org.teep4j.suit.processor.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.teep4j.suit.processor.PayloadFetcher;

/**
 * Gets payloads by HTTP or HTTPS. A transfer that breaks off goes on where it was, by a range
 * request, as long as the server has the same content. To stop a transfer, interrupt its thread.
 *
 * <p>The author of a manifest chooses the URI. {@link Builder#permitted} says which ones may be
 * used, in redirects as well. A redirect to another scheme is refused.
 */
public final class HttpFetcher implements PayloadFetcher {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final HttpClient client;
  private final Predicate<? super URI> permitted;
  private final Duration timeout;
  private final int attempts;
  private final Duration pause;
  private final long maxSize;

  private HttpFetcher(Builder builder) {
    timeout = builder.timeout;
    client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
    permitted = builder.permitted;
    attempts = builder.attempts;
    pause = builder.pause;
    maxSize = builder.maxSize;
  }

  /**
   * Starts a fetcher. Unless the builder is told otherwise, it gets {@code https:} URIs of all
   * hosts, waits 30 seconds for the next byte, tries ten times with pauses of one second and more,
   * and brings 4 GiB at most.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public InputStream fetch(FetchRequest request) throws IOException {
    URI uri;
    try {
      uri = new URI(request.uri());
    } catch (URISyntaxException e) {
      throw new IOException("not a URI: " + request.uri(), e);
    }
    require(uri);
    return new Transfer(this, uri, request.offset());
  }

  /** Checks a URI of a manifest or of a redirect. */
  void require(URI uri) throws IOException {
    String scheme = uri.getScheme();
    if (scheme == null
        || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))
        || uri.getHost() == null
        || uri.getRawUserInfo() != null) {
      throw new IOException("not a URI for HTTP: " + uri);
    }
    if (!permitted.test(uri)) {
      throw new IOException("the device does not fetch from " + uri);
    }
  }

  HttpClient client() {
    return client;
  }

  Duration timeout() {
    return timeout;
  }

  int attempts() {
    return attempts;
  }

  Duration pause() {
    return pause;
  }

  long maxSize() {
    return maxSize;
  }

  /** Collects the settings of a fetcher. */
  public static final class Builder {

    private Predicate<? super URI> permitted = uri -> "https".equalsIgnoreCase(uri.getScheme());
    private Duration timeout = Duration.ofSeconds(30);
    private int attempts = 10;
    private Duration pause = Duration.ofSeconds(1);
    private long maxSize = 1L << 32;

    private Builder() {}

    /**
     * Sets which URIs may be used. This replaces the limitation to {@code https:}.
     *
     * @param value tells of a URI with the scheme {@code http} or {@code https} and a host
     * @return this builder
     */
    public Builder permitted(Predicate<? super URI> value) {
      permitted = value;
      return this;
    }

    /**
     * Sets how long the server may take to be reached, to answer, and to send the next byte.
     *
     * @param value the time
     * @return this builder
     */
    public Builder timeout(Duration value) {
      timeout = value;
      return this;
    }

    /**
     * Sets how often a payload is asked for altogether, and how long the fetcher waits before the
     * second time. The pause doubles from time to time, up to 64 times.
     *
     * @param number at least 1
     * @param first the first pause
     * @return this builder
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder attempts(int number, Duration first) {
      if (number < 1) {
        throw new IllegalArgumentException("at least one attempt: " + number);
      }
      attempts = number;
      pause = first;
      return this;
    }

    /**
     * Sets the largest payload.
     *
     * @param value the number of bytes
     * @return this builder
     */
    public Builder maxSize(long value) {
      maxSize = value;
      return this;
    }

    /**
     * Makes the fetcher.
     *
     * @return the fetcher
     */
    public HttpFetcher build() {
      return new HttpFetcher(this);
    }
  }
}
