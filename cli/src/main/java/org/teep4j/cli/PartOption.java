package org.teep4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborType;
import org.teep4j.codec.EdnItem;
import org.teep4j.codec.EdnListing;
import picocli.CommandLine.Option;

/** {@code --at}, and where what is found there goes. */
final class PartOption {
  @Option(
      names = "--at",
      paramLabel = "PATH",
      description = "Print the part at a path alone, or with --out write it.")
  private @Nullable String path;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "File for the part at --at: of a byte or text string the content, of anything else the"
              + " encoding; - is standard output.")
  private @Nullable String file;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  boolean isGiven() throws UsageException {
    if (path == null && file != null) {
      throw new UsageException("--out is where the part at --at PATH goes: give both");
    }
    return path != null;
  }

  boolean takesOut() {
    return file != null;
  }

  /** The parts of inputs, as inputs. */
  List<Input> of(List<Input> inputs, Inspection.Options options) throws RejectedException {
    List<Input> parts = new ArrayList<>();
    for (Input input : inputs) {
      EdnItem item = find(input, options);
      Bytes part =
          item.isWrapped() ? content(item, input) : input.bytes().slice(item.start(), item.end());
      parts.add(new Input(input.name() + " at " + path, part, part));
    }
    return parts;
  }

  /** Writes the part of the only input. */
  int takeOut(List<Input> inputs, Inspection.Options options, Console console)
      throws UsageException, RejectedException, IOException {
    if (inputs.size() != 1) {
      throw new UsageException("--out takes a part of one input");
    }
    Input input = inputs.get(0);
    EdnItem item = find(input, options);
    if (hides(item)) {
      throw new RejectedException(input.name() + " at " + path + ": is secret; see --show-secrets");
    }
    boolean isString = item.type() == CborType.BYTE_STRING || item.type() == CborType.TEXT_STRING;
    Bytes part =
        isString && !isChunked(item, input)
            ? content(item, input)
            : input.bytes().slice(item.start(), item.end());
    try (OutputFile out = open(console, String.valueOf(file), options.showsSecrets())) {
      part.writeTo(out.stream());
      out.complete();
    }
    return ExitCode.GOOD;
  }

  /** Opens the destination of a result. */
  OutputFile open(Console console, String to, boolean secret) throws UsageException {
    console.in().places().writes(to);
    return Places.isStandardOutput(to)
        ? OutputFile.standard(console.data())
        : OutputFile.create(to, force, secret);
  }

  private EdnItem find(Input input, Inspection.Options options) throws RejectedException {
    Inspection inspection = new Inspection(input.bytes(), options.withLevels(Integer.MAX_VALUE));
    Optional<EdnListing> listing = inspection.listing(0, 0);
    if (listing.isEmpty()) {
      throw new RejectedException(
          input.name() + ": " + inspection.refusal().map(Refusal::line).orElse("cannot be shown"));
    }
    return listing
        .get()
        .find(String.valueOf(path))
        .orElseThrow(() -> new RejectedException(input.name() + ": has nothing at " + path));
  }

  private static boolean hides(EdnItem item) {
    return item.isHidden() || item.children().stream().anyMatch(PartOption::hides);
  }

  private static Bytes content(EdnItem item, Input input) {
    return input.bytes().slice(item.headEnd(), item.end());
  }

  /** Whether the string is one of indefinite length, which has no content in one piece. */
  private static boolean isChunked(EdnItem item, Input input) {
    return (input.bytes().unsignedByteAt(item.start()) & 0x1f) == 31;
  }
}
