package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.ComponentChange;

/**
 * Makes all changes of a procedure. Everything that is needed is prepared in a folder with a plan,
 * which then gets its final name: from there on the changes are made, after any number of
 * interruptions. Each change is the renaming of a file, so that a file that is not there any more
 * has been renamed.
 */
final class Activation {

  private static final String ACTIVATION = "activation";
  private static final String PREPARATION = "activation-new";

  private final Path root;
  private final Disk disk;
  private final Tree tree;
  private final Folder staged;

  Activation(Path root, Disk disk, Tree tree, Folder staged) {
    this.root = root;
    this.disk = disk;
    this.tree = tree;
    this.staged = staged;
  }

  /** Makes changes, or finishes them if they are those that were made last. */
  void make(List<ComponentChange> changes) throws IOException {
    Optional<Plan> begun = plan();
    if (begun.isPresent() && begun.get().changes().equals(changes)) {
      execute(begun.get());
      return;
    }
    end();
    prepare(changes);
    execute(plan().orElseThrow());
  }

  private Optional<Plan> plan() throws IOException {
    Path file = root.resolve(ACTIVATION).resolve(Plan.FILE);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(Plan.read(file))
        : Optional.empty();
  }

  private void prepare(List<ComponentChange> changes) throws IOException {
    Path path = root.resolve(PREPARATION);
    deleteFolder(path);
    disk.before("create folder");
    Files.createDirectory(path);
    Set<SuitComponentIdentifier> changed = new HashSet<>();
    changes.forEach(change -> changed.add(change.component()));
    Set<Object> used = new HashSet<>();
    List<Plan.Source> sources = new ArrayList<>();
    try (Folder preparation = Folder.open(path, disk)) {
      for (ComponentChange change : changes) {
        String name = Integer.toString(sources.size());
        if (change instanceof ComponentChange.Staged content) {
          boolean only = used.add(content.name());
          sources.add(prepareStaged(content, only, preparation, name));
        } else if (change instanceof ComponentChange.Moved moved) {
          // Only a file that goes away here may be the same one there.
          boolean only = used.add(moved.from()) && changed.contains(moved.from());
          sources.add(prepareMoved(moved, only, preparation, name));
        } else {
          sources.add(Plan.Source.NOTHING);
        }
      }
      disk.replace(preparation.path(Plan.FILE), new Plan(changes, sources).encode());
    }
    disk.before("move");
    Files.move(path, root.resolve(ACTIVATION), StandardCopyOption.ATOMIC_MOVE);
    disk.forceFolder(root);
  }

  private Plan.Source prepareStaged(
      ComponentChange.Staged change, boolean only, Folder preparation, String name)
      throws IOException {
    BasicFileAttributes attributes =
        staged
            .attributes(change.name())
            .orElseThrow(() -> new IOException("nothing is staged as " + change.name()));
    if (only && !attributes.isSymbolicLink()) {
      return new Plan.Source(Plan.Place.STAGED, change.name());
    }
    prepareCopy(staged, change.name(), change.component(), preparation, name);
    return new Plan.Source(Plan.Place.PREPARED, name);
  }

  private Plan.Source prepareMoved(
      ComponentChange.Moved change, boolean only, Folder preparation, String name)
      throws IOException {
    List<String> names = FileNames.names(change.from());
    String old = names.get(names.size() - 1);
    try (Folder parent = tree.parent(names)) {
      if (parent == null || !parent.contains(old)) {
        return Plan.Source.NOTHING;
      }
      boolean isFile = parent.attributes(old).orElseThrow().isRegularFile();
      if (!only || !isFile || !preparation.link(parent, old, name)) {
        prepareCopy(parent, old, change.component(), preparation, name);
      }
    }
    return new Plan.Source(Plan.Place.PREPARED, name);
  }

  private void prepareCopy(
      Folder from, String old, SuitComponentIdentifier component, Folder preparation, String name)
      throws IOException {
    BasicFileAttributes attributes = from.attributes(old).orElseThrow();
    if (attributes.isSymbolicLink()) {
      disk.before("create link");
      Files.createSymbolicLink(
          preparation.path(name), Links.target(component, Links.content(from.path(old))));
      return;
    }
    disk.before("copy");
    Files.copy(
        from.path(old),
        preparation.path(name),
        StandardCopyOption.COPY_ATTRIBUTES,
        LinkOption.NOFOLLOW_LINKS);
    if (attributes.isRegularFile()) {
      try (FileChannel copy = FileChannel.open(preparation.path(name), StandardOpenOption.READ)) {
        disk.force(copy);
      }
    }
  }

  private void execute(Plan plan) throws IOException {
    Path path = root.resolve(ACTIVATION);
    try (Folder prepared = Folder.open(path, disk)) {
      for (int i = 0; i < plan.changes().size(); i++) {
        Plan.Source source = plan.sources().get(i);
        List<String> names = FileNames.names(plan.changes().get(i).component());
        if (source.place() == Plan.Place.NOWHERE) {
          remove(names);
        } else {
          place(source.place() == Plan.Place.STAGED ? staged : prepared, source.name(), names);
        }
      }
      prepared.force();
    }
    staged.force();
  }

  private void place(Folder from, String old, List<String> names) throws IOException {
    if (!from.contains(old)) {
      return; // an interrupted activation has done it
    }
    try (Folder parent = tree.madeParent(names)) {
      parent.force();
      from.move(old, parent, names.get(names.size() - 1));
      parent.force();
    }
  }

  private void remove(List<String> names) throws IOException {
    try (Folder parent = tree.parent(names)) {
      if (parent != null) {
        parent.delete(names.get(names.size() - 1));
        parent.force();
      }
    }
    removeEmptyFolders(names);
  }

  /** Removes the folders of a component that is not there any more, from the innermost on. */
  private void removeEmptyFolders(List<String> names) throws IOException {
    for (int depth = names.size() - 1; depth > 0; depth--) {
      List<String> folder = names.subList(0, depth);
      try (Folder parent = tree.parent(folder)) {
        if (parent != null && parent.contains(folder.get(depth - 1))) {
          parent.deleteEmpty(folder.get(depth - 1));
        }
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  /** Finishes an activation that was interrupted, and forgets it. */
  void end() throws IOException {
    Optional<Plan> begun = plan();
    if (begun.isPresent()) {
      execute(begun.get());
    }
    abandon();
  }

  /** Forgets an activation, however far it came. */
  void abandon() throws IOException {
    Path path = root.resolve(ACTIVATION);
    Path file = path.resolve(Plan.FILE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      disk.before("delete");
      Files.delete(file);
      disk.forceFolder(path);
    }
    deleteFolder(path);
  }

  private void deleteFolder(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Folder folder = Folder.open(path, disk)) {
        folder.deleteAll();
      }
      disk.before("delete");
      Files.delete(path);
    }
  }
}
