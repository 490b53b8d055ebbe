package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;

/** Headers are built as their encoding is read. */
class HeaderPropertiesTest {

  private static final List<Function<CoseHeaders, Object>> ACCESSORS =
      List.of(
          CoseHeaders::algorithmId,
          CoseHeaders::algorithm,
          CoseHeaders::critical,
          CoseHeaders::contentType,
          CoseHeaders::keyId,
          CoseHeaders::iv,
          CoseHeaders::partialIv,
          CoseHeaders::keyIdContext,
          CoseHeaders::cwtClaims,
          CoseHeaders::typ,
          CoseHeaders::x5bag,
          CoseHeaders::x5chain,
          CoseHeaders::x5t,
          CoseHeaders::x5u,
          CoseHeaders::payloadHashAlgorithm,
          CoseHeaders::preimageContentType,
          CoseHeaders::payloadLocation,
          CoseHeaders::protectedBytes,
          CoseHeaders::protectedForSigning,
          headers -> new ArrayList<>(headers.protectedParameters().entrySet()),
          headers -> new ArrayList<>(headers.unprotectedParameters().entrySet()),
          CoseCountersignature::in);

  /** Labels, and values that either bucket may have under them. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("1", "-7"),
          Map.entry("3", "\"text/plain\""),
          Map.entry("4", "h'0102'"),
          Map.entry("5", "h'05'"),
          Map.entry("10", "h'0a'"),
          Map.entry("15", "{1: \"issuer\", \"other\": [1]}"),
          Map.entry("32", "[h'01', h'02']"),
          Map.entry("33", "h'03'"),
          Map.entry("34", "[-16, h'04']"),
          Map.entry("35", "32(\"https://example.com\")"),
          Map.entry("23", "1"),
          Map.entry("24", "{}"),
          Map.entry("70000", "[[]]"),
          Map.entry("-1", "1.5"),
          Map.entry("-30", "true"),
          Map.entry("\"b\"", "0"),
          Map.entry("\"aa\"", "null"));

  @Provide
  Arbitrary<CoseHeaders> headers() {
    return Arbitraries.of(VALUES.keySet())
        .set()
        .flatMap(
            labels ->
                Arbitraries.randomValue(
                    random -> {
                      CoseHeadersBuilder builder = CoseHeaders.builder();
                      for (String each : labels) {
                        CoseLabel label = label(each);
                        Bytes value = item(VALUES.get(each));
                        if (random.nextBoolean()) {
                          builder.protect(label, value);
                        } else {
                          builder.unprotect(label, value);
                        }
                      }
                      if (random.nextInt(4) == 0) {
                        CoseLabel own = CoseLabel.of("critical");
                        builder.protect(own, CoseLabel.of(1)).critical(List.of(own));
                        builder.typ(CoseLabel.of("application/cwt"));
                      }
                      if (random.nextInt(4) == 0) {
                        CoseLabel label = CoseHeaderParameter.COUNTERSIGNATURE_V2.label();
                        builder.unprotect(label, item("[h'', {12: h'07'}, h'08']"));
                      }
                      return builder.build();
                    }));
  }

  private static Bytes item(String notation) {
    try {
      return Edn.parse(notation);
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static CoseLabel label(String text) {
    return text.startsWith("\"")
        ? CoseLabel.of(text.substring(1, text.length() - 1))
        : CoseLabel.of(Long.parseLong(text));
  }

  private static CoseHeaders read(CborWriter writer) throws DecodeException {
    CborReader reader = new CborReader(writer.toBytes());
    CoseHeaders headers = CoseHeaders.read(reader);
    reader.expectEnd();
    return headers;
  }

  private static void same(CoseHeaders expected, CoseHeaders actual) {
    assertEquals(expected, actual);
    for (Function<CoseHeaders, Object> accessor : ACCESSORS) {
      assertEquals(accessor.apply(expected), accessor.apply(actual));
    }
  }

  @Property(tries = 500)
  void builtAsRead(@ForAll("headers") CoseHeaders headers) throws DecodeException {
    CborWriter writer = new CborWriter();
    headers.encodeTo(writer);
    same(read(writer), headers);
    same(headers, headers.toBuilder().build());
  }

  @Property(tries = 500)
  void theProtectedBucketAlone(@ForAll("headers") CoseHeaders headers) throws DecodeException {
    CborWriter writer = new CborWriter();
    writer.writeBytes(headers.protectedBytes()).beginMap().endMap();
    same(read(writer), headers.onlyProtected());
  }

  @Property(tries = 500)
  void withACountersignature(@ForAll("headers") CoseHeaders headers) throws DecodeException {
    CoseCountersignature added =
        CoseCountersignature.decode(Edn.parse("[<<{1: -7}>>, {4: h'01'}, h'02']"));
    CoseHeaders countersigned = added.addTo(headers);
    CborWriter writer = new CborWriter();
    countersigned.encodeTo(writer);
    same(read(writer), countersigned);
    List<CoseCountersignature> all = CoseCountersignature.in(countersigned);
    assertEquals(CoseCountersignature.in(headers).size() + 1, all.size());
    assertEquals(added, all.get(all.size() - 1));
  }
}
