package org.teep4j.teep.tam;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SuitReportOpener;
import org.teep4j.teep.AttestationDecryptor;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.session.Attester;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.SessionListener;
import org.teep4j.teep.session.TamApi;
import org.teep4j.teep.session.Verdict;
import org.teep4j.teep.session.Verifier;

/**
 * A Trusted Application Manager (draft-ietf-teep-protocol-26, Section 7.1): bytes in, bytes or
 * nothing out. It has no thread and no state but its {@link TamStore}, so several instances with
 * the same store may answer the messages of one session. Thread-safe.
 *
 * <p>A message that is not valid is dropped without an answer. The {@link SessionListener} is told
 * every decision and why.
 */
public final class Tam implements TamApi {

  private final TamSettings settings;
  private final Events events;
  private final Senders senders;
  private final QueryRequests requests;
  private final Outbox outbox;
  private final QueryResponses queryResponses;
  private final Outcomes outcomes;
  private final Strangers strangers;

  private Tam(TamSettings settings, SessionListener listener) {
    this.settings = settings;
    events = new Events(listener, settings.clock());
    senders = new Senders(settings);
    requests = new QueryRequests(settings);
    outbox = new Outbox(settings, events);
    Reports reports = new Reports(settings.reportOpener(), settings.peer().reportNonceRequired());
    queryResponses = new QueryResponses(settings, requests, reports, outbox, events);
    outcomes = new Outcomes(settings, requests, reports, outbox, events);
    strangers = new Strangers(settings, senders, requests, outbox);
  }

  /**
   * Starts a TAM.
   *
   * @param store what it remembers
   * @param policy which Agents get what
   */
  public static Builder builder(TamStore store, TamPolicy policy) {
    return new Builder(store, policy);
  }

  @Override
  public Optional<Bytes> processConnect() throws IOException {
    return outbox.open(requests.asPolicyDemands(Optional.empty(), requests.everything()));
  }

