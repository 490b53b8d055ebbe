package org.teep4j.cose;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * An RSA key: {@code COSE_Key} with kty RSA (RFC 8230, Section 4), with two primes. The modulus has
 * 2048 to 16384 bits, the public exponent is odd and at most 64 bits long.
 *
 * <pre>{@code
 * {
 *   1 => 3,              ; kty: RSA
 *   -1 => bstr,          ; n
 *   -2 => bstr,          ; e
 *   ? (                  ; all of them or none
 *     -3 => bstr,        ; d
 *     -4 => bstr,        ; p
 *     -5 => bstr,        ; q
 *     -6 => bstr,        ; dP
 *     -7 => bstr,        ; dQ
 *     -8 => bstr         ; qInv
 *   )
 * }
 * }</pre>
 */
public final class RsaKey extends CoseKey {

  private static final int N = -1;
  private static final int E = -2;
  private static final int D = -3;
  private static final int Q_INV = -8;
  private static final int OTHER = -9;

  /** The fewest bits of a modulus that this library accepts, in keys and in certificates. */
  public static final int FEWEST_BITS = 2048;

  static final int MOST_BITS = 16384;
  private static final int MOST_EXPONENT_BITS = 64;

  /**
   * The private part of a key (RFC 8017, Section 3.2). All of it is secret.
   *
   * @param d the private exponent
   * @param p the first prime
   * @param q the second prime
   * @param dP {@code d mod (p - 1)}
   * @param dQ {@code d mod (q - 1)}
   * @param qInv the inverse of {@code q} modulo {@code p}
   */
  public record Secrets(
      BigInteger d, BigInteger p, BigInteger q, BigInteger dP, BigInteger dQ, BigInteger qInv) {

    private List<BigInteger> inLabelOrder() {
      return List.of(d, p, q, dP, dQ, qInv);
    }

    /** Shows no values. */
    @Override
    public String toString() {
      return "Secrets[…]";
    }
  }

  private static final List<String> SECRET_NAMES = List.of("d", "p", "q", "dP", "dQ", "qInv");

  private final BigInteger n;
  private final BigInteger e;
  private final @Nullable Secrets secrets;
  private final boolean forPssAlone;

  private RsaKey(
      BigInteger n,
      BigInteger e,
      @Nullable Secrets secrets,
      boolean forPssAlone,
      KeyAttributes attributes) {
    super(attributes);
    this.n = n;
    this.e = e;
    this.secrets = secrets;
    this.forPssAlone = forPssAlone;
  }

  /**
   * A public key.
   *
   * @param n the modulus
   * @param e the public exponent
   * @return the key
   * @throws InvalidKeyException if one of them is out of range
   */
  public static RsaKey of(BigInteger n, BigInteger e) throws InvalidKeyException {
    return checked(n, e, null, KeyAttributes.NONE);
  }

  /**
   * A private key.
   *
   * @param n the modulus
   * @param e the public exponent
   * @param secrets the private key
   * @return the key
   * @throws InvalidKeyException if a number is out of range, or they do not belong together
   */
  public static RsaKey of(BigInteger n, BigInteger e, Secrets secrets) throws InvalidKeyException {
    return checked(n, e, secrets, KeyAttributes.NONE);
  }

  /**
   * A private key with a known exponent and unknown primes. The primes are recomputed from it, in
   * the time of a few divisions: 0.1 s for the longest modulus.
   *
   * @param n the modulus
   * @param e the public exponent
   * @param d the private exponent, below the modulus
   * @return the key
   * @throws InvalidKeyException if a number is out of range, or they do not belong together
   */
  public static RsaKey of(BigInteger n, BigInteger e, BigInteger d) throws InvalidKeyException {
    checkPublic(n, e);
    BigInteger[] primes = RsaPrimes.recover(n, e, d);
    BigInteger p = primes[0];
    BigInteger q = primes[1];
    BigInteger dP = d.mod(p.subtract(BigInteger.ONE));
    BigInteger dQ = d.mod(q.subtract(BigInteger.ONE));
    return of(n, e, new Secrets(d, p, q, dP, dQ, q.modInverse(p)));
  }

  private static RsaKey checked(
      BigInteger n, BigInteger e, @Nullable Secrets secrets, KeyAttributes attributes)
      throws InvalidKeyException {
    checkPublic(n, e);
    if (secrets != null && !belongsTogether(n, e, secrets)) {
      throw new InvalidKeyException("the private key does not belong to the public key");
    }
    return new RsaKey(n, e, secrets, false, attributes);
  }

  private static void checkPublic(BigInteger n, BigInteger e) throws InvalidKeyException {
    if (n.bitLength() < FEWEST_BITS || n.bitLength() > MOST_BITS || !n.testBit(0)) {
      throw new InvalidKeyException(
          "the modulus must be odd and have " + FEWEST_BITS + " to " + MOST_BITS + " bits");
    }
    if (e.bitLength() < 2 || e.bitLength() > MOST_EXPONENT_BITS || !e.testBit(0)) {
      throw new InvalidKeyException(
          "the public exponent must be odd, above 1 and of at most "
              + MOST_EXPONENT_BITS
              + " bits");
    }
  }

  private static boolean belongsTogether(BigInteger n, BigInteger e, Secrets secrets) {
    // No number may be longer than the modulus, whose size thereby bounds the computing time.
    if (secrets.inLabelOrder().stream()
            .anyMatch(each -> each.signum() <= 0 || each.bitLength() > n.bitLength())
        || !secrets.p.multiply(secrets.q).equals(n)) {
      return false;
    }
    BigInteger lessP = secrets.p.subtract(BigInteger.ONE);
    BigInteger lessQ = secrets.q.subtract(BigInteger.ONE);
    return lessP.signum() > 0
        && lessQ.signum() > 0
        && secrets.d.mod(lessP).equals(secrets.dP)
        && secrets.d.mod(lessQ).equals(secrets.dQ)
        && e.multiply(secrets.dP).mod(lessP).equals(BigInteger.ONE)
        && e.multiply(secrets.dQ).mod(lessQ).equals(BigInteger.ONE)
        && secrets.qInv.compareTo(secrets.p) < 0
        && secrets.qInv.multiply(secrets.q).mod(secrets.p).equals(BigInteger.ONE);
  }

