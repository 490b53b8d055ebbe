package org.teep4j.suit.processor.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One payload on its way, over as many connections as it needs. */
final class Transfer extends InputStream {

  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_DOUBLINGS = 6;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");
  private static final Pattern NO_RANGE = Pattern.compile("bytes \\*/(\\d{1,18})");

  private final HttpFetcher fetcher;
  private final URI uri;

  /** Where the next byte is in the payload. */
  private long position;

  /** The strong entity tag of the content that has begun. */
  private Optional<String> tag = Optional.empty();

  private int attempts;
  private InputStream body;

  /** The server's answer does not get better when it is asked again. */
  private static final class Final extends IOException {
    private static final long serialVersionUID = 1L;

    Final(String message) {
      super(message);
    }
  }

  Transfer(HttpFetcher fetcher, URI uri, long offset) throws IOException {
    this.fetcher = fetcher;
    this.uri = uri;
    this.position = offset;
    this.body = connect(null);
  }

  /** Asks until the server sends the rest of the payload. */
  private InputStream connect(@Nullable IOException broken) throws IOException {
    IOException last = broken;
    while (attempts < fetcher.attempts()) {
      if (attempts > 0) {
        pause();
      }
      attempts++;
      try {
        return rest(answer());
      } catch (Final | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException(
        uri + " cannot be fetched, after " + attempts + " attempts: " + last, last);
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(fetcher.pause().toMillis() << Math.min(attempts - 1, MOST_DOUBLINGS));
    } catch (InterruptedException e) {
      throw ResponseStream.interrupted();
    }
  }

  private HttpResponse<ResponseStream> answer() throws IOException {
    URI current = uri;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<ResponseStream> response = send(current);
      switch (response.statusCode()) {
        case 301, 302, 303, 307, 308 -> {
          response.body().close();
          current = redirected(current, response.headers().firstValue("Location"));
        }
        default -> {
          return response;
        }
      }
    }
    throw new Final(uri + " is redirected too often");
  }

  private URI redirected(URI from, Optional<String> location) throws IOException {
    URI to;
    try {
      to = from.resolve(location.orElse(""));
    } catch (IllegalArgumentException e) {
      throw new Final(from + " is redirected to what is no URI");
    }
    if (location.isEmpty() || !from.getScheme().equalsIgnoreCase(to.getScheme())) {
      throw new Final(from + " is redirected to " + to);
    }
    try {
      fetcher.require(to);
    } catch (IOException e) {
      throw new Final(from + " is redirected: " + e.getMessage());
    }
    return to;
  }

  private HttpResponse<ResponseStream> send(URI current) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(current)
            .timeout(fetcher.timeout())
            .header("Accept-Encoding", "identity");
    if (position > 0) {
      request.header("Range", "bytes=" + position + "-");
      tag.ifPresent(value -> request.header("If-Range", value));
    }
    try {
      return fetcher.client().send(request.build(), info -> new ResponseStream(fetcher.timeout()));
    } catch (InterruptedException e) {
      throw ResponseStream.interrupted();
    }
  }

  /** The body from the position on. */
  private InputStream rest(HttpResponse<ResponseStream> response) throws IOException {
    ResponseStream stream = response.body();
    boolean usable = false;
    try {
      InputStream rest = usable(response, stream);
      usable = true;
      return rest;
    } finally {
      if (!usable) {
        stream.close();
      }
    }
  }

  private InputStream usable(HttpResponse<ResponseStream> response, ResponseStream stream)
      throws IOException {
    int status = response.statusCode();
    switch (status) {
      case 200 -> {
        requireSame(response);
        requireSize(response.headers().firstValueAsLong("Content-Length"));
        stream.skipNBytes(position);
      }
      case 206 -> {
        requireSame(response);
        Matcher range = RANGE.matcher(header(response, "Content-Range"));
        if (!range.matches() || !range.group(1).equals(Long.toString(position))) {
          throw new Final(uri + ": the server sends another range than it was asked for");
        }
        if (!range.group(2).equals("*")) {
          requireSize(OptionalLong.of(Long.parseLong(range.group(2))));
        }
      }
      case 416 -> {
        // Nothing was missing.
        Matcher range = NO_RANGE.matcher(header(response, "Content-Range"));
        if (!range.matches() || !range.group(1).equals(Long.toString(position))) {
          throw new Final(uri + " has become shorter");
        }
        stream.close();
        return InputStream.nullInputStream();
      }
      default -> {
        String message = uri + ": the server answers " + status;
        boolean passes = status == 408 || status == 425 || status == 429 || status >= 500;
        throw passes ? new IOException(message) : new Final(message);
      }
    }
    String encoding = header(response, "Content-Encoding");
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      throw new Final(uri + ": the server encodes the content: " + encoding);
    }
    return stream;
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private void requireSame(HttpResponse<?> response) throws Final {
    Optional<String> given =
        response.headers().firstValue("ETag").filter(value -> value.startsWith("\""));
    if (tag.isPresent() && !tag.equals(given)) {
      throw new Final(uri + " has changed while it was fetched");
    }
    tag = given;
  }

  private void requireSize(OptionalLong size) throws Final {
    if (size.isPresent() && size.getAsLong() > fetcher.maxSize()) {
      throw new Final(uri + " has " + size.getAsLong() + " bytes, which is too much");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (true) {
      try {
        int count = body.read(target, offset, length);
        position += Math.max(count, 0);
        if (position > fetcher.maxSize()) {
          throw new Final(uri + " has more than " + fetcher.maxSize() + " bytes");
        }
        return count;
      } catch (Final | InterruptedIOException e) {
        body.close();
        throw e;
      } catch (IOException e) {
        body.close();
        body = connect(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
