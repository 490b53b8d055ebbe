package org.teep4j.vectors;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.teep4j.codec.Reason;

/**
 * What must hold for one vector, in a form that a program can check. The list is closed, so a
 * program can switch over it. Where a record has a path {@code at}, the statement is about the item
 * at that path of the vector's bytes.
 */
public sealed interface Expectation
    permits Expectation.Decode,
        Expectation.Refuse,
        Expectation.Encode,
        Expectation.Deterministic,
        Expectation.Field,
        Expectation.Item,
        Expectation.Keys,
        Expectation.ManifestDigest,
        Expectation.SeveredDigest,
        Expectation.Signature,
        Expectation.Unverifiable,
        Expectation.Integrated,
        Expectation.Image,
        Expectation.SameBytes,
        Expectation.Decrypt,
        Expectation.Rule,
        Expectation.TeepRules,
        Expectation.Notation,
        Expectation.RefuseNotation,
        Expectation.Profile,
        Expectation.Version,
        Expectation.VersionMatch,
        Expectation.Content,
        CoseExpectation,
        PrimitiveExpectation {
  /**
   * The finding that this expectation shows.
   *
   * @return the {@linkplain Erratum#id number} of an erratum of the same vector; empty if the
   *     expectation shows none
   */
  default Optional<String> erratum() {
    return Optional.empty();
  }

  /** The bytes decode as what the vector's kind says, to the last byte. */
  record Decode() implements Expectation {}

  /**
   * Decoding refuses the bytes.
   *
   * @param as what they are decoded as; the vector's own kind if absent
   * @param dialect the TEEP numbering to decode with; the vector's own if absent
   * @param reason why, for a program
   * @param alternatives what else is wrong with the bytes, and may be noticed before that
   * @param offset where the refused item begins, if only one place can be named
   * @param why the reason in words
   * @param erratum the finding that this shows
   */
  record Refuse(
      Optional<VectorKind> as,
      Optional<String> dialect,
      Reason reason,
      List<Reason> alternatives,
      OptionalInt offset,
      String why,
      Optional<String> erratum)
      implements Expectation {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param as as the component
     * @param dialect as the component
     * @param reason as the component
     * @param alternatives as the component
     * @param offset as the component
     * @param why as the component
     * @param erratum as the component
     */
    public Refuse {
      alternatives = List.copyOf(alternatives);
    }

    /**
     * Tells whether a decoder may give this reason.
     *
     * @param given the reason that a decoder gave
     * @return true for the reason and for its alternatives
     */
    public boolean admits(Reason given) {
      return given == reason || alternatives.contains(given);
    }
  }

  /**
   * The decoded value, written from scratch by a deterministic encoder, gives these bytes. An
   * encoder that keeps the order of map entries and the form of items as received gives the
   * vector's own bytes, which is right as well.
   *
   * @param hex the bytes; the vector's own if absent
   */
  record Encode(Optional<Hex> hex) implements Expectation {}

  /**
   * The item is, or is not, in the core deterministic encoding of RFC 8949, Section 4.2.1. CBOR
   * that is wrapped in byte strings inside the item does not count.
   *
   * @param at the item
   * @param holds whether it is
   * @param why what is against it, if it is not
   * @param erratum the finding that this shows
   */
  record Deterministic(CborPath at, boolean holds, Optional<String> why, Optional<String> erratum)
      implements Expectation {}

  /**
   * A field of the decoded value.
   *
   * @param at the message or envelope that has the field
   * @param name the name of the field in the CDDL
   * @param value its encoded value
   */
  record Field(CborPath at, String name, Hex value) implements Expectation {}

  /**
   * An item inside the bytes.
   *
   * @param at the item
   * @param value its encoding
   * @param erratum the finding that this shows
   */
  record Item(CborPath at, Hex value, Optional<String> erratum) implements Expectation {}

  /**
   * The keys of a map, all of them.
   *
   * @param at the map
   * @param keys the keys in diagnostic notation, in the order of the encoding
   * @param erratum the finding that this shows
   */
  record Keys(CborPath at, List<String> keys, Optional<String> erratum) implements Expectation {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param at as the component
     * @param keys as the component
     * @param erratum as the component
     */
    public Keys {
      keys = List.copyOf(keys);
    }
  }

  /**
   * The digest in the authentication wrapper is right for the manifest, head included.
   *
   * @param at the envelope
   * @param algorithm the COSE algorithm of the digest
   * @param digest the digest
   */
  record ManifestDigest(CborPath at, int algorithm, Hex digest) implements Expectation {}

  /**
   * The digest of a severable member in the manifest; it is right if the member is there.
   *
   * @param at the envelope
   * @param member the label of the member
   * @param algorithm the COSE algorithm of the digest
   * @param digest the digest
   * @param present whether the envelope still has the member
   */
  record SeveredDigest(CborPath at, int member, int algorithm, Hex digest, boolean present)
      implements Expectation {}

  /**
   * An authentication block is right, or is not.
   *
   * @param at the envelope
   * @param index the position of the block among the blocks, counted from 0
   * @param structure {@code COSE_Sign1} or {@code COSE_Mac0}
   * @param algorithm the COSE algorithm in the protected header
   * @param key the name of a key of the set
   * @param holds whether verification succeeds
   */
  record Signature(
      CborPath at, int index, String structure, int algorithm, String key, boolean holds)
      implements Expectation {}

  /**
   * The envelope decodes and cannot be verified, because it has no authentication block.
   *
   * @param at the envelope
   * @param key the name of a key of the set, to try with
   * @param erratum the finding that this shows
   */
  record Unverifiable(CborPath at, String key, Optional<String> erratum) implements Expectation {}

  /**
   * The envelope carries a payload or dependency.
   *
   * @param at the envelope
   * @param uri the key, which is the URI that commands use
   * @param size its size in bytes
   * @param sha256 its SHA-256
   */
  record Integrated(CborPath at, String uri, int size, Hex sha256) implements Expectation {}

  /**
   * What the manifest says about the content of a component, held against that content.
   *
   * @param at the envelope
   * @param component the component or dependency index
   * @param over whether the digest is over the content or over the manifest inside it
   * @param digest the image digest, which is right; absent if the manifest has none
   * @param size the image size in bytes; absent if the manifest has none
   * @param content the content: a payload, or the envelope of a dependency
   * @param sizeHolds whether the content has that size
   * @param erratum the finding that this shows
   */
  record Image(
      CborPath at,
      int component,
      Coverage over,
      Optional<Hex> digest,
      OptionalInt size,
      Hex content,
      boolean sizeHolds,
      Optional<String> erratum)
      implements Expectation {}

  /** What an image digest is over. */
  enum Coverage {
    /** All of the content. */
    PAYLOAD,
    /** The encoded manifest of the envelope that the content is, head included. */
    MANIFEST
  }

  /**
   * An item has the bytes of another vector.
   *
   * @param at the item
   * @param vector the other vector of the set
   */
  record SameBytes(CborPath at, String vector) implements Expectation {}

  /**
   * A payload decrypts.
   *
   * @param at the SUIT_Encryption_Info
   * @param contentAlgorithm the COSE algorithm of the content
   * @param recipientAlgorithm the COSE algorithm of the recipient
   * @param key the name of a key of the set: the recipient's, or the key-encryption key
   * @param kdfContext the COSE_KDF_Context, if a key is derived
   * @param contentKey the content-encryption key that results
   * @param iv the IV
   * @param ciphertext the ciphertext, with its tag if it has one
   * @param plaintext the plaintext
   */
  record Decrypt(
      CborPath at,
      int contentAlgorithm,
      int recipientAlgorithm,
      String key,
      Optional<Hex> kdfContext,
      Hex contentKey,
      Hex iv,
      Hex ciphertext,
      Hex plaintext)
      implements Expectation {}

  /**
   * A rule of the SUIT documents holds, or does not.
   *
   * @param at the envelope
   * @param rule the rule
   * @param holds whether it holds
   * @param with the vectors of the set that the rule is checked against; empty for most rules
   * @param erratum the finding that this shows
   */
  record Rule(
      CborPath at, SuitRule rule, boolean holds, List<String> with, Optional<String> erratum)
      implements Expectation {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param at as the component
     * @param rule as the component
     * @param holds as the component
     * @param with as the component
     * @param erratum as the component
     */
    public Rule {
      with = List.copyOf(with);
    }
  }

  /**
   * The rules of TEEP that the message breaks: these, and no others.
   *
   * @param with the earlier and later messages of the same exchange; if empty, only rules that need
   *     one message count
   * @param violated the rules, none for a good message
   */
  record TeepRules(List<String> with, List<Violation> violated) implements Expectation {
    /**
     * Takes unmodifiable copies of the lists.
     *
     * @param with as the component
     * @param violated as the component
     */
    public TeepRules {
      with = List.copyOf(with);
      violated = List.copyOf(violated);
    }
  }

  /**
   * A rule of TEEP that a message breaks.
   *
   * @param rule the number of the rule
   * @param clause which part of the rule, in a word
   * @param erratum the finding that this shows
   */
  record Violation(int rule, String clause, Optional<String> erratum) {}

  /**
   * Diagnostic notation stands for bytes.
   *
   * @param edn the notation
   * @param syntax the rules that it is read by
   * @param uses what it needs beyond RFC 8949, Section 8
   * @param hex the bytes; the vector's own if absent
   * @param erratum the finding that this shows
   */
  record Notation(
      String edn,
      NotationSyntax syntax,
      List<NotationFeature> uses,
      Optional<Hex> hex,
      Optional<String> erratum)
      implements Expectation {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param edn as the component
     * @param syntax as the component
     * @param uses as the component
     * @param hex as the component
     * @param erratum as the component
     */
    public Notation {
      uses = List.copyOf(uses);
    }
  }

  /**
   * Diagnostic notation stands for nothing.
   *
   * @param edn the notation
   * @param syntax the rules that it is read by
   * @param uses what it needs beyond RFC 8949, Section 8
   * @param reason why, for a program
   * @param why the reason in words
   * @param erratum the finding that this shows
   */
  record RefuseNotation(
      String edn,
      NotationSyntax syntax,
      List<NotationFeature> uses,
      Reason reason,
      String why,
      Optional<String> erratum)
      implements Expectation {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param edn as the component
     * @param syntax as the component
     * @param uses as the component
     * @param reason as the component
     * @param why as the component
     * @param erratum as the component
     */
    public RefuseNotation {
      uses = List.copyOf(uses);
    }
  }

  /**
   * The bytes are a COSE profile.
   *
   * @param name its registered name
   * @param algorithms digest, authentication, key exchange and encryption, as COSE algorithms
   */
  record Profile(String name, List<Integer> algorithms) implements Expectation {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param name as the component
     * @param algorithms as the component
     */
    public Profile {
      algorithms = List.copyOf(algorithms);
    }
  }

  /**
   * The bytes are a version.
   *
   * @param text the version as people write it
   * @param parts its integers
   */
  record Version(String text, List<Integer> parts) implements Expectation {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param text as the component
     * @param parts as the component
     */
    public Version {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A version matches the comparison that the bytes are, or does not.
   *
   * @param version the integers of the version
   * @param matches whether it matches
   */
  record VersionMatch(List<Integer> version, boolean matches) implements Expectation {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param version as the component
     * @param matches as the component
     */
    public VersionMatch {
      version = List.copyOf(version);
    }
  }

  /**
   * Size and digest of bytes that are no CBOR.
   *
   * @param size the size in bytes
   * @param sha256 the SHA-256
   */
  record Content(int size, Hex sha256) implements Expectation {}
}
