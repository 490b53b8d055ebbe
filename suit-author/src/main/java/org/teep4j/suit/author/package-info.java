/**
 * Tools for authors of SUIT manifests.
 *
 * <p>Start with {@link org.teep4j.suit.author.ManifestAuthor}. It takes components and
 * dependencies, each with what should happen to it, and writes the command sequences of the
 * templates in draft-ietf-suit-manifest, Section 7, draft-ietf-suit-trust-domains, Section 8, and
 * draft-ietf-suit-firmware-encryption, Section 4. {@link org.teep4j.suit.author.Lint} finds faults
 * in any manifest, whoever made it.
 *
 * <pre>{@code
 * SuitEnvelope update =
 *     ManifestAuthor.ofSequenceNumber(7)
 *         .component(
 *             Component.of(SuitComponentIdentifier.ofText("app"), Source.integrated("#app", app))
 *                 .compatibleWith(vendor, deviceClass)
 *                 .invoked())
 *         .envelope()
 *         .signer(signer)
 *         .build();
 * List<LintWarning> warnings = Lint.check(update);
 * }</pre>
 */
@NullMarked
package org.teep4j.suit.author;

import org.jspecify.annotations.NullMarked;
