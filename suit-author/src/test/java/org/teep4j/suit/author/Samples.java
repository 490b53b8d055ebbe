package org.teep4j.suit.author;

import java.security.GeneralSecurityException;
import java.util.UUID;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;

/** Values that several tests use. */
final class Samples {

  static final UUID VENDOR = UUID.fromString("fa6b4a53-d5ad-5fdf-be9d-e663e4d41ffe");
  static final UUID CLASS = UUID.fromString("1492af14-2569-5e48-bf42-9b2d51f2ab45");
  static final SuitComponentIdentifier APP = id("00");
  static final SuitComponentIdentifier RAM = id("01");
  static final SuitComponentIdentifier STAGING = id("02");
  static final SuitComponentIdentifier HOME = id("03");
  static final Bytes FIRMWARE = Bytes.ofUtf8("firmware of version 2");
  static final CoseKey KEY = key();
  static final CoseSigner SIGNER = signer();

  private Samples() {}

  static SuitComponentIdentifier id(String hex) {
    return SuitComponentIdentifier.of(Bytes.fromHex(hex));
  }

  private static CoseKey key() {
    try {
      return CoseKeys.generate(CoseAlgorithm.ESP256);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CoseSigner signer() {
    try {
      return CoseSigner.of(KEY, CoseAlgorithm.ESP256);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static SuitEnvelope signed(ManifestAuthor author) throws GeneralSecurityException {
    return author.envelope().signer(SIGNER).build();
  }

  /** A signed envelope around a manifest in diagnostic notation. */
  static SuitEnvelope signed(String manifest) throws Exception {
    return SuitEnvelope.builder(manifest(manifest)).signer(SIGNER).build();
  }

  static SuitManifest manifest(String notation) throws DecodeException {
    return SuitManifest.decodeUnverified(Edn.parse(notation));
  }

  /** {@code image-digest} and {@code image-size} in diagnostic notation. */
  static String image(Bytes content) {
    Image image = Image.of(content);
    return digest(content) + ", 14: " + image.size().orElseThrow();
  }

  static String digest(Bytes content) {
    return "3: <<[-16, h'" + Image.of(content).digest().bytes().toHex() + "']>>";
  }
}
