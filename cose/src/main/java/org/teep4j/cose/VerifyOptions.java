package org.teep4j.cose;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;

/**
 * What a verification takes besides message and key. Immutable.
 *
 * @param externalAad the externally supplied data (RFC 9052, Section 4.3); empty if there is none
 * @param understood the header parameters that the application processes itself, so that {@code
 *     crit} may list them
 * @param unprotectedAlgorithm whether {@code alg} is taken from the unprotected header if the
 *     protected one has none
 */
public record VerifyOptions(
    Bytes externalAad, Set<CoseLabel> understood, boolean unprotectedAlgorithm) {

  private static final VerifyOptions DEFAULTS = new VerifyOptions(Bytes.empty(), Set.of(), false);

  /**
   * Copies the set.
   *
   * @param externalAad the externally supplied data
   * @param understood what {@code crit} may list
   * @param unprotectedAlgorithm whether an unprotected {@code alg} will do
   */
  public VerifyOptions {
    understood = Set.copyOf(understood);
  }

  /**
   * No external data, no header parameters of the application, {@code alg} from the protected
   * header.
   *
   * @return the defaults
   */
  public static VerifyOptions defaults() {
    return DEFAULTS;
  }

  /**
   * These options with externally supplied data.
   *
   * @param value the data that the signer had; referenced
   * @return the changed options
   */
  public VerifyOptions withExternalAad(Bytes value) {
    return new VerifyOptions(value, understood, unprotectedAlgorithm);
  }

  /**
   * These options with more header parameters that the application processes.
   *
   * @param labels what {@code crit} may list
   * @return the changed options
   */
  public VerifyOptions withUnderstood(CoseLabel... labels) {
    return new VerifyOptions(
        externalAad,
        Stream.concat(understood.stream(), Stream.of(labels)).collect(Collectors.toSet()),
        unprotectedAlgorithm);
  }

  /**
   * These options, with {@code alg} taken from the unprotected header if the protected one has
   * none. The verifier's algorithm must equal it nevertheless.
   *
   * <p>RFC 9052, Section 3.1 demands that {@code alg} is authenticated. This is for messages where
   * the external data does that, and for old ones that do not care.
   *
   * @return the changed options
   */
  public VerifyOptions withUnprotectedAlgorithm() {
    return new VerifyOptions(externalAad, understood, true);
  }
}
