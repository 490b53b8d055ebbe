package org.teep4j.suit.processor;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * Gets payloads and dependencies from outside. Retries and time limits are the fetcher's own. The
 * processor looks for integrated payloads first, which need no fetcher.
 */
@FunctionalInterface
public interface PayloadFetcher {

  /**
   * A fetcher that reaches nothing.
   *
   * @return the fetcher
   */
  static PayloadFetcher none() {
    return request -> {
      throw new IOException("nothing can be fetched");
    };
  }

  /**
   * Opens content.
   *
   * @param request what is wanted
   * @return a stream that the processor reads to its end and closes; the processor stops at the
   *     size that the manifest states
   * @throws IOException if the content cannot be had
   */
  InputStream fetch(FetchRequest request) throws IOException;

  /**
   * Whether content could be fetched, for a dry run. A fetcher that can tell without opening the
   * content overrides this.
   *
   * @param request what is wanted
   * @return true if it is there
   */
  default boolean isReachable(FetchRequest request) {
    try {
      fetch(request).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What is fetched.
   *
   * @param uri {@code suit-parameter-uri}, as the manifest has it
   * @param target the component, and the manifest that wants it
   * @param arguments {@code suit-parameter-fetch-arguments}
   * @param offset the number of bytes that an interrupted fetch has brought already; the stream
   *     begins behind them
   */
  record FetchRequest(String uri, CommandTarget target, Optional<Bytes> arguments, long offset) {}
}
