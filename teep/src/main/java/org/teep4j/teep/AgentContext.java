package org.teep4j.teep;

import java.util.List;
import org.teep4j.suit.encryption.SuitCoseProfile;

/**
 * What an Agent supports and requires, by which it checks a {@link QueryRequest}. An Error that
 * refuses the request names the same lists.
 *
 * @param versions the protocol versions
 * @param cipherSuites the cipher suites of TEEP messages
 * @param freshnessMechanisms the mechanisms for its attestation payload
 * @param suitCoseProfiles the profiles of protected SUIT reports
 * @param requiresAttestation whether the TAM must send an attestation payload
 */
public record AgentContext(
    List<Long> versions,
    List<TeepCipherSuite> cipherSuites,
    List<FreshnessMechanism> freshnessMechanisms,
    List<SuitCoseProfile> suitCoseProfiles,
    boolean requiresAttestation) {

  /** Copies the lists. */
  public AgentContext {
    versions = List.copyOf(versions);
    cipherSuites = List.copyOf(cipherSuites);
    freshnessMechanisms = List.copyOf(freshnessMechanisms);
    suitCoseProfiles = List.copyOf(suitCoseProfiles);
  }
}
