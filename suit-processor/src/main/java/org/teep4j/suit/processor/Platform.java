package org.teep4j.suit.processor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.encryption.SuitDecryptor;

/**
 * A device as its manifest processor sees it: one small interface for each concern. Only the store,
 * the registry and the identity have no default.
 */
public final class Platform {

  private final ComponentStore store;
  private final ManifestRegistry registry;
  private final DeviceIdentity identity;
  private final PayloadFetcher fetcher;
  private final ComponentProperties properties;
  private final UpdateEnvironment environment;
  private final ComponentInvoker invoker;
  private final DependencyVerifier dependencyVerifier;
  private final List<SuitDecryptor> decryptors;
  private final Journal journal;
  private final Slots slots;
  private final AccessControl accessControl;
  private final Map<Long, CommandHandler> commands;
  private final Set<CoseAlgorithm> algorithms;

  private Platform(Builder builder) {
    store = builder.store;
    registry = builder.registry;
    identity = builder.identity;
    fetcher = builder.fetcher;
    properties = builder.properties;
    environment = builder.environment;
    invoker = builder.invoker;
    dependencyVerifier = builder.dependencyVerifier;
    decryptors = List.copyOf(builder.decryptors);
    journal = builder.journal;
    slots = builder.slots;
    accessControl = builder.accessControl;
    commands = Map.copyOf(builder.commands);
    algorithms = Collections.unmodifiableSet(EnumSet.copyOf(builder.algorithms));
  }

  /**
   * Starts a platform. It fetches and starts nothing, trusts no dependency, has no decryption keys
   * and no journal, and lets every trusted signer do everything, unless the builder is told
   * otherwise.
   *
   * @param store where contents lie
   * @param registry what is installed
   * @param identity who the device is
   * @return a builder
   */
  public static Builder builder(
      ComponentStore store, ManifestRegistry registry, DeviceIdentity identity) {
    return new Builder(store, registry, identity);
  }

  /**
   * Starts a platform that has everything of this one but its store, for example one for a trust
   * domain that may use some of the components.
   *
   * @param otherStore where contents lie
   * @return a builder
   */
  public Builder toBuilder(ComponentStore otherStore) {
    Builder builder = new Builder(otherStore, registry, identity);
    builder.fetcher = fetcher;
    builder.properties = properties;
    builder.environment = environment;
    builder.invoker = invoker;
    builder.dependencyVerifier = dependencyVerifier;
    builder.decryptors.addAll(decryptors);
    builder.journal = journal;
    builder.slots = slots;
    builder.accessControl = accessControl;
    builder.commands.putAll(commands);
    builder.algorithms.addAll(algorithms);
    return builder;
  }

  /**
   * Where contents lie.
   *
   * @return the store
   */
  public ComponentStore store() {
    return store;
  }

  /**
   * What is installed.
   *
   * @return the registry
   */
  public ManifestRegistry registry() {
    return registry;
  }

  DeviceIdentity identity() {
    return identity;
  }

  /**
   * Where payloads and dependencies come from.
   *
   * @return the fetcher
   */
  public PayloadFetcher fetcher() {
    return fetcher;
  }

  ComponentProperties properties() {
    return properties;
  }

  UpdateEnvironment environment() {
    return environment;
  }

  ComponentInvoker invoker() {
    return invoker;
  }

  DependencyVerifier dependencyVerifier() {
    return dependencyVerifier;
  }

  List<SuitDecryptor> decryptors() {
    return decryptors;
  }

  Journal journal() {
    return journal;
  }

  Slots slots() {
    return slots;
  }

  AccessControl accessControl() {
    return accessControl;
  }

  Map<Long, CommandHandler> commands() {
    return commands;
  }

  Set<CoseAlgorithm> algorithms() {
    return algorithms;
  }

  /** Collects the concerns of a platform. */
  public static final class Builder {

