package org.teep4j.suit.processor.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response as it arrives. In contrast to the stream of the JDK, it fails if nothing
 * arrives for a time, and if its thread is interrupted. At most one piece waits in memory.
 */
final class ResponseStream extends InputStream
    implements HttpResponse.BodySubscriber<ResponseStream> {

  private static final List<ByteBuffer> END = List.of();

  private final Duration timeout;
  private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
  private final Deque<ByteBuffer> current = new ArrayDeque<>();
  private Flow.@Nullable Subscription subscription;
  private boolean closed;
  private boolean ended;
  private volatile @Nullable Throwable failure;

  ResponseStream(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<ResponseStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (closed) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    if (pieces.isEmpty()) {
      request();
    } else {
      arrived.add(pieces);
    }
  }

  private synchronized void request() {
    if (subscription != null && !closed) {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable throwable) {
    failure = throwable;
    arrived.add(END);
  }

  @Override
  public void onComplete() {
    arrived.add(END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      ByteBuffer piece = current.peek();
      if (piece == null) {
        await();
      } else if (piece.hasRemaining()) {
        int count = Math.min(length, piece.remaining());
        piece.get(target, offset, count);
        return count;
      } else {
        current.remove();
      }
    }
    return -1;
  }

  private void await() throws IOException {
    List<ByteBuffer> pieces;
    try {
      pieces = arrived.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      close();
      throw interrupted();
    }
    if (pieces == null) {
      close();
      throw new HttpTimeoutException("nothing arrived for " + timeout);
    }
    if (!pieces.isEmpty()) {
      current.addAll(pieces);
      request();
      return;
    }
    Throwable cause = failure;
    if (cause != null) {
      arrived.add(END); // the next call fails as well
      throw new IOException("the connection failed: " + cause.getMessage(), cause);
    }
    ended = true;
  }

  /** The interruption of this thread, which stays interrupted. */
  static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
