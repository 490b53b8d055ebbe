package org.teep4j.suit.processor;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitComponentMetadata;
import org.teep4j.suit.report.SuitCapabilityReport.ComponentCapability;

/**
 * Where the contents of components lie. A procedure never changes a component: it stages new
 * content beside it, under names that it chooses, and activates all changes together at its commit
 * point. Until then the old content stays.
 *
 * <p>The processor calls a store from one thread at a time. Content is plaintext: the processor
 * decrypts before it stages for good.
 */
public interface ComponentStore {

  /**
   * Whether the device has a place for a component. A manifest that names another component is
   * refused (draft-ietf-suit-manifest, Section 6.1).
   *
   * @param component the identifier, chosen by the author of the manifest
   * @return true if the component may have content
   */
  boolean supports(SuitComponentIdentifier component);

  /**
   * The components of the device, for the capability report.
   *
   * @return identifiers and prefixes; without an override, every identifier
   */
  default List<ComponentCapability> capabilities() {
    return List.of(new ComponentCapability(new SuitComponentIdentifier(List.of()), true));
  }

  /**
   * The active content of a component.
   *
   * @param component the identifier
   * @return the content, which can be opened several times; empty if the component has none
   * @throws IOException if the store cannot tell
   */
  Optional<ContentSource> content(SuitComponentIdentifier component) throws IOException;

  /**
   * Starts new content. Content that was staged before under the same name is replaced.
   *
   * @param request what is staged, for which component
   * @return a sink for the content
   * @throws IOException if there is no space for it, or the store fails
   */
  ContentSink stage(StagingRequest request) throws IOException;

  /**
   * Goes on with content that was staged under the same name and is not complete, if an
   * interruption has left some. The content of this sink stays if it is closed before it is
   * complete. The processor checks a digest of such content.
   *
   * @param request what is staged, for which component
   * @return a sink for the content behind its {@link ContentSink#position()}
   * @throws IOException if there is no space for it, or the store fails
   */
  default ContentSink resume(StagingRequest request) throws IOException {
    return stage(request);
  }

  /**
   * Stages a copy of content. A store that can copy faster overrides this.
   *
   * @param request what is staged, for which component
   * @param source the content, from {@link #content} or {@link #staged} of this store
   * @throws IOException if there is no space for it, or the store fails
   */
  default void copy(StagingRequest request, ContentSource source) throws IOException {
    try (ContentSink sink = stage(request);
        InputStream in = source.open()) {
      in.transferTo(sink.stream());
      sink.complete();
    }
  }

  /**
   * Content that was staged and completed.
   *
   * @param name the name of the request
   * @return the content, which can be opened several times
   * @throws IOException if no such content is there
   */
  ContentSource staged(String name) throws IOException;

  /**
   * Removes all staged content, for a procedure that has ended. Changes that a crash has
   * interrupted are finished.
   *
   * @throws IOException if the store fails
   */
  void discardStaged() throws IOException;

  /**
   * Makes all changes of a procedure. A crash may interrupt this; the processor then calls it again
   * with the same changes, and the store does what is missing. The same changes mean new ones once
   * content was staged, or what is staged was discarded.
   *
   * <p>Staged content that becomes active need not be readable under its name any more.
   *
   * @param changes at most one for a component
   * @throws IOException if the store fails
   */
  void activate(List<ComponentChange> changes) throws IOException;

  /**
   * Forgets changes that cannot be made, however often they are tried. Each component keeps the
   * content that it has now, be it old or new; {@link #activate} with the same changes begins anew.
   * A store whose {@link #activate} makes all changes or none need not override this.
   *
   * @throws IOException if the store fails
   */
  default void abandonActivation() throws IOException {}

  /**
   * What is staged.
   *
   * @param name names the content in this procedure: letters, digits and hyphens
   * @param target the component, and the manifest that wants it
   * @param size the number of bytes, if it is known before; the store may refuse it
   * @param metadata owner, permissions and type of the file, if the manifest gives them
   *     (draft-ietf-suit-update-management, Section 4.6)
   */
  record StagingRequest(
      String name,
      CommandTarget target,
      Optional<Uint> size,
      Optional<SuitComponentMetadata> metadata) {}
}
