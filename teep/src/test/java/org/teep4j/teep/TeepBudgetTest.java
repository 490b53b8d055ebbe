package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.testsupport.Action;
import org.teep4j.testsupport.Allocation;

/**
 * What decoding messages, comparing them and checking their rules allocates for each byte: the
 * smallest elements of every list, many times.
 */
class TeepBudgetTest {

  private static final long MOST_BYTES_A_BYTE = 64;
  private static final int ELEMENTS = 2_000;
  private final Map<String, Long> tooMuch = new LinkedHashMap<>();

  private void hold(String what, Bytes input, Action action) throws Exception {
    long least = Allocation.leastOf(5, action);
    if (least > MOST_BYTES_A_BYTE * input.length() + 4096) {
      tooMuch.put(what, least / input.length());
    }
  }

  private void hold(String message) throws Exception {
    Bytes input = Bytes.fromHex(message);
    String what = message.substring(0, Math.min(40, message.length()));
    hold("decode " + what, input, () -> decode(input));
    TeepMessage one = decode(input);
    TeepMessage other = decode(input);
    if (one != null) {
      hold("equals " + what, input, () -> assertEquals(one, other));
      hold("hashCode " + what, input, () -> assertEquals(one.hashCode(), one.hashCode()));
      hold("violations " + what, input, one::violations);
    }
  }

  private static TeepMessage decode(Bytes input) {
    try {
      return TeepMessage.decodeUnverified(input, Dialect.RFC);
    } catch (DecodeException e) {
      return null;
    }
  }

  /** A list of indefinite length. */
  private static String list(String element) {
    return "9f" + element.repeat(ELEMENTS) + "ff";
  }

  @Test
  void listsStayInTheBudget() throws Exception {
    String token = "13480001020304050607";
    for (String claims : new String[] {"a200800cf5", "a200800ef6", "a200801000", "a20081400e00"}) {
      hold("8202a107" + list(claims));
    }
    for (String requested :
        new String[] {"a10f80", "a20f8011f5", "a20f811000", "a10f8140", "a20f801000"}) {
      hold("8202a10d" + list(requested));
    }
    for (String identifier : new String[] {"80", "8140", "824040"}) {
      hold("8202a10e" + list(identifier));
      hold("8203a10e" + list(identifier));
    }
    hold("8202a108" + list("00"));
    hold("8202a108" + list("1818"));
    for (String envelope : new String[] {"40", "4180", "41a0", "4ba202458143822f40"}) {
      hold("8203a109" + list(envelope));
    }
    for (String report :
        new String[] {
          "40",
          "4180",
          "41a0",
          "4184",
          "4c844040490000000000000000",
          "4ca30380040018638260820040",
          "41f6"
        }) {
      hold("8204a2" + token + "12" + list(report));
      hold("8202a2" + token + "12" + list(report));
    }
    for (String suite : new String[] {"81821220", "81822020", "82821220821220"}) {
      hold("8305a101" + list(suite) + "05");
    }
    for (String profile : new String[] {"8420202020", "842f28013a00010000"}) {
      hold("8305a104" + list(profile) + "08");
    }
    hold("8305a103" + list("00") + "04");
    hold("8305a114" + list("02") + "03");
    hold("8305a114" + list("00") + "03");
    assertEquals(Map.of(), tooMuch);
  }

  @Test
  void unknownOptionsStayInTheBudget() throws Exception {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeLong(4).beginMap();
    for (int i = 0; i < ELEMENTS; i++) {
      writer.writeLong(i + 100).writeLong(0);
    }
    hold(writer.endMap().endArray().toBytes().toHex());
    for (String few : new String[] {"8204a2181800181900", "8204a1181800"}) {
      hold(few);
    }
    assertEquals(Map.of(), tooMuch);
  }
}
