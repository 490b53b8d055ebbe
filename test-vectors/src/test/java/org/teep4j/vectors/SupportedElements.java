package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentMetadata;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitLabel;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitSeverable;
import org.teep4j.suit.SuitSeveredCheck;
import org.teep4j.suit.SuitText;
import org.teep4j.suit.SuitWaitInfo;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportReason;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepLabel;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepMessageType;
import org.teep4j.teep.TeepRule;
import org.teep4j.vectors.replay.ScenarioEvidence;

/**
 * Which elements of TEEP and SUIT the code really decodes and encodes: for each table of labels, an
 * example with every one of them goes through the decoder, which must know them all, and back.
 */
final class SupportedElements {

  private static final String DIGEST = "<<[-16, h'" + "00".repeat(32) + "']>>";
  private static final String UUID = "h'" + "11".repeat(16) + "'";

  private static final String WAIT_INFO =
      "<<{1: 1, 2: 1, 3: 1, 4: [h'01', [[1, [1]]]], 5: 1, 6: 1, 7: 1, 8: 1, 9: 1}>>";
  private static final String METADATA =
      "<<{1: 1, 2: {1: 1}, 3: {1: 1}, 4: {1: 1}, 5: 1, 6: 1(1), 7: 1(1), 8: 'me'}>>";
  private static final String ENCRYPTION_INFO =
      "<<96([<<{1: 1}>>, {5: h'" + "00".repeat(12) + "'}, null, [[h'', {1: -3}, h'00']]])>>";
  private static final String PARAMETERS =
      ("{1: UUID, 2: UUID, 3: DIGEST, 4: 1, 5: 1, 12: true, 13: true, 14: 1, 18: 'x',"
              + " 19: INFO, 21: '#x', 22: 0, 23: 'x', 24: UUID, 25: 'x', 26: 1, 27: -1,"
              + " 28: <<[1, [1]]>>, 29: WAIT, 30: META}")
          .replace("'#x'", "\"#x\"")
          .replace("UUID", UUID)
          .replace("DIGEST", DIGEST)
          .replace("INFO", ENCRYPTION_INFO)
          .replace("WAIT", WAIT_INFO)
          .replace("META", METADATA);

  private static final String CONDITIONS =
      "1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0, 14, 0, 24, 0, 25, 0, 26, 0, 27, 0, 28, 0";
  private static final String DIRECTIVES =
      "11, 0, 12, 0, 15, [<<[14, 0]>>, <<[14, 0]>>], 18, 0, 19, P, 20, P, 21, 0, 22, 0, 23, 0,"
          + " 29, 0, 31, 0, 32, <<[14, 0]>>, 33, 0, 34, {0: P}, 35, {0: [14]}";
  private static final String SEQUENCE =
      "[" + CONDITIONS + ", " + DIRECTIVES.replace("P", "{14: 1}") + "]";
  private static final String TEXT =
      "<<{\"en\": {1: \"a\", 2: \"a\", 3: \"a\", 4: \"a\", [h'00']: "
          + "{1: \"a\", 2: \"a\", 3: \"a\", 4: \"a\", 5: \"a\", 6: \"a\", 7: \"a\", 8: \"a\"}}}>>";
  private static final String COMMON = "<<{1: {1: {}}, 2: [[h'00']], 4: <<[14, 0]>>}>>";
  private static final String MANIFEST =
      ("{1: 1, 2: 1, 3: COMMON, 4: \"u\", 5: [h'01'], 6: <<[1]>>, 7: <<SEQ>>, 8: S, 9: S,"
              + " 14: <<{}>>, 15: S, 16: S, 18: S, 20: S, 23: TEXT, 24: S}")
          .replace("COMMON", COMMON)
          .replace("SEQ", SEQUENCE)
          .replace(" S", " <<[14, 0]>>")
          .replace("TEXT", TEXT);
  private static final String RECORD = "[[0], 7, 0, 0, " + PARAMETERS + "]";
  private static final String CAPABILITIES =
      "{1: [[h'00']], 2: [1], 3: [1], 4: [1], 5: [1], 6: [1], 7: [1], 8: [1], 9: [1], 10: [1]}";
  private static final String RESULT = "{5: 1, 6: " + RECORD + ", 7: 10}";
  private static final String REPORT =
      "{2: h'00', 3: [RECORD], 4: RESULT, 8: CAPS, 99: [\"u:x\", DIGEST]}"
          .replace("RESULT", RESULT)
          .replace("RECORD", RECORD)
          .replace("CAPS", CAPABILITIES)
          .replace("DIGEST", DIGEST.substring(2, DIGEST.length() - 2));
  private static final String ENVELOPE = "{2: <<[" + DIGEST + "]>>, 3: <<" + MANIFEST + ">>}";

