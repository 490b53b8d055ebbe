package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.Refused.edn;
import static org.teep4j.suit.SuitManifestLabel.INSTALL;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SystemPropertyClaims;
import org.teep4j.testsupport.Allocation;

/**
 * What the public doors of this module allocate for each byte of input, in shapes that were found
 * by looking for the worst: the smallest elements of every list and map, many times.
 */
class BudgetTest {

  private static final long MOST_BYTES_A_BYTE = 64;
  private static final int ELEMENTS = 2_000;

  private static final String[] COMMANDS = {
    "14, 0",
    "12, 0",
    "12, true",
    "12, [0]",
    "12, [0, 1]",
    "20, {12: true}",
    "20, {14: 0}",
    "20, {14: 300}",
    "20, {22: 0}",
    "20, {18: h''}",
    "20, {21: \"\"}",
    "20, {16: 0}",
    "20, {-1: 0}",
    "20, {16: 0, 17: 0}",
    "20, {3: << [0, h''] >>}",
    "20, {3: << [0, h'', 0] >>}",
    "20, {19: << 96([h'', {}, null, []]) >>}",
    "20, {28: << [1, [0]] >>}",
    "20, {29: << {1: 0} >>}",
    "20, {29: << {5: 0} >>}",
    "20, {29: << {100: 0} >>}",
    "20, {29: << {4: [h'', [[1, [0]]]]} >>}",
    "20, {30: << {} >>}",
    "20, {30: << {2: {0: 0}} >>}",
    "20, {30: << {2: {0: 0}, 3: {0: 0}, 4: {0: 0}} >>}",
    "20, {30: << {8: 0} >>}",
    "20, {30: << {100: 0} >>}",
    "19, {12: true}",
    "34, {0: {12: true}}",
    "34, {0: {12: true}, 1: {12: true}}",
    "35, {0: [0]}",
    "35, {0: [0], 1: [0]}",
    "15, [<< [14, 0] >>, << [14, 0] >>]",
    "32, << [14, 0] >>",
    "-1, 0",
    "100, 0",
  };

  private static Bytes items(String notation) {
    Bytes array = edn("[" + notation + "]");
    return array.slice(1); // fewer than 24 elements
  }

  private static Bytes manifest(Bytes commands) {
    CborWriter writer = new CborWriter();
    writer.beginMap().writeLong(1).writeLong(1).writeLong(2).writeLong(0);
    writer.writeLong(3).beginWrapped().writeEncodedItem(edn("{2: [['a'], ['b']]}")).endWrapped();
    return writer.writeLong(20).writeBytes(commands).endMap().toBytes();
  }

  /** An array of indefinite length around elements. */
  private static Bytes indefinite(byte open, Bytes element, int times) {
    byte[] bytes = new byte[2 + element.length() * times];
    bytes[0] = open;
    for (int i = 0; i < times; i++) {
      element.copyTo(bytes, 1 + i * element.length());
    }
    bytes[bytes.length - 1] = (byte) 0xff;
    return Bytes.wrap(bytes);
  }

  private static Bytes array(String element, int times) {
    return indefinite((byte) 0x9f, items(element), times);
  }

  /** A map of distinct keys. */
  private static Bytes map(int entries, IntFunction<String> entry) {
    CborWriter writer = new CborWriter();
    writer.beginMap();
    for (int i = 0; i < entries; i++) {
      Bytes pair = items(entry.apply(i));
      writer.writeEncodedItem(first(pair)).writeEncodedItem(pair.slice(first(pair).length()));
    }
    return writer.endMap().toBytes();
  }

