package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.testsupport.Allocation;

/**
 * What inspecting hostile input allocates. Of content that is few items, in proportion to its
 * bytes; of many items, a bound for each, and there are 100,000 at most unless somebody asks.
 */
class InspectBudgetTest {
  private static final int SIZE = 1 << 18;
  private static final long FOR_A_BYTE = 64;

  /** What the command line itself takes. */
  private static final long TO_START = 8 << 20;

  private static final long FOR_AN_ITEM = 2048;

  private static Bytes filled(String head, String repeated, String end) {
    byte[] first = HexFormat.of().parseHex(head);
    byte[] unit = HexFormat.of().parseHex(repeated);
    byte[] last = HexFormat.of().parseHex(end);
    byte[] all = Arrays.copyOf(first, first.length + SIZE + last.length);
    for (int i = 0; i < SIZE; i++) {
      all[first.length + i] = unit[i % unit.length];
    }
    System.arraycopy(last, 0, all, first.length + SIZE, last.length);
    return Bytes.wrap(all);
  }

  /** Inspects as the command does, for people and for programs. */
  private static long allocation(Bytes bytes) throws Exception {
    return Allocation.ofOneRun(
        () -> {
          Inspection inspection = new Inspection(bytes, Inspection.Options.defaults());
          inspection.notation(80);
          inspection.refusal().ifPresent(refusal -> Text.wrap(Text.safe(refusal.line()), 70));
        });
  }

  @Test
  void largeStringsAreInspectedInProportion() throws Exception {
    Map<String, Bytes> inputs = new LinkedHashMap<>();
    inputs.put("a byte string", filled("5a00040000", "ab", ""));
    inputs.put("a text string", filled("7a00040000", "61", ""));
    inputs.put("control characters", filled("7a00040000", "1b", ""));
    inputs.put("text from right to left", filled("7a00040000", "d7a0", ""));
    inputs.put("no text", filled("7a00040000", "ff", ""));
    inputs.put("a payload", filled("8440a05a00040000", "00", "4100"));
    inputs.put("a payload that looks like text", filled("8440a05a00040000", "61", "4100"));
    inputs.put("a wrapped string", filled("8440a0" + "5a00040005" + "5a00040000", "ab", "4100"));
    inputs.put("an unknown header", filled("8440a1187b5a00040000", "ab", "f64100"));
    inputs.put("a key of a map", filled("a17a00040000", "61", "01"));
    inputs.put("digits", filled("30", "30", ""));
    inputs.put("words", filled("", "6162632064206566", ""));
    inputs.put("opening brackets", filled("", "5b", ""));
    inputs.put("DER", filled("3083100000", "3000", ""));
    inputs.put("deep nesting", filled("", "81", ""));
    inputs.put("breaks", filled("", "9f", ""));
    inputs.put("a secret", filled("a3010420" + "5a00040000", "ab", "0241aa"));
    for (Map.Entry<String, Bytes> input : inputs.entrySet()) {
      long allocated = allocation(input.getValue());
      long most = FOR_A_BYTE * input.getValue().length();
      assertTrue(allocated <= most, input.getKey() + ": " + allocated / SIZE + " for each byte");
    }
  }

  @Test
  void manyItemsAreBoundedByTheirNumber() throws Exception {
    int most = Inspection.MOST_ITEMS - 1;
    Map<String, Bytes> inputs = new LinkedHashMap<>();
    inputs.put("integers", items(most, "9a%08x", "00"));
    inputs.put("empty maps", items(most, "9a%08x", "a0"));
    inputs.put("small maps", items(most / 3, "9a%08x", "a10100"));
    inputs.put("what could be a key", items(most / 5, "9a%08x", "a201012000"));
    inputs.put("tags", items(most / 2, "9a%08x", "c101"));
    inputs.put("floats", items(most, "9a%08x", "fb3ff199999999999a"));
    inputs.put("strings of one byte", items(most, "9a%08x", "4100"));
    inputs.put("chunks", items(most, "9f5f", "4100", "ffff"));
    inputs.put("signatures", items(most / 4, "d8628440a0f69a%08x", "8340a040"));
    for (Map.Entry<String, Bytes> input : inputs.entrySet()) {
      long allocated = allocation(input.getValue());
      long each = allocated / Inspection.MOST_ITEMS;
      assertTrue(each <= FOR_AN_ITEM, input.getKey() + ": " + each + " for each item");
    }
    Inspection over =
        new Inspection(items(most + 2, "9a%08x", "00"), Inspection.Options.defaults());
    assertEquals("TOO_MANY_ITEMS", over.refusal().orElseThrow().reason());
  }

  private static Bytes items(int count, String head, String item) {
    return items(count, head.contains("%") ? String.format(head, count) : head, item, "");
  }

  private static Bytes items(int count, String head, String item, String end) {
    return Bytes.fromHex(head + item.repeat(count) + end);
  }

  /** Nests that cost their depth squared, or more, where something is read again at each level. */
  @Test
  void nestingIsInspectedInProportionToTheItems() throws Exception {
    Map<String, Bytes> inputs = new LinkedHashMap<>();
    for (String level : new String[] {"a10081", "a101a1", "a2200100", "a20101", "8181", "d81881"}) {
      int depth = 60 / (level.length() / 2);
      String nest = level.repeat(depth) + "00";
      inputs.put(level, items(200, "9a%08x", nest));
    }
    inputs.put(
        "maps as keys",
        Bytes.fromHex("8440a1187b" + "a2".repeat(60) + "4100" + "00616100".repeat(60) + "f64100"));
    inputs.put("keys in keys", items(3000, "9a%08x", "a2010120a201012000"));
    for (Map.Entry<String, Bytes> input : inputs.entrySet()) {
      long allocated = allocation(input.getValue());
      long most = FOR_AN_ITEM * input.getValue().length() + 65536;
      assertTrue(allocated <= most, input.getKey() + ": " + allocated + " of " + most);
    }
  }

  /** With all that the command does, but what it is written to. */
  @Test
  void theCommandWorksInProportion() throws Exception {
    byte[] text = filled("7a00040000", "1b", "").toByteArray();
    byte[] letters = filled("7a00040000", "61", "").toByteArray();
    for (byte[] bytes : new byte[][] {text, letters}) {
      for (String[] args : new String[][] {{"inspect"}, {"inspect", "--json"}}) {
        long allocated = Allocation.ofOneRun(() -> assertEquals(0, run(bytes, args)));
        long most = FOR_A_BYTE * SIZE + TO_START;
        assertTrue(allocated <= most, allocated / SIZE + " for each byte");
      }
    }
  }

  private static int run(byte[] bytes, String... args) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    StandardInput in = new StandardInput(new ByteArrayInputStream(bytes));
    Terminal terminal = new Terminal(80, false, false, false);
    OutputStream data = OutputStream.nullOutputStream();
    return Main.run(new Console(in, data, nowhere, nowhere, terminal), args);
  }
}