  private static final Set<TeepLabel> OF_REQUESTED_TC_INFO =
      Set.of(TeepLabel.COMPONENT_ID, TeepLabel.TC_MANIFEST_SEQUENCE_NUMBER, TeepLabel.HAVE_BINARY);

  /** An example of each option. */
  private static final Map<TeepLabel, String> OPTIONS =
      Map.ofEntries(
          Map.entry(TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES, "[[[18, -9]]]"),
          Map.entry(TeepLabel.CHALLENGE, "'challenge'"),
          Map.entry(TeepLabel.VERSIONS, "[0]"),
          Map.entry(TeepLabel.SUPPORTED_SUIT_COSE_PROFILES, "[[-16, -9, -29, 1]]"),
          Map.entry(TeepLabel.SELECTED_TEEP_CIPHER_SUITE, "[[18, -7]]"),
          Map.entry(TeepLabel.SELECTED_VERSION, "0"),
          Map.entry(TeepLabel.ATTESTATION_PAYLOAD, "h'd2'"),
          Map.entry(TeepLabel.TC_LIST, "[{0: [h'00'], 14: 1}]"),
          Map.entry(TeepLabel.EXT_LIST, "[1]"),
          Map.entry(TeepLabel.MANIFEST_LIST, "[<<" + ENVELOPE + ">>]"),
          Map.entry(TeepLabel.MSG, "\"text\""),
          Map.entry(TeepLabel.ERR_MSG, "\"text\""),
          Map.entry(TeepLabel.ATTESTATION_PAYLOAD_FORMAT, "\"text/plain\""),
          Map.entry(TeepLabel.REQUESTED_TC_LIST, "[INFO]"),
          Map.entry(TeepLabel.UNNEEDED_MANIFEST_LIST, "[[h'00']]"),
          Map.entry(TeepLabel.SUIT_REPORTS, "[<<" + REPORT + ">>]"),
          Map.entry(TeepLabel.TOKEN, "'12345678'"),
          Map.entry(TeepLabel.SUPPORTED_FRESHNESS_MECHANISMS, "[0, 1]"),
          Map.entry(TeepLabel.ERR_LANG, "\"en\""),
          Map.entry(TeepLabel.ERR_CODE, "1"));

  private static final String PROCESSED = "processed";
  private static final String PLATFORM = "platform";
  private static final String MADE = "made";

  private SupportedElements() {}

