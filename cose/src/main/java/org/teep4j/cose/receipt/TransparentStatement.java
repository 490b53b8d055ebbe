package org.teep4j.cose.receipt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifyOptions;

/**
 * A signed statement with receipts of transparency services in its header {@code receipts}, not
 * verified (RFC 9942, Section 4.3; Transparent Statement, RFC 9943, Section 7). Immutable.
 *
 * <p>The entry in the log is the statement with an empty unprotected header (RFC 9943, Section
 * 6.3). Receipts can therefore be added and removed without a change of the entry, and an attacker
 * can remove them too.
 */
public final class TransparentStatement implements CborEncodable {

  /** The largest number of receipts that are tried. Those behind are ignored. */
  public static final int MOST_RECEIPTS = 16;

  private static final CoseLabel RECEIPTS = CoseHeaderParameter.RECEIPTS.label();

  private final CoseSign1 statement;

  private TransparentStatement(CoseSign1 statement) {
    this.statement = statement;
  }

  /**
   * Takes a signed statement, with receipts or without.
   *
   * @param statement the signed statement
   * @return the statement
   */
  public static TransparentStatement of(CoseSign1 statement) {
    return new TransparentStatement(statement);
  }

  /**
   * Decodes a signed statement, with receipts or without. The receipts themselves are decoded when
   * they are verified.
   *
   * @param input one encoded COSE_Sign1, referenced by the result
   * @return the statement
   * @throws DecodeException if the input is no COSE_Sign1, or {@code receipts} is no array of byte
   *     strings
   */
  public static TransparentStatement decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a signed statement, as {@link #decode(Bytes)} does.
   *
   * @param input one encoded COSE_Sign1, referenced by the result
   * @param options limits and strictness
   * @return the statement
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static TransparentStatement decode(Bytes input, DecodeOptions options)
      throws DecodeException {
    return of(CoseSign1.decode(input, options));
  }

  /** The signed statement with its receipts, not verified. */
  public CoseSign1 statement() {
    return statement;
  }

  /**
   * The entry that a service appends to its log: the statement with an empty unprotected header.
   *
   * @return the encoded statement; a copy
   */
  public Bytes entry() {
    return statement.withUnprotected(Map.of()).encode().toBytes();
  }

  /**
   * The receipts, not verified.
   *
   * @return views of the encoded receipts, in the order of their priority; empty if there are none
   */
  public List<Bytes> unverifiedReceipts() {
    return statement.unverifiedHeaders().receipts();
  }

  /**
   * This statement with one more receipt, which goes behind the others in the unprotected header.
   *
   * @param receipt a receipt for this statement; not verified here
   * @return the new statement, with the same signature
   * @throws IllegalArgumentException if the statement has protected receipts
   */
  public TransparentStatement withReceipt(Receipt receipt) {
    Map<CoseLabel, Bytes> parameters =
        new HashMap<>(statement.unverifiedHeaders().unprotectedParameters());
    List<Bytes> receipts = new ArrayList<>(unverifiedReceipts());
    receipts.add(receipt.encode().toBytes());
    CborWriter writer = new CborWriter().beginArray();
    receipts.forEach(writer::writeBytes);
    parameters.put(RECEIPTS, writer.endArray().toBytes());
    return of(statement.withUnprotected(parameters));
  }

  /**
   * Verifies that a trusted service has registered the statement and a trusted issuer has signed
   * it, with the default options.
   *
   * @param issuers the trusted key of the issuer, or finds trusted keys of issuers
   * @param services the trusted key of the service, or finds trusted keys of services
   * @return the payload with what was verified
   * @throws VerificationException as for {@link #verify(CoseKeyResolver, CoseKeyResolver,
   *     VerifyOptions)}
   */
  public VerifiedStatement verify(CoseKeyResolver issuers, CoseKeyResolver services)
      throws VerificationException {
    return verify(issuers, services, VerifyOptions.defaults());
  }

  /**
   * Verifies that a trusted service has registered the statement and a trusted issuer has signed
   * it. Issuers and services are trusted for different things: one does not replace the other.
   *
   * @param issuers the trusted key of the issuer, or finds trusted keys of issuers
   * @param services the trusted key of the service, or finds trusted keys of services
   * @param options for the signature of the issuer
   * @return the payload with what was verified
   * @throws VerificationException if the payload is detached, no trusted issuer has signed the
   *     statement, or as for {@link #verifyReceipts}
   */
  public VerifiedStatement verify(
      CoseKeyResolver issuers, CoseKeyResolver services, VerifyOptions options)
      throws VerificationException {
    return new VerifiedStatement(statement.verify(issuers, options), verifyReceipts(services));
  }

  /**
   * Verifies that a trusted service has registered the statement. This says nothing about the
   * signature of the issuer, which {@link #verify(CoseKeyResolver, CoseKeyResolver)} verifies as
   * well, and {@link #statement()} if the payload is detached.
   *
   * <p>Receipts that are malformed, or not from a trusted service, are ignored if another receipt
   * is verified. At most {@value #MOST_RECEIPTS} are tried.
   *
   * @param services the trusted key of the service, or finds trusted keys of services
   * @return all verified receipts, at least one, in the order of the header
   * @throws VerificationException with {@link Failure#NO_RECEIPT} if there is no receipt that can
   *     be decoded; with the most telling failure of {@link Receipt#verifyInclusion} if none is
   *     verified
   */
  public List<VerifiedReceipt> verifyReceipts(CoseKeyResolver services)
      throws VerificationException {
    Bytes entry = entry();
    List<VerifiedReceipt> verified = new ArrayList<>();
    VerificationException refusal = new VerificationException(Failure.NO_RECEIPT);
    for (Bytes encoded :
        unverifiedReceipts().stream()
            .limit(MOST_RECEIPTS)
            .collect(Collectors.toUnmodifiableList())) {
      try {
        verified.add(Receipt.decode(encoded).verifyInclusion(entry, services));
      } catch (DecodeException e) {
        refusal =
            VerificationException.moreTelling(
                refusal, new VerificationException(Failure.NO_RECEIPT, e));
      } catch (VerificationException e) {
        refusal = VerificationException.moreTelling(refusal, e);
      }
    }
    if (verified.isEmpty()) {
      throw refusal;
    }
    return List.copyOf(verified);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    statement.encodeTo(writer);
  }

  /** Equal if the messages are. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof TransparentStatement other && statement.equals(other.statement);
  }

  @Override
  public int hashCode() {
    return statement.hashCode();
  }

  /** The message. */
  @Override
  public String toString() {
    return "TransparentStatement[" + statement + "]";
  }
}
