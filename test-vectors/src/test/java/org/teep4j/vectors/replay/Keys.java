package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.SymmetricKey;

/** The keys of the scenarios. They were made for them and protect nothing. */
final class Keys {
  static final String AUTHOR = "author";
  static final String OTHER = "author2";
  static final String ROGUE = "rogue";
  static final String ED25519 = "ed25519";
  static final String MAC = "mac";

  private static final Map<String, CoseKey> ALL = new LinkedHashMap<>();

  static {
    p256(
        AUTHOR,
        "39837747608f8f198396b9da9fb89f296e3cc500c0f0a338b4d64129cb984026",
        "a9a8a911bdae22d254eb2cd332395000e4bdceb32ac52d69ba3a669ce11c99ed",
        "c11c9c1ffb35bb091cfd31b5205fbef0a8b15b1cfb390b491c7087f48cdd3806");
    p256(
        OTHER,
        "8cccca192628f3bdceaf4c67c9a47bd339d547a6095d39194d7ec31fa264602b",
        "6e16448cdb3a1e256faefc8d9aa9a5ff11b7a3ebb27a30f5b7e98d9593eec199",
        "b89bd3641edfe0e9fdc4c6371c569e9c3c9ff552ac4df661ab6842900217d6a8");
    p256(
        ROGUE,
        "f7cdb201bc050d165de49eb38496e95e55582792a6f556e7e3d0500f4a000eb6",
        "3062bd90dd6edd4eaa542424077bf68b4ed445accc9c1d0dac8b9e6c44592bad",
        "e436a261ebb7d28fe9a1396908f4789001c088c055430fef0a8d623df9a82de1");
    put(
        ED25519,
        "{1: 1, -1: 6, -2: h'89204928475d3ce32a7dab96c4b8279610dc9429dce1798b0c6a8e96b0d91513',"
            + " -4: h'1dd4f25ebd5f5996f57a7ee55c02255d3c0e9975d36ab6d0d340af3d9a8bc0a7'}");
    put(
        MAC,
        "{1: 4, 3: 5, -1: h'7033b1c4d42c2e6b0c3f3e5f8a1d9b2c4e6f708192a3b4c5d6e7f8091a2b3c4d'}");
  }

  private Keys() {}

  private static void p256(String name, String x, String y, String d) {
    put(name, "{1: 2, -1: 1, -2: h'" + x + "', -3: h'" + y + "', -4: h'" + d + "'}");
  }

  private static void put(String name, String notation) {
    try {
      ALL.put(name, CoseKey.decode(Edn.parse(notation)));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  /** What a device has of each key: the public part, or the shared secret. */
  static Map<String, CoseKey> trusted() {
    Map<String, CoseKey> keys = new LinkedHashMap<>();
    ALL.forEach((name, key) -> keys.put(name, key instanceof SymmetricKey ? key : key.toPublic()));
    return keys;
  }

  /** A private key. */
  static CoseKey key(String name) {
    return ALL.get(name);
  }

  /** An authentication block over an encoded digest, which is not inside it. */
  static Bytes block(String name, Bytes digest) {
    CoseKey key = ALL.get(name);
    try {
      if (key instanceof SymmetricKey) {
        return CoseMac0.builder()
            .payload(digest)
            .detached()
            .mac(CoseMacCreator.of(key))
            .encode()
            .toBytes();
      }
      return sign(CoseSigner.of(key), digest);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A signature of the author that names ES256, as in the published examples. */
  static Bytes es256(Bytes digest) {
    try {
      return sign(CoseSigner.of(ALL.get(AUTHOR), CoseAlgorithm.ES256), digest);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes sign(CoseSigner signer, Bytes digest) throws GeneralSecurityException {
    return CoseSign1.builder().payload(digest).detached().sign(signer).encode().toBytes();
  }
}
