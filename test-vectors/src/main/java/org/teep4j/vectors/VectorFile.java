package org.teep4j.vectors;

import java.nio.file.Path;
import org.teep4j.vectors.format.CborExamples;
import org.teep4j.vectors.format.CoseExample;
import org.teep4j.vectors.format.CwtExamples;
import org.teep4j.vectors.format.GluecoseExample;
import org.teep4j.vectors.format.HpkeExamples;
import org.teep4j.vectors.format.MalformedCbor;
import org.teep4j.vectors.format.NotationExamples;
import org.teep4j.vectors.format.NotationPair;
import org.teep4j.vectors.format.VectorSetFile;
import org.teep4j.vectors.format.WycheproofFile;

/**
 * A file of vectors in one of a closed list of formats. A program that replays vectors can switch
 * over the permitted subtypes.
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
   * @return the path, which starts with the path that was passed to the loader
   */
  Path file();

  /**
   * The format of the file.
   *
   * @return the format, which corresponds to the type of this object
   */
  VectorFormat format();

  /**
   * The number of vectors, as a report counts them.
   *
   * @return at least 1
   */
  int count();
}
