package org.teep4j.cli;

import java.util.HashSet;
import java.util.Set;
import org.teep4j.codec.DecodeOptions;
import picocli.CommandLine.Option;

/** {@code --lenient}. */
final class LenientOption {
  @Option(
      names = "--lenient",
      description = {
        "Accept deviations from the specification in places that no signature"
            + " protects, such as an x5chain of one certificate in an array. Each is"
            + " reported on standard error."
      })
  private boolean lenient;

  /** The decoding options; with {@code --lenient} they report remarks. */
  DecodeOptions options(DecodeOptions limits, String name, Console console) {
    if (!lenient) {
      return limits;
    }
    // A message may be decoded several times, and each remark is reported once.
    Set<String> told = new HashSet<>();
    return limits.withRemarks(
        remark -> {
          String line = name + ": at offset " + remark.offset() + ": " + remark.detail();
          if (told.add(line)) {
            console.error("note: read past in " + line);
          }
        });
  }
}
