package org.teep4j.vectors.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.Dialect;

/**
 * The state of a TAM or of an Agent before a case. Keys, certificates, manifests and components are
 * names of the pack.
 */
public sealed interface BehaviourState {

  /** The time, in seconds since 1970. */
  long clock();

  /** In what the other side differs from the specification. */
  Peer peer();

  /**
   * A TAM.
   *
   * @param clock the time, in seconds since 1970
   * @param peer in what Agents differ from the specification
   * @param keys the keys that sign its messages
   * @param trustedAgents the keys that it trusts
   * @param verifiers the keys of the Verifiers that it trusts
   * @param verdict what a Verifier says of any Evidence
   * @param offers the manifests that it has
   * @param components the components that Agents may have
   * @param outstanding the messages that wait for an answer
   * @param devices what it remembers of Agents
   * @param policy what it asks for and does
   * @param evidence whether it can attest itself
   * @param storeFails whether its store cannot be used
   */
  record TamState(
      long clock,
      Peer peer,
      List<String> keys,
      List<String> trustedAgents,
      List<String> verifiers,
      Optional<Verdict> verdict,
      List<String> offers,
      List<String> components,
      List<Outstanding> outstanding,
      List<Device> devices,
      Policy policy,
      boolean evidence,
      boolean storeFails)
      implements BehaviourState {}

  /**
   * A message of the TAM that waits for an answer.
   *
   * @param message {@code query-request} or {@code update}
   * @param id its token or challenge
   * @param challenge whether it is a challenge
   * @param items what a QueryRequest asked for, as bits
   * @param age seconds since it was sent
   * @param manifests what an Update sent
   * @param to the key of the Agent
   */
  record Outstanding(
      String message,
      Bytes id,
      boolean challenge,
      long items,
      long age,
      List<String> manifests,
      Optional<String> to) {}

  /**
   * What a TAM remembers of an Agent.
   *
   * @param key the Agent's key
   * @param installed the manifests that it has reported
   * @param attested seconds until which it counts as attested; empty if it does not
   */
  record Device(String key, List<String> installed, OptionalLong attested) {}

  /**
   * What a Verifier says.
   *
   * @param answer the answer
   * @param key the key that the Evidence is about; empty for the one that signed the message
   */
  record Verdict(Answer answer, Optional<String> key) {}

  /** An answer of a Verifier. */
  enum Answer {
    AFFIRMING("affirming"),
    CONTRAINDICATED("contraindicated"),
    LATER("later"),
    NONE("no answer within its time");

    private final String text;

    Answer(String text) {
      this.text = text;
    }

    /** As packs write it. */
    public String text() {
      return text;
    }
  }

  /**
   * What a TAM asks for and does.
   *
   * @param items the bits of the first QueryRequest
   * @param model {@code none}, {@code background check} or {@code passport}
   * @param attestationRequired whether an Agent that is not attested gets no manifests
   * @param attestUnknownKeys whether an unknown key is asked for attestation
   * @param tokenLifetime seconds after which an outstanding message is forgotten
   * @param required the components that each Agent must have
   * @param remedies the components that an Agent gets that fails to attest
   * @param passResult whether an Agent gets the Attestation Result about it
   */
  record Policy(
      OptionalLong items,
      Optional<String> model,
      boolean attestationRequired,
      boolean attestUnknownKeys,
      OptionalLong tokenLifetime,
      List<String> required,
      List<String> remedies,
      boolean passResult) {}

  /**
   * An Agent and its device.
   *
   * @param clock the time, in seconds since 1970
   * @param peer in what the TAM differs from the specification
   * @param keys the keys that sign its messages
   * @param suites the cipher suites that it supports in a numbering, as lists of type and algorithm
   * @param trustedTams the keys of the TAM
   * @param anchors the certificates that the TAM's may come from
   * @param signers the keys whose manifests count
   * @param prefix the components that the TAM may have; empty for all
   * @param mechanisms the freshness mechanisms that it supports
   * @param evidence whether it can attest itself
   * @param tamVerifiers the keys of the Verifiers of TAMs; empty if TAMs need no attestation
   * @param challengeSent the challenge that the TAM has from it
   * @param installed the manifests on the device
   * @param requested the components that applications need
   * @param unneeded the components that no application needs any more
   * @param fetchable what a fetch of a URI delivers
   * @param session what has happened before
   */
  record AgentState(
      long clock,
      Peer peer,
      List<String> keys,
      Map<Dialect, List<List<List<Long>>>> suites,
      List<String> trustedTams,
      List<String> anchors,
      List<String> signers,
      Optional<String> prefix,
      List<Long> mechanisms,
      boolean evidence,
      List<String> tamVerifiers,
      Optional<Bytes> challengeSent,
      List<Installed> installed,
      List<String> requested,
      List<String> unneeded,
      Map<String, Bytes> fetchable,
      Session session)
      implements BehaviourState {}

  /**
   * An installed manifest.
   *
   * @param component the component that it has installed
   * @param sequenceNumber its sequence number
   * @param payload the SHA-256 of the content
   */
  record Installed(String component, long sequenceNumber, Optional<Bytes> payload) {}

  /**
   * What has happened between an Agent and its TAM.
   *
   * @param open whether a QueryRequest was answered, so that an Update may come
   * @param lastQuery the words for the last QueryRequest; empty for one with a token
   * @param processError whether the transport has failed since
   */
  record Session(boolean open, Optional<String> lastQuery, boolean processError) {}

  /**
   * In what a peer differs from the specification.
   *
   * @param singleSignature a TAM signs its first QueryRequest with one key
   * @param evidenceWithoutFormat an attestation payload without a format may be Evidence
   * @param reportNonceRequired whether a report must have the token as its nonce
   */
  record Peer(
      boolean singleSignature, boolean evidenceWithoutFormat, boolean reportNonceRequired) {}
}
