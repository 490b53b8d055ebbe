package org.teep4j.eat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.SymmetricKey;

/**
 * The key that whoever presents the token possesses: {@code cnf} (RFC 8747, Section 3.1). A token
 * names one key, mostly in one way.
 *
 * @param methods how the key is named, at least one way
 */
public record Confirmation(List<Method> methods) {

  static final CoseLabel COSE_KEY = CoseLabel.of(1);
  static final CoseLabel ENCRYPTED_COSE_KEY = CoseLabel.of(2);
  static final CoseLabel KID = CoseLabel.of(3);
  static final CoseLabel CKT = CoseLabel.of(5);

  /** A confirmation method of the IANA registry "CWT Confirmation Methods". */
  public sealed interface Method {
    /** The label in the registry. */
    CoseLabel label();
  }

  /**
   * {@code COSE_Key} (1): the key itself.
   *
   * @param key a public key; a symmetric one only in a token that is encrypted
   */
  public record Key(CoseKey key) implements Method {

    /**
     * Checks the key.
     *
     * @throws IllegalArgumentException if it is a private key
     */
    public Key {
      if (key.isPrivate() && !(key instanceof SymmetricKey)) {
        throw new IllegalArgumentException("cnf must not contain a private key");
      }
    }

    @Override
    public CoseLabel label() {
      return COSE_KEY;
    }
  }

  /**
   * {@code Encrypted_COSE_Key} (2): the key, encrypted for the consumer of the token.
   *
   * @param message an encoded COSE_Encrypt or COSE_Encrypt0, not parsed
   */
  public record EncryptedKey(Bytes message) implements Method {
    @Override
    public CoseLabel label() {
      return ENCRYPTED_COSE_KEY;
    }
  }

  /**
   * {@code kid} (3): an identifier that issuer and consumer agree upon. In TEEP it is the
   * thumbprint of the key.
   *
   * @param keyId the identifier
   */
  public record KeyId(Bytes keyId) implements Method {
    @Override
    public CoseLabel label() {
      return KID;
    }
  }

  /**
   * {@code ckt} (5): the SHA-256 thumbprint of the key (RFC 9679, Section 5.6).
   *
   * @param thumbprint 32 bytes
   */
  public record Thumbprint(Bytes thumbprint) implements Method {

    private static final int SIZE = 32;

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if these are not 32 bytes
     */
    public Thumbprint {
      Checks.size(thumbprint, SIZE, SIZE);
    }

    @Override
    public CoseLabel label() {
      return CKT;
    }
  }

  /**
   * Any other method. It confirms nothing.
   *
   * @param label the label; in JSON the name
   * @param value the encoded value
   */
  public record Other(CoseLabel label, Bytes value) implements Method {

    /**
     * Checks the label.
     *
     * @throws IllegalArgumentException if the method has a type of its own
     */
    public Other {
      if (Set.of(COSE_KEY, ENCRYPTED_COSE_KEY, KID, CKT).contains(label)) {
        throw new IllegalArgumentException("the method " + label + " has a type of its own");
      }
    }
  }

  /**
   * Copies and checks the list, and sorts it by labels.
   *
   * @throws IllegalArgumentException if there is no method, the same one twice, or a key both in
   *     clear and encrypted
   */
  public Confirmation {
    methods =
        methods.stream()
            .sorted(Comparator.comparing(Method::label))
            .collect(Collectors.toUnmodifiableList());
    Checks.notEmpty(methods.isEmpty(), "cnf");
    Set<CoseLabel> labels = new HashSet<>();
    for (Method method : methods) {
      if (!labels.add(method.label())) {
        throw new IllegalArgumentException("a confirmation method occurs twice");
      }
    }
    if (labels.contains(COSE_KEY) && labels.contains(ENCRYPTED_COSE_KEY)) {
      throw new IllegalArgumentException("cnf must represent a single key");
    }
  }

  /**
   * A key, named by itself.
   *
   * @param key the key; of a private key the public half is taken
   * @return the value
   */
  public static Confirmation ofKey(CoseKey key) {
    return of(new Key(key instanceof SymmetricKey ? key : key.toPublic()));
  }

  /**
   * A key, named by its SHA-256 thumbprint as {@code kid}, as TEEP demands.
   *
   * @param key a key that is {@linkplain CoseKey#isSupported() supported}
   * @return the value
   */
  public static Confirmation ofKeyId(CoseKey key) {
    return of(new KeyId(key.thumbprint()));
  }

  /**
   * A key, named by its SHA-256 thumbprint as {@code ckt}.
   *
   * @param key a key that is {@linkplain CoseKey#isSupported() supported}
   * @return the value
   */
  public static Confirmation ofThumbprint(CoseKey key) {
    return of(new Thumbprint(key.thumbprint()));
  }

  private static Confirmation of(Method method) {
    return new Confirmation(List.of(method));
  }

  /** The key, if it is named by itself. */
  public Optional<CoseKey> key() {
    return find(Key.class).map(Key::key);
  }

  /** The identifier ({@code kid}), if there is one. */
  public Optional<Bytes> keyId() {
    return find(KeyId.class).map(KeyId::keyId);
  }

  /** The thumbprint ({@code ckt}), if there is one. */
  public Optional<Bytes> thumbprint() {
    return find(Thumbprint.class).map(Thumbprint::thumbprint);
  }

  private <M extends Method> Optional<M> find(Class<M> type) {
    return methods.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /**
   * Whether a key is the one that is named. Keys are compared by their SHA-256 thumbprints (RFC
   * 9679), so that {@code alg}, {@code kid} and other attributes make no difference.
   *
   * <p>The key itself and its thumbprint count before {@code kid}. A {@code kid} alone names the
   * key whose thumbprint it is. What is encrypted or unknown names no key.
   *
   * @param other a key, for example the one that verified a TEEP message
   * @return true if the key is named, and every method that could be compared names it
   */
  public boolean confirms(CoseKey other) {
    if (!other.isSupported()) {
      return false;
    }
    Bytes sought = other.thumbprint();
    Optional<Bytes> ofKey = key().filter(CoseKey::isSupported).map(CoseKey::thumbprint);
    if (key().isPresent() || thumbprint().isPresent()) {
      return (key().isEmpty() || ofKey.map(sought::equals).orElse(false))
          && thumbprint().map(sought::equals).orElse(true);
    }
    return keyId().map(sought::equals).orElse(false);
  }
}
