package org.teep4j.teep.tam;

import java.io.IOException;

/**
 * Which Agents get what. Implementations are thread-safe; {@link NewestManifestPolicy} is a ready
 * one.
 */
public interface TamPolicy {

  /** What the first QueryRequest of each session asks for. */
  TamQuery query();

  /**
   * Decides what an Agent gets. The signature of its message is verified and the message is
   * complete, but the Agent need not be attested: {@link AgentState#isAttested} says so.
   *
   * @param state what is known of the Agent
   * @return the decision
   * @throws IOException if no decision can be made now; the message is then not used
   */
  TamDecision decide(AgentState state) throws IOException;
}
