package org.teep4j.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKey;
import org.teep4j.vectors.VectorSet;
import org.teep4j.vectors.load.BuiltInVectors;

/** Input for all doors, from the built-in vectors: each, its parts, and the CBOR in its strings. */
final class Pool {
  private static final int LONGEST = 4096;
  private static final int SHORTEST_PART = 4;

  private static final Pool BUILT_IN = new Pool();

  private final Set<Bytes> binary = new LinkedHashSet<>();
  private final Set<Bytes> text = new LinkedHashSet<>();

  private Pool() {
    for (String name : BuiltInVectors.names()) {
      // The primitives of Wycheproof are no structures.
      if (!name.startsWith("wycheproof")) {
        add(BuiltInVectors.load(name));
      }
    }
    for (Bytes item : List.copyOf(binary)) {
      addNotation(item);
    }
  }

  private void add(VectorSet set) {
    for (VectorKey key : set.keys().values()) {
      key.encoded().ifPresent(hex -> binary.add(hex));
    }
    for (TestVector vector : set.vectors()) {
      vector.hex().ifPresent(hex -> addItem(hex));
    }
  }

  private void addItem(Bytes item) {
    if (item.length() <= LONGEST && binary.add(item)) {
      try {
        addParts(new CborReader(item));
      } catch (DecodeException refused) {
        // No CBOR, or not to the end.
      }
    }
  }

  private void addParts(CborReader reader) throws DecodeException {
    while (reader.peekType() == CborType.TAG) {
      reader.readTag();
    }
    switch (reader.peekType()) {
      case ARRAY -> {
        reader.enterArray();
        while (reader.hasNext()) {
          addPart(reader.readEncodedItem());
        }
      }
      case MAP -> {
        reader.enterMap();
        while (reader.hasNext()) {
          reader.skip();
          addPart(reader.readEncodedItem());
        }
      }
      case BYTE_STRING -> addItem(reader.readBytes());
      default -> {
        // It has no parts.
      }
    }
  }

  private void addPart(Bytes part) {
    if (part.length() >= SHORTEST_PART) {
      addItem(part);
    }
  }

  private void addNotation(Bytes item) {
    try {
      text.add(Bytes.ofUtf8(Edn.print(item)));
    } catch (DecodeException refused) {
      // No CBOR.
    }
  }

  /** Input for a door, of which not all is taken. */
  static List<byte[]> of(Door<?> door) {
    List<byte[]> all = new ArrayList<>();
    for (Bytes item : door.isText() ? BUILT_IN.text : BUILT_IN.binary) {
      all.add(item.toByteArray());
    }
    return all;
  }
}
