package org.teep4j.suit.processor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;

/**
 * A store for a dry run: reads from the real one and changes nothing. What a manifest itself
 * contains is staged in memory. Of a payload that would be fetched, only the size is known.
 */
final class RehearsalStore implements ComponentStore {

  private final ComponentStore real;
  private final Map<String, ContentSource> staged = new HashMap<>();

  RehearsalStore(ComponentStore real) {
    this.real = real;
  }

  /** Stages content that is not there. */
  void assume(String name, long size) {
    assume(
        name,
        new ContentSource() {
          @Override
          public long length() {
            return size;
          }

          @Override
          public InputStream open() throws IOException {
            throw new IOException("a dry run does not fetch payloads");
          }
        });
  }

  /** Stages a copy of content without copying it. */
  void assume(String name, ContentSource content) {
    staged.put(name, content);
  }

  @Override
  public boolean supports(SuitComponentIdentifier component) {
    return real.supports(component);
  }

  @Override
  public Optional<ContentSource> content(SuitComponentIdentifier component) throws IOException {
    return real.content(component);
  }

  @Override
  public ContentSink stage(StagingRequest request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return new ContentSink() {
      @Override
      public OutputStream stream() {
        return out;
      }

      @Override
      public void complete() {
        staged.put(request.name(), ContentSource.of(Bytes.wrap(out.toByteArray())));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void copy(StagingRequest request, ContentSource source) {
    assume(request.name(), source);
  }

  @Override
  public ContentSource staged(String name) throws IOException {
    ContentSource content = staged.get(name);
    if (content == null) {
      throw new IOException("nothing is staged as " + name);
    }
    return content;
  }

  @Override
  public void discardStaged() {
    staged.clear();
  }

  @Override
  public void activate(List<ComponentChange> changes) {}
}
