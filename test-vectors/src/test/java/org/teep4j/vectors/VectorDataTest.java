package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.codec.Strictness;
import org.teep4j.vectors.load.BuiltInVectors;

/**
 * What the data of the built-in sets say, as far as plain CBOR can tell. The typed decoders and the
 * signatures are the replay's part.
 */
class VectorDataTest {
  private static final DecodeOptions DETERMINISTIC =
      DecodeOptions.defaults().withStrictness(Strictness.CORE_DETERMINISTIC);

  @TestFactory
  Stream<DynamicTest> everyVector() {
    List<DynamicTest> tests = new ArrayList<>();
    for (VectorSet set : BuiltInVectors.all()) {
      for (TestVector vector : set.vectors()) {
        if (vector.kind() == VectorKind.PRIMITIVE || vector.kind().isText()) {
          continue; // nothing that plain CBOR could tell
        }
        tests.add(dynamicTest(set.name() + "/" + vector.id(), () -> check(set, vector)));
      }
    }
    return tests.stream();
  }

  private static void check(VectorSet set, TestVector vector) throws Exception {
    for (Expectation expectation : vector.expectations()) {
      if (expectation instanceof Expectation.Notation notation) {
        Bytes meant = notation.hex().or(vector::hex).orElseThrow();
        assertEquals(
            meant.toHex(), parse(notation.edn(), notation.syntax(), notation.uses()).toHex());
      } else if (expectation instanceof Expectation.RefuseNotation notation) {
        DecodeException refused =
            assertThrows(
                DecodeException.class,
                () -> parse(notation.edn(), notation.syntax(), notation.uses()),
                vector::id);
        assertEquals(notation.reason(), refused.reason());
      } else if (vector.hex().isPresent()) {
        checkBytes(set, Bytes.wrap(vector.bytes()), vector, expectation);
      }
    }
  }

  private static Bytes parse(String edn, NotationSyntax syntax, List<NotationFeature> uses)
      throws DecodeException {
    return Edn.parse(
        edn,
        EdnParseOptions.defaults()
            .withImplicitConcatenation(syntax == NotationSyntax.RFC8610)
            .withStandIns(uses.contains(NotationFeature.ELISION)));
  }

  private static void checkBytes(
      VectorSet set, Bytes bytes, TestVector vector, Expectation expectation) throws Exception {
    if (expectation instanceof Expectation.Decode) {
      skip(bytes, DecodeOptions.defaults());
    } else if (expectation instanceof Expectation.Refuse refuse
        && vector.kind() == VectorKind.CBOR_ITEM) {
      DecodeException refused =
          assertThrows(DecodeException.class, () -> skip(bytes, DecodeOptions.defaults()));
      assertTrue(refuse.admits(refused.reason()), refused.toString());
      refuse.offset().ifPresent(at -> assertEquals(at, refused.offset(), vector::id));
    } else if (expectation instanceof Expectation.Deterministic deterministic) {
      Bytes item = deterministic.at().find(bytes);
      if (deterministic.holds()) {
        skip(item, DETERMINISTIC);
      } else {
        assertThrows(DecodeException.class, () -> skip(item, DETERMINISTIC));
      }
    } else if (expectation instanceof Expectation.Encode encode && encode.hex().isPresent()) {
      skip(encode.hex().get(), DETERMINISTIC);
    } else if (expectation instanceof Expectation.Item item) {
      assertEquals(item.value().toHex(), item.at().find(bytes).toHex());
    } else if (expectation instanceof Expectation.Keys keys) {
      assertEquals(keys.keys(), keys(keys.at().find(bytes)));
    } else if (expectation instanceof Expectation.SameBytes same) {
      Bytes other = set.vector(same.vector()).orElseThrow().hex().orElseThrow();
      assertEquals(other.toHex(), same.at().find(bytes).toHex());
    } else {
      checkEnvelope(bytes, expectation);
    }
  }

  private static void checkEnvelope(Bytes bytes, Expectation expectation) throws Exception {
    if (expectation instanceof Expectation.ManifestDigest digest) {
      Bytes envelope = untagged(digest.at().find(bytes));
      String stated = CborPath.parse("{2}<<>>[0]<<>>").find(envelope).toHex();
      assertEquals("822f5820" + digest.digest().toHex(), stated);
      assertEquals(digest.digest(), sha256(CborPath.parse("{3}").find(envelope)));
    } else if (expectation instanceof Expectation.SeveredDigest severed) {
      Bytes envelope = untagged(severed.at().find(bytes));
      CborPath member = CborPath.parse("{" + severed.member() + "}");
      String stated = CborPath.parse("{3}<<>>" + member).find(envelope).toHex();
      assertEquals("822f5820" + severed.digest().toHex(), stated);
      if (severed.present()) {
        assertEquals(severed.digest(), sha256(member.find(envelope)));
      } else {
        assertThrows(DecodeException.class, () -> member.find(envelope));
      }
    } else if (expectation instanceof Expectation.Integrated integrated) {
      Bytes envelope = untagged(integrated.at().find(bytes));
      CborPath member = CborPath.parse("{\"" + integrated.uri() + "\"}");
      Bytes content = new CborReader(member.find(envelope)).readBytes();
      assertEquals(integrated.size(), content.length());
      assertEquals(integrated.sha256(), sha256(content));
    } else if (expectation instanceof Expectation.Image image) {
      Bytes content = image.content();
      assertEquals(image.sizeHolds(), image.size().orElse(content.length()) == content.length());
      if (image.over() == Expectation.Coverage.MANIFEST) {
        Bytes manifest = CborPath.parse("{3}").find(untagged(content));
        assertEquals(image.digest(), Optional.of(sha256(manifest)));
      }
    } else if (expectation instanceof Expectation.Field field) {
      assertNotNull(untagged(field.at().find(bytes)));
      skip(field.value(), DecodeOptions.defaults());
    } else if (expectation instanceof Expectation.Decrypt decrypt) {
      assertNotNull(decrypt.at().find(bytes));
    } else if (expectation instanceof Expectation.Rule rule) {
      assertNotNull(rule.at().find(bytes));
    }
  }

  private static Bytes untagged(Bytes item) throws DecodeException {
    CborReader reader = new CborReader(item);
    reader.tryReadTag(107);
    return reader.readEncodedItem();
  }

  private static void skip(Bytes item, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(item, options);
    reader.skip();
    reader.expectEnd();
  }

  private static List<String> keys(Bytes map) throws DecodeException {
    List<String> keys = new ArrayList<>();
    CborReader reader = new CborReader(map);
    reader.enterMap();
    while (reader.hasNext()) {
      keys.add(Edn.print(reader.readEncodedItem()));
      reader.skip();
    }
    return keys;
  }

  private static Bytes sha256(Bytes bytes) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    bytes.update(digest);
    return Bytes.wrap(digest.digest());
  }
}
