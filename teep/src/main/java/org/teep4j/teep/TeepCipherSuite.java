package org.teep4j.teep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;

/**
 * An ordered set of COSE operations that protect a message ({@code $teep-cipher-suite}, Section
 * 8.1): {@code [+ [cose-type, cose-alg]]}. For example:
 *
 * <pre>{@code
 * teep-operation-sign1-ed25519 = [ cose-sign1, cose-alg-ed25519 ]
 * teep-cipher-suite-sign1-ed25519 = [ teep-operation-sign1-ed25519 ]
 *
 * cose-sign1 = 18
 * cose-alg-ed25519 = -19
 * }</pre>
 *
 * <p>Any numbers are accepted, because a peer may offer suites that this library does not know.
 *
 * @param operations at least one
 */
public record TeepCipherSuite(List<Operation> operations) implements CborEncodable {

  /** The cose-type of COSE_Sign1: its CBOR tag. */
  public static final long COSE_SIGN1 = CoseMessageType.SIGN1.tag();

  /** {@code teep-cipher-suite-sign1-ed25519}. */
  public static final TeepCipherSuite SIGN1_ED25519 = sign1(CoseAlgorithm.ED25519);

  /** {@code teep-cipher-suite-sign1-esp256}. */
  public static final TeepCipherSuite SIGN1_ESP256 = sign1(CoseAlgorithm.ESP256);

  /** {@code teep-cipher-suite-sign1-eddsa} of drafts 13 to 24. */
  public static final TeepCipherSuite SIGN1_EDDSA = sign1(CoseAlgorithm.EDDSA);

  /** {@code teep-cipher-suite-sign1-es256} of drafts 13 to 24. */
  public static final TeepCipherSuite SIGN1_ES256 = sign1(CoseAlgorithm.ES256);

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no operation
   */
  public TeepCipherSuite {
    operations = List.copyOf(operations);
    if (operations.isEmpty()) {
      throw new IllegalArgumentException("a cipher suite must have at least one operation");
    }
  }

  /**
   * One step of a cipher suite.
   *
   * @param coseType the kind of COSE message, by its CBOR tag: 18 is COSE_Sign1
   * @param algorithm a number of the registry "COSE Algorithms"
   */
  public record Operation(long coseType, long algorithm) implements CborEncodable {

    /**
     * The algorithm, if this library knows it.
     *
     * @return the algorithm of the number
     */
    public Optional<CoseAlgorithm> coseAlgorithm() {
      return CoseAlgorithm.fromId(algorithm);
    }

    @Override
    public void encodeTo(CborWriter writer) {
      writer.beginArray().writeLong(coseType).writeLong(algorithm).endArray();
    }

    static Operation read(CborReader reader) throws DecodeException {
      reader.enterArray(2);
      Operation operation = new Operation(reader.readLong(), reader.readLong());
      reader.exitArray();
      return operation;
    }
  }

  /**
   * The suite whose only operation is a COSE_Sign1.
   *
   * @param algorithm the algorithm of the signature, as {@link CoseSigner#algorithm} names it
   * @return the suite {@code [[18, algorithm]]}
   */
  public static TeepCipherSuite sign1(CoseAlgorithm algorithm) {
    return new TeepCipherSuite(List.of(new Operation(COSE_SIGN1, algorithm.id())));
  }

  /**
   * Whether a signer alone can produce messages of this suite.
   *
   * @param signer a key and the algorithm that it names in messages
   * @return true if the suite is one COSE_Sign1 with that algorithm
   */
  public boolean admits(CoseSigner signer) {
    return isSign1(signer.algorithm());
  }

  /**
   * Whether a signer that returns its signatures later can alone produce messages of this suite.
   *
   * @param signer a key and the algorithm that it names in messages
   * @return true if the suite is one COSE_Sign1 with that algorithm
   */
  public boolean admits(CoseAsyncSigner signer) {
    return isSign1(signer.algorithm());
  }

  /**
   * Whether a verifier alone can verify messages of this suite.
   *
   * @param verifier a key and its algorithm
   * @return true if the suite is one COSE_Sign1 with an algorithm that the verifier accepts
   */
  public boolean admits(CoseVerifier verifier) {
    return isSign1() && operations.get(0).coseAlgorithm().filter(verifier::accepts).isPresent();
  }

  /**
   * Whether the headers of a message claim this suite. No signature is verified.
   *
   * @param message a signed message
   * @return true if it is a COSE_Sign1 and the suite is one COSE_Sign1 with its {@code alg}
   */
  public boolean admits(CoseSignedMessage message) {
    return message instanceof CoseSign1
        && isSign1()
        && message
            .statedAlgorithm()
            .filter(CoseLabel.of(operations.get(0).algorithm())::equals)
            .isPresent();
  }

  /** The algorithms of all operations of some suites. */
  static Set<Long> algorithms(List<TeepCipherSuite> suites) {
    return suites.stream()
        .flatMap(suite -> suite.operations().stream())
        .map(Operation::algorithm)
        .collect(Collectors.toSet());
  }

  private boolean isSign1(CoseAlgorithm algorithm) {
    return isSign1() && operations.get(0).algorithm() == algorithm.id();
  }

  private boolean isSign1() {
    return operations.size() == 1 && operations.get(0).coseType() == COSE_SIGN1;
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray();
    for (Operation operation : operations) {
      operation.encodeTo(writer);
    }
    writer.endArray();
  }

  static TeepCipherSuite read(CborReader reader) throws DecodeException {
    reader.enterArray();
    if (!reader.hasNext()) {
      throw reader.error(Reason.WRONG_LENGTH, "a cipher suite must have at least one operation");
    }
    List<Operation> operations = List.of(Operation.read(reader)); // almost always one
    while (reader.hasNext()) {
      operations = operations.size() == 1 ? new ArrayList<>(operations) : operations;
      operations.add(Operation.read(reader));
    }
    reader.exitArray();
    return new TeepCipherSuite(operations);
  }
}