  /** By heading, the rows of each table: cells from left to right. */
  static Map<String, List<List<String>>> tables() throws Exception {
    Map<String, List<List<String>>> tables = new LinkedHashMap<>();
    tables.put("Messages", messages());
    for (TeepMessageType type : TeepMessageType.values()) {
      tables.put("Options of " + type.cddlName(), options(type));
    }
    SuitManifest manifest = manifest();
    ScenarioEvidence shown = ScenarioEvidence.collect();
    tables.put("Envelope", envelope());
    Set<Long> members = new LinkedHashSet<>(shown.members());
    members.removeAll(Set.of(SuitManifestLabel.TEXT.label(), SuitManifestLabel.COSWID.label()));
    tables.put(
        "Manifest", with(PROCESSED, members, rows(SuitManifestLabel.values(), keys(MANIFEST))));
    tables.put(
        "Common", with(PROCESSED, shown.common(), rows(SuitCommon.Label.values(), keys(COMMON))));
    tables.put("Conditions and directives", with(PROCESSED, shown.commands(), commands(manifest)));
    Set<Long> parameters = new LinkedHashSet<>(shown.parameters());
    parameters.remove(SuitParameter.ENCRYPTION_INFO.label()); // says so itself
    tables.put("Parameters", with(PROCESSED, parameters, parameters()));
    List<List<String>> events = rows(SuitWaitInfo.Event.values(), keys(WAIT_INFO));
    tables.put("Events to wait for", with(PLATFORM, keys(WAIT_INFO), events));
    List<List<String>> metadata = rows(SuitComponentMetadata.Label.values(), keys(METADATA));
    tables.put("Component metadata", with(PLATFORM, keys(METADATA), metadata));
    SuitText.Language text = text(manifest);
    tables.put("Text", rows(SuitText.Key.values(), labels(text.texts().keySet())));
    SuitText.Component component = text.components().values().iterator().next();
    assertEquals(Map.of(), component.others());
    tables.put(
        "Text of components",
        rows(SuitText.ComponentKey.values(), labels(component.texts().keySet())));
    tables.put("Report", with(MADE, shown.report(), report()));
    Set<Long> elements = positions(RECORD);
    tables.put("Record", with(MADE, elements, rows(SuitRecord.Element.values(), elements)));
    List<List<String>> capabilities = rows(SuitCapabilityReport.Label.values(), keys(CAPABILITIES));
    tables.put("Capability report", with(MADE, shown.capabilities(), capabilities));
    tables.put("Reasons of failure", with(MADE, shown.reasons(), reasons()));
    tables.put("Profiles of algorithms", SupportedProfiles.rows(manifest));
    return tables;
  }

