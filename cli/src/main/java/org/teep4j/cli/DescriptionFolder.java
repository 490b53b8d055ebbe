package org.teep4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.teep4j.cli.manifest.DescriptionException;
import org.teep4j.cli.manifest.PayloadFiles;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.author.Image;

/** The files beside a description. */
final class DescriptionFolder implements PayloadFiles {
  private final Path folder;
  private final StandardInput in;

  private DescriptionFolder(Path folder, StandardInput in) {
    this.folder = folder;
    this.in = in;
  }

  /**
   * The folder of a description, or the current one for standard input.
   *
   * @param description the name of its file
   */
  static DescriptionFolder of(String description, StandardInput in) throws UsageException {
    try {
      Path parent =
          description.equals(StandardInput.NAME)
              ? null
              : Path.of(description).toAbsolutePath().getParent();
      return new DescriptionFolder(parent == null ? Path.of("").toAbsolutePath() : parent, in);
    } catch (InvalidPathException refused) {
      throw new UsageException(description + ": cannot be read: " + refused.getMessage());
    }
  }

  @Override
  public Bytes read(String name) throws DescriptionException {
    try {
      return Input.read(path(name).toString(), in).raw();
    } catch (UsageException refused) {
      throw PayloadFiles.refused(String.valueOf(refused.getMessage()));
    }
  }

  @Override
  public Image image(String name) throws DescriptionException {
    Path path = path(name);
    if (!Files.isRegularFile(path)) {
      throw PayloadFiles.refused(path + ": no such file");
    }
    try {
      in.places().reads(name, path);
      return Image.of(ContentSource.of(path), SuitDigestAlgorithm.SHA_256);
    } catch (IOException | GeneralSecurityException refused) {
      throw PayloadFiles.refused(path + ": cannot be read: " + refused.getMessage());
    }
  }

  private Path path(String name) throws DescriptionException {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException refused) {
      throw PayloadFiles.refused("no name of a file: " + refused.getMessage());
    }
  }
}
