/**
 * Reports of manifest processors (draft-ietf-suit-report).
 *
 * <p>{@link SuitReportOpener} verifies and decrypts a report, and returns a {@link SuitReport}.
 * {@link SuitReportProtector} does the reverse.
 *
 * <pre>{@code
 * SuitReport report = SuitReportOpener.verifying(processor).open(message);
 * }</pre>
 *
 * <p>These skip a check, and their names say so: {@link SuitReportOpener#unverified()}, {@link
 * SuitReportProtector#unauthenticated()} and the {@code decodeUnverified} methods.
 */
@NullMarked
package org.teep4j.suit.report;

import org.jspecify.annotations.NullMarked;
