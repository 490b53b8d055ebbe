package org.teep4j.teep.agent;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.teep4j.suit.processor.PayloadFetcher;

/**
 * Notes that a network or the space of a device failed while a manifest was processed. That is a
 * temporary error: the same manifest may succeed later.
 */
final class Trouble {

  private boolean noted;

  /** Something that may fail. */
  @FunctionalInterface
  interface Attempt<T> {
    T make() throws IOException;
  }

  boolean isNoted() {
    return noted;
  }

  /** Something that may fail and gives nothing. */
  @FunctionalInterface
  interface Action {
    void perform() throws IOException;
  }

  void attempt(Action action) throws IOException {
    try {
      action.perform();
    } catch (IOException e) {
      noted = true;
      throw e;
    }
  }

  <T> T get(Attempt<T> attempt) throws IOException {
    try {
      return attempt.make();
    } catch (IOException e) {
      noted = true;
      throw e;
    }
  }

  /** A fetcher whose failures are noted. A URI that is only a fragment belongs to the envelope. */
  PayloadFetcher noting(PayloadFetcher fetcher) {
    return request -> {
      if (request.uri().startsWith("#")) {
        return fetcher.fetch(request);
      }
      return noting(get(() -> fetcher.fetch(request)));
    };
  }

  private InputStream noting(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        return get(super::read);
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return get(() -> super.read(target, offset, length));
      }
    };
  }

  OutputStream noting(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        attempt(() -> out.write(source, offset, length));
      }
    };
  }
}