  /** Adds a word to the last cell of the rows with these labels. */
  private static List<List<String>> with(String word, Set<Long> labels, List<List<String>> table) {
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : table) {
      List<String> cells = new ArrayList<>(row);
      int last = cells.size() - 1;
      if (labels.contains(Long.valueOf(cells.get(1)))) {
        cells.set(last, cells.get(last).equals("no") ? word : cells.get(last) + ", " + word);
      }
      rows.add(cells);
    }
    return rows;
  }

  private static List<List<String>> options(TeepMessageType type) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    for (TeepLabel label : TeepLabel.values()) {
      List<Dialect> dialects =
          Arrays.stream(Dialect.values()).filter(dialect -> label.isIn(dialect)).toList();
      boolean admitted = admits(type, label, dialects.get(0));
      for (Dialect dialect : dialects) {
        assertEquals(admitted, admits(type, label, dialect), label.cddlName());
      }
      if (admitted) {
        List<String> row = new ArrayList<>(List.of(label.cddlName()));
        Arrays.stream(Dialect.values()).map(dialect -> number(label, dialect)).forEach(row::add);
        row.addAll(List.of("yes", "yes", rulesOf(type, label)));
        rows.add(row);
      }
    }
    return rows;
  }

  private static String number(TeepLabel label, Dialect dialect) {
    return label.isIn(dialect) ? "" + label.number(dialect) : "-";
  }

  /** Whether a rule beyond the CDDL says something of the option. */
  private static String rulesOf(TeepMessageType type, TeepLabel label) {
    String section = "4." + (type.number(Dialect.RFC) + 1); // in the order of the numbers
    boolean ruled =
        Arrays.stream(TeepRule.values())
            .anyMatch(rule -> rule.option() == label && rule.section().contains(section));
    return ruled ? "rules" : "no";
  }

  private static List<List<String>> messages() throws Exception {
    CoseKey key = ExampleKeys.p256();
    List<List<String>> rows = new ArrayList<>();
    for (TeepMessageType type : TeepMessageType.values()) {
      for (Dialect dialect : Dialect.values()) {
        Bytes encoded = message(type, "", dialect);
        TeepMessage message = TeepMessage.decodeUnverified(encoded, dialect);
        assertEquals(encoded, message.toBytes(dialect));
        Bytes signed = message.sign(CoseSigner.of(key), dialect).encode().toBytes();
        assertEquals(message, TeepMessage.verify(signed, CoseVerifier.of(key), dialect));
      }
      List<String> row = new ArrayList<>(List.of(type.cddlName()));
      Arrays.stream(Dialect.values()).map(dialect -> "" + type.number(dialect)).forEach(row::add);
      row.addAll(List.of("yes", "yes", "signature, rules"));
      rows.add(row);
    }
    return rows;
  }

  private static Bytes message(TeepMessageType type, String options, Dialect dialect)
      throws DecodeException {
    String rest =
        switch (type) {
          case QUERY_REQUEST ->
              ", [[[18, -9]]], "
                  + (dialect == Dialect.DRAFT_16 ? "[[-7, 1]]" : "[[-16, -9, -29, 1]]")
                  + ", 0";
          case ERROR -> ", 1";
          default -> "";
        };
    return Edn.parse("[" + type.number(dialect) + ", {" + options + "}" + rest + "]");
  }

  private static boolean admits(TeepMessageType type, TeepLabel label, Dialect dialect)
      throws Exception {
    if (OF_REQUESTED_TC_INFO.contains(label)) {
      return false; // tried inside requested-tc-list
    }
    String value = OPTIONS.get(label);
    assertNotNull(value, () -> "no example of " + label.cddlName());
    String info =
        Stream.of(
                TeepLabel.COMPONENT_ID,
                TeepLabel.TC_MANIFEST_SEQUENCE_NUMBER,
                TeepLabel.HAVE_BINARY)
            .map(member -> "" + member.number(dialect))
            .collect(Collectors.joining(": X, ", "{", ": X}"))
            .replaceFirst("X", "[h'00']")
            .replaceFirst("X", "1")
            .replaceFirst("X", "true");
    boolean isInline =
        dialect == Dialect.DRAFT_16
            && (type == TeepMessageType.SUCCESS || type == TeepMessageType.ERROR);
    String option =
        label.number(dialect)
            + ": "
            + value
                .replace("INFO", info)
                .replace("<<" + REPORT + ">>", isInline ? REPORT : "<<" + REPORT + ">>");
    Bytes encoded = message(type, option, dialect);
    try {
      TeepMessage message = TeepMessage.decodeUnverified(encoded, dialect);
      assertEquals(Map.of(), message.unknownOptions(), label.cddlName());
      assertEquals(encoded, message.toBytes(dialect), label.cddlName());
      return true;
    } catch (DecodeException e) {
      return false;
    }
  }

  private static SuitManifest manifest() throws DecodeException {
    Bytes encoded = Edn.parse(MANIFEST);
    SuitManifest manifest = SuitManifest.decodeUnverified(encoded);
    assertEquals(Map.of(), manifest.others());
    assertEquals(encoded, manifest.encode().toBytes());
    return manifest;
  }

  private static List<List<String>> envelope() throws DecodeException, GeneralSecurityException {
    Bytes encoded = Edn.parse(ENVELOPE);
    SuitEnvelope envelope = SuitEnvelope.decode(encoded);
    assertEquals(Map.of(), envelope.unverifiedOthers());
    assertEquals(encoded, envelope.encode().toBytes());
    List<List<String>> rows = new ArrayList<>();
    for (SuitEnvelope.Label row : SuitEnvelope.Label.values()) {
      String verified = row == SuitEnvelope.Label.MANIFEST ? "digest" : "signature, MAC";
      rows.add(List.of(row.cddlName(), "" + row.label(), document(row), "yes", "yes", verified));
    }
    rows.addAll(rows(severable(), severed()));
    return rows;
  }

  private static SuitManifestLabel[] severable() {
    return Arrays.stream(SuitManifestLabel.values())
        .filter(SuitManifestLabel::isSeverable)
        .toArray(SuitManifestLabel[]::new);
  }

  /** The members that an envelope had beside its manifest, and that verify there. */
  private static Set<Long> severed() throws DecodeException, GeneralSecurityException {
    SuitEnvelope made = SuitEnvelope.builder(manifest()).sever(severable()).build();
    SuitEnvelope envelope = SuitEnvelope.decode(made.encode().toBytes());
    Set<Long> present = new LinkedHashSet<>(labels(envelope.unverifiedSeveredMembers().keySet()));
    for (SuitSeveredCheck check : envelope.checkSeveredMembers()) {
      if (check.state() != SuitSeveredCheck.State.DIGEST_RIGHT || !check.isRight()) {
        present.remove(check.member().label());
      }
    }
    return present;
  }

  private static List<List<String>> commands(SuitManifest manifest) {
    SuitCommandSequence validate =
        whole(manifest.sequence(SuitManifestLabel.VALIDATE).orElseThrow());
    Set<Long> known =
        validate.commands().stream()
            .filter(command -> !(command instanceof SuitCommand.Unknown))
            .map(SuitCommand::label)
            .collect(Collectors.toSet());
    return rows(SuitCommandCode.values(), known);
  }

  private static List<List<String>> parameters() throws Exception {
    SuitReport report = SuitReport.decodeUnverified(Edn.parse(REPORT));
    SuitParameters parameters = ((SuitRecord) report.records().get(0)).properties();
    assertEquals(Map.of(), parameters.others());
    SuitComponentMetadata metadata =
        parameters.value(SuitParameter.COMPONENT_METADATA).orElseThrow();
    assertEquals(Map.of(), metadata.others());
    SuitWaitInfo waitInfo = parameters.value(SuitParameter.WAIT_INFO).orElseThrow();
    assertEquals(Map.of(), waitInfo.others());
    return rows(SuitParameter.values().toArray(SuitLabel[]::new), parameters.labels());
  }

  private static List<List<String>> report() throws DecodeException {
    Bytes encoded = Edn.parse(REPORT);
    assertEquals(encoded, SuitReport.decodeUnverified(encoded).encode().toBytes());
    Set<Long> tried = keys(REPORT);
    tried.addAll(keys(RESULT));
    return rows(SuitReport.Label.values(), tried);
  }

  private static List<List<String>> reasons() throws DecodeException {
    Set<Long> known = new LinkedHashSet<>();
    for (SuitReportReason reason : SuitReportReason.values()) {
      String changed = REPORT.replace("7: 10}, 8", "7: " + reason.label() + "}, 8");
      SuitReport report = SuitReport.decodeUnverified(Edn.parse(changed));
      SuitReport.Result.Failure failure = (SuitReport.Result.Failure) report.result();
      failure.knownReason().ifPresent(found -> known.add(found.label()));
    }
    return rows(SuitReportReason.values(), known);
  }

  private static List<List<String>> rows(SuitLabel[] table, Set<Long> tried) {
    return Arrays.stream(table)
        .map(
            row -> {
              String shown = tried.contains(row.label()) ? "yes" : "no";
              String processed = processed(row);
              return List.of(
                  row.cddlName(), "" + row.label(), document(row), shown, shown, processed);
            })
        .toList();
  }

  private static String processed(SuitLabel row) {
    if (row == SuitParameter.ENCRYPTION_INFO) {
      return "decryption"; // tried with each profile, see SupportedProfiles
    }
    return row instanceof SuitManifestLabel member && member.isSeverable() ? "digest" : "no";
  }

  private static String document(SuitLabel row) {
    return row.document().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static <T> T whole(SuitSeverable<T> member) {
    return ((SuitSeverable.Whole<T>) member).content();
  }

  private static SuitText.Language text(SuitManifest manifest) {
    SuitText text = whole(manifest.text().orElseThrow());
    SuitText.Language language = text.language("en").orElseThrow();
    assertEquals(Map.of(), language.others());
    return language;
  }

  private static Set<Long> labels(Set<? extends SuitLabel> rows) {
    return rows.stream().map(SuitLabel::label).collect(Collectors.toSet());
  }

  /** The positions of an array's elements. */
  private static Set<Long> positions(String notation) throws DecodeException {
    int count = new CborReader(Edn.parse(notation)).enterArray();
    return LongStream.range(0, count).boxed().collect(Collectors.toSet());
  }

  /** The integer keys of a map, wrapped or not. */
  private static Set<Long> keys(String notation) throws DecodeException {
    Function<String, String> unwrapped =
        text -> text.startsWith("<<") ? text.substring(2, text.length() - 2) : text;
    CborReader reader = new CborReader(Edn.parse(unwrapped.apply(notation)));
    Set<Long> keys = new LinkedHashSet<>();
    reader.enterMap();
    while (reader.hasNext()) {
      keys.add(reader.readLong());
      reader.skip();
    }
    return keys;
  }
}
