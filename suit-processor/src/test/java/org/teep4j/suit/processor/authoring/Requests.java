package org.teep4j.suit.processor.authoring;

import java.util.List;
import java.util.Optional;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitComponentMetadata;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.ComponentStore.StagingRequest;

/** Requests to stage content for the component of any manifest. */
public final class Requests {

  private static final Author AUTHOR = new Author();

  private Requests() {}

  /** A component in a manifest. */
  public static CommandTarget target(SuitComponentIdentifier component) {
    return new CommandTarget(AUTHOR.anything(component), List.of(), 0, component);
  }

  /** A request without a size. */
  public static StagingRequest staging(
      String name, SuitComponentIdentifier component, Optional<SuitComponentMetadata> metadata) {
    return new StagingRequest(name, target(component), Optional.empty(), metadata);
  }
}
