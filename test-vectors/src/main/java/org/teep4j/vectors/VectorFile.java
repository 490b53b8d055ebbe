package org.teep4j.vectors;

import java.nio.file.Path;

/**
 * A file that was read as vectors, in one of a closed list of formats. A program that replays
 * vectors switches over the types that this interface permits.
 */
public sealed interface VectorFile
    permits CborExamples,
        CoseExample,
        CwtExamples,
        GluecoseExample,
        HpkeExamples,
        MalformedCbor,
        NotationExamples,
        NotationPair,
        VectorSetFile,
        WycheproofFile {

  /**
   * The file that the vectors were read from.
   *
   * @return the path, beginning with the path that the loader was given
   */
  Path file();

  /**
   * The format of the file.
   *
   * @return the format, which goes with the type of this value
   */
  VectorFormat format();

  /**
   * The number of vectors, as a report counts them.
   *
   * @return at least 1
   */
  int count();
}
