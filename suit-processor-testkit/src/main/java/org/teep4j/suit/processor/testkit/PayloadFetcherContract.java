package org.teep4j.suit.processor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.PayloadFetcher;
import org.teep4j.suit.processor.PayloadFetcher.FetchRequest;

/**
 * What every {@link PayloadFetcher} promises. A test of a fetcher extends this class, and has
 * something that the fetcher gets payloads from.
 */
public abstract class PayloadFetcherContract {

  private static final CommandTarget TARGET = Author.target(SuitComponentIdentifier.ofText("a"));

  /** A test, of which JUnit makes an object for each method. */
  protected PayloadFetcherContract() {}

  /** The fetcher of the current test. */
  protected abstract PayloadFetcher fetcher() throws IOException;

  /**
   * Puts content where the fetcher finds it.
   *
   * @return the URI of the content
   */
  protected abstract String offer(Bytes content) throws IOException;

  /** A URI that the fetcher may use, and where nothing is. */
  protected abstract String nothing() throws IOException;

  private static FetchRequest request(String uri, long offset) {
    return new FetchRequest(uri, TARGET, Optional.empty(), offset);
  }

  private void assertFetched(Bytes content, String uri, int offset) throws IOException {
    try (InputStream in = fetcher().fetch(request(uri, offset))) {
      assertEquals(content.slice(offset), Bytes.wrap(in.readAllBytes()), "from " + offset);
    }
  }

  @Test
  protected void contentIsFetchedAnyNumberOfTimes() throws IOException {
    byte[] random = new byte[200_000];
    new Random(5).nextBytes(random);
    Bytes content = Bytes.wrap(random);
    String uri = offer(content);
    assertFetched(content, uri, 0);
    assertFetched(content, uri, 0);
  }

  @Test
  protected void emptyContentIsContent() throws IOException {
    assertFetched(Bytes.empty(), offer(Bytes.empty()), 0);
  }

  /** An interrupted fetch goes on; it may have had everything. */
  @Test
  protected void contentBeginsAtTheOffset() throws IOException {
    Bytes content = Bytes.ofUtf8("0123456789");
    String uri = offer(content);
    for (int offset = 1; offset <= content.length(); offset++) {
      assertFetched(content, uri, offset);
    }
  }

  /** The stream may be opened, but not read, as if the content were empty. */
  @Test
  protected void whatIsNotThereIsAnError() throws IOException {
    String uri = nothing();
    assertThrows(
        IOException.class,
        () -> {
          try (InputStream in = fetcher().fetch(request(uri, 0))) {
            in.readAllBytes();
          }
        });
  }

  @Test
  protected void aStreamMayBeClosedEarly() throws IOException {
    Bytes content = Bytes.wrap(new byte[200_000]);
    String uri = offer(content);
    try (InputStream in = fetcher().fetch(request(uri, 0))) {
      assertEquals(0, in.read());
    }
    assertFetched(content, uri, 0);
  }

  @Test
  protected void whatIsThereCanBeReached() throws IOException {
    FetchRequest there = request(offer(Bytes.ofUtf8("x")), 0);
    assertTrue(fetcher().isReachable(there));
    FetchRequest missing = request(nothing(), 0);
    assertFalse(fetcher().isReachable(missing));
  }
}