  @Override
  public Optional<Bytes> processTeepMessage(Bytes message) throws IOException {
    try {
      Senders.Candidate candidate = senders.read(message);
      Optional<Received> known = senders.known(candidate);
      return known.isPresent() ? handle(known.get()) : strangers.handle(candidate, this::handle);
    } catch (Senders.Invalid e) {
      return events.drop(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Bytes> handle(Received from) throws IOException {
    if (from.message() instanceof QueryResponse response) {
      return queryResponses.handle(from, response);
    }
    if (from.message() instanceof Success success) {
      return outcomes.handle(from, success);
    }
    if (from.message() instanceof TeepError error) {
      return outcomes.handle(from, error);
    }
    return events.drop(from, "only a TAM sends it");
  }

  /**
   * Delivers the verdict on Evidence for which a {@link Verifier} has said {@link Verdict.Later}.
   * The Agent is told nothing; it is trusted or not when it connects again.
   *
   * @param challenge the challenge that the Verifier was given
   * @param verdict {@link Verdict.Affirmed} or {@link Verdict.Refused}
   * @return false if no verdict is awaited under the challenge, or it is about another key
   * @throws IOException if the store cannot be used; the verdict may be delivered again
   * @throws IllegalArgumentException if the verdict is {@link Verdict.Later}
   */
  public boolean attested(Bytes challenge, Verdict verdict) throws IOException {
    return new LateVerdicts(settings, events).deliver(challenge, verdict);
  }

  /** Builds a {@link Tam}. */
  public static final class Builder {

    private static final Duration REQUEST_LIFETIME = Duration.ofHours(24);
    private static final Duration ATTESTATION_LIFETIME = Duration.ofDays(30);
    private static final Duration RETRY_WINDOW = Duration.ofHours(1);
    private static final int MOST_RETRIES = 3;
    private static final int LARGEST_MESSAGE = 1 << 20;

    private final TamStore store;
    private final TamPolicy policy;
    private final List<TamKey> keys = new ArrayList<>();
    private final List<Verifier> verifiers = new ArrayList<>();
    private CoseKeyResolver trustedAgents = CoseKeyResolver.ofVerifiers(List.of());
    private Optional<AttestationDecryptor> decryptor = Optional.empty();
    private Optional<Attester> attester = Optional.empty();
    private SuitReportOpener reportOpener = SuitReportOpener.unverified();
    private Optional<List<SuitCoseProfile>> profiles = Optional.empty();
    private PeerOptions peer = PeerOptions.SPECIFICATION;
    private SessionListener listener = SessionListener.NONE;
    private Duration requestLifetime = REQUEST_LIFETIME;
    private Duration attestationLifetime = ATTESTATION_LIFETIME;
    private Duration retryWindow = RETRY_WINDOW;
    private int mostRetries = MOST_RETRIES;
    private int largestMessage = LARGEST_MESSAGE;
    private SecureRandom random = new SecureRandom();
    private InstantSource clock = InstantSource.system();

    private Builder(TamStore store, TamPolicy policy) {
      this.store = Objects.requireNonNull(store);
      this.policy = Objects.requireNonNull(policy);
    }

    /**
     * Adds a private key that signs messages. Messages name it by its thumbprint. The cipher suites
     * that the TAM offers are those of its keys, in the order in which they were added.
     *
     * @param key a private key for signatures
     * @throws GeneralSecurityException if the key cannot sign
     */
    public Builder key(CoseKey key) throws GeneralSecurityException {
      return signer(CoseSigner.of(key), key.toPublic());
    }

    /**
     * Adds a signer, for a key in another place such as an HSM, or for a key of which the algorithm
     * is not the first of its curve.
     *
     * @param signer signs; if it does not know the thumbprint of its key, its key identifier should
     *     be that
     * @param publicKey the public key
     */
    public Builder signer(CoseSigner signer, CoseKey publicKey) {
      keys.add(new TamKey(signer, publicKey.toPublic()));
      return this;
    }

    /**
     * Sets the Agents that are trusted without attestation. An Agent is known by the thumbprint of
     * its key, so the verifiers that are found must show their {@linkplain
     * org.teep4j.cose.CoseVerifier#publicKey public keys}.
     *
     * @param agents finds their keys; none by default
     */
    public Builder trustedAgents(CoseKeyResolver agents) {
      trustedAgents = Objects.requireNonNull(agents);
      return this;
    }

    /**
     * Adds a Verifier of Evidence or Attestation Results.
     *
     * @param verifier asked before those that are added later
     */
    public Builder verifier(Verifier verifier) {
      verifiers.add(Objects.requireNonNull(verifier));
      return this;
    }

    /**
     * Sets what decrypts attestation payloads.
     *
     * @param value has the TAM's private key; without it encrypted payloads are not understood
     */
    public Builder attestationDecryptor(AttestationDecryptor value) {
      decryptor = Optional.of(value);
      return this;
    }

    /**
     * Sets what shows to Agents that the TAM is trustworthy.
     *
     * @param value makes Evidence; without it an Agent that wants attestation gets no answer
     */
    public Builder attester(Attester value) {
      attester = Optional.of(value);
      return this;
    }

    /**
     * Sets what opens SUIT reports.
     *
     * @param opener by default one that relies on the signature of the message and does not decrypt
     */
    public Builder reportOpener(SuitReportOpener opener) {
      reportOpener = Objects.requireNonNull(opener);
      return this;
    }

    /**
     * Sets the profiles that QueryRequests offer for SUIT reports.
     *
     * @param offered at least one; by default those that every TAM must support
     */
    public Builder suitCoseProfiles(List<SuitCoseProfile> offered) {
      profiles = Optional.of(List.copyOf(offered));
      return this;
    }

    /**
     * Sets in what the Agents differ from the specification. They are the same for all of them,
     * because the first message goes to an Agent of which nothing is known. Agents that differ in
     * another way get another TAM at a URI of its own; it may have the same store, policy and keys.
     *
     * @param options by default {@link PeerOptions#SPECIFICATION}
     */
    public Builder peer(PeerOptions options) {
      peer = Objects.requireNonNull(options);
      return this;
    }

    /**
     * Sets who is told every decision.
     *
     * @param value the listener
     */
    public Builder listener(SessionListener value) {
      listener = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets how long the TAM waits for an answer. Section 7.1 advises several hours, because an
     * Agent answers an Update only when it has carried it out.
     *
     * @param lifetime positive; 24 hours by default
     */
    public Builder requestLifetime(Duration lifetime) {
      requestLifetime = positive(lifetime);
      return this;
    }

    /**
     * Sets how long a verdict holds that does not say so itself.
     *
     * @param lifetime positive; also the longest time for verdicts that do; 30 days by default
     */
    public Builder attestationLifetime(Duration lifetime) {
      attestationLifetime = positive(lifetime);
      return this;
    }

    /**
     * Bounds the QueryRequests that one Agent gets in reply to its Errors, or to be asked for
     * attestation.
     *
     * @param most how many without a QueryResponse that the policy decides on; 3 by default
     * @param window after such a pause the count starts anew; 1 hour by default
     */
    public Builder retries(int most, Duration window) {
      mostRetries = most;
      retryWindow = positive(window);
      return this;
    }

    /**
     * Sets the size of the largest message that is read.
     *
     * @param bytes 1 MiB by default
     */
    public Builder largestMessage(int bytes) {
      largestMessage = bytes;
      return this;
    }

    /**
     * Sets the source of tokens and challenges.
     *
     * @param source a secure one, except in tests
     */
    public Builder random(SecureRandom source) {
      random = Objects.requireNonNull(source);
      return this;
    }

    /**
     * Sets the clock.
     *
     * @param source the system clock by default
     */
    public Builder clock(InstantSource source) {
      clock = Objects.requireNonNull(source);
      return this;
    }

    /**
     * Builds the TAM.
     *
     * @throws IllegalStateException if there is no key for a cipher suite that a TAM must support
     *     (Section 8.1), or two keys for the same suite
     */
    public Tam build() {
      requireSuites();
      return new Tam(
          new TamSettings(
              store,
              policy,
              List.copyOf(keys),
              trustedAgents,
              new Attestations(List.copyOf(verifiers), decryptor, peer),
              attester,
              reportOpener,
              profiles.orElseGet(peer::offeredProfiles),
              peer,
              requestLifetime,
              attestationLifetime,
              mostRetries,
              retryWindow,
              largestMessage,
              random,
              clock),
          listener);
    }

    private void requireSuites() {
      List<TeepCipherSuite> suites = keys.stream().map(TamKey::suite).toList();
      if (suites.size() != suites.stream().distinct().count()) {
        throw new IllegalStateException("two keys are for the same cipher suite");
      }
      for (TeepCipherSuite suite : peer.dialect().mandatoryCipherSuites()) {
        if (!suites.contains(suite)) {
          throw new IllegalStateException("a TAM must have a key for " + suite);
        }
      }
    }

    private static Duration positive(Duration duration) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException("a duration must be positive");
      }
      return duration;
    }
  }
}
