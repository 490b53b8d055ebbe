package org.teep4j.suit.processor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ComponentChange.Moved;
import org.teep4j.suit.processor.ComponentChange.Removed;
import org.teep4j.suit.processor.ComponentChange.Staged;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.ComponentStore.StagingRequest;
import org.teep4j.suit.processor.ContentSink;

/**
 * What every {@link ComponentStore} promises. A test of a store extends this class and says how to
 * make an empty one.
 */
public abstract class ComponentStoreContract {

  /** A component that the store supports. */
  protected static final SuitComponentIdentifier A = SuitComponentIdentifier.ofText("a");

  /** A component that the store supports, below {@link #A}. */
  protected static final SuitComponentIdentifier B = SuitComponentIdentifier.ofText("a", "b");

  /** A component that the store supports. */
  protected static final SuitComponentIdentifier C = SuitComponentIdentifier.ofText("C", "..");

  /** A test, of which JUnit makes an object for each method. */
  protected ComponentStoreContract() {}

  /**
   * The store of the current test, which is made at the first call.
   *
   * @return a store that supports the components {@link #A}, {@link #B} and {@link #C}, and has no
   *     content
   */
  protected abstract ComponentStore store() throws IOException;

  private static StagingRequest request(
      String name, SuitComponentIdentifier component, Optional<Uint> size) {
    return new StagingRequest(name, Author.target(component), size, Optional.empty());
  }

  private void stage(String name, SuitComponentIdentifier component, String content)
      throws IOException {
    stage(request(name, component, Optional.empty()), Bytes.ofUtf8(content));
  }

  private void stage(StagingRequest request, Bytes content) throws IOException {
    try (ContentSink sink = store().stage(request)) {
      content.writeTo(sink.stream());
      sink.complete();
    }
  }

  private void install(SuitComponentIdentifier component, String content) throws IOException {
    stage("installed", component, content);
    store().activate(List.of(new Staged(component, "installed")));
    store().discardStaged();
  }

  private static String read(ContentSource source) throws IOException {
    try (InputStream in = source.open()) {
      String text = Bytes.wrap(in.readAllBytes()).toHex();
      assertEquals(source.length() * 2, text.length());
      return new String(Bytes.fromHex(text).toByteArray(), StandardCharsets.UTF_8);
    }
  }

  /** The active content of a component; "-" for none. */
  private String active(SuitComponentIdentifier component) throws IOException {
    Optional<ContentSource> content = store().content(component);
    return content.isPresent() ? read(content.get()) : "-";
  }

  private void assertActive(String a, String b, String c) throws IOException {
    assertEquals(List.of(a, b, c), List.of(active(A), active(B), active(C)));
  }

  @Test
  protected void newStoreIsEmpty() throws IOException {
    for (SuitComponentIdentifier component : List.of(A, B, C)) {
      assertTrue(store().supports(component));
    }
    assertActive("-", "-", "-");
    assertThrows(IOException.class, () -> store().staged("one"));
  }

  @Test
  protected void stagedContentIsNotActive() throws IOException {
    install(A, "old");
    stage("one", A, "new");
    assertEquals("new", read(store().staged("one")));
    assertEquals("new", read(store().staged("one")), "it can be read again");
    assertActive("old", "-", "-");
    store().activate(List.of(new Staged(A, "one")));
    assertActive("new", "-", "-");
    store().discardStaged();
    assertActive("new", "-", "-");
  }

  @Test
  protected void emptyContentIsContent() throws IOException {
    install(A, "");
    assertActive("", "-", "-");
    assertEquals(0, store().content(A).orElseThrow().length());
  }

  @Test
  protected void contentThatIsNotCompleteIsNotStaged() throws IOException {
    try (ContentSink sink = store().stage(request("one", A, Optional.empty()))) {
      sink.stream().write(1);
    }
    assertThrows(IOException.class, () -> store().staged("one"));
    assertThrows(IOException.class, () -> store().activate(List.of(new Staged(A, "one"))));
    assertActive("-", "-", "-");
  }

  @Test
  protected void contentIsStagedAgainUnderTheSameName() throws IOException {
    stage("one", A, "a longer one");
    stage("one", A, "short");
    assertEquals("short", read(store().staged("one")));
  }

  @Test
  protected void discardedContentIsGone() throws IOException {
    stage("one", A, "new");
    store().discardStaged();
    assertThrows(IOException.class, () -> store().staged("one"));
    store().discardStaged();
  }

  @Test
  protected void largeContentComesBack() throws IOException {
    byte[] large = new byte[300_000];
    new Random(7).nextBytes(large);
    stage(request("one", A, Optional.of(Uint.of(large.length))), Bytes.wrap(large));
    store().activate(List.of(new Staged(A, "one")));
    try (InputStream in = store().content(A).orElseThrow().open()) {
      assertEquals(Bytes.wrap(large), Bytes.wrap(in.readAllBytes()));
    }
  }

