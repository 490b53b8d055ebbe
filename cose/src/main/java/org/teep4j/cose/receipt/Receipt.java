package org.teep4j.cose.receipt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.VerifiableDataStructure;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.cose.VerifyOptions;

/**
 * A receipt that has not been verified: {@code Receipt} (RFC 9942, Section 4.3). Immutable; holds
 * views of the input that it was decoded from.
 *
 * <pre>{@code
 * Receipt = #6.18([
 *   protected : bstr .cbor { &(alg: 1) => int, &(vds: 395) => int, * label => any },
 *   unprotected : { &(vdp: 396) => verifiable-proofs, * label => any },
 *   payload : bstr / nil,          ; the root of the tree, usually detached
 *   signature : bstr
 * ])
 * verifiable-proofs = {            ; of RFC9162_SHA256; one of them or both
 *   ? &(inclusion-proof: -1) => [+ bstr .cbor inclusion-proof-content]
 *   ? &(consistency-proof: -2) => [+ bstr .cbor consistency-proof-content]
 * }
 * }</pre>
 *
 * <p>To learn something from it, call {@link #verifyInclusion} or {@link #verifyConsistency}, which
 * check proof and signature together. Receipts of data structures that are not in {@link
 * VerifiableDataStructure} are decoded, but not their proofs, and never verified.
 */
public final class Receipt implements CborEncodable {

  /** The largest number of proofs in a receipt. Usually there is one. */
  public static final int MOST_PROOFS = 16;

  static final CoseLabel VDS = CoseHeaderParameter.VDS.label();
  static final CoseLabel VDP = CoseHeaderParameter.VDP.label();

  private final CoseSign1 message;
  private final List<VerifiableProof> proofs;

  private Receipt(CoseSign1 message, List<VerifiableProof> proofs) {
    this.message = message;
    this.proofs = proofs;
  }

  /**
   * Decodes a receipt.
   *
   * @param input one encoded COSE_Sign1 with its tag, referenced by the result
   * @return the receipt
   * @throws DecodeException if the input is no COSE_Sign1 with a tag, it lacks {@code vds} in the
   *     protected or {@code vdp} in the unprotected header, a proof is malformed, or there are more
   *     proofs than {@value #MOST_PROOFS}
   */
  public static Receipt decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a receipt.
   *
   * @param input one encoded COSE_Sign1 with its tag, referenced by the result
   * @param options limits and strictness
   * @return the receipt
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static Receipt decode(Bytes input, DecodeOptions options) throws DecodeException {
    CoseSign1 message = CoseSign1.decode(input, options);
    return new Receipt(message, ReceiptReader.proofs(message, input, options));
  }

  /** Wraps a message that was made of these proofs. */
  static Receipt of(CoseSign1 message, List<? extends VerifiableProof> proofs) {
    return new Receipt(message, List.copyOf(proofs));
  }

  /**
   * Starts a receipt.
   *
   * @param head the tree of which the receipt has proofs
   * @return a builder without proofs
   */
  public static ReceiptBuilder builder(TreeHead head) {
    return new ReceiptBuilder(head);
  }

  /**
   * The headers of the receipt, not verified. With them a trusted key can be looked for.
   *
   * @return both buckets, not verified
   */
  public CoseHeaders unverifiedHeaders() {
    return message.unverifiedHeaders();
  }

  /**
   * The proofs in the receipt, not verified: those of inclusion first.
   *
   * @return the proofs; empty if the data structure is not supported
   */
  public List<VerifiableProof> unverifiedProofs() {
    return proofs;
  }

  /**
   * The data structure that {@code vds} names, not verified.
   *
   * @return empty if this library does not support it
   */
  public Optional<VerifiableDataStructure> statedDataStructure() {
    return ReceiptReader.structure(unverifiedHeaders());
  }

  /**
   * Verifies that a log has an entry, with the default options.
   *
   * @param entry the entry as it is in the log: what that is, the service says. {@link
   *     TransparentStatement} knows it for signed statements
   * @param resolver the trusted key, or finds the trusted keys of services
   * @return the verified receipt
   * @throws VerificationException as for {@link #verifyInclusion(Bytes, CoseKeyResolver,
   *     VerifyOptions)}
   */
  public VerifiedReceipt verifyInclusion(Bytes entry, CoseKeyResolver resolver)
      throws VerificationException {
    return verifyInclusion(entry, resolver, VerifyOptions.defaults());
  }

