package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifestLabel;

/** What the commands about manifests have in common. */
abstract class ManifestTask implements Callable<Integer> {
  private final Console console;

  ManifestTask(Console console) {
    this.console = console;
  }

  Console console() {
    return console;
  }

  /** Does the work. */
  abstract int run()
      throws UsageException,
          RejectedException,
          DecodeException,
          GeneralSecurityException,
          IOException;

  @Override
  public final Integer call() throws UsageException, IOException {
    try {
      return run();
    } catch (RejectedException | GeneralSecurityException refused) {
      console.error(String.valueOf(refused.getMessage()));
    } catch (DecodeException malformed) {
      console.error("the manifest is malformed: " + Refusal.of(malformed).line());
    }
    return ExitCode.REJECTED;
  }

  /** Writes an envelope, and tells of it unless it goes to standard output. */
  void write(SuitEnvelope envelope, OutputOption output, String done, Fields fields)
      throws UsageException, IOException {
    try (OutputFile to = output.open(console)) {
      envelope.encode().writeTo(to.stream());
      to.complete();
    }
    if (!output.isStandardOutput()) {
      fields.print(console.out(), Text.safe(output.file()) + ": " + done);
    }
  }

  /** The fields that describe an envelope. */
  Fields describe(SuitEnvelope envelope) throws DecodeException {
    Fields fields = new Fields(console.terminal());
    fields.add(
        "what",
        "SUIT envelope, "
            + Text.count(envelope.encode().length(), "byte", "bytes")
            + ", manifest with sequence number "
            + envelope.unverifiedManifest().sequenceNumber());
    String members =
        envelope.unverifiedSeveredMembers().keySet().stream()
            .map(SuitManifestLabel::shortName)
            .collect(Collectors.joining(", "));
    if (!members.isEmpty()) {
      fields.add("severed", members);
    }
    envelope
        .unverifiedIntegratedPayloads()
        .forEach(
            (key, payload) ->
                fields.add("payload", key + ", " + Text.count(payload.length(), "byte", "bytes")));
    int blocks = envelope.unverifiedAuthentication().blocks().size();
    fields.add("signatures", blocks == 0 ? "none" : String.valueOf(blocks));
    return fields;
  }

  /** An envelope with more signatures, and the algorithm of each. */
  record Signed(SuitEnvelope envelope, List<KeyFile> keys, List<CoseAlgorithm> algorithms) {
    void addTo(Fields fields) {
      for (int i = 0; i < keys.size(); i++) {
        fields.key(keys.get(i));
        fields.algorithm(algorithms.get(i));
      }
    }
  }

  /** Adds a signature or MAC with each key. */
  static Signed sign(SuitEnvelope envelope, List<KeyFile> keys)
      throws UsageException, GeneralSecurityException {
    SuitEnvelope signed = envelope;
    List<CoseAlgorithm> algorithms = new ArrayList<>();
    for (KeyFile key : keys) {
      if (key.key() instanceof SymmetricKey) {
        CoseMacCreator creator = key.macCreator(Optional.empty());
        algorithms.add(creator.algorithm());
        signed = signed.mac(creator);
      } else {
        CoseSigner signer = key.signer(null, null);
        algorithms.add(signer.algorithm());
        signed = signed.sign(signer);
      }
    }
    return new Signed(signed, keys, algorithms);
  }

  /** A severable member by its name. */
  static SuitManifestLabel member(String name) throws UsageException {
    List<String> names = new ArrayList<>();
    for (SuitManifestLabel label : SuitManifestLabel.values()) {
      if (label.isSeverable()) {
        if (label.shortName().equals(name) || label.cddlName().equals(name)) {
          return label;
        }
        names.add(label.shortName());
      }
    }
    throw new UsageException(
        "'" + name + "' is no severable member; these are: " + String.join(", ", names));
  }
}
