package org.teep4j.cose.receipt;

import org.teep4j.codec.CborEncodable;

/**
 * A proof in a receipt, of a type that belongs to a verifiable data structure (RFC 9942, Section
 * 4.2). Immutable.
 *
 * <p>A proof alone proves nothing: anyone can compute one that leads to some root. {@link Receipt}
 * verifies that a trusted key has signed the root.
 */
public sealed interface VerifiableProof extends CborEncodable
    permits MerkleProof, CcfInclusionProof {}