  /**
   * Verifies that a log has an entry (RFC 9942, Section 5.2.1): that an inclusion proof leads from
   * the entry to a root, and a trusted key has signed that root. Of several proofs one must do.
   *
   * @param entry the entry as it is in the log: what that is, the service says. {@link
   *     TransparentStatement} knows it for signed statements
   * @param resolver the trusted key, or finds the trusted keys of services
   * @param options external data, and the header parameters that the application understands
   * @return the verified receipt
   * @throws VerificationException with {@link Failure#DATA_STRUCTURE} if the data structure is not
   *     supported; with {@link Failure#NO_PROOF} if there is no inclusion proof; with {@link
   *     Failure#PROOF} if no proof leads to the root in the receipt; with {@link Failure#SIGNATURE}
   *     or another failure if no trusted key has signed the root. A wrong entry is a wrong
   *     signature if the root is detached
   */
  public VerifiedReceipt verifyInclusion(
      Bytes entry, CoseKeyResolver resolver, VerifyOptions options) throws VerificationException {
    requireSupported();
    return verifyAny(EntryRoots.of(entry, proofs), resolver, options);
  }

  /**
   * Verifies that a log has only grown, with the default options.
   *
   * @param older the size and the root of the older tree, which the caller trusts
   * @param resolver the trusted key, or finds the trusted keys of services
   * @return the verified receipt
   * @throws VerificationException as for {@link #verifyConsistency(TreeHead, CoseKeyResolver,
   *     VerifyOptions)}
   */
  public VerifiedReceipt verifyConsistency(TreeHead older, CoseKeyResolver resolver)
      throws VerificationException {
    return verifyConsistency(older, resolver, VerifyOptions.defaults());
  }

  /**
   * Verifies that a log has only grown (RFC 9942, Section 5.3.1): that a consistency proof leads
   * from the older root to a newer one, and a trusted key has signed the newer one. Of several
   * proofs one must do.
   *
   * @param older the size and the root of the older tree, which the caller trusts, for example from
   *     {@link VerifiedReceipt#statedHead()}
   * @param resolver the trusted key, or finds the trusted keys of services
   * @param options external data, and the header parameters that the application understands
   * @return the verified receipt, whose root is that of the newer tree
   * @throws VerificationException with {@link Failure#DATA_STRUCTURE} if the data structure is not
   *     supported; with {@link Failure#NO_PROOF} if there is no consistency proof from a tree of
   *     the older size; with {@link Failure#PROOF} if no proof leads from the older root to the
   *     root in the receipt; with {@link Failure#SIGNATURE} or another failure if no trusted key
   *     has signed the newer root
   */
  public VerifiedReceipt verifyConsistency(
      TreeHead older, CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException {
    requireSupported();
    Map<Bytes, VerifiableProof> roots = new LinkedHashMap<>();
    VerificationException refusal = null;
    for (VerifiableProof proof : proofs) {
      if (proof instanceof ConsistencyProof consistency
          && consistency.olderSize() == older.size()) {
        try {
          roots.putIfAbsent(consistency.computeRoot(older.root()), proof);
        } catch (VerificationException e) {
          refusal = e;
        }
      }
    }
    if (roots.isEmpty() && refusal != null) {
      throw refusal;
    }
    return verifyAny(roots, resolver, options);
  }

  private void requireSupported() throws VerificationException {
    if (statedDataStructure().isEmpty()) {
      throw new VerificationException(
          Failure.DATA_STRUCTURE,
          "vds is " + unverifiedHeaders().verifiableDataStructure().orElseThrow());
    }
  }

  /** Verifies the signature over one of the roots that the proofs lead to. */
  private VerifiedReceipt verifyAny(
      Map<Bytes, VerifiableProof> roots, CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException {
    VerifyOptions own = options.withUnderstood(VDS);
    VerificationException refusal = null;
    for (Map.Entry<Bytes, VerifiableProof> each : roots.entrySet()) {
      try {
        return new VerifiedReceipt(verifyRoot(each.getKey(), resolver, own), each.getValue());
      } catch (VerificationException e) {
        refusal = VerificationException.moreTelling(refusal, e);
      }
    }
    throw refusal == null ? new VerificationException(Failure.NO_PROOF) : refusal;
  }

  private VerifiedPayload verifyRoot(Bytes root, CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException {
    if (message.isDetached()) {
      return message.verifyDetached(root, resolver, options);
    }
    if (!message.unverifiedPayload().equals(root)) {
      throw new VerificationException(Failure.PROOF);
    }
    return message.verify(resolver, options);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    message.encodeTo(writer);
  }

  /** Equal if the messages are. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Receipt other && message.equals(other.message);
  }

  @Override
  public int hashCode() {
    return message.hashCode();
  }

  /** The headers and the proofs. */
  @Override
  public String toString() {
    return "Receipt[" + unverifiedHeaders() + ", " + proofs + "]";
  }
}
