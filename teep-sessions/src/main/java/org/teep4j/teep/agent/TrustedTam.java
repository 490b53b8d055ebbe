package org.teep4j.teep.agent;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.teep.AttestationEncryptor;
import org.teep4j.teep.session.Attester;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.Verifier;

/**
 * A TAM that an Agent trusts, and what it may do: which components it may see and change, and whose
 * manifests it may send. The keys of the TAM and those of the authors are separate trust.
 *
 * <p>A component belongs to a TAM if it has one of the TAM's prefixes, and no manifest of a foreign
 * author has installed it. Foreign is an author that another TAM trusts, and this one does not.
 */
public final class TrustedTam {

  private final URI uri;
  private final CoseKeyResolver keys;
  private final List<SuitVerifier> authors;
  private final List<SuitComponentIdentifier> prefixes;
  private final List<Verifier> verifiers;
  private final PeerOptions options;
  private final @Nullable EncryptionKey encryptionKey;
  private final @Nullable Attester attester;

  /** The key that Evidence and reports are encrypted for (Section 8.2). */
  record EncryptionKey(SuitCoseProfile profile, CoseKey key, AttestationEncryptor evidence) {}

  private TrustedTam(Builder builder) {
    uri = builder.uri;
    keys = builder.keys;
    authors = List.copyOf(builder.authors);
    prefixes =
        builder.prefixes.isEmpty()
            ? List.of(new SuitComponentIdentifier(List.of()))
            : List.copyOf(builder.prefixes);
    verifiers = List.copyOf(builder.verifiers);
    options = builder.options;
    encryptionKey = builder.encryptionKey;
    attester = builder.attester;
  }

  /**
   * Starts with a TAM that follows the specification, may use every component, and need not attest
   * itself.
   *
   * @param uri its URI, which names it
   * @param keys its keys: a {@link org.teep4j.cose.CoseVerifier} for one, {@link
   *     CoseKeyResolver#of} for several, {@link org.teep4j.cose.certificate.CertificateTrust} for
   *     certificates
   * @return a builder
   */
  public static Builder builder(URI uri, CoseKeyResolver keys) {
    return new Builder(uri, keys);
  }

  /**
   * The URI of the TAM.
   *
   * @return the URI
   */
  public URI uri() {
    return uri;
  }

  CoseKeyResolver keys() {
    return keys;
  }

  List<SuitVerifier> authors() {
    return authors;
  }

  List<Verifier> verifiers() {
    return verifiers;
  }

  PeerOptions options() {
    return options;
  }

  Optional<EncryptionKey> encryptionKey() {
    return Optional.ofNullable(encryptionKey);
  }

  Optional<Attester> attester() {
    return Optional.ofNullable(attester);
  }

  List<SuitComponentIdentifier> prefixes() {
    return prefixes;
  }

  /** Whether a component has one of the prefixes. */
  boolean covers(SuitComponentIdentifier component) {
    return prefixes.stream().anyMatch(prefix -> startsWith(component, prefix));
  }

  static boolean startsWith(SuitComponentIdentifier id, SuitComponentIdentifier first) {
    int length = first.segments().size();
    return length <= id.segments().size()
        && first.segments().equals(id.segments().subList(0, length));
  }

  /** Collects what is known of a TAM. */
  public static final class Builder {

    private final URI uri;
    private final CoseKeyResolver keys;
    private final List<SuitVerifier> authors = new ArrayList<>();
    private final List<SuitComponentIdentifier> prefixes = new ArrayList<>();
    private final List<Verifier> verifiers = new ArrayList<>();
    private PeerOptions options = PeerOptions.SPECIFICATION;
    private @Nullable EncryptionKey encryptionKey;
    private @Nullable Attester attester;

    private Builder(URI uri, CoseKeyResolver keys) {
      this.uri = uri;
      this.keys = keys;
    }

    /**
     * Adds an author whose manifests this TAM may send (Trusted Component Signer). Without an
     * author every manifest is refused.
     *
     * @param author verifies the manifests
     * @return this builder
     */
    public Builder author(SuitVerifier author) {
      authors.add(author);
      return this;
    }

    /**
     * Adds components to the security domain of this TAM. Without a prefix it has all.
     *
     * @param prefix the first segments of their identifiers
     * @return this builder
     */
    public Builder components(SuitComponentIdentifier prefix) {
      prefixes.add(prefix);
      return this;
    }

    /**
     * Demands that this TAM attests itself before it gets a QueryResponse, and adds a judge. One
     * that is satisfied suffices.
     *
     * @param verifier judges what the TAM sends
     * @return this builder
     */
    public Builder attestation(Verifier verifier) {
      verifiers.add(verifier);
      return this;
    }

    /**
     * Sets in what this TAM differs from the specification.
     *
     * @param value the options
     * @return this builder
     */
    public Builder options(PeerOptions value) {
      options = value;
      return this;
    }

    /**
     * Encrypts Evidence and reports for a key of this TAM (Section 8.2).
     *
     * @param profile a profile that the TAM supports; it names the key exchange and the content
     *     algorithm
     * @param key the TAM's public key
     * @return this builder
     * @throws GeneralSecurityException if the key does not fit the profile, or the profile does not
     *     encrypt
     */
    public Builder encryptionKey(SuitCoseProfile profile, CoseKey key)
        throws GeneralSecurityException {
      encryptionKey = new EncryptionKey(profile, key, AttestationEncryptor.of(profile, key));
      return this;
    }

    /**
     * Sets what attests the device to this TAM, instead of the Attester of the Agent.
     *
     * @param value the Attester, for example one whose tokens have the form of {@code cnf} that
     *     this TAM understands
     * @return this builder
     */
    public Builder attester(Attester value) {
      attester = value;
      return this;
    }

    /**
     * Makes the entry.
     *
     * @return the TAM
     */
    public TrustedTam build() {
      return new TrustedTam(this);
    }
  }
}