    private final ComponentStore store;
    private final ManifestRegistry registry;
    private final DeviceIdentity identity;
    private PayloadFetcher fetcher = PayloadFetcher.none();
    private ComponentProperties properties = ComponentProperties.none();
    private UpdateEnvironment environment = UpdateEnvironment.system();
    private ComponentInvoker invoker = ComponentInvoker.none();
    private DependencyVerifier dependencyVerifier = DependencyVerifier.of(List.of());
    private final List<SuitDecryptor> decryptors = new ArrayList<>();
    private Journal journal = Journal.none();
    private Slots slots = Slots.none();
    private AccessControl accessControl = AccessControl.unrestricted();
    private final Map<Long, CommandHandler> commands = new HashMap<>();
    private final Set<CoseAlgorithm> algorithms = EnumSet.noneOf(CoseAlgorithm.class);

    private Builder(ComponentStore store, ManifestRegistry registry, DeviceIdentity identity) {
      this.store = store;
      this.registry = registry;
      this.identity = identity;
    }

    /**
     * Sets where payloads and dependencies come from.
     *
     * @param value the fetcher
     * @return this builder
     */
    public Builder fetcher(PayloadFetcher value) {
      fetcher = value;
      return this;
    }

    /**
     * Sets slots and versions.
     *
     * @param value the properties of components
     * @return this builder
     */
    public Builder properties(ComponentProperties value) {
      properties = value;
      return this;
    }

    /**
     * Sets time, power and consent.
     *
     * @param value the environment
     * @return this builder
     */
    public Builder environment(UpdateEnvironment value) {
      environment = value;
      return this;
    }

    /**
     * Sets what starts components.
     *
     * @param value the invoker
     * @return this builder
     */
    public Builder invoker(ComponentInvoker value) {
      invoker = value;
      return this;
    }

    /**
     * Sets whose dependencies are trusted.
     *
     * @param value the verifier of dependencies
     * @return this builder
     */
    public Builder dependencies(DependencyVerifier value) {
      dependencyVerifier = value;
      return this;
    }

    /**
     * Sets the signers whose dependencies are trusted.
     *
     * @param signers verifiers of the signers
     * @return this builder
     */
    public Builder dependencies(List<? extends SuitVerifier> signers) {
      return dependencies(DependencyVerifier.of(signers));
    }

    /**
     * Adds a key for encrypted payloads.
     *
     * @param decryptor the key, with the profiles that it may be used in
     * @return this builder
     */
    public Builder decryptor(SuitDecryptor decryptor) {
      decryptors.add(decryptor);
      return this;
    }

    /**
     * Sets what keeps the progress of a procedure.
     *
     * @param value the journal
     * @return this builder
     */
    public Builder journal(Journal value) {
      journal = value;
      return this;
    }

    /**
     * Sets what returns to the contents before an update. Each update is then on trial until {@link
     * ManifestProcessor#confirm} or {@link ManifestProcessor#revert} ends it.
     *
     * @param value the slots
     * @return this builder
     */
    public Builder slots(Slots value) {
      slots = value;
      return this;
    }

    /**
     * Sets what signers may do.
     *
     * @param value the rules
     * @return this builder
     */
    public Builder accessControl(AccessControl value) {
      accessControl = value;
      return this;
    }

    /**
     * Adds a custom command.
     *
     * @param label the label of the command, below -256
     * @param handler executes it
     * @return this builder
     * @throws IllegalArgumentException if the label is not below -256
     */
    public Builder command(long label, CommandHandler handler) {
      if (label >= -256) {
        throw new IllegalArgumentException("custom commands are below -256: " + label);
      }
      commands.put(label, handler);
      return this;
    }

    /**
     * Adds algorithms to the capability report: those of the signatures, recipients and encryptions
     * that the device's keys are for. Digests are in it without this.
     *
     * @param values the algorithms
     * @return this builder
     */
    public Builder algorithms(CoseAlgorithm... values) {
      Collections.addAll(algorithms, values);
      return this;
    }

    /**
     * Makes the platform.
     *
     * @return the platform
     */
    public Platform build() {
      return new Platform(this);
    }
  }
}
