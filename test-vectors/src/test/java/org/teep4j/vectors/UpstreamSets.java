package org.teep4j.vectors;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.vectors.format.CoseExample;
import org.teep4j.vectors.format.CoseExampleVectors;
import org.teep4j.vectors.format.CwtExamples;
import org.teep4j.vectors.format.CwtVectors;
import org.teep4j.vectors.format.GluecoseExample;
import org.teep4j.vectors.format.GluecoseVectors;
import org.teep4j.vectors.format.HpkeExamples;
import org.teep4j.vectors.format.HpkeVectors;
import org.teep4j.vectors.format.KeyRing;
import org.teep4j.vectors.format.WycheproofFile;
import org.teep4j.vectors.format.WycheproofVectors;
import org.teep4j.vectors.load.VectorLoader;

/** Makes the built-in sets of COSE objects of the files that they were taken from. */
final class UpstreamSets {
  private static final SourceDocument COSE_WG =
      new SourceDocument(
          "COSE working group examples",
          "cose-wg/Examples",
          "53c9d634333bb4f529d78f5980fffa2667ee2c12",
          "2024-03-13");
  private static final SourceDocument GLUECOSE =
      new SourceDocument(
          "gluecose test vectors",
          "gluecose/test-vectors",
          "f8c5e53d832cb7263089930bb8be264fbb564268",
          "2022-04-18");
  private static final SourceDocument HPKE =
      new SourceDocument(
          "draft-ietf-cose-hpke",
          "cose-wg/draft-ietf-cose-hpke",
          "8c5fafad63ca3e1b0f1e49d20e3ea38cbbcbdf92",
          "2026-04-07");
  private static final SourceDocument CWT =
      new SourceDocument(
          "RFC 8392",
          "dajiaji/python-cwt",
          "421cee29d9b0a820a43e40f52bd01d9bfdad0b63",
          "2026-03-16");
  private static final SourceDocument WYCHEPROOF =
      new SourceDocument(
          "Wycheproof test vectors",
          "C2SP/wycheproof",
          "dac1dd4729fd1f8dd9e1e9f3dce51d783da6c166",
          "2026-08-18");

  private static final Erratum LINE_FEED =
      new Erratum(
          "H3",
          Erratum.Severity.PROSE,
          "The plaintext ends with a line feed, which the document does not print.",
          Optional.empty());
  private static final Erratum OLD_STRUCTURE =
      new Erratum(
          "H2",
          Erratum.Severity.NON_CONFORMING,
          "A recipient names the algorithm of integrated encryption, where the draft has one for key"
              + " encryption by now. No key is published.",
          Optional.empty());

  private final Path root;
  private final VectorLoader loader = new VectorLoader();

  UpstreamSets(Path root) {
    this.root = root;
  }

  /** All sets, by name. */
  Map<String, VectorSet> all() throws Exception {
    Map<String, VectorSet> sets = new LinkedHashMap<>();
    for (VectorSet set : List.of(coseExamples(), gluecose(), hpke(), cwt())) {
      sets.put(set.name(), set);
    }
    for (VectorFile file : loader.load(root.resolve("wycheproof")).files()) {
      VectorSet set = wycheproof((WycheproofFile) file);
      sets.put(set.name(), set);
    }
    return sets;
  }

  private String relative(VectorFile file, String folder) {
    return root.resolve(folder).relativize(file.file()).toString().replace('\\', '/');
  }

  private VectorSet coseExamples() throws Exception {
    KeyRing keys = new KeyRing();
    List<TestVector> vectors = new ArrayList<>();
    for (VectorFile file : loader.load(root.resolve("cose-wg-examples")).files()) {
      String path = relative(file, "cose-wg-examples");
      String id = path.replaceFirst("\\.json$", "");
      String folder = id.substring(0, id.indexOf('/'));
      Provenance source = new Provenance(COSE_WG, folder, Optional.of(path), false);
      vectors.add(withoutNotation(CoseExampleVectors.of((CoseExample) file, id, source, keys)));
    }
    return set("cose-wg-examples", "COSE working group examples", keys, vectors);
  }

  /** Notation is the files' own affair; what it says is in the bytes. */
  private static TestVector withoutNotation(TestVector vector) {
    return with(
        vector,
        vector.expectations().stream()
            .filter(expectation -> !(expectation instanceof Expectation.Notation))
            .toList(),
        vector.errata());
  }

  private static TestVector with(
      TestVector vector, List<Expectation> expectations, List<Erratum> errata) {
    return new TestVector(
        vector.id(),
        vector.title(),
        vector.source(),
        vector.kind(),
        vector.dialect(),
        vector.hex(),
        expectations,
        errata);
  }

