package org.teep4j.teep.session;

import java.time.Instant;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.TeepMessageType;

/**
 * Something that a TAM or an Agent decided, for logs and people. It has no Evidence, no key and no
 * content of messages in it.
 *
 * @param time when, by the clock of the session
 * @param kind what was decided
 * @param message the kind of message that caused it or was sent, if it is known
 * @param peer the thumbprint (RFC 9679) of the key of the other side, if its signature was verified
 * @param reason why, in one line; may quote unverified text and is cut to a bounded length
 */
public record SessionEvent(
    Instant time,
    Kind kind,
    Optional<TeepMessageType> message,
    Optional<Bytes> peer,
    String reason) {

  /** What was decided. */
  public enum Kind {
    /** A message was sent. */
    SENT,
    /** A message was verified and is used. */
    ACCEPTED,
    /** A message was dropped: nothing of it is used. */
    DROPPED,
    /** An Error, or an Update with an error code, was sent because of what came. */
    REFUSED,
    /** The other side has shown that it is in a trustworthy state. */
    ATTESTED,
    /** The other side has not shown that, or a Verifier said no. */
    NOT_ATTESTED,
    /** What the other side reports of manifests was recorded. */
    RECORDED,
    /** A manifest was installed or unlinked. */
    PROCESSED,
    /** A manifest was refused or could not be processed. */
    NOT_PROCESSED,
    /** A session ended, for the reason given. */
    ENDED
  }
}
