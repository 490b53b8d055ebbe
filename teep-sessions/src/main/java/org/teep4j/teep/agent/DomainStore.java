package org.teep4j.teep.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.ContentSink;
import org.teep4j.suit.report.SuitCapabilityReport.ComponentCapability;

/** The store of a device, which shows only the components of a trust domain. */
record DomainStore(ComponentStore store, TrustDomain domain, Trouble trouble)
    implements ComponentStore {

  @Override
  public boolean supports(SuitComponentIdentifier component) {
    return domain.admits(component) && store.supports(component);
  }

  @Override
  public List<ComponentCapability> capabilities() {
    return domain.visible(store.capabilities());
  }

  @Override
  public Optional<ContentSource> content(SuitComponentIdentifier component) throws IOException {
    return domain.admits(component) ? store.content(component) : Optional.empty();
  }

  @Override
  public ContentSink stage(StagingRequest request) throws IOException {
    return noting(trouble.get(() -> store.stage(request)));
  }

  @Override
  public ContentSink resume(StagingRequest request) throws IOException {
    return noting(trouble.get(() -> store.resume(request)));
  }

  @Override
  public void copy(StagingRequest request, ContentSource source) throws IOException {
    trouble.attempt(() -> store.copy(request, source));
  }

  @Override
  public ContentSource staged(String name) throws IOException {
    return store.staged(name);
  }

  @Override
  public void discardStaged() throws IOException {
    store.discardStaged();
  }

  @Override
  public void activate(List<ComponentChange> changes) throws IOException {
    store.activate(changes);
  }

  private ContentSink noting(ContentSink sink) {
    OutputStream out = trouble.noting(sink.stream());
    return new ContentSink() {
      @Override
      public OutputStream stream() {
        return out;
      }

      @Override
      public long position() {
        return sink.position();
      }

      @Override
      public void complete() throws IOException {
        sink.complete();
      }

      @Override
      public void close() throws IOException {
        sink.close();
      }
    };
  }
}
