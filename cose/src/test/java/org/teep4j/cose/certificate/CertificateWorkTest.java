package org.teep4j.cose.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.TestAuthority;
import org.teep4j.cose.TestAuthority.Draft;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.DerWriter;
import org.teep4j.testsupport.Allocation;
import org.teep4j.testsupport.ExceptionsMade;

/** What certificates from strangers can ask for: counted work, and places that are contacted. */
class CertificateWorkTest {

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
    return Arrays.stream(certificates).map(CertificateWorkTest::der).toList();
  }

  private static CoseHeaders chain(X509Certificate... certificates) {
    return CoseHeaders.builder().algorithm(CoseAlgorithm.ES256).x5chain(ders(certificates)).build();
  }

  private static String refusal(CoseKeyResolver trust, CoseHeaders headers) {
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> trust.resolve(headers));
    assertEquals(Failure.CERTIFICATE, refusal.failure());
    return String.valueOf(refusal.getMessage());
  }

  /** Certificates that name a genuine issuer and are not signed by it. */
  private static CoseHeaders junk(int count, X509Certificate... more) {
    TestAuthority impostor = TestAuthority.named("middle");
    List<Bytes> bag = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bag.add(impostor.der(Draft.signer(SIGNER)));
    }
    bag.addAll(ders(more));
    return CoseHeaders.builder()
        .algorithm(CoseAlgorithm.ES256)
        .protect(CoseHeaderParameter.X5BAG.label(), array(bag))
        .build();
  }

  private static Bytes array(List<Bytes> values) {
    CborWriter writer = new CborWriter();
    writer.beginArray();
    values.forEach(writer::writeBytes);
    return writer.endArray().toBytes();
  }

  @Test
  void allSignaturesOfAMessageShareOneBudget() throws Exception {
    CertificateTrust trust = trust().build();
    CoseHeaders headers = junk(15, MIDDLE_CERTIFICATE);
    CoseKeyResolver forOneMessage = trust.forOneMessage();
    assertEquals(
        "the certificate is not acceptable: the signer's certificate has a wrong signature",
        refusal(forOneMessage, headers));
    refusal(forOneMessage, headers);
    assertTrue(
        refusal(forOneMessage, headers)
            .endsWith("more certificates than are checked could lead to a trust anchor"));
    refusal(forOneMessage, headers);
    assertTrue(refusal(forOneMessage, headers).endsWith("more certificates than are looked at"));
    // The next message starts anew.
    assertEquals(1, trust.forOneMessage().resolve(chain(LEAF, MIDDLE_CERTIFICATE)).size());
    assertEquals(1, trust.resolve(chain(LEAF, MIDDLE_CERTIFICATE)).size());
    // And so does one behind another resolver.
    CoseKeyResolver either = trust.or(ignored -> List.of()).forOneMessage();
    for (int i = 0; i < 4; i++) {
      refusal(either, headers);
    }
    assertTrue(refusal(either, headers).endsWith("more certificates than are looked at"));
  }

  @Test
  void aMessageOfManySignaturesWithJunkIsBounded() throws Exception {
    CoseHeaders headers = junk(15, MIDDLE_CERTIFICATE);
    CborWriter writer = new CborWriter();
    writer.beginArray().writeBytes(Bytes.empty()).beginMap().endMap().writeBytes(PAYLOAD);
    writer.beginArray();
    for (int i = 0; i < 64; i++) {
      writer.beginArray().writeBytes(headers.protectedBytes()).beginMap().endMap();
      writer.writeBytes(Bytes.wrap(new byte[64])).endArray();
    }
    CoseSign message = CoseSign.decode(writer.endArray().endArray().toBytes());
    CertificateTrust trust = trust().build();
    long exceptions =
        ExceptionsMade.by(
            () -> assertThrows(VerificationException.class, () -> message.verify(trust)),
            "java.security.cert.CertPathValidatorException");
    // The JDK makes two for each path that it refuses; half of the budget is paths of two.
    assertTrue(exceptions <= 2 * CertificateBudget.MOST_SIGNATURES, exceptions + " exceptions");
  }

  @Test
  void x5uIsFollowedAFewTimes() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CertificateTrust trust =
        trust()
            .certificateSource(
                uri -> {
                  asked.incrementAndGet();
                  throw new IOException("not there");
                })
            .build();
    CoseHeaders headers =
        CoseHeaders.builder().algorithm(CoseAlgorithm.ES256).x5u("https://example.com").build();
    CoseKeyResolver forOneMessage = trust.forOneMessage();
    for (int i = 0; i < 10; i++) {
      refusal(forOneMessage, headers);
    }
    assertEquals(CertificateBudget.MOST_FETCHES, asked.get());
    // Nothing is fetched for an algorithm that cannot be the one.
    CertificateTrust other =
        trust().algorithms(CoseAlgorithm.ESP256).certificateSource(uri -> List.of()).build();
    assertEquals(
        Failure.ALGORITHM,
        assertThrows(VerificationException.class, () -> other.resolve(headers)).failure());
  }

  /** RFC 5280, Section 4.2.1.3: digitalSignature (bit 0) or nonRepudiation (bit 1). */
  @Test
  void eitherBitForSignaturesWillDo() throws Exception {
    for (String usage : List.of("03020780", "03020640", "030206c0")) {
      X509Certificate certificate = MIDDLE.issue(new Draft(SIGNER).keyUsage(usage));
      assertEquals(
          1, trust().build().resolve(chain(certificate, MIDDLE_CERTIFICATE)).size(), usage);
    }
    X509Certificate agreement = MIDDLE.issue(new Draft(SIGNER).keyUsage("03020308"));
    assertEquals(
        "the certificate is not acceptable: the key usage of the signer's certificate has neither"
            + " digitalSignature nor nonRepudiation",
        refusal(trust().build(), chain(agreement, MIDDLE_CERTIFICATE)));
  }

  @Test
  void refusalsNameTheirReason() throws Exception {
    String start = "the certificate is not acceptable: ";
    assertEquals(start + "no path leads to a trust anchor", refusal(trust().build(), chain(LEAF)));
    assertEquals(
        start + "a certificate is too long",
        refusal(
            trust().build(),
            CoseHeaders.builder()
                .algorithm(CoseAlgorithm.ES256)
                .x5chain(List.of(Bytes.wrap(new byte[CertificateTrust.LONGEST_CERTIFICATE + 1])))
                .build()));
    X509Certificate noAuthority = ROOT.issue(new Draft(MIDDLE));
    assertEquals(
        start + "certificate 2 of the path is not the certificate of an authority",
        refusal(trust().build(), chain(LEAF, noAuthority)));
    X509Certificate old =
        MIDDLE.issue(Draft.signer(SIGNER).valid("250101000000Z", "250201000000Z"));
    assertEquals(
        "a certificate is not valid at this time: the signer's certificate has expired",
        assertThrows(
                VerificationException.class,
                () -> trust().build().resolve(chain(old, MIDDLE_CERTIFICATE)))
            .getMessage());
    assertEquals(
        start + "the signer's certificate lacks the extended key usage 1.3.6.1.5.5.7.3.3",
        refusal(
            trust().extendedKeyUsage("1.3.6.1.5.5.7.3.3").build(),
            chain(LEAF, MIDDLE_CERTIFICATE)));
    CertificateTrust withLists = CertificateTrust.builder(ROOT_CERTIFICATE).time(NOW).build();
    assertTrue(refusal(withLists, chain(LEAF, MIDDLE_CERTIFICATE)).contains("may be revoked"));
  }

  // Revocation over the network.

  private static Draft withAddress(Draft draft, String address) {
    DerWriter writer = new DerWriter();
    writer.sequence(
        points ->
            RevocationAddressesTest.point(
                points, names -> RevocationAddressesTest.uri(names, address)));
    return draft.extension("551d1f", false, HexFormat.of().formatHex(writer.toByteArray()));
  }

  private static Draft withResponder(Draft draft, String address) {
    DerWriter writer = new DerWriter();
    writer.sequence(
        all ->
            all.sequence(
                description -> {
                  description.objectIdentifier("2b06010505073001");
                  description.element(0x86, address.getBytes(US_ASCII));
                }));
    return draft.extension(
        "2b06010505070101", false, HexFormat.of().formatHex(writer.toByteArray()));
  }

  @Test
  void onlyPermittedAddressesOfGenuineCertificatesAreContacted() throws Exception {
    AtomicInteger contacted = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          contacted.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/list";
      CertificateTrust online =
          CertificateTrust.builder(ROOT_CERTIFICATE)
              .time(NOW)
              .onlineRevocation(uri -> uri.toString().equals(address))
              .build();
      CertificateTrust closed =
          CertificateTrust.builder(ROOT_CERTIFICATE)
              .time(NOW)
              .onlineRevocation(uri -> false)
              .build();
      TestAuthority impostor = TestAuthority.named("root");
      for (boolean responder : new boolean[] {true, false}) {
        Draft draft =
            responder
                ? withResponder(Draft.signer(SIGNER), address)
                : withAddress(Draft.signer(SIGNER), address);
        // A forged one has its signature checked first, and then nothing more.
        refusal(online, chain(impostor.issue(draft)));
        assertEquals(0, contacted.get());
        X509Certificate genuine = ROOT.issue(draft);
        assertTrue(refusal(closed, chain(genuine)).endsWith(RevocationAddresses.NOT_PERMITTED));
        assertEquals(0, contacted.get());
        refusal(online, chain(genuine));
        assertTrue(contacted.getAndSet(0) > 0);
      }
      X509Certificate file = ROOT.issue(withAddress(Draft.signer(SIGNER), "file:///etc/hostname"));
      assertTrue(refusal(online, chain(file)).endsWith(RevocationAddresses.NOT_PERMITTED));
      X509Certificate malformed = ROOT.issue(withAddress(Draft.signer(SIGNER), "http://a b"));
      assertTrue(refusal(online, chain(malformed)).endsWith(RevocationAddresses.MALFORMED));
    } finally {
      server.stop(0);
    }
  }

  // Names and policies.

  /** As many elements as a certificate of this size holds. */
  private static String many(int count, Consumer<Element> each) {
    DerWriter writer = new DerWriter();
    writer.sequence(
        all -> {
          for (int i = 0; i < count; i++) {
            each.accept(new Element(all, i));
          }
        });
    return HexFormat.of().formatHex(writer.toByteArray());
  }

  private record Element(DerWriter writer, int index) {
    String policy(int shift) {
      return String.format("2a03%02x%02x", 0x81 + (index + shift) / 128, (index + shift) % 128);
    }

    void name() {
      writer.sequence(tree -> tree.element(0x82, (index + ".example").getBytes(US_ASCII)));
    }
  }

  private static String excluded(int count) {
    byte[] trees = HexFormat.of().parseHex(many(count, Element::name));
    int head = (trees[1] & 0x80) == 0 ? 2 : 2 + (trees[1] & 0x7f);
    DerWriter writer = new DerWriter();
    writer.sequence(all -> all.element(0xa1, Arrays.copyOfRange(trees, head, trees.length)));
    return HexFormat.of().formatHex(writer.toByteArray());
  }

  /** CertificatePolicies with anyPolicy alone (RFC 5280, Section 4.2.1.4). */
  private static final String ANY_POLICY = "300830060604551d2000";

  private static String policies(int count) {
    return many(count, each -> each.writer().sequence(one -> one.objectIdentifier(each.policy(0))));
  }

  private static String mappings(int count) {
    return many(
        count,
        each ->
            each.writer()
                .sequence(
                    pair ->
                        pair.objectIdentifier(each.policy(0)).objectIdentifier(each.policy(1))));
  }

  /**
   * The JDK would compare a thousand names or policies with each other before it sees that nobody
   * has signed them: the allocation shows whether it does. Reading the certificate takes 11 bytes
   * for each of its bytes, the names 31, the policies 3,600.
   */
  @Test
  void namesAndPoliciesThatNoAuthorityHasSignedAreNotProcessed() throws Exception {
    TestAuthority lower = TestAuthority.named("lower");
    TestAuthority impostor = TestAuthority.named("middle");
    X509Certificate leaf = lower.issue(Draft.signer(SIGNER));
    // The JDK compares with the names and policies of the certificates above.
    X509Certificate middle =
        ROOT.issue(
            Draft.authority(MIDDLE)
                .extension("551d1e", true, excluded(1))
                .extension("551d20", false, ANY_POLICY));
    List<Draft> drafts =
        List.of(
            Draft.authority(lower).extension("551d1e", true, excluded(1000)),
            Draft.authority(lower)
                .extension("551d20", false, policies(900))
                .extension("551d21", false, mappings(450)));
    for (Draft draft : drafts) {
      X509Certificate forged = impostor.issue(draft);
      CoseHeaders headers = chain(leaf, forged, middle);
      CertificateTrust trust = trust().build();
      assertEquals(
          "the certificate is not acceptable: certificate 2 of the path has a wrong signature",
          refusal(trust, headers));
      long allocated = Allocation.ofThisRun(() -> refusal(trust, headers));
      assertTrue(allocated < 20L * forged.getEncoded().length, allocated + " bytes");
      // What an authority has signed is processed.
      X509Certificate genuine = MIDDLE.issue(draft);
      assertEquals(1, trust.resolve(chain(leaf, genuine, middle)).size());
    }
  }
}
