package org.teep4j.teep.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;

/**
 * Takes the content of a successful response up to a limit, and then breaks the connection off. The
 * content of any other response is not taken at all.
 */
final class LimitedContent implements BodySubscriber<Bytes> {

  /** The content is larger than the client takes. */
  static final class TooMuch extends IOException {

    private static final long serialVersionUID = 1L;

    TooMuch(int limit) {
      super("the message has more than " + limit + " bytes");
    }
  }

  private final int limit;
  private final CompletableFuture<Bytes> content = new CompletableFuture<>();
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private @Nullable Subscription subscription;

  private LimitedContent(int limit) {
    this.limit = limit;
  }

  static BodyHandler<Bytes> upTo(int limit) {
    return response -> new LimitedContent(isSuccess(response) ? limit : -1);
  }

  private static boolean isSuccess(ResponseInfo response) {
    return response.statusCode() / 100 == 2;
  }

  @Override
  public CompletionStage<Bytes> getBody() {
    return content;
  }

  @Override
  public void onSubscribe(Subscription source) {
    subscription = source;
    if (limit < 0) {
      source.cancel();
      content.complete(Bytes.empty());
    } else {
      source.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (buffer.remaining() > limit - taken.size()) {
        if (subscription != null) {
          subscription.cancel();
        }
        content.completeExceptionally(new TooMuch(limit));
        return;
      }
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      taken.write(part, 0, part.length);
    }
  }

  @Override
  public void onError(Throwable failure) {
    content.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    content.complete(Bytes.wrap(taken.toByteArray()));
  }
}
