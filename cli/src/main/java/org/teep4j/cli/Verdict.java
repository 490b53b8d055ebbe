package org.teep4j.cli;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * How the verification of a file ended.
 *
 * @param input the file
 * @param findings what was verified; of a refused file, what it seemed to be
 * @param payload the verified payload of a COSE message that has one
 * @param refusal why the file is refused; empty if it is verified
 */
record Verdict(Input input, Findings findings, Optional<Bytes> payload, Optional<Refusal> refusal) {
  static Verdict verified(Input input, Findings findings, Optional<Bytes> payload) {
    return new Verdict(input, findings, payload, Optional.empty());
  }

  static Verdict refused(Input input, Findings findings, Refusal refusal) {
    return new Verdict(input, findings, Optional.empty(), Optional.of(refusal));
  }
}
