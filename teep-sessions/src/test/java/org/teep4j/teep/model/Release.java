package org.teep4j.teep.model;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.author.Component;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.author.Source;

/**
 * A manifest.
 *
 * @param author who has signed it
 * @param place where it is stored; an honest author stores it beside the component
 * @param component what it installs
 * @param sequence its sequence number
 */
record Release(Owner author, Product place, Product component, long sequence) {

  private static final Map<Release, VerifiedManifest> MADE = new ConcurrentHashMap<>();
  private static final Map<Bytes, Release> BY_ENVELOPE = new ConcurrentHashMap<>();
  private static final Map<SuitDigest, Release> BY_DIGEST = new ConcurrentHashMap<>();

  static Release of(Owner author, Product product, long sequence) {
    return new Release(author, product, product, sequence);
  }

  Bytes content() {
    return Bytes.ofUtf8(component.id + " " + sequence + " of " + author);
  }

  VerifiedManifest manifest() {
    return MADE.computeIfAbsent(this, Release::make);
  }

  private VerifiedManifest make() {
    try {
      VerifiedManifest made =
          ManifestAuthor.ofSequenceNumber(sequence)
              .manifestComponentId(place.place)
              .component(Component.of(component.id, Source.integrated("#content", content())))
              .uninstallable()
              .envelope()
              .signer(CoseSigner.of(author.author))
              .build()
              .verify(CoseVerifier.of(author.author.toPublic()));
      BY_ENVELOPE.put(made.envelope().withTag(false).encode().toBytes(), this);
      BY_DIGEST.put(made.digest(), this);
      return made;
    } catch (GeneralSecurityException | DecodeException e) {
      throw new AssertionError(e);
    }
  }

  static Release ofEnvelope(Bytes envelope) {
    return Optional.ofNullable(BY_ENVELOPE.get(envelope))
        .orElseThrow(() -> new AssertionError("a manifest that nobody has made"));
  }

  static Release ofDigest(SuitDigest digest) {
    return Optional.ofNullable(BY_DIGEST.get(digest))
        .orElseThrow(() -> new AssertionError("a manifest that nobody has made"));
  }
}
