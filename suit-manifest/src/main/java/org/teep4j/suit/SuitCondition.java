package org.teep4j.suit;

import org.teep4j.codec.CborWriter;

/**
 * {@code SUIT_Condition} (draft-ietf-suit-manifest, Section 8.4.9, and the documents that add
 * conditions): a test that a command sequence must pass.
 *
 * <pre>{@code
 * SUIT_Condition //= (suit-condition-image-match, SUIT_Rep_Policy)
 * SUIT_Condition //= (suit-condition-abort, SUIT_Rep_Policy)
 * ; and the other codes in the same form
 * }</pre>
 *
 * @param code the condition
 * @param policy the reporting policy
 */
public record SuitCondition(SuitCommandCode code, SuitRepPolicy policy) implements SuitCommand {

  /**
   * Checks the code.
   *
   * @throws IllegalArgumentException if the code is that of a directive
   */
  public SuitCondition {
    if (!code.isCondition()) {
      throw new IllegalArgumentException("no condition: " + code.cddlName());
    }
  }

  @Override
  public long label() {
    return code.label();
  }

  @Override
  public void encodeArgumentTo(CborWriter writer) {
    policy.encodeTo(writer);
  }
}
