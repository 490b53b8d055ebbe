package org.teep4j.suit.encryption;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitPayloadCheck;

/** Streams that check the content that is written or read, at the end. */
final class CheckedContent {

  private CheckedContent() {}

  /** Checks the content that is written. */
  static final class Sink extends OutputStream {

    private final OutputStream to;
    private final SuitPayloadCheck.Running check;

    Sink(OutputStream to, SuitPayloadCheck expected) throws VerificationException {
      this.to = to;
      this.check = expected.start();
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] array, int offset, int count) throws IOException {
      check.update(Bytes.wrap(array, offset, count));
      to.write(array, offset, count);
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }

    /** Checks the written content. */
    void verify() throws VerificationException {
      check.verify();
    }
  }

  /** Checks the content that is read. */
  static final class Source implements ContentSource {

    private final ContentSource from;
    private final SuitPayloadCheck expected;
    private final SuitPayloadCheck.Running check;

    Source(ContentSource from, SuitPayloadCheck expected) throws VerificationException {
      this.from = from;
      this.expected = expected;
      this.check = expected.start();
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
      check.restart();
      return new Reading(from.open(), check);
    }

    /** Reads everything and checks it. */
    void readAll() throws IOException, VerificationException {
      expected.checkSize(length());
      try (InputStream in = open()) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      verify();
    }

    /** Checks the content that was read since the last opening. */
    void verify() throws VerificationException {
      check.verify();
    }
  }

  private static final class Reading extends InputStream {

    private final InputStream in;
    private final SuitPayloadCheck.Running check;

    Reading(InputStream in, SuitPayloadCheck.Running check) {
      this.in = in;
      this.check = check;
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
        check.update(Bytes.wrap(array, offset, read));
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