  private static Bytes first(Bytes pair) {
    try {
      return new CborReader(pair).readEncodedItem();
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  private interface Door {
    Object open(Bytes input) throws Exception;
  }

  private static final class Costs {
    final Map<String, Long> tooMuch = new LinkedHashMap<>();

    void add(String shape, Bytes input, Door door) throws Exception {
      add(shape, input, MOST_BYTES_A_BYTE, door);
    }

    /** For what follows the commands: {@link PayloadSearch} says why that takes more. */
    void addFollowing(String shape, Bytes input, Door door) throws Exception {
      add(shape, input, 3 * MOST_BYTES_A_BYTE, door);
    }

    private void add(String shape, Bytes input, long most, Door door) throws Exception {
      long allocated = Allocation.ofOneRun(() -> attempt(door, input));
      if (allocated > most * input.length() + 4096) {
        tooMuch.put(shape, allocated / input.length());
      }
    }

    private static void attempt(Door door, Bytes input) throws Exception {
      try {
        door.open(input);
      } catch (DecodeException e) {
        // refused, which must be cheap as well
      }
    }

    void check() {
      assertEquals(Map.of(), tooMuch);
    }
  }

  @Test
  void commandsStayInTheBudget() throws Exception {
    Costs costs = new Costs();
    for (String command : COMMANDS) {
      Bytes sequence = array(command, ELEMENTS);
      Bytes manifest = manifest(sequence);
      assertTrue(SuitManifest.decodeUnverified(manifest).sequence(INSTALL).isPresent(), command);
      costs.add(command, manifest, SuitManifest::decodeUnverified);
      SuitManifest one = SuitManifest.decodeUnverified(manifest);
      SuitManifest other = SuitManifest.decodeUnverified(manifest);
      costs.add("equals " + command, manifest, input -> one.equals(other));
      costs.add("hashCode " + command, manifest, input -> one.sequence(INSTALL).hashCode());
      costs.addFollowing(
          "payloads " + command, manifest, input -> PayloadSearch.demands(one, manifest.length()));
    }
    costs.check();
  }

  /** Sequences of random commands, whose costs may add up in ways that one alone does not show. */
  @Test
  void randomCommandsStayInTheBudget() throws Exception {
    Costs costs = new Costs();
    Random random = new Random(12);
    for (int round = 0; round < 60; round++) {
      List<String> commands = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(5); i++) {
        String command = COMMANDS[random.nextInt(COMMANDS.length)];
        commands.add(
            random.nextInt(4) == 0
                ? "15, [<< [" + command + "] >>, << [" + command + ", 14, 0] >>, null]"
                : command);
      }
      String all = String.join(", ", commands) + ", 21, 15, 3, 15";
      Bytes manifest = manifest(array(all, 200));
      costs.add(all, manifest, SuitManifest::decodeUnverified);
      SuitManifest one = SuitManifest.decodeUnverified(manifest);
      costs.addFollowing(
          "payloads " + all, manifest, input -> PayloadSearch.demands(one, manifest.length()));
    }
    costs.check();
  }

  @Test
  void listsAndMapsStayInTheBudget() throws Exception {
    Costs costs = new Costs();
    String[] parameters = {
      "28: << [1, X] >>", "3: << [0, h'', X] >>", "29: << {4: [h'', X]} >>",
    };
    for (String element : List.of("0", "[1, [0]]", "h''")) {
      for (String parameter : parameters) {
        Bytes list = array(element, ELEMENTS);
        CborWriter writer = new CborWriter();
        writer.beginMap().writeLong(0).beginArray().endArray();
        String[] parts = parameter.split(": ", 2);
        writer.writeLong(Long.parseLong(parts[0]));
        writer.writeBytes(splice(parts[1], list)).endMap();
        costs.add(parameter + element, writer.toBytes(), SystemPropertyClaims::decodeUnverified);
      }
    }
    Bytes permissions = map(ELEMENTS, i -> i + ", 0");
    Bytes texts = map(2_000, i -> "\"" + Integer.toString(i, 36) + "\", 0");
    for (Bytes actors : List.of(permissions, texts)) {
      CborWriter writer = new CborWriter();
      writer.beginMap().writeLong(0).beginArray().endArray().writeLong(30).beginWrapped();
      writer.beginMap().writeLong(2).writeEncodedItem(actors).endMap().endWrapped().endMap();
      costs.add("permissions", writer.toBytes(), SystemPropertyClaims::decodeUnverified);
    }
    costs.add(
        "unknown properties",
        map(ELEMENTS, i -> i == 0 ? "0, []" : i + 99 + ", 0"),
        SystemPropertyClaims::decodeUnverified);
    costs.add(
        "languages", map(2_000, i -> "\"" + letters(i) + "\", {}"), SuitText::decodeUnverified);
    costs.add(
        "texts", wrapMap("\"en\"", map(ELEMENTS, i -> i + 10 + ", 0")), SuitText::decodeUnverified);
    costs.add(
        "components of texts",
        wrapMap("\"en\"", map(2_000, i -> "[h'" + hex(i) + "'], {}")),
        SuitText::decodeUnverified);
    costs.check();
  }

  @Test
  void reportsStayInTheBudget() throws Exception {
    Costs costs = new Costs();
    String rest = ", 4: true, 99: [\"\", [0, h'']]";
    for (String record :
        List.of(
            "[[], 0, 0, 0, {}]",
            "[[0], 0, 0, 0, {}]",
            "[[], 0, 0, 0, {}, 0]",
            "{0: [], 12: true}",
            "{0: [h''], 12: true}",
            "[[], 0, 0, 0, {12: true}]")) {
      costs.add(record, report(array(record, ELEMENTS), rest), SuitReport::decodeUnverified);
    }
    costs.add(
        "manifest-id",
        report(edn("[[X, 0, 0, 0, {}]]".replace("X", "[" + "0, ".repeat(ELEMENTS) + "0]")), rest),
        SuitReport::decodeUnverified);
    for (String component : List.of("[]", "[h'']", "[true]", "[h'', true]")) {
      Bytes capability = spliced("{1: X, 2: [0], 3: [0], 4: [0]}", array(component, ELEMENTS));
      costs.add("components " + component, capability, SuitCapabilityReport::decodeUnverified);
    }
    costs.add(
        "capabilities",
        spliced("{1: [[]], 2: X, 3: [0], 4: [0]}", array("0", ELEMENTS)),
        SuitCapabilityReport::decodeUnverified);
    costs.add(
        "elements",
        map(
            ELEMENTS,
            i ->
                switch (i) {
                  case 0 -> "1, [[]]";
                  case 1, 2, 3 -> i + 1 + ", [0]";
                  default -> "[" + i + "], [0]";
                }),
        SuitCapabilityReport::decodeUnverified);
    costs.check();
  }

  @Test
  void commonAndEnvelopesStayInTheBudget() throws Exception {
    Costs costs = new Costs();
    for (String component : List.of("[]", "[h'']", "[h'', h'']")) {
      costs.add(
          "components " + component,
          common("{2: X}", array(component, ELEMENTS)),
          SuitManifest::decodeUnverified);
    }
    costs.add(
        "segments", common("{2: [X]}", array("h''", ELEMENTS)), SuitManifest::decodeUnverified);
    costs.add(
        "dependencies",
        common("{1: X}", map(ELEMENTS, i -> i + ", {}")),
        SuitManifest::decodeUnverified);
    costs.add(
        "others", common("X", map(ELEMENTS, i -> i + 10 + ", 0")), SuitManifest::decodeUnverified);
    String start = "{2: << [<< [-16, h''] >>] >>, 3: h'a0'";
    for (String member : List.of("I, 0", "\"S\", h''")) {
      StringBuilder members = new StringBuilder(start);
      for (int i = 0; i < 2_000; i++) {
        members
            .append(", ")
            .append(
                member.replace(", ", ": ").replace("I", "" + (i + 100)).replace("S", letters(i)));
      }
      costs.add(member, edn(members + "}"), SuitEnvelope::decode);
    }
    for (String block :
        List.of(
            "18([h'', {}, null, h''])", "98([h'', {}, null, [[h'', {}, h'']]])",
            "17([h'', {}, null, h''])", "97([h'', {}, null, h'', [[h'', {}, h'']]])",
            "18([h'', {1: 0}, null, h''])", "18([<< {1: 0} >>, {}, null, h''])")) {
      Bytes blocks = array("<< " + block + " >>", 2_000);
      Bytes authentication =
          Bytes.wrap(
              concat(
                  new byte[] {(byte) 0x9f},
                  new CborWriter().writeBytes(edn("[-16, h'']")).toByteArray(),
                  blocks.slice(1).toByteArray()));
      CborWriter writer = new CborWriter();
      writer.beginMap().writeLong(2).writeBytes(authentication);
      costs.add(
          block,
          writer.writeLong(3).writeBytes(Bytes.empty()).endMap().toBytes(),
          SuitEnvelope::decode);
    }
    costs.check();
  }

  /** What comes after the signature costs no more than that. */
  @Test
  void verifiedEnvelopesStayInTheBudget() throws Exception {
    Costs costs = new Costs();
    for (String command : COMMANDS) {
      SuitManifest manifest =
          SuitManifest.decodeUnverified(manifest(array(command + ", 21, 0, 3, 0", 2_000)));
      SuitEnvelopeBuilder builder =
          SuitEnvelope.builder(manifest)
              .sever(SuitManifestLabel.INSTALL)
              .signer(Keys.authorSigner(CoseAlgorithm.ESP256));
      for (int i = 0; i < 200; i++) {
        builder.integratedPayload("#" + i, Bytes.empty());
      }
      SuitEnvelope envelope = builder.build();
      Bytes encoded = envelope.encode().toBytes();
      costs.add(
          "verify " + command, encoded, input -> SuitEnvelope.decode(input).verify(Keys.author()));
      costs.addFollowing(
          "violations " + command, encoded, input -> SuitEnvelope.decode(input).violations());
      costs.add(
          "severed " + command, encoded, input -> SuitEnvelope.decode(input).checkSeveredMembers());
      VerifiedManifest verified = SuitEnvelope.decode(encoded).verify(Keys.author());
      costs.addFollowing(
          "payloads " + command,
          encoded,
          input -> verified.payloads(SuitComponentIdentifier.ofText("a")));
    }
    costs.check();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String hex(int number) {
    return String.format("%04x", number);
  }

  private static String letters(int number) {
    return ""
        + (char) ('a' + number / 676 % 26)
        + (char) ('a' + number / 26 % 26)
        + (char) ('a' + number % 26);
  }

  private static Bytes wrapMap(String key, Bytes value) {
    CborWriter writer = new CborWriter();
    return writer.beginMap().writeEncodedItem(edn(key)).writeEncodedItem(value).endMap().toBytes();
  }

  private static Bytes report(Bytes records, String rest) {
    return spliced("{3: X" + rest + "}", records);
  }

  private static Bytes common(String common, Bytes value) {
    CborWriter writer = new CborWriter();
    writer.beginMap().writeLong(1).writeLong(1).writeLong(2).writeLong(0);
    return writer.writeLong(3).writeBytes(spliced(common, value)).endMap().toBytes();
  }

  /** The content of a wrapped notation, with an item in the place of X. */
  private static Bytes splice(String wrapped, Bytes item) {
    return spliced(wrapped.substring(3, wrapped.length() - 3), item);
  }

  private static Bytes spliced(String notation, Bytes item) {
    if (notation.equals("X")) {
      return item;
    }
    Bytes marked = edn(notation.replace("X", "\"~X~\""));
    String hex = marked.toHex();
    int at = hex.indexOf("637e587e") / 2;
    return Bytes.wrap(
        concat(
            marked.slice(0, at).toByteArray(),
            item.toByteArray(),
            marked.slice(at + 4).toByteArray()));
  }
}
