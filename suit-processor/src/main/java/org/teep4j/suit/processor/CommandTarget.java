package org.teep4j.suit.processor;

import java.util.List;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.VerifiedManifest;

/**
 * What a command works on, for the platform's decisions.
 *
 * @param manifest the verified manifest that contains the command; {@link
 *     VerifiedManifest#authentications()} says who signed it
 * @param path the component indexes that lead from the root manifest to this one; empty for the
 *     root ({@code suit-record-manifest-id} of draft-ietf-suit-report)
 * @param index the index of the component in this manifest
 * @param component the identifier of the component, with the prefixes of all dependents
 */
public record CommandTarget(
    VerifiedManifest manifest, List<Long> path, long index, SuitComponentIdentifier component) {

  /**
   * Copies the path.
   *
   * @param manifest the manifest
   * @param path the way to it
   * @param index the index of the component
   * @param component the identifier of the component
   */
  public CommandTarget {
    path = List.copyOf(path);
  }
}
