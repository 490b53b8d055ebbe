package org.teep4j.suit.processor;

import java.util.Optional;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVersion;

/** The slot and version of each component, for the conditions that ask for them. */
public interface ComponentProperties {

  /**
   * The slot of a component (draft-ietf-suit-manifest, Section 8.4.8.8).
   *
   * @param component the component
   * @return the number of the slot that is written next, or empty if the component has no slots
   */
  default Optional<Uint> slot(SuitComponentIdentifier component) {
    return Optional.empty();
  }

  /**
   * The version of a component (draft-ietf-suit-update-management, Section 4.4).
   *
   * @param component the component
   * @return the version, or empty if the component states none
   */
  default Optional<SuitVersion> version(SuitComponentIdentifier component) {
    return Optional.empty();
  }

  /**
   * No slots and no versions.
   *
   * @return properties that are all absent
   */
  static ComponentProperties none() {
    return new ComponentProperties() {};
  }
}
