package org.teep4j.suit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.suit.internal.Items;
import org.teep4j.suit.internal.LabelTable;

/**
 * {@code SUIT_Text_Map} (draft-ietf-suit-manifest, Section 8.4.4): text for people about a manifest
 * and its components, by language. A manifest processor does not interpret it. Programs that
 * display it must expect any character.
 *
 * <pre>{@code
 * SUIT_Text_Map = { + tag38-ltag => SUIT_Text_LMap }
 *
 * SUIT_Text_LMap = {
 *   SUIT_Text_Keys,
 *   * SUIT_Component_Identifier => { SUIT_Text_Component_Keys }
 * }
 * }</pre>
 *
 * @param languages the texts by language tag, for example {@code en} or {@code de-CH}; at least one
 */
public record SuitText(Map<String, Language> languages) implements CborEncodable {

  private static final int LONGEST_SUBTAG = 8;

  /** {@code SUIT_Text_Keys}: texts about the manifest. */
  public enum Key implements SuitLabel {
    /** A description of the manifest. */
    MANIFEST_DESCRIPTION(1, "suit-text-manifest-description"),
    /** A description of the update. */
    UPDATE_DESCRIPTION(2, "suit-text-update-description"),
    /** The JSON document that the manifest was made from. */
    MANIFEST_JSON_SOURCE(3, "suit-text-manifest-json-source"),
    /** The YAML document that the manifest was made from. */
    MANIFEST_YAML_SOURCE(4, "suit-text-manifest-yaml-source");

    private static final LabelTable<Key> TABLE =
        new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

    private final Row row;

    Key(int label, String cddlName) {
      this.row = new Row(label, cddlName, SuitDocument.MANIFEST);
    }

    @Override
    public Row row() {
      return row;
    }
  }

  /** {@code SUIT_Text_Component_Keys}: texts about a component. */
  public enum ComponentKey implements SuitLabel {
    /** The vendor's name. */
    VENDOR_NAME(1, "suit-text-vendor-name", SuitDocument.MANIFEST),
    /** The model's name. */
    MODEL_NAME(2, "suit-text-model-name", SuitDocument.MANIFEST),
    /** The domain that the vendor identifier was made from. */
    VENDOR_DOMAIN(3, "suit-text-vendor-domain", SuitDocument.MANIFEST),
    /** The information that the class identifier was made from. */
    MODEL_INFO(4, "suit-text-model-info", SuitDocument.MANIFEST),
    /** A description of the component. */
    COMPONENT_DESCRIPTION(5, "suit-text-component-description", SuitDocument.MANIFEST),
    /** The component's version. */
    COMPONENT_VERSION(6, "suit-text-component-version", SuitDocument.MANIFEST),
    /** Which versions of the component the manifest depends on. */
    VERSION_REQUIRED(7, "suit-text-version-required", SuitDocument.UPDATE_MANAGEMENT),
    /** The component's full version, build metadata included. */
    CURRENT_VERSION(8, "suit-text-current-version", SuitDocument.UPDATE_MANAGEMENT);

    private static final LabelTable<ComponentKey> TABLE =
        new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

    private final Row row;

    ComponentKey(int label, String cddlName, SuitDocument document) {
      this.row = new Row(label, cddlName, document);
    }

    @Override
    public Row row() {
      return row;
    }
  }

  /**
   * {@code SUIT_Text_LMap}: the texts in one language.
   *
   * @param texts texts about the manifest
   * @param components texts about components
   * @param others texts about the manifest that no document defines: encoded values by label
   */
  public record Language(
      Map<Key, String> texts,
      SortedMap<SuitComponentIdentifier, Component> components,
      Map<Long, Bytes> others)
      implements CborEncodable {

    /**
     * Copies and checks the maps.
     *
     * @throws IllegalArgumentException if {@code others} has the label of a known key
     */
    public Language {
      texts = texts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(texts));
      components = Items.sorted(components);
      others = Items.immutable(others);
      Key.TABLE.requireUnknown(others.keySet());
    }

    static Language read(CborReader reader) throws DecodeException {
      Map<Key, String> texts = Map.of();
      SortedMap<SuitComponentIdentifier, Component> components = new TreeMap<>();
      Map<Long, Bytes> others = Map.of();
      reader.enterMap();
      while (reader.hasNext()) {
        if (reader.peekType() == CborType.ARRAY) {
          SuitComponentIdentifier component = SuitComponentIdentifier.read(reader);
          try {
            components.put(component, Component.read(reader));
          } catch (DecodeException e) {
            throw e.in("component", components.size());
          }
        } else {
          long label = reader.readLong();
          @Nullable Key key = Key.TABLE.find(label);
          try {
            if (key == null) {
              others = Items.with(others, label, reader.readEncodedItem());
            } else {
              texts = texts.isEmpty() ? new EnumMap<>(Key.class) : texts;
              texts.put(key, reader.readText());
            }
          } catch (DecodeException e) {
            throw e.in(Key.TABLE.name(label));
          }
        }
      }
      reader.exitMap();
      return new Language(texts, components, others);
    }

