package org.teep4j.vectors.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.VectorKey;

/** The keys of a set under construction: each once, with a unique name. */
public final class KeyRing {
  private final Map<Bytes, String> names = new LinkedHashMap<>();
  private final Map<String, VectorKey> keys = new LinkedHashMap<>();

  /** Creates an empty ring. */
  public KeyRing() {}

  /**
   * Adds a key, unless it is present.
   *
   * @param type the COSE key type by name
   * @param encoded the COSE_Key
   * @param wanted the preferred name
   * @param use the purpose of the key
   * @return the name of the key
   */
  String add(String type, Bytes encoded, String wanted, String use) {
    String known = names.get(encoded);
    if (known != null) {
      return known;
    }
    String name = wanted;
    for (int count = 2; keys.containsKey(name); count++) {
      name = wanted + " " + count;
    }
    names.put(encoded, name);
    Optional<Bytes> none = Optional.empty();
    keys.put(
        name,
        new VectorKey(
            name,
            type,
            none,
            Optional.empty(),
            none,
            none,
            none,
            none,
            Optional.of(Bytes.fromHex(encoded.toHex())),
            use));
    return name;
  }

  /**
   * All keys.
   *
   * @return the keys by name, in the order in which they were added
   */
  public Map<String, VectorKey> keys() {
    return keys;
  }
}
