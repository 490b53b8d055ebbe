package org.teep4j.teep.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.TeepMessageType;

/** Recordings of exchanges. */
class ExchangeRecorderTest {

  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
  private static final URI TAM = URI.create("https://tam.example/tam");
  private static final Bytes REQUEST = Bytes.fromHex("8101");
  private static final Bytes RESPONSE = Bytes.fromHex("8102");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ExchangeRecorder recorder = ExchangeRecorder.to(out, () -> NOW);

  /** A TAM that answers once. */
  private static final class OneAnswer implements TamApi {
    @Override
    public Optional<Bytes> processConnect() {
      return Optional.of(REQUEST);
    }

    @Override
    public Optional<Bytes> processTeepMessage(Bytes message) throws IOException {
      if (message.isEmpty()) {
        throw new IOException("the store is down");
      }
      return Optional.empty();
    }
  }

  /** An Agent that wants something, and answers. */
  private static final class Wanting implements TeepAgentApi {
    @Override
    public Optional<Outgoing> requestTa(SuitComponentIdentifier component, @Nullable URI hint) {
      return Optional.of(new Outgoing(TAM, Optional.empty()));
    }

    @Override
    public Optional<Outgoing> unrequestTa(SuitComponentIdentifier component) {
      return Optional.of(new Outgoing(TAM, Optional.of(RESPONSE)));
    }

    @Override
    public Optional<Outgoing> requestPolicyCheck() {
      return Optional.empty();
    }

    @Override
    public Optional<Outgoing> resume() {
      return Optional.empty();
    }

    @Override
    public Optional<Bytes> processTeepMessage(URI tam, Bytes message) {
      return message.equals(REQUEST) ? Optional.of(RESPONSE) : Optional.empty();
    }

    @Override
    public void processEnd(URI tam) {}

    @Override
    public void processError(URI tam) {}
  }

  /** The items of the recording in diagnostic notation, notes without the time. */
  private List<String> recorded() throws DecodeException {
    List<String> items = new ArrayList<>();
    Bytes rest = Bytes.wrap(out.toByteArray());
    while (!rest.isEmpty()) {
      CborReader reader = new CborReader(rest);
      reader.skip();
      items.add(Edn.print(rest.slice(0, (int) reader.offset())).replace(NOW + " ", ""));
      rest = rest.slice((int) reader.offset());
    }
    return items;
  }

  @Test
  void writesWhatPassesATam() throws Exception {
    TamApi tam = recorder.recording(new OneAnswer());
    assertEquals(Optional.of(REQUEST), tam.processConnect());
    assertEquals(Optional.empty(), tam.processTeepMessage(RESPONSE));
    assertThrows(IOException.class, () -> tam.processTeepMessage(Bytes.empty()));
    assertEquals(
        List.of(
            "\"an Agent connects\"",
            "\"from the TAM, 2 bytes\"",
            "[1]",
            "\"to the TAM, 2 bytes\"",
            "[2]",
            "\"the TAM has no data\"",
            "\"to the TAM, 0 bytes\"",
            "h''",
            "\"cannot answer: the store is down\""),
        recorded());
  }

  @Test
  void writesWhatPassesAnAgent() throws Exception {
    TeepAgentApi agent = recorder.recording(new Wanting());
    agent.requestTa(SuitComponentIdentifier.ofText("app"), null);
    assertEquals(Optional.of(RESPONSE), agent.processTeepMessage(TAM, REQUEST));
    agent.processEnd(TAM);
    agent.unrequestTa(SuitComponentIdentifier.ofText("app"));
    agent.processTeepMessage(TAM, Bytes.fromHex("ffff"));
    agent.processError(TAM);
    agent.requestPolicyCheck();
    agent.resume();
    assertEquals(
        List.of(
            "\"RequestTA /app\"",
            "\"connects to https://tam.example/tam\"",
            "\"from https://tam.example/tam, 2 bytes\"",
            "[1]",
            "\"to https://tam.example/tam, 2 bytes\"",
            "[2]",
            "\"the session with https://tam.example/tam has ended\"",
            "\"UnrequestTA /app\"",
            "\"to https://tam.example/tam, 2 bytes\"",
            "[2]",
            "\"from https://tam.example/tam, 2 bytes\"",
            "h'ffff'",
            "\"the Agent has no data\"",
            "\"ProcessError: the session with https://tam.example/tam has failed\"",
            "\"RequestPolicyCheck\""),
        recorded());
  }

  @Test
  void writesDecisions() throws Exception {
    recorder.on(
        new SessionEvent(
            NOW,
            SessionEvent.Kind.DROPPED,
            Optional.of(TeepMessageType.QUERY_RESPONSE),
            Optional.empty(),
            "cut in a character \ud83d"));
    assertEquals(List.of("\"DROPPED query-response: cut in a character ?\""), recorded());
  }

  @Test
  void endsAtItsLimitAndInsideNoItem() throws Exception {
    ExchangeRecorder limited = ExchangeRecorder.to(out, () -> NOW, 100);
    TamApi tam = limited.recording(new OneAnswer());
    for (int i = 0; i < 10; i++) {
      assertEquals(Optional.of(REQUEST), tam.processConnect());
    }
    assertTrue(out.size() <= 100, out.size() + " bytes");
    assertEquals(List.of("\"an Agent connects\"", "\"from the TAM, 2 bytes\"", "[1]"), recorded());
    assertEquals("the limit of 100 bytes is reached", limited.failure().orElseThrow().getMessage());
  }

  @Test
  void whatLooksLikeANoteIsNone() throws Exception {
    TamApi tam = recorder.recording(new OneAnswer());
    tam.processTeepMessage(Bytes.fromHex("6378206e")); // "x n"
    tam.processTeepMessage(Bytes.fromHex("4101")); // h'01'
    assertEquals(
        List.of(
            "\"to the TAM, 4 bytes\"",
            "h'6378206e'",
            "\"the TAM has no data\"",
            "\"to the TAM, 2 bytes\"",
            "h'4101'",
            "\"the TAM has no data\""),
        recorded());
  }

  @Test
  void aStreamThatFailsDisturbsNothing() throws Exception {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("the disk is full");
          }
        };
    ExchangeRecorder failing = ExchangeRecorder.to(full, () -> NOW);
    assertEquals(Optional.of(REQUEST), failing.recording(new OneAnswer()).processConnect());
    assertEquals("the disk is full", failing.failure().orElseThrow().getMessage());
    assertEquals(Optional.empty(), recorder.failure());
  }
}