  @Test
  protected void copiesHaveALifeOfTheirOwn() throws IOException {
    install(A, "old");
    store().copy(request("one", B, Optional.empty()), store().content(A).orElseThrow());
    store().copy(request("two", C, Optional.empty()), store().staged("one"));
    store().activate(List.of(new Staged(B, "one"), new Staged(C, "two")));
    assertActive("old", "old", "old");
    install(A, "new");
    assertActive("new", "old", "old");
  }

  @Test
  protected void oneContentForSeveralComponents() throws IOException {
    stage("one", A, "x");
    store().activate(List.of(new Staged(A, "one"), new Staged(B, "one"), new Staged(C, "one")));
    assertActive("x", "x", "x");
    store().discardStaged();
    install(B, "y");
    assertActive("x", "y", "x");
  }

  @Test
  protected void contentsChangePlaces() throws IOException {
    install(A, "1");
    install(B, "2");
    install(C, "3");
    store().activate(List.of(new Moved(A, B), new Moved(B, A)));
    assertActive("2", "1", "3");
    store().discardStaged();
    store().activate(List.of(new Moved(A, B), new Moved(B, C), new Moved(C, A)));
    assertActive("1", "3", "2");
  }

  @Test
  protected void removedContentIsGone() throws IOException {
    install(A, "1");
    install(B, "2");
    store().activate(List.of(new Removed(A), new Removed(C)));
    assertActive("-", "2", "-");
    store().discardStaged();
    store().activate(List.of(new Removed(B)));
    assertActive("-", "-", "-");
    store().discardStaged();
    install(B, "3");
    assertActive("-", "3", "-");
  }

  @Test
  protected void whatIsMovedIsTheOldContent() throws IOException {
    install(A, "1");
    install(B, "2");
    stage("one", B, "new");
    store().activate(List.of(new Staged(B, "one"), new Moved(A, B), new Moved(C, A)));
    assertActive("2", "new", "1");
  }

  @Test
  protected void movingNothingRemoves() throws IOException {
    install(A, "1");
    store().activate(List.of(new Moved(A, B), new Moved(B, A)));
    assertActive("-", "1", "-");
  }

  /** A processor that was interrupted asks again, and cannot know how far the store came. */
  @Test
  protected void activationCanBeRepeated() throws IOException {
    install(A, "1");
    install(B, "2");
    stage("one", C, "new");
    List<ComponentChange> changes = List.of(new Moved(A, B), new Moved(B, A), new Staged(C, "one"));
    for (int i = 0; i < 3; i++) {
      store().activate(changes);
      assertActive("2", "1", "new");
    }
  }

  /** After that, the same changes are new ones. */
  @Test
  protected void activationIsNotARepetitionAfterDiscard() throws IOException {
    install(A, "1");
    install(B, "2");
    List<ComponentChange> changes = List.of(new Moved(A, B), new Moved(B, A));
    store().activate(changes);
    store().discardStaged();
    store().activate(changes);
    assertActive("1", "2", "-");
  }

  /** What was given up is not a repetition, either. */
  @Test
  protected void activationIsNotARepetitionAfterItWasAbandoned() throws IOException {
    install(A, "1");
    install(B, "2");
    List<ComponentChange> changes = List.of(new Moved(A, B), new Moved(B, A));
    store().activate(changes);
    store().abandonActivation();
    store().discardStaged();
    assertActive("2", "1", "-");
    store().abandonActivation();
    store().activate(changes);
    assertActive("1", "2", "-");
  }

  /** An interrupted store keeps what it has, or begins again; both are right with a digest. */
  @Test
  protected void resumedContentIsWhole() throws IOException {
    Bytes content = Bytes.ofUtf8("0123456789");
    StagingRequest request = request("one", A, Optional.of(Uint.of(content.length())));
    try (ContentSink sink = store().resume(request)) {
      assertEquals(0, sink.position());
      content.slice(0, 5).writeTo(sink.stream());
    }
    assertThrows(IOException.class, () -> store().staged("one"));
    try (ContentSink sink = store().resume(request)) {
      assertTrue(sink.position() <= 5, "it has no more than was written");
      content.slice((int) sink.position()).writeTo(sink.stream());
      sink.complete();
    }
    assertEquals("0123456789", read(store().staged("one")));
  }

  @Test
  protected void nothingToDoIsNoError() throws IOException {
    install(A, "1");
    store().activate(List.of());
    assertActive("1", "-", "-");
  }
}
