package org.teep4j.cli.session;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.session.TamApi;

/** A TAM whose messages are shown, with what it decides in between. */
public final class ShownTam implements TamApi {
  private final TamApi tam;
  private final Screen screen;
  private final Supplier<String> heading;

  /**
   * Shows a TAM.
   *
   * @param tam the TAM
   * @param screen where it is shown
   * @param heading what stands in the margin beside a message and its answer
   */
  public ShownTam(TamApi tam, Screen screen, Supplier<String> heading) {
    this.tam = tam;
    this.screen = screen;
    this.heading = heading;
  }

  @Override
  public Optional<Bytes> processConnect() throws IOException {
    return shown(Bytes.empty(), tam::processConnect);
  }

  @Override
  public Optional<Bytes> processTeepMessage(Bytes message) throws IOException {
    return shown(message, () -> tam.processTeepMessage(message));
  }

  private Optional<Bytes> shown(Bytes message, Screen.Work work) throws IOException {
    return screen.together(
        heading.get(),
        () -> {
          screen.fromDevice(message);
          try {
            Optional<Bytes> answer = work.run();
            screen.fromTam(answer.orElse(Bytes.empty()));
            return answer;
          } catch (IOException e) {
            screen.note("TAM", false, "cannot answer now: " + e.getMessage());
            throw e;
          }
        });
  }
}
