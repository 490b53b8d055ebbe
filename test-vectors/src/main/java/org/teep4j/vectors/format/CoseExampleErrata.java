package org.teep4j.vectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.Erratum;
import org.teep4j.vectors.Erratum.Severity;

/** The errata of examples of the COSE working group, recognized in the examples. */
final class CoseExampleErrata {
  /** The key identifier is text, so the object must be refused. */
  static final Erratum TEXT_KEY_ID =
      new Erratum(
          "C4",
          Severity.NON_CONFORMING,
          "The key identifier is a text string, and RFC 9052 wants a byte string. The notation"
              + " beside it has a byte string.",
          Optional.empty());

  private final CoseExample example;
  private final List<Erratum> errata = new ArrayList<>();

  private CoseExampleErrata(CoseExample example) {
    this.example = example;
  }

  static boolean hasTextKeyId(CoseExample example) {
    return example.structure() == CoseExample.Structure.SIGN
        && EncodedItems.isText(
            example.cbor(), EncodedItems.inMessage(example.cbor(), "[3][0][1]{4}"));
  }

  /**
   * All findings about an example.
   *
   * @param structureIsOther whether an intermediate value has the context of another object
   */
  static List<Erratum> of(CoseExample example, boolean structureIsOther) {
    return new CoseExampleErrata(example).find(structureIsOther);
  }

  private List<Erratum> find(boolean structureIsOther) {
    JsonNode body = example.body();
    boolean abbreviated = !body.findValues("countersign0").isEmpty();
    add(
        abbreviated,
        "C1",
        Severity.TRAP,
        "Label 9: the structure that is countersigned has five elements, with an empty protected"
            + " header of the signer. RFC 9338 leaves that one out under label 12 only.");
    add(
        structureIsOther,
        abbreviated ? "C2" : "C3",
        Severity.PROSE,
        "The file states a structure with the context of another object; it is not what was"
            + " signed or authenticated.");
    if (hasTextKeyId(example)) {
      errata.add(TEXT_KEY_ID);
    }
    add(
        body.path("unsent").has("IV_hex"),
        "C5",
        Severity.PROSE,
        "The IV that the file gives beside the Partial IV is the final one, with the Partial IV in"
            + " it already.");
    add(
        body.path("protected").has("crit"),
        "C6",
        Severity.TRAP,
        "crit lists a private label: whoever does not know it has to refuse the message.");
    add(
        hasEncodedEmptyMap(),
        "C7",
        Severity.TRAP,
        "An empty protected header is sent as an encoded empty map, and is no bytes at all in the"
            + " structure that is signed or authenticated.");
    add(
        example.title().startsWith("CWT"),
        "C9",
        Severity.PROSE,
        "Not the bytes of RFC 8392, though it is named after it.");
    return errata;
  }

  private boolean hasEncodedEmptyMap() {
    String path = EncodedItems.inMessage(example.cbor(), "[0]");
    return EncodedItems.find(example.cbor(), path).equals(Optional.of(Bytes.fromHex("a0")));
  }

  private void add(boolean holds, String id, Severity severity, String note) {
    if (holds) {
      errata.add(new Erratum(id, severity, note, Optional.empty()));
    }
  }
}
