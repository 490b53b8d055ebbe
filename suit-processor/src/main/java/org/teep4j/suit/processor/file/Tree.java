package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folders in which the components of a store lie.
 *
 * @param root the outermost one
 * @param disk what reaches the disk
 */
record Tree(Path root, Disk disk) {

  /** Opens the folder of a component; null if it is not there. */
  @Nullable Folder parent(List<String> names) throws IOException {
    Folder folder = Folder.open(root, disk);
    for (String name : names.subList(0, names.size() - 1)) {
      try (Folder outer = folder) {
        folder = outer.open(name);
      } catch (NoSuchFileException e) {
        return null;
      }
    }
    return folder;
  }

  /** Opens the folder of a component, which is made if it is not there. */
  Folder madeParent(List<String> names) throws IOException {
    Folder folder = Folder.open(root, disk);
    for (String name : names.subList(0, names.size() - 1)) {
      try (Folder outer = folder) {
        folder = outer.openOrCreate(name);
      }
    }
    return folder;
  }
}
