package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.ContentSink;

/**
 * Components as files below one folder. A component that has content is one file; {@link #file}
 * says which. The store never changes a file: new content is written beside it and renamed when it
 * is activated. One process at a time can open a store; when the process ends or crashes, another
 * one can.
 *
 * <p>Every component identifier gets a path of its own below the folder. Symbolic links are not
 * followed, wherever they come from.
 *
 * <p>Component metadata (draft-ietf-suit-update-management, Section 4.6) is applied as far as POSIX
 * has it: the permissions of one user, one group and everybody else, the time of modification, and
 * the type. What cannot be applied is refused when the content is staged. The content of a symbolic
 * link is the identifier of another component of this store: the segments in UTF-8, a slash before
 * each.
 *
 * <p>Not safe for use by several threads.
 */
public final class FileStore implements ComponentStore, AutoCloseable {

  private static final String COMPONENTS = "components";
  private static final String STAGED = "staged";

  /** The suffix of content that is not complete. */
  private static final String PART = ".part";

  private static final int PIECE = 1 << 16;
  private static final int LONGEST_LINK = 4096;

  private final Path root;
  private final Predicate<? super SuitComponentIdentifier> supported;
  private final Disk disk;
  private final FolderLock lock;
  private final Tree tree;
  private final Folder staged;
  private final Activation activation;

  private FileStore(
      Path root,
      Predicate<? super SuitComponentIdentifier> supported,
      Disk disk,
      FolderLock lock,
      Tree tree,
      Folder staged) {
    this.root = root;
    this.supported = supported;
    this.disk = disk;
    this.lock = lock;
    this.tree = tree;
    this.staged = staged;
    this.activation = new Activation(root, disk, tree, staged);
  }

  /**
   * Opens a store in which every component may have content, or makes an empty one.
   *
   * @param root the folder, for this store alone
   * @return the store, which the caller closes
   * @throws IOException if the folder cannot be made, or another store has it open
   */
  public static FileStore open(Path root) throws IOException {
    return open(root, component -> true);
  }

  /**
   * Opens a store, or makes an empty one.
   *
   * @param root the folder, for this store alone
   * @param supported tells which components may have content
   * @return the store, which the caller closes
   * @throws IOException if the folder cannot be made, or another store has it open
   */
  public static FileStore open(Path root, Predicate<? super SuitComponentIdentifier> supported)
      throws IOException {
    return open(root, supported, new Disk());
  }

