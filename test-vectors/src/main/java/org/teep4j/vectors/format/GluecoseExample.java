package org.teep4j.vectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;

/**
 * A gluecose test case: one COSE_Sign1 to sign or to verify. The JSON tree is shared; callers must
 * not modify it.
 *
 * @param uuid the identifier of the case
 * @param title the title that the case gives
 * @param description a longer description of the case
 * @param key the key, a JWK
 * @param algorithm the algorithm by its name in the COSE registry
 * @param operation the operation to perform
 */
public record GluecoseExample(
    Path file,
    String uuid,
    String title,
    String description,
    JsonNode key,
    String algorithm,
    Operation operation)
    implements VectorFile {

  /** The operation of a test case. */
  public sealed interface Operation {}

  /**
   * Sign a payload. Signatures of most algorithms have random parts. Compare only the first {@code
   * fixedLength} bytes, and verify the rest.
   *
   * @param protectedHeader the protected header map
   * @param unprotectedHeader the unprotected header map
   * @param external the externally supplied data; empty if there is none
   * @param detached whether the payload is left out of the object
   * @param toBeSigned the Sig_structure
   * @param output the object, tagged
   * @param fixedLength the number of leading bytes that every signer produces
   */
  public record Sign1Sign(
      Bytes payload,
      Bytes protectedHeader,
      Bytes unprotectedHeader,
      Bytes external,
      boolean detached,
      Bytes toBeSigned,
      Bytes output,
      int fixedLength)
      implements Operation {}

  /**
   * Verify an object.
   *
   * @param sign1 the object, tagged
   * @param external the externally supplied data; empty if there is none
   * @param detachedPayload the payload, if it is not in the object
   * @param shouldVerify whether verification must succeed
   */
  public record Sign1Verify(
      Bytes sign1, Bytes external, Optional<Bytes> detachedPayload, boolean shouldVerify)
      implements Operation {}

  @Override
  public VectorFormat format() {
    return VectorFormat.GLUECOSE;
  }

  @Override
  public int count() {
    return 1;
  }
}