  private VectorSet gluecose() throws Exception {
    KeyRing keys = new KeyRing();
    List<TestVector> vectors = new ArrayList<>();
    for (VectorFile file : loader.load(root.resolve("gluecose")).files()) {
      String path = relative(file, "gluecose");
      Provenance source = new Provenance(GLUECOSE, "", Optional.of(path), false);
      vectors.add(
          GluecoseVectors.of(
              (GluecoseExample) file, path.replaceFirst("\\.json$", ""), source, keys));
    }
    return set("gluecose", "gluecose test vectors", keys, vectors);
  }

  private VectorSet cwt() throws Exception {
    KeyRing keys = new KeyRing();
    VectorFile file = loader.load(root.resolve("cwt-rfc8392/rfc8392.json")).files().get(0);
    Provenance source = new Provenance(CWT, "Appendix A", Optional.empty(), false);
    return set("rfc8392", "CBOR Web Tokens", keys, CwtVectors.of((CwtExamples) file, source, keys));
  }

  private VectorSet wycheproof(WycheproofFile file) {
    KeyRing keys = new KeyRing();
    String path = relative(file, "wycheproof");
    String name = "wycheproof-" + path.replaceFirst("_test\\.json$", "").replace('_', '-');
    Provenance source = new Provenance(WYCHEPROOF, "testvectors_v1", Optional.of(path), false);
    return set(
        name, "Wycheproof: " + file.algorithm(), keys, WycheproofVectors.of(file, source, keys));
  }

  private static VectorSet set(String name, String title, KeyRing keys, List<TestVector> vectors) {
    Set<SourceDocument> sources = new LinkedHashSet<>();
    vectors.forEach(vector -> sources.add(vector.source().document()));
    return new VectorSet(name, title, List.copyOf(sources), keys.keys(), vectors);
  }

  // COSE-HPKE: the test vectors, and the examples in the document and beside it.

  private VectorSet hpke() throws Exception {
    KeyRing keys = new KeyRing();
    VectorFile file = loader.load(root.resolve("cose-hpke/testvectors.json")).files().get(0);
    Provenance source = new Provenance(HPKE, "Testvectors", Optional.of("testvectors.txt"), false);
    List<TestVector> vectors = new ArrayList<>(HpkeVectors.of((HpkeExamples) file, source, keys));
    for (String name : List.of("integrated-encryption", "key-encryption")) {
      vectors.add(hpkeExample(name, keys));
    }
    vectors.add(oldExample("repo-cose_encrypt_ex1", VectorKind.COSE_ENCRYPT));
    vectors.add(oldExample("repo-cose_sign1_ex1", VectorKind.COSE_SIGN1));
    for (String name : List.of("hpke-0-private", "hpke-0-public", "hpke-4-public")) {
      vectors.add(hpkeKey("key-representation-" + name));
    }
    return set("cose-hpke", "COSE-HPKE", keys, vectors);
  }

  private Path example(String name) {
    return root.resolve("cose-hpke/examples").resolve(name);
  }

  private Bytes notation(String name) throws Exception {
    String text = Files.readString(example(name), StandardCharsets.UTF_8);
    return Bytes.fromHex(
        Edn.parse(text, EdnParseOptions.defaults().withImplicitConcatenation(true)).toHex());
  }

  private TestVector hpkeExample(String name, KeyRing keys) throws Exception {
    String digits = Files.readString(example(name + ".hex")).replaceAll("\\s", "");
    Bytes none = Bytes.empty();
    Bytes plaintext = Bytes.wrap("This is the content.\n".getBytes(StandardCharsets.UTF_8));
    TestVector vector =
        HpkeVectors.example(
            name,
            new Provenance(HPKE, "Examples", Optional.empty(), false),
            new HpkeExamples.Message(none, none, none, Bytes.fromHex(digits)),
            notation(name + ".cose_key.diag"),
            plaintext,
            keys);
    List<Erratum> errata = new ArrayList<>(vector.errata());
    errata.add(LINE_FEED);
    return with(vector, vector.expectations(), errata);
  }

  private TestVector oldExample(String name, VectorKind kind) throws Exception {
    Erratum erratum =
        new Erratum(
            OLD_STRUCTURE.id(),
            OLD_STRUCTURE.severity(),
            OLD_STRUCTURE.note(),
            Optional.of("without a key nothing can be tried"));
    return new TestVector(
        name,
        "An example of an old structure",
        new Provenance(HPKE, "example", Optional.empty(), true),
        kind,
        Optional.empty(),
        Optional.of(notation(name + ".diag")),
        List.of(new Expectation.Decode(), new Expectation.Encode(Optional.empty())),
        List.of(erratum));
  }

  private TestVector hpkeKey(String name) throws Exception {
    int algorithm = name.contains("hpke-4") ? 42 : 35;
    return new TestVector(
        name,
        "A COSE_Key",
        new Provenance(HPKE, "Key Representation", Optional.empty(), true),
        VectorKind.COSE_KEY,
        Optional.empty(),
        Optional.of(notation(name + ".diag")),
        List.of(
            new Expectation.Decode(),
            new CoseExpectation.Key(algorithm),
            new Expectation.Encode(Optional.empty())),
        List.of());
  }
}
