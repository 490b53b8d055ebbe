package org.teep4j.suit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseDigest;
import org.teep4j.cose.VerificationException;

/**
 * Streams that compute the digest of the content that is read or written, for a comparison at the
 * end.
 */
final class CheckedContent {

  private final SuitPayloadCheck expected;
  private final CoseDigest digest;
  private long length;

  private CheckedContent(SuitPayloadCheck expected) throws VerificationException {
    this.expected = expected;
    this.digest = expected.digest().start();
  }

  private void restart() {
    digest.digest();
    length = 0;
  }

  private void add(byte[] array, int offset, int count) {
    digest.update(Bytes.wrap(array, offset, count));
    length += count;
  }

  private void verify() throws VerificationException {
    expected.requireSize(length);
    expected.digest().requireEqual(digest.digest());
  }

  /** Hashes the content that is written. */
  static final class Sink extends OutputStream {

    private final OutputStream to;
    private final CheckedContent content;

    Sink(OutputStream to, SuitPayloadCheck expected) throws VerificationException {
      this.to = to;
      this.content = new CheckedContent(expected);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] array, int offset, int count) throws IOException {
      content.add(array, offset, count);
      to.write(array, offset, count);
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }

    /** Checks the written content. */
    void verify() throws VerificationException {
      content.verify();
    }
  }

  /** Hashes the content that is read. */
  static final class Source implements ContentSource {

    private final ContentSource from;
    private final CheckedContent content;

    Source(ContentSource from, SuitPayloadCheck expected) throws VerificationException {
      this.from = from;
      this.content = new CheckedContent(expected);
    }

    @Override
    public long length() {
      return from.length();
    }

    @Override
    public boolean isRepeatable() {
      return from.isRepeatable();
    }

    @Override
    public InputStream open() throws IOException {
      content.restart();
      return new Reading(from.open(), content);
    }

    /** Reads everything and checks it. */
    void readAll() throws IOException, VerificationException {
      content.expected.requireSize(length());
      try (InputStream in = open()) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      verify();
    }

    /** Checks the content that was read since the last opening. */
    void verify() throws VerificationException {
      content.verify();
    }
  }

  private static final class Reading extends InputStream {

    private final InputStream in;
    private final CheckedContent content;

    Reading(InputStream in, CheckedContent content) {
      this.in = in;
      this.content = content;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] array, int offset, int count) throws IOException {
      int read = in.read(array, offset, count);
      if (read > 0) {
        content.add(array, offset, read);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
