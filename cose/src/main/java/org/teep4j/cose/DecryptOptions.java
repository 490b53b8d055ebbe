package org.teep4j.cose;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;

/**
 * The parameters of a decryption besides message and key. Immutable.
 *
 * @param externalAad the externally supplied data (RFC 9052, Section 4.3); empty if there is none
 * @param understood the header parameters that the application processes itself, so that {@code
 *     crit} may list them
 * @param unprotectedAlgorithm whether {@code alg} is taken from the unprotected header if the
 *     protected header has none
 * @param contentAlgorithms the content algorithms that messages may name; empty for all that are
 *     supported
 * @param unauthenticatedEncryption whether AES-CTR and AES-CBC are permitted
 * @param implicitAlgorithm whether messages have no {@code alg}, and the application defines the
 *     algorithm
 * @param definedAlgorithm the content algorithm of messages without {@code alg}; empty for that of
 *     the decryptor
 * @param contextIv the context IV that a Partial IV in the headers is combined with, as long as the
 *     algorithm's nonce (RFC 9052, Section 3.1); empty to use the Base IV of the key, if it has one
 */
public record DecryptOptions(
    Bytes externalAad,
    Set<CoseLabel> understood,
    boolean unprotectedAlgorithm,
    Set<CoseAlgorithm> contentAlgorithms,
    boolean unauthenticatedEncryption,
    boolean implicitAlgorithm,
    Optional<CoseAlgorithm> definedAlgorithm,
    Optional<Bytes> contextIv) {

  private static final DecryptOptions DEFAULTS =
      new DecryptOptions(
          Bytes.empty(),
          Set.of(),
          false,
          Set.of(),
          false,
          false,
          Optional.empty(),
          Optional.empty());

  /** Copies the sets. */
  public DecryptOptions {
    understood = Set.copyOf(understood);
    contentAlgorithms = Set.copyOf(contentAlgorithms);
  }

  /**
   * The defaults: no external data, no header parameters of the application, {@code alg} from the
   * protected header, every algorithm that authenticates.
   */
  public static DecryptOptions defaults() {
    return DEFAULTS;
  }

  /**
   * These options with externally supplied data.
   *
   * @param value the data that the sender had; referenced
   * @return the changed options
   */
  public DecryptOptions withExternalAad(Bytes value) {
    return new DecryptOptions(
        value,
        understood,
        unprotectedAlgorithm,
        contentAlgorithms,
        unauthenticatedEncryption,
        implicitAlgorithm,
        definedAlgorithm,
        contextIv);
  }

  /**
   * These options with more header parameters that the application processes.
   *
   * @param labels the header parameters that {@code crit} may list
   * @return the changed options
   */
  public DecryptOptions withUnderstood(CoseLabel... labels) {
    return new DecryptOptions(
        externalAad,
        Stream.concat(understood.stream(), Stream.of(labels)).collect(Collectors.toSet()),
        unprotectedAlgorithm,
        contentAlgorithms,
        unauthenticatedEncryption,
        implicitAlgorithm,
        definedAlgorithm,
        contextIv);
  }

  /**
   * These options, with {@code alg} taken from the unprotected header if the protected header has
   * none. See the warning at {@link VerifyOptions#withUnprotectedAlgorithm()}.
   *
   * @return the changed options
   */
  public DecryptOptions withUnprotectedAlgorithm() {
    return new DecryptOptions(
        externalAad,
        understood,
        true,
        contentAlgorithms,
        unauthenticatedEncryption,
        implicitAlgorithm,
        definedAlgorithm,
        contextIv);
  }

  /**
   * These options with the content algorithms that messages may name.
   *
   * @param algorithms one or more
   * @return the changed options
   */
  public DecryptOptions withContentAlgorithms(CoseAlgorithm... algorithms) {
    return new DecryptOptions(
        externalAad,
        understood,
        unprotectedAlgorithm,
        Set.of(algorithms),
        unauthenticatedEncryption,
        implicitAlgorithm,
        definedAlgorithm,
        contextIv);
  }

  /**
   * These options with AES-CTR and AES-CBC permitted (RFC 9459). These algorithms do not
   * authenticate: an attacker on the path can change the plaintext, the headers are not protected,
   * and external data is not possible. Do not trust the plaintext until something else has
   * authenticated it, such as a digest in a signed manifest. An attacker can also pass an AES-GCM
   * message off as an AES-CTR message; {@link #withContentAlgorithms} prevents that.
   *
   * @return the changed options
   */
  public DecryptOptions withUnauthenticatedEncryption() {
    return new DecryptOptions(
        externalAad,
        understood,
        unprotectedAlgorithm,
        contentAlgorithms,
        true,
        implicitAlgorithm,
        definedAlgorithm,
        contextIv);
  }

  /**
   * These options for messages that do not name their algorithm, because the application defines it
   * (RFC 9052, Appendix A). The algorithm is that of the decryptor. A message that has {@code alg}
   * is refused, even if it is the same, so that there is never a question which one counts. The
   * application should authenticate the algorithm as external data. A COSE_Encrypt has no decryptor
   * that could give the algorithm; for it, use {@link #withImplicitAlgorithm(CoseAlgorithm)}.
   *
   * @return the changed options
   */
  public DecryptOptions withImplicitAlgorithm() {
    return implicit(Optional.empty());
  }

  /**
   * These options for messages that do not name their algorithm, as {@link
   * #withImplicitAlgorithm()}, with the algorithm that the application defines. A decryptor for
   * another algorithm is refused. The recipients of a COSE_Encrypt still name theirs.
   *
   * @param algorithm the content algorithm
   * @return the changed options
   */
  public DecryptOptions withImplicitAlgorithm(CoseAlgorithm algorithm) {
    return implicit(Optional.of(algorithm));
  }

  private DecryptOptions implicit(Optional<CoseAlgorithm> defined) {
    return new DecryptOptions(
        externalAad,
        understood,
        unprotectedAlgorithm,
        contentAlgorithms,
        unauthenticatedEncryption,
        true,
        defined,
        contextIv);
  }

  /**
   * These options with the context IV that a Partial IV is combined with.
   *
   * @param value as many bytes as the algorithm's nonce has; referenced
   * @return the changed options
   */
  public DecryptOptions withContextIv(Bytes value) {
    return new DecryptOptions(
        externalAad,
        understood,
        unprotectedAlgorithm,
        contentAlgorithms,
        unauthenticatedEncryption,
        implicitAlgorithm,
        definedAlgorithm,
        Optional.of(value));
  }

  /** The part of these options that applies to recipients. */
  VerifyOptions forRecipients() {
    return new VerifyOptions(
        externalAad, understood, unprotectedAlgorithm, false, Optional.empty());
  }
}
