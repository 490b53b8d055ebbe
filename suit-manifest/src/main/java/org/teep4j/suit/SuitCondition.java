package org.teep4j.suit;

import org.teep4j.codec.CborWriter;

/**
 * {@code SUIT_Condition} (draft-ietf-suit-manifest, Section 8.4.9, and the documents that add
 * conditions): a test that a command sequence must pass.
 *
 * @param code which condition
 * @param policy what to record about it
 */
public record SuitCondition(SuitCommandCode code, SuitRepPolicy policy) implements SuitCommand {

  /**
   * Checks the code.
   *
   * @param code as the component
   * @param policy as the component
   * @throws IllegalArgumentException if it is that of a directive
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