  static FileStore open(Path root, Predicate<? super SuitComponentIdentifier> supported, Disk disk)
      throws IOException {
    Path components = Files.createDirectories(root.resolve(COMPONENTS));
    Path staged = Files.createDirectories(root.resolve(STAGED));
    disk.forceFolder(root);
    FolderLock lock = FolderLock.of(root);
    try {
      return new FileStore(
          root, supported, disk, lock, new Tree(components, disk), Folder.open(staged, disk));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * The file that has the active content of a component. The next activation may replace or remove
   * it; other programs must not change it.
   *
   * @param component the identifier
   * @return the path, whether there is a file or not
   */
  public Path file(SuitComponentIdentifier component) {
    return FileNames.below(tree.root(), component);
  }

  @Override
  public boolean supports(SuitComponentIdentifier component) {
    return FileNames.fits(component) && supported.test(component);
  }

  @Override
  public Optional<ContentSource> content(SuitComponentIdentifier component) throws IOException {
    List<String> names = FileNames.names(component);
    String name = names.get(names.size() - 1);
    try (Folder parent = tree.parent(names)) {
      return parent == null ? Optional.empty() : content(parent, name, () -> read(names));
    }
  }

  private SeekableByteChannel read(List<String> names) throws IOException {
    try (Folder parent = tree.parent(names)) {
      String name = names.get(names.size() - 1);
      if (parent == null) {
        throw new NoSuchFileException(name);
      }
      return parent.read(name);
    }
  }

  private Optional<ContentSource> content(Folder folder, String name, FileContent.Opening opening)
      throws IOException {
    Optional<BasicFileAttributes> attributes = folder.attributes(name);
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    if (attributes.get().isRegularFile()) {
      return Optional.of(new FileContent(attributes.get().size(), opening));
    }
    if (attributes.get().isDirectory()) {
      return Optional.of(ContentSource.of(Bytes.empty()));
    }
    if (attributes.get().isSymbolicLink()) {
      return Optional.of(ContentSource.of(Links.content(folder.path(name))));
    }
    throw new IOException("not a file, folder or symbolic link: " + folder.path(name));
  }

  @Override
  public ContentSink stage(StagingRequest request) throws IOException {
    return stage(request, false);
  }

  /** Goes on behind the bytes that reached the disk. */
  @Override
  public ContentSink resume(StagingRequest request) throws IOException {
    return stage(request, true);
  }

  private Sink stage(StagingRequest request, boolean resumed) throws IOException {
    requireName(request.name());
    if (request.metadata().isPresent()) {
      FileMetadata.check(request.metadata().get());
    }
    activation.end();
    String part = request.name() + PART;
    long position =
        resumed
            ? staged
                .attributes(part)
                .filter(BasicFileAttributes::isRegularFile)
                .map(BasicFileAttributes::size)
                .orElse(0L)
            : 0;
    requireSpace(request, position);
    if (position == 0) {
      staged.delete(part);
      return new Sink(request, part, staged.create(part), 0, resumed);
    }
    return new Sink(request, part, staged.append(part, position), position, true);
  }

  private static void requireName(String name) {
    if (name.isEmpty() || name.length() > 100 || !name.matches("[A-Za-z0-9-]*")) {
      throw new IllegalArgumentException("not a name of staged content: " + name);
    }
  }

  private void requireSpace(StagingRequest request, long present) throws IOException {
    if (request.size().isPresent()) {
      Uint free = Uint.of(Files.getFileStore(root).getUsableSpace() + present);
      if (request.size().get().compareTo(free) > 0) {
        throw new IOException(
            "no space for " + request.size().get() + " bytes, " + free + " are free");
      }
    }
  }

  /** Copies from file to file, so that the content need not be read into memory. */
  @Override
  public void copy(StagingRequest request, ContentSource source) throws IOException {
    if (!(source instanceof FileContent file)) {
      ComponentStore.super.copy(request, source);
      return;
    }
    try (Sink sink = stage(request, false)) {
      disk.before("write");
      file.transferTo(sink.channel);
      sink.complete();
    }
  }

  @Override
  public ContentSource staged(String name) throws IOException {
    requireName(name);
    return content(staged, name, () -> staged.read(name))
        .orElseThrow(() -> new IOException("nothing is staged as " + name));
  }

  @Override
  public void discardStaged() throws IOException {
    activation.end();
    try (Folder all = Folder.open(staged.path(), disk)) {
      all.deleteAll();
      all.force();
    }
  }

  @Override
  public void activate(List<ComponentChange> changes) throws IOException {
    for (ComponentChange change : changes) {
      if (change instanceof ComponentChange.Staged content) {
        requireName(content.name());
      }
    }
    activation.make(changes);
  }

  @Override
  public void abandonActivation() throws IOException {
    activation.abandon();
  }

  /** Releases the store for others. What is staged stays. */
  @Override
  public void close() throws IOException {
    staged.close();
    lock.close();
  }

  /** Writes a file beside the one that is complete. */
  private final class Sink implements ContentSink {

    private final StagingRequest request;
    private final String part;
    private final FileChannel channel;
    private final long position;
    private final boolean resumed;
    private boolean complete;

    Sink(StagingRequest request, String part, FileChannel channel, long position, boolean resumed) {
      this.request = request;
      this.part = part;
      this.channel = channel;
      this.position = position;
      this.resumed = resumed;
    }

    private final OutputStream stream =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            // In pieces: the channel copies each into memory outside of the heap.
            for (int done = 0; done < length; done += PIECE) {
              disk.write(
                  channel, ByteBuffer.wrap(bytes, offset + done, Math.min(PIECE, length - done)));
            }
          }
        };

    @Override
    public OutputStream stream() {
      return stream;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void complete() throws IOException {
      disk.force(channel);
      channel.close();
      String made =
          switch (FileMetadata.type(request.metadata())) {
            case REGULAR -> part;
            case DIRECTORY -> replaceByFolder();
            case SYMLINK -> replaceByLink();
          };
      if (request.metadata().isPresent()) {
        FileMetadata.apply(request.metadata().get(), staged.path(made));
      }
      staged.move(made, staged, request.name());
      staged.force();
      complete = true;
    }

    private String replaceByFolder() throws IOException {
      if (staged.attributes(part).orElseThrow().size() != 0) {
        throw new IOException("the content of a folder is empty");
      }
      staged.delete(part);
      disk.before("create folder");
      Files.createDirectory(staged.path(part));
      return part;
    }

    private String replaceByLink() throws IOException {
      Bytes content;
      try (InputStream in = Channels.newInputStream(staged.read(part))) {
        content = Bytes.wrap(in.readNBytes(LONGEST_LINK));
      }
      Path target = Links.target(request.target().component(), content);
      staged.delete(part);
      disk.before("create link");
      Files.createSymbolicLink(staged.path(part), target);
      return part;
    }

    @Override
    public void close() throws IOException {
      channel.close();
      if (!complete && !resumed) {
        staged.delete(part);
      }
    }
  }
}
