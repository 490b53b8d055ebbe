package org.teep4j.vectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;

/**
 * An example of the COSE working group: one COSE object, the keys and headers that it was made
 * from, and intermediate values. The JSON trees are shared; callers must not modify them.
 *
 * @param title the title that the example gives
 * @param structure the COSE structure of the object
 * @param plaintext the payload or plaintext
 * @param detached whether the payload is left out of the object
 * @param external the externally supplied data of the outermost layer; empty if there is none
 * @param body the input for the structure: algorithm, headers, keys, signers or recipients
 * @param input all of the input, which includes {@code body}
 * @param intermediates intermediate values such as the bytes to be signed; an empty object if there
 *     are none
 * @param cbor the object
 * @param diagnostic the object in diagnostic notation, if the example has it
 * @param mustFail whether the object was damaged on purpose, so that it must be refused
 */
public record CoseExample(
    Path file,
    String title,
    Structure structure,
    Bytes plaintext,
    boolean detached,
    Bytes external,
    JsonNode body,
    JsonNode input,
    JsonNode intermediates,
    Bytes cbor,
    Optional<String> diagnostic,
    boolean mustFail)
    implements VectorFile {

  /** A COSE structure, by its name in RFC 9052. */
  public enum Structure {
    /** COSE_Sign. */
    SIGN("sign"),
    /** COSE_Sign1. */
    SIGN1("sign0"),
    /** COSE_Mac. */
    MAC("mac"),
    /** COSE_Mac0. */
    MAC0("mac0"),
    /** COSE_Encrypt. */
    ENCRYPT("enveloped"),
    /** COSE_Encrypt0. */
    ENCRYPT0("encrypted");

    private final String word;

    Structure(String word) {
      this.word = word;
    }

    /**
     * The name of the structure in the examples.
     *
     * @return the name of the member of {@code input} that describes the structure
     */
    public String word() {
      return word;
    }
  }

  @Override
  public VectorFormat format() {
    return VectorFormat.COSE_WG_EXAMPLE;
  }

  @Override
  public int count() {
    return 1;
  }
}
