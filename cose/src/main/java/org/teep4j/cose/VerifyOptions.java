package org.teep4j.cose;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;

/**
 * The parameters of a verification besides message and key. Immutable.
 *
 * @param externalAad the externally supplied data (RFC 9052, Section 4.3); empty if there is none
 * @param understood the header parameters that the application processes itself, so that {@code
 *     crit} may list them
 * @param unprotectedAlgorithm whether {@code alg} is taken from the unprotected header if the
 *     protected header has none
 * @param implicitAlgorithm whether messages have no {@code alg}, and the application defines the
 *     algorithm
 * @param definedAlgorithm the algorithm of messages without {@code alg}; empty for that of the
 *     verifier
 */
public record VerifyOptions(
    Bytes externalAad,
    Set<CoseLabel> understood,
    boolean unprotectedAlgorithm,
    boolean implicitAlgorithm,
    Optional<CoseAlgorithm> definedAlgorithm) {

  private static final VerifyOptions DEFAULTS =
      new VerifyOptions(Bytes.empty(), Set.of(), false, false, Optional.empty());

  /** Copies the set. */
  public VerifyOptions {
    understood = Set.copyOf(understood);
  }

  /**
   * The defaults: no external data, no header parameters of the application, {@code alg} from the
   * protected header.
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
    return new VerifyOptions(
        value, understood, unprotectedAlgorithm, implicitAlgorithm, definedAlgorithm);
  }

  /**
   * These options with more header parameters that the application processes.
   *
   * @param labels the header parameters that {@code crit} may list
   * @return the changed options
   */
  public VerifyOptions withUnderstood(CoseLabel... labels) {
    return new VerifyOptions(
        externalAad,
        Stream.concat(understood.stream(), Stream.of(labels)).collect(Collectors.toSet()),
        unprotectedAlgorithm,
        implicitAlgorithm,
        definedAlgorithm);
  }

  /**
   * These options, with {@code alg} taken from the unprotected header if the protected header has
   * none. The verifier's algorithm must still equal it.
   *
   * <p>RFC 9052, Section 3.1 requires {@code alg} to be authenticated. Use this for messages whose
   * external data authenticates it, and for old messages that do not authenticate it.
   *
   * @return the changed options
   */
  public VerifyOptions withUnprotectedAlgorithm() {
    return new VerifyOptions(externalAad, understood, true, implicitAlgorithm, definedAlgorithm);
  }

  /**
   * These options for messages that do not name their algorithm, because the application defines it
   * (RFC 9052, Appendix A). The algorithm is that of the verifier, which the caller should make for
   * exactly that one. A message that has {@code alg} is refused, even if it is the same, so that
   * there is never a question which one counts. The application should authenticate the algorithm
   * as external data. A COSE_Mac has no verifier that could give the algorithm; for it, use {@link
   * #withImplicitAlgorithm(CoseAlgorithm)}.
   *
   * @return the changed options
   */
  public VerifyOptions withImplicitAlgorithm() {
    return new VerifyOptions(externalAad, understood, unprotectedAlgorithm, true, Optional.empty());
  }

  /**
   * These options for messages that do not name their algorithm, as {@link
   * #withImplicitAlgorithm()}, with the algorithm that the application defines. A verifier for
   * another algorithm is refused. The recipients of a COSE_Mac still name theirs.
   *
   * @param algorithm the algorithm of the signature or MAC
   * @return the changed options
   */
  public VerifyOptions withImplicitAlgorithm(CoseAlgorithm algorithm) {
    return new VerifyOptions(
        externalAad, understood, unprotectedAlgorithm, true, Optional.of(algorithm));
  }
}
