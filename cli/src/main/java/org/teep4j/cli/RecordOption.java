package org.teep4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.teep.session.ExchangeRecorder;
import org.teep4j.teep.session.SessionListener;
import org.teep4j.teep.session.TamApi;
import org.teep4j.teep.session.TeepAgentApi;
import picocli.CommandLine.Option;

/** {@code --record}: keeps what passes between a TAM and an Agent. */
final class RecordOption {
  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Write the messages and decisions to a new file, as a CBOR sequence, for whoever has to"
              + " find out what went wrong. Evidence is in it, so only its owner may read it.")
  private @Nullable String file;

  /** Begins the recording, if one is wanted. */
  Recording open(Console console) throws UsageException {
    if (file == null) {
      return new Recording(console, "", null, null);
    }
    try {
      Path path = Path.of(file);
      Files.createFile(path, Staging.ofOwner(path));
      OutputStream out = Files.newOutputStream(path);
      return new Recording(console, file, out, ExchangeRecorder.to(out, InstantSource.system()));
    } catch (FileAlreadyExistsException there) {
      throw new UsageException("--record: " + file + ": there is such a file already");
    } catch (InvalidPathException | IOException refused) {
      throw new UsageException(
          "--record: " + file + ": cannot be written: " + refused.getMessage());
    }
  }

  /** A recording, or none. */
  static final class Recording implements AutoCloseable {
    private final Console console;
    private final String name;
    private final @Nullable OutputStream out;
    private final @Nullable ExchangeRecorder recorder;
    private boolean told;

    Recording(
        Console console,
        String name,
        @Nullable OutputStream out,
        @Nullable ExchangeRecorder recorder) {
      this.console = console;
      this.name = name;
      this.out = out;
      this.recorder = recorder;
    }

    TamApi of(TamApi tam) {
      return recorder == null ? tam : recorder.recording(tam);
    }

    TeepAgentApi of(TeepAgentApi agent) {
      return recorder == null ? agent : recorder.recording(agent);
    }

    SessionListener of(SessionListener listener) {
      ExchangeRecorder recording = recorder;
      return recording == null
          ? listener
          : event -> {
            listener.on(event);
            recording.on(event);
          };
    }

    /** Says once that the recording has ended before its time, if it has. */
    void check() {
      Optional<IOException> lost = recorder == null ? Optional.empty() : recorder.failure();
      if (lost.isPresent() && !told) {
        told = true;
        console.error(name + ": not complete: " + lost.get().getMessage());
      }
    }

    @Override
    public void close() throws IOException {
      check();
      if (out != null) {
        out.close();
      }
    }
  }
}
