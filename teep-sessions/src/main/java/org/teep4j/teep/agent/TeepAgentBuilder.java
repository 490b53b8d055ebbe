package org.teep4j.teep.agent;

import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.suit.processor.ProcessorPolicy;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.FreshnessMechanism;
import org.teep4j.teep.TeepFreshnessMechanism;
import org.teep4j.teep.session.Attester;
import org.teep4j.teep.session.SessionListener;

/** Collects what a {@link TeepAgent} is made of. */
public final class TeepAgentBuilder {

  private final AgentStore store;
  private final Platform platform;
  private final List<AgentKeys.Key> keys = new ArrayList<>();
  private final List<TrustedTam> tams = new ArrayList<>();
  private @Nullable Attester attester;
  private List<FreshnessMechanism> mechanisms = List.of(TeepFreshnessMechanism.FRESHNESS_NONCE);
  private @Nullable CoseSigner reportSigner;
  private List<SuitCoseProfile> profiles = Dialect.RFC.mandatorySuitCoseProfiles();
  private Supplier<List<SuitReport>> bootReports = List::of;
  private ProcessorPolicy policy = ProcessorPolicy.defaults();
  private ProcessListener processListener = ProcessListener.NONE;
  private AgentSettings settings = AgentSettings.defaults();
  private RandomGenerator random = AgentConfig.SECURE;
  private InstantSource clock = InstantSource.system();
  private SessionListener listener = SessionListener.NONE;

  TeepAgentBuilder(AgentStore store, Platform platform) {
    this.store = store;
    this.platform = platform;
  }

  /**
   * Adds a key of the Agent. The first one whose cipher suite the TAM offers is used. Messages name
   * it by its thumbprint (RFC 9679).
   *
   * @param privateKey a private key for signatures
   * @return this builder
   * @throws GeneralSecurityException if the key cannot sign
   */
  public TeepAgentBuilder key(CoseKey privateKey) throws GeneralSecurityException {
    CoseKey named = privateKey.withKeyId(privateKey.thumbprint());
    return signer(CoseSigner.of(named), named.toPublic());
  }

  /**
   * Adds a key of the Agent that signs elsewhere, or with an algorithm that the key does not name.
   *
   * @param signer makes the signatures; some TAMs demand that its {@code kid} is the thumbprint of
   *     the key
   * @param publicKey its public key, which Evidence names
   * @return this builder
   */
  public TeepAgentBuilder signer(CoseSigner signer, CoseKey publicKey) {
    keys.add(new AgentKeys.Key(signer, publicKey.toPublic()));
    return this;
  }

  /**
   * Adds a TAM that is trusted. If several may provide a component, the first one is asked for it,
   * unless the application names another one of them.
   *
   * @param tam the TAM
   * @return this builder
   */
  public TeepAgentBuilder tam(TrustedTam tam) {
    tams.add(tam);
    return this;
  }

  /**
   * Sets what attests the device. Without it a TAM that asks for attestation gets an Error.
   *
   * @param value makes Evidence, or gets an Attestation Result
   * @param supported the freshness mechanisms that it can use; without any, nonces
   * @return this builder
   */
  public TeepAgentBuilder attester(Attester value, FreshnessMechanism... supported) {
    attester = value;
    if (supported.length > 0) {
      mechanisms = List.of(supported);
    }
    return this;
  }

  /**
   * Signs SUIT reports, in addition to the message that contains them.
   *
   * @param signer a key of the device that signs no TEEP messages
   * @return this builder
   */
  public TeepAgentBuilder reportSigner(CoseSigner signer) {
    reportSigner = signer;
    return this;
  }

  /**
   * Sets the profiles of SUIT reports that the Agent understands; those of the specification
   * without this.
   *
   * @param values the profiles
   * @return this builder
   */
  public TeepAgentBuilder suitCoseProfiles(List<SuitCoseProfile> values) {
    profiles = List.copyOf(values);
    return this;
  }

  /**
   * Sets where SUIT reports about the boot of the device come from, which a TAM may ask for.
   *
   * @param reports gives the reports, each time it is asked; a TAM gets those about its manifests
   * @return this builder
   */
  public TeepAgentBuilder bootReports(Supplier<List<SuitReport>> reports) {
    bootReports = reports;
    return this;
  }

  /**
   * Sets what the manifest processor may decide.
   *
   * @param value the policy
   * @return this builder
   */
  public TeepAgentBuilder processorPolicy(ProcessorPolicy value) {
    policy = value;
    return this;
  }

  /**
   * Observes the manifest processor.
   *
   * @param value is told each command
   * @return this builder
   */
  public TeepAgentBuilder processListener(ProcessListener value) {
    processListener = value;
    return this;
  }

  /**
   * Sets the bounds of the Agent.
   *
   * @param value the bounds
   * @return this builder
   */
  public TeepAgentBuilder settings(AgentSettings value) {
    settings = value;
    return this;
  }

  /**
   * Sets where challenges come from.
   *
   * @param value a source that nobody can predict
   * @return this builder
   */
  public TeepAgentBuilder random(RandomGenerator value) {
    random = value;
    return this;
  }

  /**
   * Sets the clock.
   *
   * @param value tells the time
   * @return this builder
   */
  public TeepAgentBuilder clock(InstantSource value) {
    clock = value;
    return this;
  }

  /**
   * Observes the Agent.
   *
   * @param value is told every decision
   * @return this builder
   */
  public TeepAgentBuilder listener(SessionListener value) {
    listener = value;
    return this;
  }

  /**
   * Makes the Agent. Nothing is read from the store before it is used.
   *
   * @return the Agent
   * @throws IllegalArgumentException if there is no key, a TAM has no key in common with the suites
   *     that its dialect makes mandatory, two TAMs have one URI, the key for reports signs messages
   *     as well, or a TAM's profile needs a key for reports and there is none
   */
  public TeepAgent build() {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("an Agent has a key");
    }
    if (tams.stream().map(TrustedTam::uri).distinct().count() < tams.size()) {
      throw new IllegalArgumentException("two TAMs have one URI");
    }
    if (keys.stream().anyMatch(key -> key.signer() == reportSigner)) {
      throw new IllegalArgumentException("the key for reports signs no messages");
    }
    AgentConfig config =
        new AgentConfig(
            platform,
            List.copyOf(tams),
            new AgentKeys(keys),
            attester,
            mechanisms,
            reportSigner,
            profiles,
            bootReports,
            policy,
            processListener,
            settings,
            random,
            clock,
            listener);
    for (TrustedTam tam : tams) {
      check(config, tam);
    }
    return new TeepAgent(store, config);
  }

  private static void check(AgentConfig config, TrustedTam tam) {
    if (config.keys().select(tam.options().dialect().mandatoryCipherSuites()).isEmpty()) {
      throw new IllegalArgumentException(
          "no key fits a mandatory cipher suite of " + tam.options().dialect());
    }
    try {
      Answers.protector(config, tam);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("reports for " + tam.uri() + ": " + e.getMessage(), e);
    }
  }
}
