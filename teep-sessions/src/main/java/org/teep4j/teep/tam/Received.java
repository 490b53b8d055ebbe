package org.teep4j.teep.tam;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.session.Verdict;

/**
 * A message whose signature was verified.
 *
 * @param message the message
 * @param signed the COSE message around it
 * @param agentKey the public key that has signed it
 * @param tamKey the key of the cipher suite that the Agent has selected
 * @param verdict the verdict that alone makes the key trusted, if it came with this message
 * @param record what is known of the Agent
 */
record Received(
    TeepMessage message,
    CoseSignedMessage signed,
    CoseKey agentKey,
    TamKey tamKey,
    Optional<Verdict.Affirmed> verdict,
    AgentRecord record) {

  Bytes agent() {
    return record.thumbprint();
  }
}
