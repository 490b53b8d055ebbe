package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.format.CborExamples;
import org.teep4j.vectors.format.CoseExample;
import org.teep4j.vectors.format.CwtExamples;
import org.teep4j.vectors.format.GluecoseExample;
import org.teep4j.vectors.format.HpkeExamples;
import org.teep4j.vectors.format.MalformedCbor;
import org.teep4j.vectors.format.NotationExamples;
import org.teep4j.vectors.format.WycheproofFile;
import org.teep4j.vectors.load.SkippedFile;
import org.teep4j.vectors.load.VectorFormatException;
import org.teep4j.vectors.load.VectorLoader;

class UpstreamJsonTest {
  static final String COSE =
      """
      {"title": "made up", "fail": true,
       "input": {"plaintext": "pl\\u00e4in", "detached": true,
         "sign0": {"key": {"kty": "EC"}, "external": "0A", "alg": "ES256"}},
       "intermediates": {"ToBeSign_hex": "00"},
       "output": {"cbor": "D284", "cbor_diag": "18(0)"}}
      """;
  static final String GLUECOSE =
      """
      {"uuid": "U", "title": "t", "description": "d", "key": {"kty": "EC"}, "alg": "ES256",
       "sign1::verify": {"taggedCOSESign1": {"cborHex": "d284", "cborDiag": "x"},
         "detachedPayload": "0102", "shouldVerify": false}}
      """;
  static final String GLUECOSE_SIGN =
      """
      {"uuid": "U", "title": "t", "description": "d", "key": {"kty": "EC"}, "alg": "ES256",
       "sign1::sign": {"payload": "01", "protectedHeaders": {"cborHex": "a10126"},
         "external": "02", "detached": true, "tbsHex": {"cborHex": "84"},
         "expectedOutput": {"cborHex": "d284"}, "fixedOutputLength": 2}}
      """;
  static final String HPKE =
      """
      {"plaintext": "p", "psk_hex": "0102", "psk_id_hex": "03",
       "groups": [{"suite": "HPKE-0-KE", "mode": "m", "psk": true, "cose_key_hex": "a0",
         "vectors": [{"title": "t", "external_aad": "e", "info": "", "hpke_aad": "a",
                      "ciphertext_hex": "D860", "verified": true}]}]}
      """;
  static final String CWT =
      """
      {"document": "d", "claims_set_A1_hex": "a0",
       "keys": {"A.2.1": {"cose_key_hex": "a1", "kty": "Symmetric"},
                "A.2.3": {"cose_key_hex": "a2", "kty": "EC2"}},
       "tokens": {"A.4": {"what": "w", "hex": "d83d", "tags": [61, 17], "key": "A.2.1"},
                  "A.6": {"hex": "d0", "tags": [16], "keys": ["A.2.1", "A.2.3"]},
                  "A.7": {"hex": "a106", "diag": "x"}}}
      """;
  static final String APPENDIX_A =
      """
      [{"cbor": "9g==", "hex": "f6", "roundtrip": true, "decoded": null},
       {"cbor": "9w==", "hex": "F7", "roundtrip": false, "diagnostic": "undefined"}]
      """;
  static final String APPENDIX_F =
      """
      [{"hex": "18", "kind": "short", "subkind": null, "category": "head"},
       {"hex": "1c", "kind": "syntax", "subkind": 1}]
      """;
  static final String NOTATIONS =
      """
      {"document": "d", "note": "n",
       "equivalent": [{"section": "s", "group": "g", "edn": ["1", "+1"], "cbor_hex": "01"},
                      {"section": "s", "group": "h", "edn": ["2"]}],
       "errors": [{"section": "s", "edn": "[", "why": "open"}]}
      """;
  static final String WYCHEPROOF =
      """
      {"algorithm": "HMAC", "schema": "mac_test_schema_v1.json", "numberOfTests": 3, "header": [],
       "notes": {}, "testGroups": [
        {"type": "MacTest", "keySize": 128, "tests": [
          {"tcId": 1, "comment": "c", "flags": ["F"], "key": "00", "result": "valid"},
          {"tcId": 2, "comment": "", "key": "01", "result": "acceptable"}]},
        {"type": "MacTest", "keySize": 256, "tests": [
          {"tcId": 3, "comment": "", "flags": [], "key": "02", "result": "invalid"}]}]}
      """;

