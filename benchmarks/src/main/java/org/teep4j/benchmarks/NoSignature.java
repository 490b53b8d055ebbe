package org.teep4j.benchmarks;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureSpi;

/**
 * A provider whose signatures are always the same and always good, so that nothing is measured but
 * what is around them.
 */
final class NoSignature extends Provider {

  private static final long serialVersionUID = 1L;

  NoSignature() {
    super("NoSignature", "1", "signs nothing");
    put("Signature.SHA256withECDSA", OfEcdsa.class.getName());
    put("Signature.Ed25519", OfEdDsa.class.getName());
  }

  /** As long as most signatures of ECDSA on P-256 are in their DER form. */
  public static final class OfEcdsa extends Constant {
    /** For JCA. */
    public OfEcdsa() {
      super(ecdsa());
    }

    private static byte[] ecdsa() {
      byte[] signature = new byte[2 + 2 * (2 + 32)];
      signature[0] = 0x30;
      signature[1] = 2 * (2 + 32);
      for (int at = 2; at < signature.length; at += 2 + 32) {
        signature[at] = 2;
        signature[at + 1] = 32;
        signature[at + 2] = 0x7f;
      }
      return signature;
    }
  }

  /** 64 bytes. */
  public static final class OfEdDsa extends Constant {
    /** For JCA. */
    public OfEdDsa() {
      super(new byte[64]);
    }
  }

  private static class Constant extends SignatureSpi {
    private final byte[] signature;

    Constant(byte[] signature) {
      this.signature = signature;
    }

    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] b, int off, int len) {}

    @Override
    protected byte[] engineSign() {
      return signature;
    }

    @Override
    protected boolean engineVerify(byte[] presented) {
      return true;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {}

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
