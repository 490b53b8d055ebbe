package org.teep4j.vectors.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;

/**
 * Cases that say what a TAM or a TEEP Agent does.
 *
 * @param file the file
 * @param title what the cases are
 * @param material what the cases name
 * @param cases the cases, in the order of the file
 * @param unreadable why a case cannot be run, by its name
 */
public record BehaviourPack(
    Path file,
    String title,
    Material material,
    List<BehaviourCase> cases,
    Map<String, String> unreadable)
    implements VectorFile {

  /** Copies the list. */
  public BehaviourPack {
    cases = List.copyOf(cases);
  }

  /**
   * What cases name.
   *
   * @param keys encoded COSE_Keys, private ones if the pack has them
   * @param certificates in DER
   * @param manifests the manifests
   * @param values tokens, challenges and texts
   */
  public record Material(
      Map<String, Bytes> keys,
      Map<String, Bytes> certificates,
      Map<String, Manifest> manifests,
      Map<String, String> values) {}

  /**
   * A manifest.
   *
   * @param envelope its SUIT_Envelope
   * @param component the component that it installs
   */
  public record Manifest(Bytes envelope, String component) {}

  @Override
  public VectorFormat format() {
    return VectorFormat.TEEP_CASES;
  }

  @Override
  public int count() {
    return cases.size() + unreadable.size();
  }
}
