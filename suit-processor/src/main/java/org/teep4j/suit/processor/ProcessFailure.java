package org.teep4j.suit.processor;

import java.util.OptionalLong;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReportReason;

/**
 * Why and where a procedure was aborted.
 *
 * @param reason the reason of draft-ietf-suit-report
 * @param record the place of the command, with what was measured; for a failure before the first
 *     command, offset and component index are 0
 * @param command the label of the command; empty before the first command
 * @param shared whether the command is in the shared sequence, which runs before the section in the
 *     record; the offset counts from its beginning then
 * @param explanation a sentence for the log of a developer; its wording may change
 */
public record ProcessFailure(
    SuitReportReason reason,
    SuitRecord record,
    OptionalLong command,
    boolean shared,
    String explanation) {}
