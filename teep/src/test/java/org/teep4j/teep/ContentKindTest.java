package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;

class ContentKindTest {

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void messagesAreRecognizedWithAndWithoutSignature(Dialect dialect) throws Exception {
    CoseSigner signer = CoseSigner.of(CoseKeys.generate(CoseCurve.P256));
    for (TeepMessageType type : TeepMessageType.values()) {
      Bytes encoded = PublishedMessages.encoded(type, dialect);
      assertEquals(ContentKind.TEEP_MESSAGE, ContentKind.of(encoded), type.name());
      CoseSign1 tagged = CoseSign1.sign(encoded, signer);
      CoseSign1 untagged = CoseSign1.builder().payload(encoded).untagged().sign(signer);
      for (CoseSign1 signed : new CoseSign1[] {tagged, untagged}) {
        Bytes bytes = signed.encode().toBytes();
        assertEquals(ContentKind.SIGNED_TEEP_MESSAGE, ContentKind.of(bytes), type.name());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "18([h'', {}, null, h''])                          | COSE_MESSAGE",
        "98([h'', {}, <<[3, {}]>>, []])                   | SIGNED_TEEP_MESSAGE",
        "18([h'', {}, <<[7, {}]>>, h''])                  | COSE_MESSAGE",
        "18([h'', {}, <<[3, []]>>, h''])                  | COSE_MESSAGE",
        "18(1)                                            | COSE_MESSAGE",
        "17([h'', {}, <<[3, {}]>>, h''])                  | COSE_MESSAGE",
        "96([h'', {}, null, []])                           | COSE_MESSAGE",
        "[h'', {}, h'01', h'']                            | COSE_MESSAGE",
        "[h'', {}, null]                                   | COSE_MESSAGE",
        "[h'', {}, <<[3, {}]>>, h'']                      | SIGNED_TEEP_MESSAGE",
        "[h'', {}, h'8203a0ff', h'']                      | COSE_MESSAGE",
        "[h'', {}, 1]                                     | CBOR",
        "[h'', {}]                                        | CBOR",
        "[h'']                                            | CBOR",
        "[]                                               | CBOR",
        "[6, {}]                                          | TEEP_MESSAGE",
        "[7, {}]                                          | CBOR",
        "[0, {}]                                          | CBOR",
        "[3]                                              | CBOR",
        "107({})                                          | SUIT_ENVELOPE",
        "{2: h'', 3: h''}                                 | SUIT_ENVELOPE",
        "{'#tc': h'', 3: h'', -1: 0, 2: h''}              | SUIT_ENVELOPE",
        "{2: h'', 3: 1}                                   | CBOR",
        "{1: 2, -1: 1, -2: h'01'}                         | COSE_KEY",
        "[{1: 2, -1: 1, -2: h'01'}, {}]                   | COSE_KEY_SET",
        "[{}, 1]                                          | CBOR",
        "[{}, {1: 2, -1: 1, -2: h'01'}]                   | COSE_KEY_SET",
        "[{}, {}]                                         | CBOR",
        "[{1: 2, -1: 1, -2: h'01'}, 1]                    | CBOR",
        "[h'', 1, <<[3, {}]>>, h'']                       | CBOR",
        "[h'', {}, <<3, {}>>, h'']                        | COSE_MESSAGE",
        "[h'', {}, <<[\"a\", {}]>>, h'']                  | COSE_MESSAGE",
        "[h'', {}, <<[3, {}], 1>>, h'']                   | COSE_MESSAGE",
        "98([1, {}, <<[3, {}]>>, []])                     | COSE_MESSAGE",
        "{1: 2, [1]: {2: 3}, 2: h'', 3: h''}              | SUIT_ENVELOPE",
        "{2: 1, 3: 1}                                     | CBOR",
        "{3: h'', 4: h''}                                 | CBOR",
        "{-2: h'', -3: h''}                               | CBOR",
        "42({})                                           | CBOR",
        "1                                                | CBOR"
      })
  void theHeadDecides(String notation, ContentKind kind) throws Exception {
    assertEquals(kind, ContentKind.of(Edn.parse(notation)));
  }

  @Test
  void truncatedBytesAreRecognizedByWhatIsThere() throws Exception {
    Bytes key = Edn.parse("{1: 2, -1: 1, -2: h'0102030405'}");
    Bytes signed = Edn.parse("18([h'', {}, <<[3, {}]>>, h'010203'])");
    Bytes set = Edn.parse("[{1: 2, -1: 1, -2: h'0102030405'}, {}]");
    assertEquals(ContentKind.COSE_KEY, ContentKind.of(key.slice(0, key.length() - 2)));
    assertEquals(ContentKind.SIGNED_TEEP_MESSAGE, ContentKind.of(signed.slice(0, 9)));
    assertEquals(ContentKind.COSE_MESSAGE, ContentKind.of(signed.slice(0, 2)));
    assertEquals(ContentKind.COSE_KEY_SET, ContentKind.of(set.slice(0, set.length() - 3)));
    assertEquals(ContentKind.CBOR, ContentKind.of(Bytes.empty()));
    assertEquals(ContentKind.CBOR, ContentKind.of(Bytes.fromHex("ff")));
  }
}
