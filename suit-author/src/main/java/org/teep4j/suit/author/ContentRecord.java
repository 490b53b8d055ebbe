package org.teep4j.suit.author;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which components were changed and compared with a digest in the course of a procedure. */
final class ContentRecord {

  /** How a payload came into a component. */
  enum Arrival {
    PLAIN,
    /** Decrypted by an algorithm that detects changes. */
    AUTHENTICATED,
    /** Decrypted by an algorithm that does not detect changes. */
    UNAUTHENTICATED
  }

  private record Change(Place place, Arrival arrival) {}

  private final Map<Long, Change> unchecked = new HashMap<>();
  private final Set<Long> checked = new HashSet<>();
  private final Set<Long> intact = new HashSet<>();

  void changed(Place place, Arrival arrival) {
    unchecked.put(place.component(), new Change(place, arrival));
    checked.remove(place.component());
    intact.remove(place.component());
  }

  /** A component has content that the signature of the manifest covers. */
  void written(Place place) {
    unchecked.remove(place.component());
    intact.remove(place.component());
  }

  void checked(long component) {
    unchecked.remove(component);
    checked.add(component);
  }

  /** An authenticated decryption of the content of a component shows that it was not changed. */
  void decrypted(long component, Findings findings) {
    @Nullable Change change = unchecked.remove(component);
    if (change != null) {
      findings.add(
          LintRule.ENCRYPTED_WITHOUT_DIGEST,
          change.place,
          "what is fetched has no digest; only the tag of its encryption detects changes, when it"
              + " is decrypted");
    }
  }

  boolean isChecked(long component) {
    return checked.contains(component);
  }

  void dependencyIsIntact(long component) {
    checked(component);
    intact.add(component);
  }

  boolean isIntactDependency(long component) {
    return intact.contains(component);
  }

  /** Reports what was not compared with a digest when the procedure ended. */
  void report(Findings findings) {
    for (Change change : unchecked.values()) {
      switch (change.arrival) {
        case PLAIN ->
            findings.add(
                LintRule.PAYLOAD_WITHOUT_DIGEST,
                change.place,
                change.place.command()
                    + " changes a component that is never compared with a"
                    + " digest");
        case AUTHENTICATED ->
            findings.add(
                LintRule.ENCRYPTED_WITHOUT_DIGEST,
                change.place,
                "the decrypted content is not compared with a digest");
        case UNAUTHENTICATED ->
            findings.add(
                LintRule.CTR_WITHOUT_DIGEST,
                change.place,
                "the encryption does not detect changes, and the decrypted content is not compared"
                    + " with a digest");
      }
    }
  }
}
