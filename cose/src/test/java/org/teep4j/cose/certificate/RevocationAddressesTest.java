package org.teep4j.cose.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.teep4j.cose.TestAuthority;
import org.teep4j.cose.TestAuthority.Draft;
import org.teep4j.cose.internal.DerWriter;

/** Every address for revocation in a certificate is asked for. */
class RevocationAddressesTest {

  private static final String DISTRIBUTION_POINTS = "551d1f";
  private static final String FRESHEST_CRL = "551d2e";
  private static final String AUTHORITY_INFORMATION_ACCESS = "2b06010505070101";
  private static final String OCSP = "2b06010505073001";
  private static final String CA_ISSUERS = "2b06010505073002";

  private static X509Certificate with(String extension, Consumer<DerWriter> elements) {
    String der = HexFormat.of().formatHex(new DerWriter().sequence(elements).toByteArray());
    return TestAuthority.named("root")
        .issue(Draft.signer(TestAuthority.named("leaf")).extension(extension, false, der));
  }

  static void point(DerWriter points, Consumer<DerWriter> names) {
    points.sequence(point -> point.element(0xa0, name -> name.element(0xa0, names)));
  }

  static DerWriter uri(DerWriter names, String address) {
    return names.element(0x86, address.getBytes(US_ASCII));
  }

  private static DerWriter dnsName(DerWriter names) {
    return names.element(0x82, "example.com".getBytes(US_ASCII));
  }

  private static List<String> asked(X509Certificate certificate) throws Exception {
    List<String> asked = new ArrayList<>();
    new RevocationAddresses(address -> asked.add(address.toString())).check(certificate, List.of());
    return asked;
  }

  private static void refused(String message, X509Certificate certificate) {
    RevocationAddresses checker =
        new RevocationAddresses(address -> address.equals(URI.create("http://a")));
    assertEquals(
        message,
        assertThrows(CertPathValidatorException.class, () -> checker.check(certificate, List.of()))
            .getMessage());
  }

  @Test
  void distributionPoints() throws Exception {
    for (String extension : List.of(DISTRIBUTION_POINTS, FRESHEST_CRL)) {
      X509Certificate certificate =
          with(
              extension,
              points -> {
                point(points, names -> uri(dnsName(uri(names, "http://a")), "http://b"));
                points.sequence(point -> point.element(0x81, new byte[] {1}));
                points.sequence(
                    point -> point.element(0xa0, name -> name.element(0xa1, relative -> {})));
                point(points, names -> uri(names, "ldap://c"));
              });
      assertEquals(List.of("http://a", "http://b", "ldap://c"), asked(certificate));
      refused(RevocationAddresses.NOT_PERMITTED, certificate);
    }
  }

  @Test
  void responders() throws Exception {
    X509Certificate certificate =
        with(
            AUTHORITY_INFORMATION_ACCESS,
            all ->
                all.sequence(one -> uri(one.objectIdentifier(CA_ISSUERS), "http://b"))
                    .sequence(one -> dnsName(one.objectIdentifier(OCSP)))
                    .sequence(one -> uri(one.objectIdentifier(OCSP), "http://c")));
    assertEquals(List.of("http://c"), asked(certificate));
    refused(RevocationAddresses.NOT_PERMITTED, certificate);
  }

  @Test
  void othersAreMalformed() {
    for (String extension :
        List.of(DISTRIBUTION_POINTS, FRESHEST_CRL, AUTHORITY_INFORMATION_ACCESS)) {
      refused(RevocationAddresses.MALFORMED, with(extension, all -> all.octetString(new byte[1])));
    }
    refused(
        RevocationAddresses.MALFORMED,
        with(DISTRIBUTION_POINTS, points -> point(points, names -> uri(names, "http://a b"))));
  }

  @Test
  void certificatesWithoutAddresses() throws Exception {
    assertEquals(List.of(), asked(TestAuthority.named("root").selfSigned()));
  }
}