  @TempDir Path folder;

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("file.json"), content);
  }

  private <T extends VectorFile> T load(Class<T> type, VectorFormat format, String content)
      throws Exception {
    Path file = write(content);
    T loaded = assertInstanceOf(type, new VectorLoader().loadFile(file));
    assertEquals(file, loaded.file());
    assertEquals(format, loaded.format());
    return loaded;
  }

  @Test
  void coseExamples() throws Exception {
    CoseExample example = load(CoseExample.class, VectorFormat.COSE_WG_EXAMPLE, COSE);
    assertEquals(1, example.count());
    assertEquals("made up", example.title());
    assertEquals(CoseExample.Structure.SIGN1, example.structure());
    assertEquals(Bytes.fromHex("706cc3a4696e"), example.plaintext());
    assertEquals(Bytes.fromHex("0a"), example.external());
    assertTrue(example.detached());
    assertTrue(example.mustFail());
    assertEquals("ES256", example.body().get("alg").textValue());
    assertEquals(example.body(), example.input().get("sign0"));
    assertEquals("00", example.intermediates().get("ToBeSign_hex").textValue());
    assertEquals(Bytes.fromHex("d284"), example.cbor());
    assertEquals(Optional.of("18(0)"), example.diagnostic());
  }

  @ParameterizedTest
  @CsvSource({
    "sign, SIGN",
    "sign0, SIGN1",
    "mac, MAC",
    "mac0, MAC0",
    "enveloped, ENCRYPT",
    "encrypted, ENCRYPT0"
  })
  void everyCoseStructureIsTold(String word, CoseExample.Structure structure) throws Exception {
    String content =
        "{\"title\": \"t\", \"input\": {\"plaintext_hex\": \"0102\", \"%s\": {}},"
            + " \"output\": {\"cbor\": \"00\"}}";
    CoseExample example =
        load(CoseExample.class, VectorFormat.COSE_WG_EXAMPLE, content.formatted(word));
    assertEquals(structure, example.structure());
    assertEquals(Bytes.fromHex("0102"), example.plaintext());
    assertEquals(Bytes.empty(), example.external());
    assertFalse(example.detached());
    assertFalse(example.mustFail());
    assertTrue(example.intermediates().isEmpty());
    assertEquals(Optional.empty(), example.diagnostic());
  }

  @Test
  void hpke() throws Exception {
    HpkeExamples examples = load(HpkeExamples.class, VectorFormat.COSE_HPKE, HPKE);
    assertEquals(1, examples.count());
    assertEquals(Bytes.fromHex("70"), examples.plaintext());
    assertEquals(Bytes.fromHex("0102"), examples.psk());
    assertEquals(Bytes.fromHex("03"), examples.pskId());
    HpkeExamples.Message message =
        new HpkeExamples.Message(
            Bytes.fromHex("65"), Bytes.empty(), Bytes.fromHex("61"), Bytes.fromHex("d860"));
    HpkeExamples.Group group = examples.groups().get(0);
    assertEquals(
        new HpkeExamples.Group("HPKE-0-KE", true, Bytes.fromHex("a0"), List.of(message)), group);
    assertFalse(group.isIntegrated());
  }

  @Test
  void cwt() throws Exception {
    CwtExamples examples = load(CwtExamples.class, VectorFormat.RFC8392, CWT);
    assertEquals(3, examples.count());
    assertEquals(Bytes.fromHex("a0"), examples.claims());
    assertEquals(List.of("A.2.1", "A.2.3"), List.copyOf(examples.keys().keySet()));
    assertEquals(
        List.of(
            new CwtExamples.Token("A.4", Bytes.fromHex("d83d"), List.of(61, 17), List.of("A.2.1")),
            new CwtExamples.Token(
                "A.6", Bytes.fromHex("d0"), List.of(16), List.of("A.2.1", "A.2.3")),
            new CwtExamples.Token("A.7", Bytes.fromHex("a106"), List.of(), List.of())),
        examples.tokens());
  }

  @Test
  void gluecoseVerify() throws Exception {
    GluecoseExample example = load(GluecoseExample.class, VectorFormat.GLUECOSE, GLUECOSE);
    assertEquals(1, example.count());
    assertEquals("ES256", example.algorithm());
    assertEquals("EC", example.key().get("kty").textValue());
    assertEquals(
        new GluecoseExample.Sign1Verify(
            Bytes.fromHex("d284"), Bytes.empty(), Optional.of(Bytes.fromHex("0102")), false),
        example.operation());
  }

  @Test
  void gluecoseSign() throws Exception {
    GluecoseExample example = load(GluecoseExample.class, VectorFormat.GLUECOSE, GLUECOSE_SIGN);
    assertEquals(
        new GluecoseExample.Sign1Sign(
            Bytes.fromHex("01"),
            Bytes.fromHex("a10126"),
            Bytes.fromHex("a0"),
            Bytes.fromHex("02"),
            true,
            Bytes.fromHex("84"),
            Bytes.fromHex("d284"),
            2),
        example.operation());
  }

  @Test
  void appendixA() throws Exception {
    CborExamples examples = load(CborExamples.class, VectorFormat.CBOR_APPENDIX_A, APPENDIX_A);
    assertEquals(2, examples.count());
    CborExamples.Item first = examples.items().get(0);
    assertEquals(Bytes.fromHex("f6"), first.bytes());
    assertTrue(first.roundtrip());
    assertTrue(first.decoded().orElseThrow().isNull());
    assertEquals(Optional.empty(), first.diagnostic());
    assertEquals(
        new CborExamples.Item(
            Bytes.fromHex("f7"), false, Optional.empty(), Optional.of("undefined")),
        examples.items().get(1));
  }

  @Test
  void appendixF() throws Exception {
    MalformedCbor items = load(MalformedCbor.class, VectorFormat.CBOR_APPENDIX_F, APPENDIX_F);
    assertEquals(2, items.count());
    assertEquals(
        List.of(
            new MalformedCbor.Item(Bytes.fromHex("18"), "short", OptionalInt.empty(), "head"),
            new MalformedCbor.Item(Bytes.fromHex("1c"), "syntax", OptionalInt.of(1), "")),
        items.items());
  }

  @Test
  void notations() throws Exception {
    NotationExamples examples = load(NotationExamples.class, VectorFormat.EDN_EXAMPLES, NOTATIONS);
    assertEquals(3, examples.count());
    assertEquals(
        List.of(
            new NotationExamples.Group(
                "s", "g", List.of("1", "+1"), Optional.of(Bytes.fromHex("01"))),
            new NotationExamples.Group("s", "h", List.of("2"), Optional.empty())),
        examples.groups());
    assertEquals(List.of(new NotationExamples.Invalid("s", "[", "open")), examples.invalid());
  }

  @Test
  void wycheproof() throws Exception {
    WycheproofFile tests = load(WycheproofFile.class, VectorFormat.WYCHEPROOF, WYCHEPROOF);
    assertEquals(3, tests.count());
    assertEquals("HMAC", tests.algorithm());
    assertEquals("mac_test_schema_v1.json", tests.schema());
    assertEquals(256, tests.groups().get(1).fields().get("keySize").intValue());
    WycheproofFile.Test first = tests.groups().get(0).tests().get(0);
    assertEquals(1, first.id());
    assertEquals(List.of("F"), first.flags());
    assertEquals(WycheproofFile.Result.VALID, first.result());
    assertEquals("00", first.fields().get("key").textValue());
    assertEquals(WycheproofFile.Result.ACCEPTABLE, tests.groups().get(0).tests().get(1).result());
    assertEquals(WycheproofFile.Result.INVALID, tests.groups().get(1).tests().get(0).result());
  }

  private void refused(String content, SkippedFile.Cause kind, String reason) throws IOException {
    Path file = write(content);
    VectorFormatException refused =
        assertThrows(VectorFormatException.class, () -> new VectorLoader().loadFile(file));
    assertEquals(file + ": " + reason, refused.getMessage());
    assertEquals(kind, refused.kind());
  }

  private void damaged(String good, String part, String replacement, String reason)
      throws IOException {
    String bad = good.replace(part, replacement);
    assertFalse(bad.equals(good));
    refused(bad, SkippedFile.Cause.UNREADABLE, reason);
  }

  @Test
  void damagedCoseExamples() throws IOException {
    damaged(COSE, "sign0", "sign2", "input: no COSE structure that is known");
    damaged(COSE, "\"sign0\"", "\"mac\": {}, \"sign0\"", "input: both \"sign0\" and \"mac\"");
    damaged(COSE, "D284", "D28", "output: \"cbor\" is not an even number of hexadecimal digits");
    damaged(COSE, "\"plaintext\"", "\"text\"", "input: \"plaintext\" is missing");
    damaged(COSE, "\"fail\": true", "\"fail\": 1", "\"fail\" is not true or false");
  }

  @Test
  void damagedGluecose() throws IOException {
    damaged(GLUECOSE, "sign1::verify", "mac0::mac", "no operation \"mac0::mac\" that is known");
    damaged(
        GLUECOSE,
        "\"cborHex\"",
        "\"hex\"",
        "sign1::verify.taggedCOSESign1: \"cborHex\" is missing");
    damaged(
        GLUECOSE, ", \"shouldVerify\": false", "", "sign1::verify: \"shouldVerify\" is missing");
    damaged(GLUECOSE, "{\"kty\": \"EC\"}", "7", "key: not an object");
  }

  @Test
  void damagedHpkeAndCwt() throws IOException {
    damaged(
        CWT,
        "\"key\": \"A.2.1\"",
        "\"key\": \"A.9\"",
        "tokens.A.4: a key that is not among the keys");
    damaged(CWT, "\"tags\": [16], ", "", "tokens.A.6: \"tags\" and keys go together");
    damaged(HPKE, "\"psk\": true", "\"psk\": 1", "groups[0]: \"psk\" is not true or false");
  }

  @Test
  void damagedLists() throws IOException {
    String both = "\"decoded\" or \"diagnostic\", and not both, belongs to an item";
    damaged(APPENDIX_A, ", \"decoded\": null", "", "[0]: " + both);
    damaged(APPENDIX_A, "\"diagnostic\"", "\"decoded\": 1, \"diagnostic\"", "[1]: " + both);
    damaged(APPENDIX_A, ",\n {", ",\n 5, {", "[1]: not an object");
    damaged(
        APPENDIX_F, "\"1c\"", "\"1\"", "[1]: \"hex\" is not an even number of hexadecimal digits");
    damaged(APPENDIX_F, ": 1}", ": \"1\"}", "[1]: \"subkind\" is not an integer of 32 bits");
    damaged(NOTATIONS, "[\"2\"]", "[]", "equivalent[1]: \"edn\" has no notation");
    damaged(NOTATIONS, "[\"2\"]", "[2]", "equivalent[1]: \"edn\" is not an array of strings");
    refused("{\"equivalent\": []}", SkippedFile.Cause.UNREADABLE, "no notations");
  }

  @Test
  void damagedWycheproof() throws IOException {
    damaged(
        WYCHEPROOF,
        ": 3, \"header",
        ": 4, \"header",
        "\"numberOfTests\" is not the number of tests, 3");
    damaged(WYCHEPROOF, "\"acceptable\"", "\"good\"", "testGroups[0].tests[1]: no result \"good\"");
    damaged(
        WYCHEPROOF,
        "\"tcId\": 3",
        "\"tcId\": 4294967299",
        "testGroups[1].tests[0]: \"tcId\" is not an integer of 32 bits");
    refused(
        "{\"algorithm\": \"a\", \"schema\": \"s\", \"numberOfTests\": 0, \"testGroups\": []}",
        SkippedFile.Cause.UNREADABLE,
        "no tests");
  }

  @Test
  void otherJsonIsNoneOfTheFormats() throws IOException {
    for (String other :
        List.of("{}", "[]", "[1]", "{\"input\": 1}", "{\"uuid\": \"U\"}", "{\"components\": []}")) {
      refused(other, SkippedFile.Cause.UNKNOWN_FORMAT, "JSON, but in none of the known formats");
    }
    refused(
        "plain text",
        SkippedFile.Cause.UNKNOWN_FORMAT,
        "neither JSON nor, by its name, digits or notation");
    refused(
        "", SkippedFile.Cause.UNKNOWN_FORMAT, "neither JSON nor, by its name, digits or notation");
  }
}
