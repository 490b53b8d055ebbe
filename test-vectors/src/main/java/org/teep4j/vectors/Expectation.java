package org.teep4j.vectors;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Reason;

/**
 * A machine-checkable statement that must hold for one vector. The list is closed, so a program can
 * switch over it. If a record has a path {@code at}, the statement is about the item at that path
 * in the vector's bytes.
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
        EatExpectation,
        PrimitiveExpectation {
  /**
   * The erratum that this expectation shows.
   *
   * @return the {@linkplain Erratum#id number} of an erratum of the same vector; empty if the
   *     expectation shows none
   */
  default Optional<String> erratum() {
    return Optional.empty();
  }

  /**
   * The errata that this expectation shows, also those of its parts.
   *
   * @return numbers of errata of the same vector
   */
  default List<String> errata() {
    return erratum().stream().toList();
  }

  /** The bytes decode completely as the vector's kind. */
  record Decode() implements Expectation {}

  /**
   * Decoding refuses the bytes.
   *
   * @param as the kind to decode the bytes as; the vector's own kind if absent
   * @param dialect the TEEP numbering to decode with; the vector's own if absent
   * @param reason the reason, for a program
   * @param alternatives other errors in the bytes, which a decoder may report instead
   * @param offset the offset of the refused item, if it is unambiguous
   * @param why the reason, in words
   * @param erratum the erratum that this expectation shows
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
    /** Takes an unmodifiable copy of the list. */
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
   * A deterministic encoder that writes the decoded value from scratch produces these bytes. An
   * encoder that keeps the received order of map entries and form of items produces the vector's
   * own bytes, which is also correct.
   *
   * @param hex the bytes; the vector's own if absent
   */
  record Encode(Optional<Bytes> hex) implements Expectation {}

  /**
   * The item is, or is not, in the core deterministic encoding of RFC 8949, Section 4.2.1. CBOR
   * inside byte strings of the item is not examined.
   *
   * @param at the item
   * @param holds whether the item is in that encoding
   * @param why the violation, if the item is not in that encoding
   * @param erratum the erratum that this expectation shows
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
  record Field(CborPath at, String name, Bytes value) implements Expectation {}

  /**
   * An item inside the bytes.
   *
   * @param at the item
   * @param value its encoding
   * @param erratum the erratum that this expectation shows
   */
  record Item(CborPath at, Bytes value, Optional<String> erratum) implements Expectation {}

  /**
   * All keys of a map.
   *
   * @param at the map
   * @param keys the keys in diagnostic notation, in the order of the encoding
   * @param erratum the erratum that this expectation shows
   */
  record Keys(CborPath at, List<String> keys, Optional<String> erratum) implements Expectation {
    /** Takes an unmodifiable copy of the list. */
    public Keys {
      keys = List.copyOf(keys);
    }
  }

  /**
   * The digest in the authentication wrapper matches the manifest, including the head of its byte
   * string.
   *
   * @param at the envelope
   * @param algorithm the COSE algorithm of the digest
   */
  record ManifestDigest(CborPath at, int algorithm, Bytes digest) implements Expectation {}

  /**
   * The digest of a severable member in the manifest. If the member is present, the digest matches
   * it.
   *
   * @param at the envelope
   * @param member the label of the member
   * @param algorithm the COSE algorithm of the digest
   * @param present whether the envelope still has the member
   */
  record SeveredDigest(CborPath at, int member, int algorithm, Bytes digest, boolean present)
      implements Expectation {}

  /**
   * An authentication block verifies, or fails to.
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
   * The envelope decodes but cannot be verified, because it has no authentication block.
   *
   * @param at the envelope
   * @param key the name of a key of the set, which the check tries
   * @param erratum the erratum that this expectation shows
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
  record Integrated(CborPath at, String uri, int size, Bytes sha256) implements Expectation {}

  /**
   * The image digest and size in the manifest, compared with the content of a component.
   *
   * @param at the envelope
   * @param component the component or dependency index
   * @param over whether the digest is over the content or over the manifest inside it
   * @param digest the image digest, which matches; absent if the manifest has none
   * @param size the image size in bytes; absent if the manifest has none
   * @param content the content: a payload, or the envelope of a dependency
   * @param sizeHolds whether the content has the image size
   * @param erratum the erratum that this expectation shows
   */
  record Image(
      CborPath at,
      int component,
      Coverage over,
      Optional<Bytes> digest,
      OptionalInt size,
      Bytes content,
      boolean sizeHolds,
      Optional<String> erratum)
      implements Expectation {}

  /** The bytes that an image digest covers. */
  enum Coverage {
    /** All of the content. */
    PAYLOAD,
    /**
     * The encoded manifest of an envelope, including the head of its byte string. The content is
     * that envelope.
     */
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
   * @param contentKey the resulting content-encryption key
   * @param ciphertext the ciphertext, with its tag if it has one
   */
  record Decrypt(
      CborPath at,
      int contentAlgorithm,
      int recipientAlgorithm,
      String key,
      Optional<Bytes> kdfContext,
      Bytes contentKey,
      Bytes iv,
      Bytes ciphertext,
      Bytes plaintext)
      implements Expectation {}

  /**
   * A rule of the SUIT documents holds, or does not.
   *
   * @param at the envelope
   * @param holds whether it holds
   * @param with the vectors of the set that the rule is checked against; empty for most rules
   * @param erratum the erratum that this expectation shows
   */
  record Rule(
      CborPath at, SuitRule rule, boolean holds, List<String> with, Optional<String> erratum)
      implements Expectation {
    /** Takes an unmodifiable copy of the list. */
    public Rule {
      with = List.copyOf(with);
    }
  }

  /**
   * The exact set of TEEP rules that the message breaks.
   *
   * @param with the earlier and later messages of the same exchange; if empty, only rules for a
   *     single message are checked
   * @param violated the broken rules; empty for a valid message
   */
  record TeepRules(List<String> with, List<Violation> violated) implements Expectation {
    /** Takes unmodifiable copies of the lists. */
    public TeepRules {
      with = List.copyOf(with);
      violated = List.copyOf(violated);
    }

    @Override
    public List<String> errata() {
      return violated.stream().flatMap(each -> each.erratum().stream()).toList();
    }
  }

  /**
   * A rule of TEEP that a message breaks.
   *
   * @param rule the number of the rule
   * @param clause the part of the rule, in one word
   * @param erratum the erratum that this expectation shows
   */
  record Violation(int rule, String clause, Optional<String> erratum) {}

  /**
   * Diagnostic notation encodes to bytes.
   *
   * @param edn the notation
   * @param syntax the syntax rules of the notation
   * @param uses the features that it needs beyond RFC 8949, Section 8
   * @param hex the bytes; the vector's own if absent
   * @param erratum the erratum that this expectation shows
   */
  record Notation(
      String edn,
      NotationSyntax syntax,
      List<NotationFeature> uses,
      Optional<Bytes> hex,
      Optional<String> erratum)
      implements Expectation {
    /** Takes an unmodifiable copy of the list. */
    public Notation {
      uses = List.copyOf(uses);
    }
  }

  /**
   * Diagnostic notation is invalid.
   *
   * @param edn the notation
   * @param syntax the syntax rules of the notation
   * @param uses the features that it needs beyond RFC 8949, Section 8
   * @param reason the reason, for a program
   * @param why the reason, in words
   * @param erratum the erratum that this expectation shows
   */
  record RefuseNotation(
      String edn,
      NotationSyntax syntax,
      List<NotationFeature> uses,
      Reason reason,
      String why,
      Optional<String> erratum)
      implements Expectation {
    /** Takes an unmodifiable copy of the list. */
    public RefuseNotation {
      uses = List.copyOf(uses);
    }
  }

  /**
   * The bytes are a SUIT COSE profile.
   *
   * @param name the registered name
   * @param algorithms digest, authentication, key exchange and encryption, as COSE algorithms
   */
  record Profile(String name, List<Integer> algorithms) implements Expectation {
    /** Takes an unmodifiable copy of the list. */
    public Profile {
      algorithms = List.copyOf(algorithms);
    }
  }

  /**
   * The bytes are a version.
   *
   * @param text the version in its usual text form
   * @param parts its integers
   */
  record Version(String text, List<Integer> parts) implements Expectation {
    /** Takes an unmodifiable copy of the list. */
    public Version {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A version matches the comparison in the bytes, or does not.
   *
   * @param version the integers of the version
   * @param matches whether it matches
   */
  record VersionMatch(List<Integer> version, boolean matches) implements Expectation {
    /** Takes an unmodifiable copy of the list. */
    public VersionMatch {
      version = List.copyOf(version);
    }
  }

  /**
   * The size and digest of bytes that are not CBOR.
   *
   * @param size the size in bytes
   * @param sha256 the SHA-256
   */
  record Content(int size, Bytes sha256) implements Expectation {}
}
