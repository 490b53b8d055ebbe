package org.teep4j.teep.session;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitComponentIdentifier;

/**
 * Writes down what passes between a TAM and an Agent, for somebody who has to find out why they do
 * not understand each other. What it writes is a CBOR sequence (RFC 8742):
 *
 * <pre>{@code
 * exchange = *( note / message )
 * note     = tstr          ; the time, and what happened or passes next
 * message  = any           ; as it passed; a bstr around it if it is not one well-formed item,
 *                          ; or is a text or byte string, which would look like a note or like this
 * }</pre>
 *
 * <p>It has no keys. Messages name components, and have Evidence unless that is encrypted: the
 * recording is as confidential as the exchange. A recorder never disturbs what it records: when its
 * stream fails, it ends. Thread-safe.
 */
public final class ExchangeRecorder implements SessionListener {

  private static final long LARGEST = 64 << 20;

  private final OutputStream out;
  private final InstantSource clock;
  private final long limit;
  private long written;
  private boolean isOver;
  private @Nullable IOException failure;

  private ExchangeRecorder(OutputStream out, InstantSource clock, long limit) {
    this.out = Objects.requireNonNull(out);
    this.clock = Objects.requireNonNull(clock);
    this.limit = limit;
  }

  /**
   * Starts a recording of at most 64 MiB.
   *
   * @param out where it is written; flushed after each item, and closed by the caller
   * @param clock tells the time
   */
  public static ExchangeRecorder to(OutputStream out, InstantSource clock) {
    return to(out, clock, LARGEST);
  }

  /**
   * Starts a recording.
   *
   * @param out where it is written; flushed after each item, and closed by the caller
   * @param clock tells the time
   * @param limit the number of bytes after which nothing more is written
   */
  public static ExchangeRecorder to(OutputStream out, InstantSource clock, long limit) {
    return new ExchangeRecorder(out, clock, limit);
  }

  /**
   * Why the recording ended before its time: its limit, or what its stream threw; empty if
   * everything so far was written.
   */
  public synchronized Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Writes a decision, as a note. */
  @Override
  public void on(SessionEvent event) {
    String about = event.message().map(type -> " " + type.cddlName()).orElse("");
    note(event.kind() + about + ": " + event.reason());
  }

  /**
   * A TAM whose messages are written.
   *
   * @param tam the TAM
   */
  public TamApi recording(TamApi tam) {
    return new TamApi() {
      @Override
      public Optional<Bytes> processConnect() throws IOException {
        note("an Agent connects");
        return answered(tam::processConnect);
      }

      @Override
      public Optional<Bytes> processTeepMessage(Bytes message) throws IOException {
        message("to the TAM", message);
        return answered(() -> tam.processTeepMessage(message));
      }
    };
  }

  private Optional<Bytes> answered(Call<Optional<Bytes>> call) throws IOException {
    Optional<Bytes> answer = made(call);
    answer.ifPresentOrElse(
        message -> message("from the TAM", message), () -> note("the TAM has no data"));
    return answer;
  }

  /**
   * An Agent whose messages are written.
   *
   * @param agent the Agent
   */
  public TeepAgentApi recording(TeepAgentApi agent) {
    return new RecordedAgent(agent);
  }

  private final class RecordedAgent implements TeepAgentApi {

    private final TeepAgentApi agent;

    RecordedAgent(TeepAgentApi agent) {
      this.agent = agent;
    }

    @Override
    public Optional<Outgoing> requestTa(SuitComponentIdentifier component, @Nullable URI hint)
        throws IOException {
      note("RequestTA " + component);
      return sent(() -> agent.requestTa(component, hint));
    }

    @Override
    public Optional<Outgoing> unrequestTa(SuitComponentIdentifier component) throws IOException {
      note("UnrequestTA " + component);
      return sent(() -> agent.unrequestTa(component));
    }

    @Override
    public Optional<Outgoing> requestPolicyCheck() throws IOException {
      note("RequestPolicyCheck");
      return sent(agent::requestPolicyCheck);
    }

    @Override
    public Optional<Outgoing> resume() throws IOException {
      return sent(agent::resume);
    }

    private Optional<Outgoing> sent(Call<Optional<Outgoing>> call) throws IOException {
      Optional<Outgoing> outgoing = made(call);
      outgoing.ifPresent(
          next ->
              next.message()
                  .ifPresentOrElse(
                      message -> message("to " + next.tam(), message),
                      () -> note("connects to " + next.tam())));
      return outgoing;
    }

    @Override
    public Optional<Bytes> processTeepMessage(URI tam, Bytes message) throws IOException {
      message("from " + tam, message);
      Optional<Bytes> answer = made(() -> agent.processTeepMessage(tam, message));
      answer.ifPresentOrElse(
          bytes -> message("to " + tam, bytes), () -> note("the Agent has no data"));
      return answer;
    }

    @Override
    public void processEnd(URI tam) throws IOException {
      note("the session with " + tam + " has ended");
      agent.processEnd(tam);
    }

    @Override
    public void processError(URI tam) throws IOException {
      note("ProcessError: the session with " + tam + " has failed");
      agent.processError(tam);
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T make() throws IOException;
  }

  private <T> T made(Call<T> call) throws IOException {
    try {
      return call.make();
    } catch (IOException e) {
      note("cannot answer: " + e.getMessage());
      throw e;
    }
  }

  private synchronized void message(String direction, Bytes message) {
    note(direction + ", " + message.length() + " bytes");
    write(isItem(message) ? message : new CborWriter().writeBytes(message).toBytes());
  }

  /** Whether it can stand by itself. A peer must not be able to write notes. */
  private static boolean isItem(Bytes message) {
    try {
      CborReader reader = new CborReader(message);
      CborType type = reader.peekType();
      reader.skip();
      reader.expectEnd();
      return type != CborType.TEXT_STRING && type != CborType.BYTE_STRING;
    } catch (DecodeException e) {
      return false;
    }
  }

  /** What an event quotes may be cut inside a character, which is no text in CBOR. */
  private void note(String text) {
    byte[] utf8 = (clock.instant() + " " + text).getBytes(StandardCharsets.UTF_8);
    String valid = new String(utf8, StandardCharsets.UTF_8);
    write(new CborWriter().writeText(valid).toBytes());
  }

  private synchronized void write(Bytes item) {
    if (isOver) {
      return;
    }
    if (written + item.length() > limit) {
      isOver = true;
      failure = new IOException("the limit of " + limit + " bytes is reached");
      return;
    }
    try {
      item.writeTo(out);
      out.flush();
      written += item.length();
    } catch (IOException e) {
      isOver = true;
      failure = e;
    }
  }
}
