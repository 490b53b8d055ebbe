package org.teep4j.vectors.format;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.CborPath;
import org.teep4j.vectors.CoseExpectation;
import org.teep4j.vectors.CoseExpectation.Admission;
import org.teep4j.vectors.VectorKind;

/** Builds a {@link CoseExpectation.Open}; values that are not set are absent. */
final class Opening {
  private final String key;
  private final int algorithm;
  private CborPath at = CborPath.ROOT;
  private Optional<VectorKind> as = Optional.empty();
  private Optional<Bytes> content = Optional.empty();
  private Optional<Bytes> external = Optional.empty();
  private List<Admission> admit = List.of();
  private Optional<Bytes> contextIv = Optional.empty();
  private Optional<CoseExpectation.Recipient> recipient = Optional.empty();
  private Optional<Bytes> structure = Optional.empty();
  private Optional<Bytes> contentKey = Optional.empty();
  private Optional<CoseExpectation.Open> then = Optional.empty();

  Opening(String key, int algorithm) {
    this.key = key;
    this.algorithm = algorithm;
  }

  Opening at(String path, VectorKind kind) {
    at = CborPath.parse(path);
    as = Optional.of(kind);
    return this;
  }

  Opening content(Bytes value) {
    content = Optional.of(value);
    return this;
  }

  /** Empty data counts as absent. */
  Opening external(Bytes value) {
    external = Optional.of(value).filter(some -> some.length() > 0);
    return this;
  }

  Opening admit(List<Admission> value) {
    admit = value;
    return this;
  }

  Opening contextIv(Optional<Bytes> value) {
    contextIv = value;
    return this;
  }

  Opening recipient(CoseExpectation.Recipient value) {
    recipient = Optional.of(value);
    return this;
  }

  Opening structure(Optional<Bytes> value) {
    structure = value;
    return this;
  }

  Opening contentKey(Optional<Bytes> value) {
    contentKey = value;
    return this;
  }

  Opening then(CoseExpectation.Open value) {
    then = Optional.of(value);
    return this;
  }

  /** The message opens. */
  CoseExpectation.Open holds() {
    return expectation(structure, contentKey, Optional.empty(), Optional.empty());
  }

  /** A step fails. */
  CoseExpectation.Open fails(String step, Optional<String> erratum) {
    return expectation(Optional.empty(), Optional.empty(), Optional.of(step), erratum);
  }

  private CoseExpectation.Open expectation(
      Optional<Bytes> shownStructure,
      Optional<Bytes> shownKey,
      Optional<String> refused,
      Optional<String> erratum) {
    return new CoseExpectation.Open(
        at,
        as,
        key,
        algorithm,
        content,
        external,
        admit,
        contextIv,
        recipient,
        shownStructure,
        shownKey,
        then,
        refused,
        erratum);
  }
}
