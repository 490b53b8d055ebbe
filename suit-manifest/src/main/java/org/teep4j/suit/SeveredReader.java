package org.teep4j.suit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitSeveredCheck.State;
import org.teep4j.suit.internal.IndexCheck;

/** Reads severed members from the envelope of a manifest, and puts them into the manifest. */
final class SeveredReader {

  private final SuitEnvelope envelope;
  private final SuitManifest manifest;
  private SuitManifest.@Nullable Builder complete;
  private @Nullable IndexCheck indexes;

  SeveredReader(SuitEnvelope envelope, SuitManifest manifest) {
    this.envelope = envelope;
    this.manifest = manifest;
  }

  /** The manifest with the members that were read in place of their digests. */
  SuitManifest complete() {
    return complete == null ? manifest : complete.decoded();
  }

  /** Decodes a member in the envelope. Offsets of exceptions count in the input of the envelope. */
  void read(SuitManifestLabel label, Bytes item) throws DecodeException {
    complete = complete == null ? manifest.toBuilder() : complete;
    read(label, item, complete);
  }

  private void read(SuitManifestLabel label, Bytes item, SuitManifest.Builder to)
      throws DecodeException {
    if (indexes == null) {
      indexes = manifest.common().indexes();
    }
    try {
      CborReader reader = new CborReader(item, envelope.options().codec());
      ManifestReader.readContent(
          reader, label, new CommandReader(reader, indexes, false, envelope.options()), to);
    } catch (DecodeException e) {
      throw envelope.located(e, item).in(label.shortName());
    }
  }

  /** Checks all members, and reads those with the right digest. */
  List<SuitSeveredCheck> checks() {
    List<SuitSeveredCheck> checks = new ArrayList<>();
    for (SuitManifestLabel label : SuitManifestLabel.values()) {
      if (label.isSeverable()) {
        Bytes item = envelope.severedItems().get(label);
        Optional<SuitDigest> digest = manifest.severedDigest(label);
        if (item != null) {
          State state = state(digest, item);
          checks.add(new SuitSeveredCheck(label, state, malformed(label, item, state)));
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

  private Optional<DecodeException> malformed(SuitManifestLabel label, Bytes item, State state) {
    try {
      if (state == State.DIGEST_RIGHT) {
        read(label, item);
      } else {
        read(label, item, new SuitManifest.Builder());
      }
      return Optional.empty();
    } catch (DecodeException e) {
      return Optional.of(e);
    }
  }
}
