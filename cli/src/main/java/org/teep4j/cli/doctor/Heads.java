package org.teep4j.cli.doctor;

import java.util.Locale;
import java.util.Optional;
import org.teep4j.cli.doctor.Finding.Level;
import org.teep4j.cli.doctor.Line.Request;
import org.teep4j.teep.TeepMessage;

/** Questions about HTTP: which requests the TAM answers, refuses or does not survive. */
final class Heads {
  private static final int LARGE = 4 << 20;

  private final Line line;
  private final Diagnosis found;

  Heads(Line line, Diagnosis found) {
    this.line = line;
    this.found = found;
  }

  /** Requests for a session that are right, or nearly. */
  void sessions(Optional<Opening.Query> first) {
    Answer sample = line.send(Request.bare().accepting(TeepMessage.MEDIA_TYPE));
    found.expect(
        sample.hasContent(),
        Level.NOTE,
        "H 5.1.1",
        "a request for a session needs no Content-Type",
        "a request for a session without Content-Type gets " + sample);
    if (first.isPresent()) {
      Opening.read(sample).ifPresent(second -> differs(first.get(), second));
    }
    String loud = TeepMessage.MEDIA_TYPE.toUpperCase(Locale.ROOT) + "; x=y";
    Answer typed = line.send(Request.bare().accepting(TeepMessage.MEDIA_TYPE).typed(loud));
    found.expect(
        typed.hasContent(),
        Level.SHOULD,
        "RFC 9110 8.3.1",
        "case and parameters of the media type do not count",
        "Content-Type " + loud + " gets " + typed);
  }

  private void differs(Opening.Query first, Opening.Query second) {
    found.expect(
        first.ids().isEmpty() || !first.ids().equals(second.ids()),
        Level.MUST,
        "T 4.2",
        "each QueryRequest has another token or challenge",
        "two QueryRequests have the same token or challenge");
  }

  /** Requests that the text refuses. */
  void refusals() {
    refused(Request.bare().typed(TeepMessage.MEDIA_TYPE), "without Accept");
    refused(
        Request.bare().accepting("text/html").typed(TeepMessage.MEDIA_TYPE),
        "that accepts text/html alone");
    Answer typed =
        line.send(
            Request.bare()
                .accepting(TeepMessage.MEDIA_TYPE)
                .typed("text/plain")
                .with(Doctor.garbage(16)));
    found.expect(
        typed.status() == 415,
        Level.SHOULD,
        "H 6.1",
        "content of another media type is refused with 415",
        "content of the type text/plain gets " + typed + " and not 415");
    Answer get = line.send(Request.bare().accepting(TeepMessage.MEDIA_TYPE).by("GET"));
    found.expect(
        get.status() == 405,
        get.hasContent() ? Level.SHOULD : Level.NOTE,
        "H 4",
        "GET is refused with 405",
        "GET gets " + get + "; only POST is specified");
    if (get.status() == 405) {
      found.expect(
          get.field("Allow").stream().anyMatch(each -> each.contains("POST")),
          Level.MUST,
          "RFC 9110 15.5.6",
          "405 names POST in Allow",
          "405 does not name POST in Allow");
    }
  }

  private void refused(Request request, String which) {
    Answer answer = line.send(request);
    found.expect(
        answer.isRefusal(),
        Level.SHOULD,
        "H 6.1",
        "a request " + which + " is refused",
        "a request " + which + " gets " + answer + " and is not refused");
  }

  /** Content of unknown or great length. */
  void sizes() {
    Answer chunked = line.send(Request.connect().chunked(Doctor.garbage(16)));
    found.expect(
        chunked.isSuccess(),
        Level.NOTE,
        "RFC 9112 6.1",
        "content without Content-Length (chunked) is read",
        "content without Content-Length (chunked) gets " + chunked);
    Answer large = line.send(Request.message(Doctor.garbage(LARGE)));
    String size = (LARGE >> 20) + " MiB";
    found.expect(
        large.isRefusal() || large.failure().isPresent(),
        Level.NOTE,
        "T 10.1",
        size + " of content are refused: " + large,
        size + " of content are taken: " + large);
  }
}
