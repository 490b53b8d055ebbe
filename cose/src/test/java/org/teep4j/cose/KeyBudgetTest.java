package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.internal.DerWriter;
import org.teep4j.testsupport.Allocation;

/** What a stranger's key may take: 64 bytes of memory for each of its bytes, beside the checks. */
class KeyBudgetTest {

  /** What a key of a few bytes may take: its objects, and the numbers of the check. */
  private static final int FOR_ONE_KEY = 256 * 1024;

  /** What an element of a set may take that is refused; of these there is a limit. */
  private static final int FOR_ONE_ELEMENT = 4096;

  private static final int MEBIBYTE = 1 << 20;
  private static final int LARGE = MEBIBYTE;

  private interface Reading {
    void read() throws DecodeException;
  }

  private static long allocated(Reading reading) {
    try {
      return Allocation.leastOf(
          3,
          () -> {
            try {
              reading.read();
            } catch (DecodeException e) {
              // Refused or read: both are within the budget.
            }
          });
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void within(String shape, long input, Reading reading) {
    long bytes = allocated(reading);
    assertTrue(
        bytes <= 64 * input + FOR_ONE_KEY, shape + ": " + bytes + " bytes for " + input + " bytes");
  }

  private static Bytes cbor(Consumer<CborWriter> content) {
    CborWriter writer = new CborWriter();
    content.accept(writer);
    return writer.toBytes();
  }

  private static Bytes map(Consumer<CborWriter> entries) {
    return cbor(
        writer -> {
          writer.beginMap();
          entries.accept(writer);
          writer.endMap();
        });
  }

  private static Bytes large() {
    byte[] bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    bytes[0] = (byte) 0xff;
    bytes[LARGE - 1] |= 1;
    return Bytes.wrap(bytes);
  }

  private static Map<String, Bytes> encodedKeys() {
    Map<String, Bytes> keys = new LinkedHashMap<>();
    keys.put(
        "many parameters",
        map(
            writer -> {
              writer.writeLong(1).writeLong(4).writeLong(-1).writeBytes(Bytes.fromHex("00"));
              for (int i = 0; i < 20_000; i++) {
                writer.writeLong(1000 + i).writeLong(0);
              }
            }));
    keys.put(
        "many operations",
        map(
            writer -> {
              writer.writeLong(1).writeLong(4).writeLong(4).beginArray();
              for (int i = 0; i < 90_000; i++) {
                writer.writeLong(1000 + i);
              }
              writer.endArray();
            }));
    for (int label = -8; label <= -1; label++) {
      int wanted = label;
      keys.put(
          "RSA with a long " + label,
          map(
              writer -> {
                RsaKey rsa = (RsaKey) Keys.RSA;
                writer.writeLong(1).writeLong(3);
                for (int each = -1; each >= -8; each--) {
                  writer.writeLong(each);
                  writer.writeBytes(
                      each == wanted ? large() : RsaKey.toUnsigned(each == -1 ? rsa.n() : rsa.e()));
                }
              }));
    }
    for (int kty : new int[] {1, 2, 4, 5, 99}) {
      for (int label : new int[] {-1, -2, -3, -4, 2, 5}) {
        keys.put(
            "kty " + kty + " with a long " + label,
            map(
                writer -> {
                  writer.writeLong(1).writeLong(kty);
                  if (label != -1) {
                    writer.writeLong(-1).writeLong(1);
                  }
                  writer.writeLong(label).writeBytes(large());
                }));
      }
    }
    keys.put("nested", Bytes.fromHex("a2010463" + "787878" + "81".repeat(60) + "00"));
    keys.put("zeros", Bytes.wrap(new byte[LARGE]));
    return keys;
  }

  @Test
  void aKeyTakesMemoryInProportion() {
    encodedKeys().forEach((shape, key) -> within(shape, key.length(), () -> CoseKey.decode(key)));
  }

  @Test
  void aSetTakesMemoryInProportionToItsKeys() {
    for (String element :
        new String[] {
          "00",
          "a0",
          "a10163",
          "a1011863",
          "a301022001210a",
          "a20104204100",
          "a3010420410003" + "26"
        }) {
      Bytes one = Bytes.fromHex(element.equals("a10163") ? "a1016161" : element);
      Bytes set =
          cbor(
              writer -> {
                writer.beginArray();
                for (int i = 0; i < CoseKeySet.MOST_KEYS; i++) {
                  writer.writeEncodedItem(one);
                }
                writer.endArray();
              });
      long bytes = allocated(() -> CoseKeySet.decode(set));
      assertTrue(
          bytes <= FOR_ONE_ELEMENT * CoseKeySet.MOST_KEYS, element + ": " + bytes + " bytes");
    }
    Bytes many =
        cbor(
            writer -> {
              writer.beginArray();
              for (int i = 0; i < 90_000; i++) {
                writer.writeLong(0);
              }
              writer.endArray();
            });
    long bytes = allocated(() -> CoseKeySet.decode(many));
    assertTrue(bytes <= FOR_ONE_ELEMENT * CoseKeySet.MOST_KEYS, bytes + " bytes");
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getEncoder().encodeToString(der);
    return "-----BEGIN " + label + "-----" + base64 + "-----END " + label + "-----";
  }

  private static Map<String, String> pemTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    BigInteger huge = new BigInteger(1, large().toByteArray());
    RsaKey rsa = (RsaKey) Keys.RSA;
    for (int position = 0; position < 8; position++) {
      int wanted = position;
      byte[] der =
          new DerWriter()
              .sequence(
                  writer -> {
                    writer.integer(BigInteger.ZERO);
                    for (int i = 0; i < 8; i++) {
                      writer.integer(i == wanted ? huge : i == 0 ? rsa.n() : rsa.e());
                    }
                  })
              .toByteArray();
      texts.put("RSA with a long number " + position, pem("RSA PRIVATE KEY", der));
    }
    byte[] scalar =
        new DerWriter()
            .sequence(
                writer ->
                    writer
                        .integer(BigInteger.ONE)
                        .octetString(large())
                        .element(0xa0, curve -> curve.objectIdentifier("2a8648ce3d030107")))
            .toByteArray();
    texts.put("a long scalar", pem("EC PRIVATE KEY", scalar));
    byte[] name = new byte[LARGE];
    byte[] info =
        new DerWriter()
            .sequence(w -> w.sequence(algorithm -> algorithm.element(6, name)).bitString(name))
            .toByteArray();
    texts.put("a long name", pem("PUBLIC KEY", info));
    byte[] nested = new byte[LARGE];
    for (int i = 0; i + 6 <= LARGE; i += 6) {
      int length = LARGE - i - 6;
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x84;
      nested[i + 2] = (byte) (length >> 24);
      nested[i + 3] = (byte) (length >> 16);
      nested[i + 4] = (byte) (length >> 8);
      nested[i + 5] = (byte) length;
    }
    texts.put("nested", pem("PUBLIC KEY", nested));
    texts.put("dashes", "-".repeat(LARGE));
    texts.put("beginnings", "-----BEGIN ".repeat(LARGE / 11));
    texts.put("boundaries", "-----BEGIN X-----".repeat(LARGE / 17));
    texts.put("no boundaries", "-----BEGIN \n-----".repeat(LARGE / 17));
    texts.put("blocks", "-----BEGIN -----\n-----END -----\n".repeat(LARGE / 32));
    texts.put("keys", "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----".repeat(1000));
    texts.put(
        "space", "-----BEGIN PUBLIC KEY-----" + " ".repeat(LARGE) + "-----END PUBLIC KEY-----");
    return texts;
  }

  @Test
  void aPemTextTakesMemoryInProportion() {
    pemTexts()
        .forEach(
            (shape, text) -> {
              Bytes bytes = Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
              within(shape, text.length(), () -> CoseKeys.fromPem(bytes));
              within(shape, text.length(), () -> CoseKeys.fromPem(text));
              within(shape, text.length(), () -> CoseKeys.allFromPem(bytes));
            });
  }

  @Test
  void aJwkTakesMemoryInProportion() {
    int length = 200_000;
    Map<String, String> texts = new LinkedHashMap<>();
    String digits = "9".repeat(length);
    texts.put("a long number", "{\"n\":" + digits + "}");
    texts.put("a long fraction", "{\"n\":0." + digits + "}");
    texts.put("a large exponent", "{\"n\":1e" + digits + "}");
    texts.put("a long text", "{\"kty\":\"" + digits + "\"}");
    texts.put("escapes", "{\"kty\":\"" + "\\u0041".repeat(length / 6) + "\"}");
    texts.put("a long n", "{\"kty\":\"RSA\",\"n\":\"" + digits + "\",\"e\":\"AQAB\"}");
    texts.put(
        "a long e",
        "{\"kty\":\"RSA\",\"n\":\"" + digits.substring(0, 400) + "\",\"e\":\"" + digits + "\"}");
    texts.put(
        "a long d",
        "{\"kty\":\"RSA\",\"n\":\""
            + digits.substring(0, 400)
            + "\",\"e\":\"AQAB\",\"d\":\""
            + digits
            + "\"}");
    texts.put(
        "a long x", "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + digits + "\",\"y\":\"AA\"}");
    texts.put("a long k", "{\"kty\":\"oct\",\"k\":\"" + digits + "\"}");
    texts.put("arrays", "{\"n\":" + "[".repeat(60) + "]".repeat(60) + "}");
    texts.put("deep", "{\"n\":" + "[".repeat(length));
    texts.forEach((shape, text) -> within(shape, text.length(), () -> CoseKeys.fromJwk(text)));
  }

  /** The notation is read as a whole, some 350 bytes for each item: hence the limit of a JWK. */
  @Test
  void aJwkOfManyItemsHasALimit() {
    int length = Jwk.LONGEST - 16;
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(
        "operations",
        "{\"kty\":\"oct\",\"k\":\"AA\",\"key_ops\":[\"\""
            + ",\"\"".repeat((length - 60) / 3)
            + "]}");
    StringBuilder members = new StringBuilder("{\"kty\":\"oct\",\"k\":\"AA\"");
    for (int i = 0; members.length() < length - 60; i++) {
      members.append(",\"").append(Integer.toString(i, 36)).append("\":0");
    }
    texts.put("members", members + "}");
    StringBuilder names = new StringBuilder("{\"kty\":\"oct\",\"k\":\"AA\"");
    for (int i = 0; names.length() < length - 60; i++) {
      names.append(",\"").append(Integer.toString(i, 36)).append("\":\"\"");
    }
    texts.put("texts", names + "}");
    texts.forEach(
        (shape, text) -> {
          long bytes = allocated(() -> CoseKeys.fromJwk(text));
          assertTrue(bytes <= 48 * MEBIBYTE, shape + ": " + bytes + " bytes");
        });
  }
}
