package org.teep4j.suit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitSeveredCheck.State;

/** Reads severed members from the envelope of a manifest. */
final class SeveredReader {

  private final SuitEnvelope envelope;
  private final SuitManifest manifest;
  private @Nullable IndexCheck indexes;

  SeveredReader(SuitEnvelope envelope, SuitManifest manifest) {
    this.envelope = envelope;
    this.manifest = manifest;
  }

  /** Decodes a member in the envelope. Offsets of exceptions count in the input of the envelope. */
  Object read(SuitManifestLabel label, Bytes item) throws DecodeException {
    if (indexes == null) {
      indexes = IndexCheck.of(manifest.common());
    }
    try {
      CborReader reader = new CborReader(item, envelope.options().codec());
      return ManifestReader.readContent(reader, label, new CommandReader(reader, indexes, false));
    } catch (DecodeException e) {
      throw envelope.located(e, item).in(label.shortName());
    }
  }

  /**
   * Checks all members.
   *
   * @param contents receives the members that could be decoded
   */
  static List<SuitSeveredCheck> checks(
      SuitEnvelope envelope, SuitManifest manifest, Map<SuitManifestLabel, Object> contents) {
    SeveredReader reader = new SeveredReader(envelope, manifest);
    List<SuitSeveredCheck> checks = new ArrayList<>();
    for (SuitManifestLabel label : SuitManifestLabel.values()) {
      if (label.isSeverable()) {
        Bytes item = envelope.severedItems().get(label);
        Optional<SuitDigest> digest = manifest.severedDigest(label);
        if (item != null) {
          checks.add(
              new SuitSeveredCheck(
                  label, state(digest, item), reader.malformed(label, item, contents)));
        } else if (digest.isPresent()) {
          checks.add(new SuitSeveredCheck(label, State.ABSENT, Optional.empty()));
        }
      }
    }
    return List.copyOf(checks);
  }

  private static State state(Optional<SuitDigest> digest, Bytes item) {
    if (digest.isEmpty()) {
      return State.NO_DIGEST;
    }
    try {
      digest.get().verify(item);
      return State.DIGEST_RIGHT;
    } catch (VerificationException e) {
      return State.DIGEST_WRONG;
    }
  }

  private Optional<DecodeException> malformed(
      SuitManifestLabel label, Bytes item, Map<SuitManifestLabel, Object> contents) {
    try {
      contents.put(label, read(label, item));
      return Optional.empty();
    } catch (DecodeException e) {
      return Optional.of(e);
    }
  }
}
