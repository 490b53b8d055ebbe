/**
 * COSE receipts (RFC 9942): signed proofs of what a transparency service has in its log.
 *
 * <p>The log is a Merkle Tree of RFC 9162, Section 2.1. A {@link org.teep4j.cose.receipt.Receipt}
 * has a signature over the root of the tree, and proofs: an {@link
 * org.teep4j.cose.receipt.InclusionProof} leads from an entry to the root, a {@link
 * org.teep4j.cose.receipt.ConsistencyProof} from the root of an older tree to the root of a newer
 * one. Ledgers of CCF have proofs of their own: {@link org.teep4j.cose.receipt.CcfInclusionProof}.
 * A {@link org.teep4j.cose.receipt.TransparentStatement} is a signed message with receipts.
 *
 * <pre>{@code
 * // Verify that a service which is trusted has registered the message, and who signed it.
 * TransparentStatement statement = TransparentStatement.decode(bytes);
 * VerifiedStatement verified = statement.verify(issuerKey, serviceKey);
 *
 * // Register it.
 * long index = tree.append(statement.entry());
 * Receipt receipt =
 *     Receipt.builder(tree.head()).add(tree.inclusionProof(index, tree.size())).sign(signer);
 * TransparentStatement registered = statement.withReceipt(receipt);
 * }</pre>
 */
@NullMarked
package org.teep4j.cose.receipt;

import org.jspecify.annotations.NullMarked;