    @Override
    public void encodeTo(CborWriter writer) {
      writer.beginMap();
      texts.forEach((key, text) -> writer.writeLong(key.label()).writeText(text));
      Items.writeOthers(writer, others);
      components.forEach((component, value) -> writer.write(component).write(value));
      writer.endMap();
    }
  }

  /**
   * The texts about one component in one language.
   *
   * @param texts texts that a document defines
   * @param others texts that no document defines: encoded values by label
   */
  public record Component(Map<ComponentKey, String> texts, Map<Long, Bytes> others)
      implements CborEncodable {

    /**
     * Copies and checks the maps.
     *
     * @throws IllegalArgumentException if {@code others} has the label of a known key
     */
    public Component {
      texts = texts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(texts));
      others = Items.immutable(others);
      ComponentKey.TABLE.requireUnknown(others.keySet());
    }

    static Component read(CborReader reader) throws DecodeException {
      Map<ComponentKey, String> texts = Map.of();
      Map<Long, Bytes> others = Map.of();
      reader.enterMap();
      while (reader.hasNext()) {
        long label = reader.readLong();
        @Nullable ComponentKey key = ComponentKey.TABLE.find(label);
        try {
          if (key == null) {
            others = Items.with(others, label, reader.readEncodedItem());
          } else {
            texts = texts.isEmpty() ? new EnumMap<>(ComponentKey.class) : texts;
            texts.put(key, reader.readText());
          }
        } catch (DecodeException e) {
          throw e.in(ComponentKey.TABLE.name(label));
        }
      }
      reader.exitMap();
      return new Component(texts, others);
    }

    @Override
    public void encodeTo(CborWriter writer) {
      writer.beginMap();
      texts.forEach((key, text) -> writer.writeLong(key.label()).writeText(text));
      Items.writeOthers(writer, others);
      writer.endMap();
    }
  }

  /**
   * Copies and checks the map.
   *
   * @throws IllegalArgumentException if the map is empty or a key is not a language tag
   */
  public SuitText {
    languages = Collections.unmodifiableMap(new LinkedHashMap<>(languages));
    Items.requireNotEmpty(languages.isEmpty(), "the text map");
    for (String tag : languages.keySet()) {
      if (!isLanguageTag(tag)) {
        throw new IllegalArgumentException("no language tag: " + tag);
      }
    }
  }

  /**
   * {@code tag38-ltag}: subtags of 1 to 8 letters or digits between hyphens, the first of letters.
   */
  private static boolean isLanguageTag(String tag) {
    int subtag = 0;
    boolean first = true;
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      if (c == '-') {
        if (subtag == 0) {
          return false;
        }
        subtag = 0;
        first = false;
      } else {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        boolean digit = c >= '0' && c <= '9' && !first;
        if (!letter && !digit || ++subtag > LONGEST_SUBTAG) {
          return false;
        }
      }
    }
    return subtag != 0;
  }

  /**
   * The texts in one language.
   *
   * @param tag the language tag, compared as it is written
   * @return the texts, or empty if there are none
   */
  public Optional<Language> language(String tag) {
    return Optional.ofNullable(languages.get(tag));
  }

  /**
   * Decodes one text map without verifying its origin.
   *
   * @param input exactly one encoded text map; encoded values are referenced by the result
   * @return the text map
   * @throws DecodeException if the input is anything else
   */
  public static SuitText decodeUnverified(Bytes input) throws DecodeException {
    return decodeUnverified(input, DecodeOptions.defaults());
  }

  /**
   * Decodes one text map without verifying its origin.
   *
   * @param input exactly one encoded text map; encoded values are referenced by the result
   * @param options limits and strictness
   * @return the text map
   * @throws DecodeException if the input is anything else
   */
  public static SuitText decodeUnverified(Bytes input, DecodeOptions options)
      throws DecodeException {
    CborReader reader = new CborReader(input, options);
    SuitText text = read(reader);
    reader.expectEnd();
    return text;
  }

  static SuitText read(CborReader reader) throws DecodeException {
    long start = reader.offset();
    Map<String, Language> languages = new LinkedHashMap<>();
    reader.enterMap();
    while (reader.hasNext()) {
      long at = reader.offset();
      String tag = reader.readText();
      if (!isLanguageTag(tag)) {
        throw new DecodeException(Reason.VALUE_OUT_OF_RANGE, at, "the key is not a language tag");
      }
      try {
        languages.put(tag, Language.read(reader));
      } catch (DecodeException e) {
        throw e.in(tag);
      }
    }
    reader.exitMap();
    if (languages.isEmpty()) {
      throw Items.empty(start, "the text map");
    }
    return new SuitText(languages);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap();
    languages.forEach((tag, language) -> writer.writeText(tag).write(language));
    writer.endMap();
  }
}
