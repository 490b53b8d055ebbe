package org.teep4j.cose.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CertificateHash;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseHeadersBuilder;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.TestAuthority;
import org.teep4j.cose.TestAuthority.Draft;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.cose.internal.DerWriter;
import org.teep4j.cose.internal.WeierstrassCurve;

/** Certificates in messages: what makes them trusted, and everything that does not. */
class CertificateTrustTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");

  private static final TestAuthority ROOT = TestAuthority.named("root");
  private static final TestAuthority MIDDLE = TestAuthority.named("middle");
  private static final TestAuthority SIGNER = TestAuthority.named("signer");
  private static final X509Certificate ROOT_CERTIFICATE = ROOT.selfSigned();
  private static final X509Certificate MIDDLE_CERTIFICATE = ROOT.issue(Draft.authority(MIDDLE));
  private static final X509Certificate LEAF = MIDDLE.issue(Draft.signer(SIGNER));

  private static CertificateTrustBuilder trust() {
    return CertificateTrust.builder(ROOT_CERTIFICATE).time(NOW).withoutRevocation();
  }

  private static Bytes der(X509Certificate certificate) {
    try {
      return Bytes.wrap(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Bytes> ders(X509Certificate... certificates) {
    return Arrays.stream(certificates).map(CertificateTrustTest::der).toList();
  }

  private static CoseSign1 signed(CoseHeadersBuilder headers) throws Exception {
    return signed(SIGNER.pair, CoseAlgorithm.ES256, headers);
  }

  private static CoseSign1 signed(KeyPair pair, CoseAlgorithm algorithm, CoseHeadersBuilder headers)
      throws Exception {
    CoseSign1 made =
        CoseSign1.builder()
            .headers(headers.build())
            .payload(PAYLOAD)
            .sign(CoseSigner.of(pair.getPrivate(), algorithm));
    return CoseSign1.decode(Bytes.wrap(made.toByteArray()));
  }

  private static CoseSign1 chained(X509Certificate... chain) throws Exception {
    return signed(CoseHeaders.builder().x5chain(chain));
  }

  private static VerificationException refused(
      Failure failure, CertificateTrustBuilder trust, CoseSign1 message) {
    CertificateTrust built = trust.build();
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> message.verify(built));
    assertEquals(failure, refusal.failure(), () -> refusal + " " + refusal.getCause());
    return refusal;
  }

  private static void refusedWithCause(
      String cause, CertificateTrustBuilder trust, CoseSign1 message) {
    VerificationException found = refused(Failure.CERTIFICATE, trust, message);
    assertTrue(
        (found + " " + found.getCause()).contains(cause), () -> found + " " + found.getCause());
  }

  @Test
  void aChainThatEndsAtAnAnchorIsTrusted() throws Exception {
    VerifiedPayload verified = chained(LEAF, MIDDLE_CERTIFICATE).verify(trust().build());
    assertEquals(PAYLOAD, verified.bytes());
    assertEquals(CoseAlgorithm.ES256, verified.algorithm());
    CoseVerifier verifier = verified.verifier();
    assertEquals(List.of(LEAF, MIDDLE_CERTIFICATE), verifier.certificatePath());
    assertEquals(ROOT_CERTIFICATE, verifier.trustAnchor().orElseThrow().getTrustedCert());
    assertEquals(CoseAlgorithm.ES256, verifier.algorithm());
    assertEquals(Optional.empty(), verifier.keyId());
    assertEquals("CertificatePathVerifier[ES256, CN=signer]", verifier.toString());
    assertEquals("CertificateTrust[1 anchors]", trust().build().toString());
  }

  @Test
  void theAnchorMayBeInTheChainAndTheIntermediateMayBeAtHand() throws Exception {
    chained(LEAF, MIDDLE_CERTIFICATE, ROOT_CERTIFICATE).verify(trust().build());
    CoseSign1 alone = chained(LEAF);
    refused(Failure.CERTIFICATE, trust(), alone);
    alone.verify(trust().certificates(List.of(MIDDLE_CERTIFICATE)).build());
    alone.verify(
        CertificateTrust.builder(MIDDLE_CERTIFICATE).time(NOW).withoutRevocation().build());
    TrustAnchor named =
        new TrustAnchor(
            MIDDLE_CERTIFICATE.getSubjectX500Principal(), MIDDLE.pair.getPublic(), null);
    alone.verify(CertificateTrust.builder(Set.of(named)).time(NOW).withoutRevocation().build());
  }

  @Test
  void aChainWithoutItsAnchorIsNothing() throws Exception {
    TestAuthority other = TestAuthority.named("root");
    CertificateTrustBuilder wrong =
        CertificateTrust.builder(other.selfSigned()).time(NOW).withoutRevocation();
    // The same name, another key.
    refused(Failure.CERTIFICATE, wrong, chained(LEAF, MIDDLE_CERTIFICATE, ROOT_CERTIFICATE));
    TestAuthority stranger = TestAuthority.named("stranger");
    wrong = CertificateTrust.builder(stranger.selfSigned()).time(NOW).withoutRevocation();
    refused(Failure.CERTIFICATE, wrong, chained(LEAF, MIDDLE_CERTIFICATE, ROOT_CERTIFICATE));
    X509Certificate own = SIGNER.issue(Draft.signer(SIGNER));
    refused(Failure.CERTIFICATE, trust(), chained(own));
    assertThrows(IllegalArgumentException.class, () -> CertificateTrust.builder(Set.of()));
  }

  @Test
  void theSignerComesFirst() throws Exception {
    refused(Failure.CERTIFICATE, trust(), chained(MIDDLE_CERTIFICATE, LEAF));
  }

  @Test
  void expiredAndNotYetValid() throws Exception {
    X509Certificate old =
        MIDDLE.issue(Draft.signer(SIGNER).valid("250101000000Z", "250201000000Z"));
    X509Certificate future =
        MIDDLE.issue(Draft.signer(SIGNER).valid("250701000000Z", "260101000000Z"));
    refused(Failure.CERTIFICATE_EXPIRED, trust(), chained(old, MIDDLE_CERTIFICATE));
    refused(Failure.CERTIFICATE_EXPIRED, trust(), chained(future, MIDDLE_CERTIFICATE));
    Instant then = Instant.parse("2025-01-15T00:00:00Z");
    chained(old, MIDDLE_CERTIFICATE).verify(trust().time(then).build());
    X509Certificate oldMiddle =
        ROOT.issue(Draft.authority(MIDDLE).valid("250101000000Z", "250201000000Z"));
    refused(Failure.CERTIFICATE_EXPIRED, trust(), chained(LEAF, oldMiddle));
    // Renewed: one of two certificates with the same name and key is good.
    chained(LEAF, oldMiddle, MIDDLE_CERTIFICATE).verify(trust().build());
  }

  @Test
  void whatIsExpiredAndWrongBesidesIsWrong() throws Exception {
    TestAuthority impostor = TestAuthority.named("middle");
    X509Certificate forged =
        impostor.issue(Draft.signer(SIGNER).valid("250101000000Z", "250201000000Z"));
    refused(Failure.CERTIFICATE, trust(), chained(forged, MIDDLE_CERTIFICATE));
  }

  @Test
  void issuersThatAreNoAuthorities() throws Exception {
    X509Certificate issuedByLeaf = SIGNER.issue(Draft.signer(TestAuthority.named("other")));
    refused(Failure.CERTIFICATE, trust(), chained(issuedByLeaf, LEAF, MIDDLE_CERTIFICATE));
    X509Certificate noConstraints = ROOT.issue(new Draft(MIDDLE).keyUsage(TestAuthority.CERT_SIGN));
    refused(Failure.CERTIFICATE, trust(), chained(LEAF, noConstraints));
    X509Certificate notForCertificates =
        ROOT.issue(
            new Draft(MIDDLE)
                .basicConstraints("30030101ff")
                .keyUsage(TestAuthority.DIGITAL_SIGNATURE));
    refused(Failure.CERTIFICATE, trust(), chained(LEAF, notForCertificates));
    X509Certificate bad = ROOT.issue(Draft.authority(MIDDLE).extension("2a0304", true, "0500"));
    refused(Failure.CERTIFICATE, trust(), chained(LEAF, bad));
  }

  @Test
  void lengthOfPaths() throws Exception {
    X509Certificate noMore =
        ROOT.issue(
            new Draft(MIDDLE)
                .basicConstraints("30060101ff020100")
                .keyUsage(TestAuthority.CERT_SIGN));
    chained(LEAF, noMore).verify(trust().build());
    TestAuthority lower = TestAuthority.named("lower");
    X509Certificate lowerCertificate = MIDDLE.issue(Draft.authority(lower));
    X509Certificate leaf = lower.issue(Draft.signer(SIGNER));
    chained(leaf, lowerCertificate, MIDDLE_CERTIFICATE).verify(trust().build());
    chained(leaf, lowerCertificate, MIDDLE_CERTIFICATE).verify(trust().maxIntermediates(2).build());
    refused(Failure.CERTIFICATE, trust(), chained(leaf, lowerCertificate, noMore));
    refused(
        Failure.CERTIFICATE,
        trust().maxIntermediates(1),
        chained(leaf, lowerCertificate, MIDDLE_CERTIFICATE));
    refused(Failure.CERTIFICATE, trust().maxIntermediates(0), chained(LEAF, MIDDLE_CERTIFICATE));
    assertThrows(IllegalArgumentException.class, () -> trust().maxIntermediates(-1));
  }

  @Test
  void keyUsageOfTheSigner() throws Exception {
    X509Certificate none = MIDDLE.issue(new Draft(SIGNER));
    chained(none, MIDDLE_CERTIFICATE).verify(trust().build());
    X509Certificate agreement = MIDDLE.issue(new Draft(SIGNER).keyUsage("03020308"));
    refusedWithCause("key usage", trust(), chained(agreement, MIDDLE_CERTIFICATE));
    X509Certificate authority = ROOT.issue(Draft.authority(SIGNER));
    refusedWithCause("key usage", trust(), chained(authority));
  }

  @Test
  void extendedKeyUsageOfTheSigner() throws Exception {
    String codeSigning = "300a06082b06010505070303";
    X509Certificate coder =
        MIDDLE.issue(Draft.signer(SIGNER).extension("551d25", true, codeSigning));
    chained(coder, MIDDLE_CERTIFICATE).verify(trust().build());
    CertificateTrustBuilder demanding = trust().extendedKeyUsage("1.3.6.1.5.5.7.3.3");
    chained(coder, MIDDLE_CERTIFICATE).verify(demanding.build());
    refusedWithCause("extended key usage", demanding, chained(LEAF, MIDDLE_CERTIFICATE));
    refusedWithCause(
        "extended key usage",
        trust().extendedKeyUsage("1.3.6.1.5.5.7.3.4"),
        chained(coder, MIDDLE_CERTIFICATE));
  }

  @Test
  void revocationIsCheckedUnlessSwitchedOffByName() throws Exception {
    CoseSign1 message = chained(LEAF, MIDDLE_CERTIFICATE);
    CertificateTrustBuilder checking = CertificateTrust.builder(ROOT_CERTIFICATE).time(NOW);
    refused(Failure.CERTIFICATE, checking, message);
    String soon = "250701000000Z";
    checking.revocationLists(List.of(ROOT.revoke(soon), MIDDLE.revoke(soon)));
    message.verify(checking.build());
    checking.revocationLists(List.of(ROOT.revoke(soon)));
    refused(Failure.CERTIFICATE, checking, message);
    BigInteger leaf = LEAF.getSerialNumber();
    checking.revocationLists(List.of(ROOT.revoke(soon), MIDDLE.revoke(soon, leaf)));
    refusedWithCause("revoked", checking, message);
    BigInteger middle = MIDDLE_CERTIFICATE.getSerialNumber();
    checking.revocationLists(List.of(ROOT.revoke(soon, middle), MIDDLE.revoke(soon)));
    refusedWithCause("revoked", checking, message);
    // An old list says nothing, and neither does one of somebody else with the same name.
    checking.revocationLists(List.of(ROOT.revoke(soon), MIDDLE.revoke("250502000000Z")));
    refused(Failure.CERTIFICATE, checking, message);
    checking.revocationLists(
        List.of(ROOT.revoke(soon), TestAuthority.named("middle").revoke(soon)));
    refused(Failure.CERTIFICATE, checking, message);
    message.verify(checking.withoutRevocation().build());
  }

  @Test
  void aBagIsSearchedForAPath() throws Exception {
    TestAuthority lower = TestAuthority.named("lower");
    X509Certificate lowerCertificate = MIDDLE.issue(Draft.authority(lower));
    X509Certificate leaf = lower.issue(Draft.signer(SIGNER));
    List<Bytes> bag =
        new ArrayList<>(ders(ROOT_CERTIFICATE, MIDDLE_CERTIFICATE, leaf, lowerCertificate));
    bag.add(Bytes.fromHex("3000"));
    Collections.reverse(bag);
    CoseSign1 message =
        signed(
            CoseHeaders.builder().x5bag(bag).x5t(CertificateHash.of(CoseAlgorithm.SHA_256, leaf)));
    VerifiedPayload verified = message.verify(trust().build());
    assertEquals(
        List.of(leaf, lowerCertificate, MIDDLE_CERTIFICATE), verified.verifier().certificatePath());
    // Without x5t each certificate could be the signer's; and nothing protects the choice.
    CoseSign1 bagAlone = signed(CoseHeaders.builder().x5bag(bag));
    refused(Failure.UNPROTECTED_CERTIFICATE, trust(), bagAlone);
    bagAlone.verify(trust().unprotectedCertificates().build());
  }

  @Test
  void noCertificateIsUsedTwiceInAPath() throws Exception {
    // Used again and again, the wrong one would use up all paths before the right one's turn.
    TestAuthority impostor = TestAuthority.named("middle");
    chained(LEAF, impostor.selfSigned(), MIDDLE_CERTIFICATE)
        .verify(trust().maxIntermediates(CertificateBudget.MOST_SIGNATURES).build());
  }

  @Test
  void theCertificateMustBeNamedByWhatIsProtected() throws Exception {
    List<Bytes> chain = ders(LEAF, MIDDLE_CERTIFICATE);
    CertificateHash hash = CertificateHash.of(CoseAlgorithm.SHA_384, LEAF);
    CoseSign1 unprotected = signed(CoseHeaders.builder().unprotectedX5chain(chain));
    refused(Failure.UNPROTECTED_CERTIFICATE, trust(), unprotected);
    unprotected.verify(trust().unprotectedCertificates().build());
    signed(CoseHeaders.builder().unprotectedX5chain(chain).x5t(hash)).verify(trust().build());
    CoseSign1 hashBeside =
        signed(
            CoseHeaders.builder()
                .unprotectedX5chain(chain)
                .unprotect(CoseHeaderParameter.X5T.label(), hash));
    refused(Failure.UNPROTECTED_CERTIFICATE, trust(), hashBeside);
    // Another certificate for the same key, which an attacker may have got.
    X509Certificate twin = MIDDLE.issue(Draft.signer(SIGNER));
    CoseSign1 exchanged =
        signed(CoseHeaders.builder().unprotectedX5chain(ders(twin, MIDDLE_CERTIFICATE)).x5t(hash));
    refused(Failure.CERTIFICATE, trust(), exchanged);
  }

  /** Eight bytes of a hash can be met by another certificate. */
  @Test
  void aShortHashIsAHintAndProtectsNothing() throws Exception {
    List<Bytes> chain = ders(LEAF, MIDDLE_CERTIFICATE);
    CertificateHash hint = CertificateHash.of(CoseAlgorithm.SHA_256_64, der(LEAF));
    refused(
        Failure.UNPROTECTED_CERTIFICATE,
        trust(),
        signed(CoseHeaders.builder().unprotectedX5chain(chain).x5t(hint)));
    signed(CoseHeaders.builder().x5chain(chain).x5t(hint)).verify(trust().build());
    refused(
        Failure.UNPROTECTED_CERTIFICATE,
        trust().certificates(List.of(MIDDLE_CERTIFICATE, LEAF)),
        signed(CoseHeaders.builder().x5t(hint)));
  }

  @Test
  void x5tFindsACertificateAtHand() throws Exception {
    CoseSign1 message =
        signed(CoseHeaders.builder().x5t(CertificateHash.of(CoseAlgorithm.SHA_256, der(LEAF))));
    List<X509Certificate> atHand = List.of(ROOT_CERTIFICATE, MIDDLE_CERTIFICATE, LEAF);
    message.verify(trust().certificates(atHand).build());
    refused(Failure.CERTIFICATE, trust().certificates(List.of(MIDDLE_CERTIFICATE)), message);
    refused(Failure.CERTIFICATE, trust().certificates(List.of(LEAF)), message);
  }

  @Test
  void x5uIsForTheApplicationToFollow() throws Exception {
    CoseSign1 message =
        signed(
            CoseHeaders.builder()
                .x5u("https://example.com/leaf")
                .x5t(CertificateHash.of(CoseAlgorithm.SHA_256, der(LEAF))));
    refused(Failure.CERTIFICATE, trust(), message);
    List<String> asked = new ArrayList<>();
    CertificateSource source =
        uri -> {
          asked.add(uri);
          return ders(LEAF, MIDDLE_CERTIFICATE);
        };
    message.verify(trust().certificateSource(source).build());
    assertEquals(List.of("https://example.com/leaf"), asked);
    CertificateTrustBuilder failing =
        trust()
            .certificateSource(
                uri -> {
                  throw new IOException("not there");
                });
    refusedWithCause("not there", failing, message);
    CoseSign1 alone = signed(CoseHeaders.builder().x5u("https://example.com/leaf"));
    refused(Failure.UNPROTECTED_CERTIFICATE, trust().certificateSource(source), alone);
    alone.verify(trust().certificateSource(source).unprotectedCertificates().build());
  }

  @Test
  void noCertificateIsNoKey() throws Exception {
    refused(Failure.NO_KEY, trust(), signed(CoseHeaders.builder()));
    refused(Failure.NO_KEY, trust(), signed(CoseHeaders.builder().x5u("https://example.com")));
  }

  @Test
  void theKeyOfTheCertificateMustHaveSigned() throws Exception {
    CoseSign1 message =
        signed(
            TestAuthority.named("thief").pair,
            CoseAlgorithm.ES256,
            CoseHeaders.builder().x5chain(LEAF, MIDDLE_CERTIFICATE));
    refused(Failure.SIGNATURE, trust(), message);
  }

  @Test
  void theAlgorithmMustFitTheKeyAndThePermission() throws Exception {
    CoseSign1 message = chained(LEAF, MIDDLE_CERTIFICATE);
    message.verify(trust().algorithms(CoseAlgorithm.ES256).build());
    refused(Failure.ALGORITHM, trust().algorithms(CoseAlgorithm.ESP256), message);
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    TestAuthority rsaSigner = new TestAuthority("rsa", rsa);
    CoseHeadersBuilder headers =
        CoseHeaders.builder()
            .x5chain(ders(MIDDLE.issue(Draft.signer(rsaSigner)), MIDDLE_CERTIFICATE));
    CoseSign1 ps256 = signed(rsa, CoseAlgorithm.PS256, headers);
    ps256.verify(trust().build());
    refused(Failure.ALGORITHM, trust().algorithms(CoseAlgorithm.PS384), ps256);
    // The message names an algorithm of another type of key than the certificate has.
    CoseSign1 mixed = signed(SIGNER.pair, CoseAlgorithm.ES256, headers);
    refused(Failure.ALGORITHM, trust(), mixed);
  }

  @Test
  void aKeyForPssWithOneHashFunction() throws Exception {
    PSSParameterSpec pss = new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
    generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4, pss));
    TestAuthority signer = new TestAuthority("pss", generator.generateKeyPair());
    X509Certificate certificate = MIDDLE.issue(Draft.signer(signer));
    CoseHeadersBuilder headers =
        CoseHeaders.builder().x5chain(ders(certificate, MIDDLE_CERTIFICATE));
    signed(signer.pair, CoseAlgorithm.PS384, headers).verify(trust().build());
    for (CoseAlgorithm other :
        List.of(CoseAlgorithm.PS256, CoseAlgorithm.RS384, CoseAlgorithm.RS256)) {
      CoseSign1 message =
          CoseSign1.builder()
              .headers(headers.algorithm(other).build())
              .payload(PAYLOAD)
              .build(Bytes.wrap(new byte[256]));
      refused(Failure.ALGORITHM, trust(), message);
    }
  }

  @Test
  void weakSignaturesAndKeys() throws Exception {
    Draft sha1 = Draft.signer(SIGNER);
    sha1.signatureAlgorithm = "SHA1withECDSA";
    refused(Failure.CERTIFICATE, trust(), chained(MIDDLE.issue(sha1), MIDDLE_CERTIFICATE));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    TestAuthority weak = new TestAuthority("weak", generator.generateKeyPair());
    Draft leaf = Draft.signer(SIGNER);
    leaf.signatureAlgorithm = "SHA256withRSA";
    refused(
        Failure.CERTIFICATE, trust(), chained(weak.issue(leaf), ROOT.issue(Draft.authority(weak))));
  }

  @Test
  void keysThatCannotSign() throws Exception {
    for (String curve : List.of("X25519", "X448")) {
      TestAuthority agreement =
          new TestAuthority("agreement", KeyPairGenerator.getInstance(curve).generateKeyPair());
      X509Certificate certificate = MIDDLE.issue(Draft.signer(agreement));
      refused(Failure.ALGORITHM, trust(), chained(certificate, MIDDLE_CERTIFICATE));
    }
    Draft explicit = Draft.signer(SIGNER);
    explicit.publicKey = explicitParameters();
    CoseHeadersBuilder headers =
        CoseHeaders.builder().x5chain(List.of(MIDDLE.der(explicit), der(MIDDLE_CERTIFICATE)));
    refused(Failure.CERTIFICATE, trust(), signed(headers));
  }

  /**
   * A key on P-256 whose curve is given by its numbers, with another base point: the key itself.
   */
  private static byte[] explicitParameters() {
    byte[] named = SIGNER.pair.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(named, named.length - 65, named.length);
    ECParameterSpec p256 = ((ECPublicKey) SIGNER.pair.getPublic()).getParams();
    BigInteger p = ((ECFieldFp) p256.getCurve().getField()).getP();
    DerWriter writer = new DerWriter();
    writer.sequence(
        info -> {
          info.sequence(
              algorithm -> {
                algorithm.objectIdentifier("2a8648ce3d0201");
                algorithm.sequence(
                    parameters -> {
                      parameters.integer(BigInteger.ONE);
                      parameters.sequence(
                          field -> field.objectIdentifier("2a8648ce3d0101").integer(p));
                      parameters.sequence(
                          curve -> {
                            curve.octetString(fixed(p256.getCurve().getA()));
                            curve.octetString(fixed(p256.getCurve().getB()));
                          });
                      parameters.octetString(point);
                      parameters.integer(p256.getOrder());
                    });
              });
          info.bitString(point);
        });
    return writer.toByteArray();
  }

  private static byte[] fixed(BigInteger number) {
    return WeierstrassCurve.toBytes(number, 32);
  }

  @Test
  void whatIsNoCertificate() throws Exception {
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(LEAF.getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    byte[] trailing = Arrays.copyOf(LEAF.getEncoded(), LEAF.getEncoded().length + 1);
    for (Bytes bad :
        List.of(
            Bytes.empty(),
            Bytes.fromHex("30"),
            Bytes.fromHex("3000"),
            Bytes.fromHex("30800000"),
            Bytes.ofUtf8(pem),
            Bytes.wrap(trailing),
            Bytes.wrap(new byte[CertificateTrust.LONGEST_CERTIFICATE + 1]))) {
      CoseHeadersBuilder headers =
          CoseHeaders.builder().x5chain(List.of(bad, der(MIDDLE_CERTIFICATE)));
      refused(Failure.CERTIFICATE, trust(), signed(headers));
    }
  }

  @Test
  void longCertificates() throws Exception {
    for (int length : new int[] {30_000, CertificateTrust.LONGEST_CERTIFICATE}) {
      String octets = "0482" + String.format("%04x", length) + "00".repeat(length);
      X509Certificate certificate =
          MIDDLE.issue(Draft.signer(SIGNER).extension("2a0304", false, octets));
      CoseSign1 message = chained(certificate, MIDDLE_CERTIFICATE);
      if (length == 30_000) {
        message.verify(trust().build());
      } else {
        refusedWithCause("too long", trust(), message);
      }
    }
  }

  @Test
  void damagedCertificatesCauseNothingElse() throws Exception {
    byte[] leaf = LEAF.getEncoded();
    for (int i = 0; i < leaf.length; i++) {
      for (int change : new int[] {1, 0x80}) {
        byte[] damaged = leaf.clone();
        damaged[i] ^= (byte) change;
        CoseHeaders headers =
            CoseHeaders.builder()
                .algorithm(CoseAlgorithm.ES256)
                .x5chain(List.of(Bytes.wrap(damaged), der(MIDDLE_CERTIFICATE)))
                .build();
        refusedOrTheSame(headers);
      }
    }
  }

  /** The JDK does not look at how many bits of a signature are unused, which changes nothing. */
  private static void refusedOrTheSame(CoseHeaders headers) throws Exception {
    try {
      for (CoseVerifier verifier : trust().build().resolve(headers)) {
        assertArrayEquals(
            LEAF.getTBSCertificate(), verifier.certificatePath().get(0).getTBSCertificate());
      }
    } catch (VerificationException e) {
      assertTrue(Set.of(Failure.CERTIFICATE, Failure.ALGORITHM).contains(e.failure()), e::toString);
    }
  }

  @Test
  void aBagOfCertificatesThatSignEachOtherTakesFewSteps() throws Exception {
    // As many paths as there are orders of the certificates, and every signature on them is good.
    TestAuthority mesh = TestAuthority.named("mesh");
    List<Bytes> bag = new ArrayList<>();
    for (int i = 0; i < CertificateTrust.MOST_CERTIFICATES - 1; i++) {
      bag.add(mesh.der(Draft.authority(mesh)));
    }
    X509Certificate leaf = mesh.issue(Draft.signer(SIGNER));
    CoseHeadersBuilder headers = CoseHeaders.builder().x5chain(ders(leaf)).x5bag(bag);
    refused(Failure.CERTIFICATE, trust().maxIntermediates(16), signed(headers));
    TestAuthority namesake = TestAuthority.named("mesh");
    CertificateTrustBuilder anchored =
        CertificateTrust.builder(namesake.selfSigned()).time(NOW).withoutRevocation();
    refused(Failure.CERTIFICATE, anchored.maxIntermediates(16), signed(headers));
    bag.add(der(MIDDLE_CERTIFICATE));
    refused(
        Failure.CERTIFICATE,
        CertificateTrust.builder(mesh.selfSigned()).time(NOW).withoutRevocation(),
        signed(headers.x5bag(bag)));
  }

  @Test
  void everySignatureOfAMessageHasItsOwnCertificate() throws Exception {
    TestAuthority other = TestAuthority.named("other");
    CoseSign message =
        CoseSign.builder()
            .payload(PAYLOAD)
            .sign(
                CoseSigner.of(other.pair.getPrivate(), CoseAlgorithm.ES256),
                CoseHeaders.builder().x5chain(ders(other.selfSigned())).build())
            .sign(
                CoseSigner.of(SIGNER.pair.getPrivate(), CoseAlgorithm.ES256),
                CoseHeaders.builder().x5chain(LEAF, MIDDLE_CERTIFICATE).build())
            .build();
    VerifiedPayload verified = message.verify(trust().build());
    assertEquals(LEAF, verified.verifier().certificatePath().get(0));
  }

  @Test
  void settingsAreThoseAtTheTimeOfBuilding() throws Exception {
    CertificateTrustBuilder builder = trust();
    CertificateTrust before = builder.build();
    builder.maxIntermediates(0).algorithms(CoseAlgorithm.PS256);
    chained(LEAF, MIDDLE_CERTIFICATE).verify(before);
  }
}
