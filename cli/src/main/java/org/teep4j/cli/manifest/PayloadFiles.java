package org.teep4j.cli.manifest;

import org.teep4j.codec.Bytes;
import org.teep4j.suit.author.Image;

/** The files that a description names. */
public interface PayloadFiles {

  /**
   * Reads a file into memory.
   *
   * @param name the name, relative to the folder of the description
   * @return its bytes
   * @throws DescriptionException if it cannot be read
   */
  Bytes read(String name) throws DescriptionException;

  /**
   * Computes the digest and size of a file, which may be larger than memory.
   *
   * @param name the name, relative to the folder of the description
   * @return the image
   * @throws DescriptionException if it cannot be read
   */
  Image image(String name) throws DescriptionException;

  /**
   * Refuses a file.
   *
   * @param reason why, for people
   * @return the exception to throw
   */
  static DescriptionException refused(String reason) {
    return new DescriptionException(reason);
  }
}