  static RsaKey read(KeyEntries entries, KeyAttributes attributes) throws DecodeException {
    BigInteger n = entries.require(N, "n", RsaKey::readNumber);
    BigInteger e = entries.require(E, "e", RsaKey::readNumber);
    List<BigInteger> numbers = new ArrayList<>();
    // All private parameters or none (RFC 8230, Section 4). A key with some is no public key.
    if (IntStream.rangeClosed(Q_INV, D).anyMatch(entries::has)) {
      for (int label = D; label >= Q_INV; label--) {
        numbers.add(entries.require(label, SECRET_NAMES.get(D - label), RsaKey::readNumber));
      }
    }
    if (entries.has(OTHER)) {
      entries.take(
          OTHER,
          "other",
          reader -> {
            throw reader.error(
                Reason.INVALID_KEY, "keys with more than two primes are not supported");
          });
    }
    Secrets secrets = numbers.isEmpty() ? null : inLabelOrder(numbers);
    KeyAttributes all = attributes.withOthers(entries.rest());
    return entries.make(() -> checked(n, e, secrets, all));
  }

  private static Secrets inLabelOrder(List<BigInteger> numbers) {
    return new Secrets(
        numbers.get(0),
        numbers.get(1),
        numbers.get(2),
        numbers.get(3),
        numbers.get(4),
        numbers.get(5));
  }

  /** Numbers have no leading zero octets (RFC 8230, Section 4). */
  private static BigInteger readNumber(CborReader reader) throws DecodeException {
    Bytes bytes = reader.readBytes(1, MOST_BITS / 8);
    if (bytes.unsignedByteAt(0) == 0) {
      throw reader.error(Reason.INVALID_KEY, "a number must not start with a zero octet");
    }
    return new BigInteger(1, bytes.toByteArray());
  }

  static Bytes toUnsigned(BigInteger number) {
    byte[] signed = number.toByteArray();
    int zeros = signed[0] == 0 ? 1 : 0;
    return Bytes.wrap(signed, zeros, signed.length - zeros);
  }

  @Override
  void encodeParameters(CborWriter writer) {
    writer.writeLong(N).writeBytes(toUnsigned(n)).writeLong(E).writeBytes(toUnsigned(e));
    if (secrets != null) {
      int label = D;
      for (BigInteger number : secrets.inLabelOrder()) {
        writer.writeLong(label--).writeBytes(toUnsigned(number));
      }
    }
  }

  @Override
  public CoseLabel keyType() {
    return CoseLabel.of(CoseKeyType.RSA.id());
  }

  /**
   * The modulus.
   *
   * @return an odd number of 2048 to 16384 bits
   */
  public BigInteger n() {
    return n;
  }

  /**
   * The public exponent.
   *
   * @return an odd number
   */
  public BigInteger e() {
    return e;
  }

  /**
   * The private key.
   *
   * @return its numbers; empty for a public key
   */
  public Optional<Secrets> secrets() {
    return Optional.ofNullable(secrets);
  }

  /** This key restricted to RSASSA-PSS, and to {@code algorithm} if it is not null. */
  RsaKey restrictedToPss(@Nullable CoseAlgorithm algorithm) {
    KeyAttributes bound =
        algorithm == null ? attributes : attributes.withAlgorithm(algorithm.label());
    return new RsaKey(n, e, secrets, true, bound);
  }

  /**
   * Whether the key is restricted to RSASSA-PSS with any hash function, as stated by its
   * certificate, PEM or JCA form (id-RSASSA-PSS, RFC 4055, Section 1.2). Only the PEM form can
   * encode this restriction: COSE_Key and JWK can only bind a key to a single algorithm.
   *
   * @return true if the key may only be used with PS256, PS384 and PS512
   */
  public boolean isForPssAlone() {
    return forPssAlone;
  }

  /**
   * The length of a signature.
   *
   * @return the size of the modulus in bytes
   */
  int size() {
    return (n.bitLength() + 7) / 8;
  }

  @Override
  public boolean isPrivate() {
    return secrets != null;
  }

  @Override
  public RsaKey toPublic() {
    return new RsaKey(n, e, null, forPssAlone, attributes.toPublic());
  }

  @Override
  public RsaKey withKeyId(Bytes keyId) {
    return (RsaKey) super.withKeyId(keyId);
  }

  @Override
  public RsaKey withAlgorithm(CoseAlgorithm algorithm) {
    return (RsaKey) super.withAlgorithm(algorithm);
  }

  @Override
  public RsaKey withOperations(KeyOperation... operations) {
    return (RsaKey) super.withOperations(operations);
  }

  @Override
  RsaKey with(KeyAttributes changed) {
    return new RsaKey(n, e, secrets, forPssAlone, changed);
  }

  @Override
  Bytes requiredParameters() {
    CborWriter writer = new CborWriter();
    writer.beginMap();
    writer.writeLong(KeyAttributes.KTY).write(keyType());
    writer.writeLong(N).writeBytes(toUnsigned(n));
    return writer.writeLong(E).writeBytes(toUnsigned(e)).endMap().toBytes();
  }

  @Override
  int publicHash() {
    return n.hashCode();
  }

  @Override
  String describe() {
    return "RSA " + n.bitLength() + " bits";
  }
}
