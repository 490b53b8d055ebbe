package org.teep4j.cose;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.DerWriter;

/** Whoever signs certificates: a key with a name. What it signs may be as wrong as a test wants. */
public final class TestAuthority {

  public static final String DIGITAL_SIGNATURE = "03020780";
  public static final String CERT_SIGN = "03020106";
  private static final String PSS = "RSASSA-PSS";
  public static final String PSS_SHA_1 = PSS + " with SHA-1";
  public static final String PSS_SHA_256 = PSS + " with SHA-256";
  private static long serials = 1000;

  public final String name;
  public final KeyPair pair;

  public TestAuthority(String name, KeyPair pair) {
    this.name = name;
    this.pair = pair;
  }

  public static TestAuthority of(String name, CoseKey key) throws GeneralSecurityException {
    return new TestAuthority(
        name, new KeyPair(CoseKeys.toPublicKey(key), CoseKeys.toPrivateKey(key)));
  }

  public static TestAuthority named(String name) {
    return new TestAuthority(name, Keys.ec("secp256r1").generateKeyPair());
  }

  /** What a certificate says; all fields may be changed before it is signed. */
  public static final class Draft {
    public String subject;
    public byte[] publicKey;
    public String notBefore = "250101000000Z";
    public String notAfter = "260101000000Z";
    public String signatureAlgorithm = "SHA256withECDSA";
    public BigInteger serial = BigInteger.valueOf(serials++);
    public final List<Consumer<DerWriter>> extensions = new ArrayList<>();

    public Draft(TestAuthority subject) {
      this.subject = subject.name;
      this.publicKey = subject.pair.getPublic().getEncoded();
    }

    /** The most usual form of a signer's certificate. */
    public static Draft signer(TestAuthority subject) {
      return new Draft(subject).keyUsage(DIGITAL_SIGNATURE);
    }

    /** The most usual form of the certificate of an authority. */
    public static Draft authority(TestAuthority subject) {
      return new Draft(subject).basicConstraints("30030101ff").keyUsage(CERT_SIGN);
    }

    public Draft valid(String from, String to) {
      notBefore = from;
      notAfter = to;
      return this;
    }

    public Draft keyUsage(String der) {
      return extension("551d0f", true, der);
    }

    public Draft basicConstraints(String der) {
      return extension("551d13", true, der);
    }

    public Draft extension(String oid, boolean critical, String der) {
      extensions.add(
          writer ->
              writer.sequence(
                  extension -> {
                    extension.objectIdentifier(oid);
                    if (critical) {
                      extension.element(0x01, new byte[] {-1});
                    }
                    extension.octetString(HexFormat.of().parseHex(der));
                  }));
      return this;
    }

    private void write(DerWriter writer, TestAuthority issuer) {
      writer.element(0xa0, version -> version.integer(BigInteger.TWO));
      writer.integer(serial);
      algorithm(writer, signatureAlgorithm);
      writeName(writer, issuer.name);
      writer.sequence(
          validity -> {
            time(validity, notBefore);
            time(validity, notAfter);
          });
      writeName(writer, subject);
      raw(writer, publicKey);
      if (!extensions.isEmpty()) {
        writer.element(
            0xa3, all -> all.sequence(each -> extensions.forEach(one -> one.accept(each))));
      }
    }
  }

  /** Signs a certificate, and returns its DER encoding without having it parsed. */
  public Bytes der(Draft draft) {
    return Bytes.wrap(signed(draft.signatureAlgorithm, writer -> draft.write(writer, this)));
  }

  public X509Certificate issue(Draft draft) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509").generateCertificate(der(draft).asInputStream());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate selfSigned() {
    return issue(Draft.authority(this));
  }

  public X509CRL revoke(String nextUpdate, BigInteger... serials) {
    byte[] der =
        signed(
            "SHA256withECDSA",
            writer -> {
              writer.integer(BigInteger.ONE);
              algorithm(writer, "SHA256withECDSA");
              writeName(writer, name);
              time(writer, "250501000000Z");
              time(writer, nextUpdate);
              if (serials.length > 0) {
                writer.sequence(
                    list -> {
                      for (BigInteger serial : serials) {
                        list.sequence(entry -> time(entry.integer(serial), "250502000000Z"));
                      }
                    });
              }
            });
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] signed(String algorithm, Consumer<DerWriter> content) {
    byte[] toBeSigned = new DerWriter().sequence(content).toByteArray();
    byte[] signature;
    try {
      Signature signer = Signature.getInstance(algorithm.startsWith(PSS) ? PSS : algorithm);
      signer.initSign(pair.getPrivate());
      if (algorithm.startsWith(PSS)) {
        signer.setParameter(pss(algorithm));
      }
      signer.update(toBeSigned);
      signature = signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return new DerWriter()
        .sequence(
            writer -> {
              raw(writer, toBeSigned);
              algorithm(writer, algorithm);
              writer.bitString(signature);
            })
        .toByteArray();
  }

  private static void algorithm(DerWriter writer, String name) {
    writer.sequence(
        algorithm -> {
          switch (name) {
            case "SHA256withECDSA" -> algorithm.objectIdentifier("2a8648ce3d040302");
            case "SHA1withECDSA" -> algorithm.objectIdentifier("2a8648ce3d0401");
            case "Ed25519" -> algorithm.objectIdentifier("2b6570");
            case "SHA256withRSA" -> {
              algorithm.objectIdentifier("2a864886f70d01010b");
              algorithm.element(0x05, new byte[0]);
            }
            case "MD5withRSA" -> {
              algorithm.objectIdentifier("2a864886f70d010104");
              algorithm.element(0x05, new byte[0]);
            }
            case PSS_SHA_1, PSS_SHA_256 -> {
              algorithm.objectIdentifier("2a864886f70d01010a");
              raw(algorithm, encoded(pss(name)));
            }
            default -> throw new IllegalArgumentException(name);
          }
        });
  }

  private static PSSParameterSpec pss(String name) {
    return name.equals(PSS_SHA_1)
        ? new PSSParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, 20, 1)
        : new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
  }

  private static byte[] encoded(PSSParameterSpec spec) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
      parameters.init(spec);
      return parameters.getEncoded();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void time(DerWriter writer, String time) {
    writer.element(0x17, time.getBytes(StandardCharsets.US_ASCII));
  }

  private static void writeName(DerWriter writer, String name) {
    writer.sequence(
        names ->
            names.element(
                0x31,
                set ->
                    set.sequence(
                        attribute -> {
                          attribute.objectIdentifier("550403");
                          attribute.element(0x0c, name.getBytes(StandardCharsets.UTF_8));
                        })));
  }

  /** Writes one element that is encoded already. */
  static void raw(DerWriter writer, byte[] element) {
    int head = (element[1] & 0x80) == 0 ? 2 : 2 + (element[1] & 0x7f);
    byte[] content = new byte[element.length - head];
    System.arraycopy(element, head, content, 0, content.length);
    writer.element(element[0] & 0xff, content);
  }
}
