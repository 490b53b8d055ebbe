package org.teep4j.cli.doctor;

/**
 * What was found about one demand on a TAM.
 *
 * @param level how it compares with the text
 * @param text what was seen
 * @param section where the text says it: {@code T} is draft-ietf-teep-protocol-26, {@code H}
 *     draft-ietf-teep-otrp-over-http-15
 */
public record Finding(Level level, String text, String section) {

  /** How something compares with the text. */
  public enum Level {
    /** As the text has it. */
    GOOD,
    /** The text leaves it open. */
    NOTE,
    /** Not as the text recommends. */
    SHOULD,
    /** Not as the text demands. */
    MUST
  }
}
