package org.teep4j.suit.processor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitComponentMetadata;
import org.teep4j.suit.SuitComponentMetadata.FileType;
import org.teep4j.suit.SuitComponentMetadata.Permission;
import org.teep4j.suit.SuitMetaActorId;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ComponentChange.Moved;
import org.teep4j.suit.processor.ComponentChange.Removed;
import org.teep4j.suit.processor.ComponentChange.Staged;
import org.teep4j.suit.processor.ComponentStore.StagingRequest;
import org.teep4j.suit.processor.ContentSink;
import org.teep4j.suit.processor.authoring.Requests;

/** What a store of files does beyond what every store promises. */
@DisabledOnOs(OS.WINDOWS)
class FileStoreTest {

  private static final SuitComponentIdentifier APP = SuitComponentIdentifier.ofText("bin", "app");
  private static final SuitComponentIdentifier LINK =
      SuitComponentIdentifier.ofText("usr", "bin", "link");
  private static final long READ = Permission.LIST_READ.bit();
  private static final long WRITE = Permission.CREATE_WRITE.bit();
  private static final long EXECUTE = Permission.TRAVERSE_EXEC.bit();

  @TempDir Path folder;

  private Path root;
  private FileStore store;

  @BeforeEach
  void open() throws IOException {
    root = folder.resolve("store");
    store = FileStore.open(root, id -> true, StoppingDisk.never());
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private void stage(
      String name,
      SuitComponentIdentifier component,
      String content,
      Optional<SuitComponentMetadata> metadata)
      throws IOException {
    try (ContentSink sink = store.stage(Requests.staging(name, component, metadata))) {
      Bytes.ofUtf8(content).writeTo(sink.stream());
      sink.complete();
    }
  }

  private void install(
      SuitComponentIdentifier component, String content, Consumer<SuitComponentMetadata.Builder> to)
      throws IOException {
    SuitComponentMetadata.Builder builder = SuitComponentMetadata.builder();
    to.accept(builder);
    stage("new", component, content, Optional.of(builder.build()));
    store.activate(List.of(new Staged(component, "new")));
    store.discardStaged();
  }

  private void install(SuitComponentIdentifier component, String content) throws IOException {
    install(component, content, metadata -> {});
  }

  private String active(SuitComponentIdentifier component) throws IOException {
    try (InputStream in = store.content(component).orElseThrow().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void oneAtATimeHasTheStore() throws IOException {
    IOException e = assertThrows(IOException.class, () -> FileStore.open(root));
    assertTrue(e.getMessage().contains("in use"), e.getMessage());
    store.close();
    FileStore.open(root).close();
    store = FileStore.open(root);
  }

  @Test
  void contentSurvivesTheStore() throws IOException {
    install(APP, "x");
    stage("kept", APP, "y", Optional.empty());
    store.close();
    store = FileStore.open(root);
    assertEquals("x", active(APP));
    store.activate(List.of(new Staged(APP, "kept")));
    assertEquals("y", active(APP));
    assertEquals("y", Files.readString(store.file(APP)));
  }

  @Test
  void componentsThatTheDeviceDoesNotHave() throws IOException {
    store.close();
    store = FileStore.open(root, APP::equals);
    assertTrue(store.supports(APP));
    assertFalse(store.supports(LINK));
  }

  @Test
  void spaceIsAskedBefore() {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                store.stage(
                    new StagingRequest(
                        "big",
                        Requests.target(APP),
                        Optional.of(Uint.MAX_VALUE),
                        Optional.empty())));
    assertTrue(e.getMessage().contains("no space"), e.getMessage());
  }

  @Test
  void namesOfStagedContentAreChecked() {
    for (String name : List.of("", "..", "a/b", "a.part", "\u00e4", "x".repeat(200))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> store.stage(Requests.staging(name, APP, Optional.empty())));
      assertThrows(IllegalArgumentException.class, () -> store.staged(name));
    }
  }

  // Symbolic links that somebody else has put there.

  @Test
  void plantedLinksAreNotFollowed() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("app"), "secret");
    Files.createSymbolicLink(root.resolve("components/bin+"), outside);
    assertThrows(IOException.class, () -> store.content(APP));
    stage("new", APP, "evil", Optional.empty());
    assertThrows(IOException.class, () -> store.activate(List.of(new Staged(APP, "new"))));
    assertEquals("secret", Files.readString(outside.resolve("app")));
    assertThrows(IOException.class, () -> store.activate(List.of(new Removed(APP))));
    assertEquals(List.of("", "app"), UpdateOfManyParts.paths(outside));
  }

  @Test
  void plantedLinkIsReplacedAndNotFollowed() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "secret");
    Path file = store.file(APP);
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, outside);
    assertThrows(IOException.class, () -> store.content(APP));
    install(APP, "new");
    assertEquals("new", active(APP));
    assertEquals("secret", Files.readString(outside));
  }

  @Test
  void linkInPlaceOfStagedContentIsNotFollowed() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "secret");
    Files.createSymbolicLink(root.resolve("staged/new.part"), outside);
    stage("new", APP, "new", Optional.empty());
    assertEquals("secret", Files.readString(outside));
  }

  // Symbolic links and folders that a manifest asks for.

  @Test
  void symbolicLinkLeadsToComponent() throws IOException {
    install(APP, "program");
    install(LINK, "/bin/app", metadata -> metadata.fileType(FileType.SYMLINK));
    assertEquals("/bin/app", active(LINK));
    assertTrue(Files.isSymbolicLink(store.file(LINK)));
    assertEquals("program", Files.readString(store.file(LINK)));
  }

  /** A link that becomes active elsewhere still leads to the same component. */
  @Test
  void symbolicLinkIsMoved() throws IOException {
    SuitComponentIdentifier top = SuitComponentIdentifier.ofText("top");
    install(APP, "program");
    install(top, "other");
    install(LINK, "/bin/app", metadata -> metadata.fileType(FileType.SYMLINK));
    List<ComponentChange> swap = List.of(new Moved(top, LINK), new Moved(LINK, top));
    store.activate(swap);
    store.activate(swap);
    assertEquals("/bin/app", active(top));
    assertEquals("program", Files.readString(store.file(top)));
    assertEquals("other", active(LINK));
    assertFalse(Files.isSymbolicLink(store.file(LINK)));
  }

  @Test
  void symbolicLinksOutOfTheStoreAreRefused() {
    for (String target : List.of("", "bin/app", "../../outside", "../app", "a\u0000")) {
      assertThrows(
          IOException.class,
          () -> install(LINK, target, metadata -> metadata.fileType(FileType.SYMLINK)),
          target);
    }
    assertThrows(
        IOException.class,
        () -> install(LINK, "/" + "x".repeat(500), m -> m.fileType(FileType.SYMLINK)));
  }

  /** Two dots are a segment like any other. */
  @Test
  void symbolicLinkWithDots() throws IOException {
    install(LINK, "/../outside", metadata -> metadata.fileType(FileType.SYMLINK));
    assertEquals("/../outside", active(LINK));
    assertEquals(
        store.file(SuitComponentIdentifier.ofText("..", "outside")),
        store.file(LINK).getParent().resolve(Files.readSymbolicLink(store.file(LINK))).normalize());
  }

  @Test
  void folderIsMadeAndReplaced() throws IOException {
    install(APP, "", metadata -> metadata.fileType(FileType.DIRECTORY).defaultPermissions(READ));
    assertTrue(Files.isDirectory(store.file(APP)));
    assertEquals("", active(APP));
    assertEquals("r--r--r--", permissions(APP));
    Files.writeString(store.file(APP).resolve("of somebody else"), "x");
    install(APP, "file");
    assertEquals("file", active(APP));
    install(APP, "", metadata -> metadata.fileType(FileType.DIRECTORY));
    store.activate(List.of(new Removed(APP)));
    assertFalse(store.content(APP).isPresent());
    assertThrows(
        IOException.class,
        () -> install(APP, "x", metadata -> metadata.fileType(FileType.DIRECTORY)));
  }

  // Other metadata.

  private String permissions(SuitComponentIdentifier component) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(store.file(component), LinkOption.NOFOLLOW_LINKS));
  }

  private static SortedMap<SuitMetaActorId, Long> actor(String name, long permissions) {
    SortedMap<SuitMetaActorId, Long> map = new TreeMap<>();
    map.put(new SuitMetaActorId.Text(name), permissions);
    return map;
  }

  @Test
  void permissionsAreApplied() throws IOException {
    String user = Files.getOwner(root).getName();
    install(APP, "x", metadata -> metadata.defaultPermissions(READ | EXECUTE));
    assertEquals("r-xr-xr-x", permissions(APP));
    install(
        APP,
        "x",
        metadata ->
            metadata
                .defaultPermissions(READ)
                .userPermissions(actor(user, READ | WRITE | Permission.CREATEDIR_APPEND.bit())));
    assertEquals("rw-r--r--", permissions(APP));
    install(APP, "x", metadata -> metadata.userPermissions(actor(user, READ)));
    assertEquals("r--------", permissions(APP));
    assertEquals("x", active(APP));
  }

  @Test
  void timeIsApplied() throws IOException {
    install(APP, "x", metadata -> metadata.modificationTime(Uint.of(1_000_000)));
    assertEquals(1_000_000_000, Files.getLastModifiedTime(store.file(APP)).toMillis());
  }

  @Test
  void whatFilesDoNotHaveIsRefused() throws IOException {
    SortedMap<SuitMetaActorId, Long> two = actor("a", READ);
    two.putAll(actor("b", READ));
    SortedMap<SuitMetaActorId, Long> noChange = new TreeMap<>();
    noChange.put(new SuitMetaActorId.Int(-1), READ);
    List<Consumer<SuitComponentMetadata.Builder>> refused =
        List.of(
            metadata -> metadata.rolePermissions(actor("admin", READ)),
            metadata -> metadata.userPermissions(two),
            metadata -> metadata.groupPermissions(two),
            metadata -> metadata.userPermissions(actor("no such user", READ)),
            metadata -> metadata.userPermissions(actor("-1", READ)),
            metadata -> metadata.userPermissions(noChange),
            metadata -> metadata.defaultPermissions(Permission.DELETE.bit()),
            metadata -> metadata.defaultPermissions(Permission.CREATEDIR_APPEND.bit()),
            metadata -> metadata.defaultPermissions(1L << 63),
            metadata -> metadata.creationTime(Uint.of(1)),
            metadata -> metadata.modificationTime(Uint.MAX_VALUE),
            metadata -> metadata.creator(new SuitMetaActorId.Text("me")),
            metadata -> metadata.other(99, Bytes.fromHex("00")),
            metadata -> metadata.fileType(FileType.SYMLINK).defaultPermissions(READ));
    for (Consumer<SuitComponentMetadata.Builder> each : refused) {
      assertThrows(IOException.class, () -> install(APP, "/x", each));
    }
    assertFalse(store.content(APP).isPresent());
    assertEquals(
        Set.of("", "components", "lock", "staged"), Set.copyOf(UpdateOfManyParts.paths(root)));
  }

  @Test
  void interruptedWriteSaysSo() throws IOException {
    try (ContentSink sink = store.stage(Requests.staging("new", APP, Optional.empty()))) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> sink.stream().write(1));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertThrows(IOException.class, () -> store.staged("new"));
  }

  /** Removing and activating do not stop half-way when their thread is interrupted. */
  @Test
  void interruptedThreadActivates() throws IOException {
    install(APP, "old");
    stage("new", APP, "new", Optional.empty());
    try {
      Thread.currentThread().interrupt();
      store.activate(List.of(new Staged(APP, "new"), new Moved(LINK, APP)));
      store.discardStaged();
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals("new", active(APP));
    assertEquals("old", active(LINK));
  }
}
