package org.teep4j.suit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Uint;
import org.teep4j.suit.internal.Items;

/**
 * {@code SUIT_Manifest} or {@code SUIT_Manifest_Tagged} (draft-ietf-suit-manifest, Section 8.4):
 * the instructions for a manifest processor. Immutable. All command sequences have been parsed, and
 * every component index names a component or dependency of {@link #common()}.
 *
 * <pre>{@code
 * SUIT_Manifest_Tagged = #6.1070(SUIT_Manifest)
 *
 * SUIT_Manifest = {
 *   suit-manifest-version => 1,
 *   suit-manifest-sequence-number => uint,
 *   suit-common => bstr .cbor SUIT_Common,
 *   ? suit-reference-uri => tstr,
 *   SUIT_Unseverable_Members,
 *   SUIT_Severable_Members_Choice,
 *   * $$SUIT_Manifest_Extensions
 * }
 * }</pre>
 *
 * <p>A manifest contains no proof of its origin: the signature is in the envelope, and {@link
 * VerifiedManifest} is the verified form. Byte strings are views of the decoded input.
 */
public final class SuitManifest implements CborEncodable {

  /** The CBOR tag of {@code SUIT_Manifest_Tagged}. */
  public static final int TAG = 1070;

  /** The only value of {@code suit-manifest-version}. */
  public static final int VERSION = 1;

  private static final List<SuitManifestLabel> LABELS = List.of(SuitManifestLabel.values());

  private final boolean tagged;
  private final Uint sequenceNumber;
  private final SuitCommon common;
  private final @Nullable String referenceUri;
  private final @Nullable SuitComponentIdentifier manifestComponentId;
  private final @Nullable SuitVersion setVersion;
  private final Map<SuitManifestLabel, SuitSeverable<SuitCommandSequence>> sequences;
  private final @Nullable SuitSeverable<SuitText> text;
  private final @Nullable SuitSeverable<Bytes> coswid;
  private final Map<Long, Bytes> others;

  private SuitManifest(Builder builder) {
    tagged = builder.tagged;
    sequenceNumber = builder.sequenceNumber;
    common = Objects.requireNonNull(builder.common);
    referenceUri = builder.referenceUri;
    manifestComponentId = builder.manifestComponentId;
    setVersion = builder.setVersion;
    sequences = builder.sequences;
    text = builder.text;
    coswid = builder.coswid;
    others = Items.immutable(builder.others);
  }

  /**
   * Starts a manifest that has no optional member.
   *
   * @param sequenceNumber a number that increases from manifest to manifest; not negative
   * @param common the data that all command sequences share
   * @throws IllegalArgumentException if the number is negative
   */
  public static Builder builder(long sequenceNumber, SuitCommon common) {
    return builder(Uint.of(sequenceNumber), common);
  }

  /**
   * Starts a manifest that has no optional member.
   *
   * @param sequenceNumber a number that increases from manifest to manifest
   * @param common the data that all command sequences share
   */
  public static Builder builder(Uint sequenceNumber, SuitCommon common) {
    return new Builder().sequenceNumber(sequenceNumber).common(common);
  }

  /**
   * Decodes one manifest, tagged or not, with {@link SuitDecodeOptions#defaults()}. Nothing is
   * verified: the result is for inspection and must not be executed.
   *
   * @param input exactly one encoded manifest, referenced by the result
   * @return the manifest
   * @throws DecodeException if the input is anything else
   */
  public static SuitManifest decodeUnverified(Bytes input) throws DecodeException {
    return decodeUnverified(input, SuitDecodeOptions.defaults());
  }

  /**
   * Decodes one manifest, tagged or not. Nothing is verified: the result is for inspection and must
   * not be executed.
   *
   * @param input exactly one encoded manifest, referenced by the result
   * @param options limits, strictness and obsolete labels to accept
   * @return the manifest
   * @throws DecodeException if the input is anything else
   */
  public static SuitManifest decodeUnverified(Bytes input, SuitDecodeOptions options)
      throws DecodeException {
    CborReader reader = new CborReader(input, options.codec());
    SuitManifest manifest = ManifestReader.read(reader, options);
    reader.expectEnd();
    return manifest;
  }

  /**
   * Whether the manifest has tag {@value #TAG}. Inside an envelope it has none.
   *
   * @return true for {@code SUIT_Manifest_Tagged}
   */
  public boolean isTagged() {
    return tagged;
  }

  /**
   * {@code suit-manifest-sequence-number}: a processor refuses a manifest with a smaller number
   * than that of the current manifest.
   *
   * @return any unsigned 64-bit number; compare with {@link Uint#compareTo}
   */
  public Uint sequenceNumber() {
    return sequenceNumber;
  }

  /**
   * {@code suit-common}.
   *
   * @return the data that all command sequences share
   */
  public SuitCommon common() {
    return common;
  }

  /**
   * {@code suit-reference-uri}: where the full manifest can be found.
   *
   * @return the URI, not checked, or empty
   */
  public Optional<String> referenceUri() {
    return Optional.ofNullable(referenceUri);
  }

  /**
   * {@code suit-manifest-component-id}: where a root manifest is stored.
   *
   * @return the identifier, or empty
   */
  public Optional<SuitComponentIdentifier> manifestComponentId() {
    return Optional.ofNullable(manifestComponentId);
  }

  /**
   * {@code suit-set-version}: the version of the component set.
   *
   * @return the version, or empty
   */
  public Optional<SuitVersion> setVersion() {
    return Optional.ofNullable(setVersion);
  }

  /**
   * A section, as it was signed: the command sequence, or the digest of a sequence that was severed
   * from the manifest. {@link VerifiedManifest} has the severed sequences too.
   *
   * @param section a member that is a command sequence
   * @return the sequence or its digest, or empty if the manifest has neither
   * @throws IllegalArgumentException if the member is no command sequence
   */
  public Optional<SuitSeverable<SuitCommandSequence>> sequence(SuitManifestLabel section) {
    return Optional.ofNullable(sequences.get(section.requireSequence()));
  }

  /**
   * {@code suit-text}, as it was signed.
   *
   * @return the text map or its digest, or empty if the manifest has neither
   */
  public Optional<SuitSeverable<SuitText>> text() {
    return Optional.ofNullable(text);
  }

  /**
   * {@code suit-coswid}, as it was signed: a concise software identifier (RFC 9393), left encoded.
   *
   * @return the encoded {@code concise-swid-tag} or its digest, or empty if the manifest has
   *     neither
   */
  public Optional<SuitSeverable<Bytes>> coswid() {
    return Optional.ofNullable(coswid);
  }

  /**
   * The digest of a severed member.
   *
   * @param severable a severable member
   * @return the digest, or empty if the member is absent or the manifest contains it
   * @throws IllegalArgumentException if the member is not severable
   */
  public Optional<SuitDigest> severedDigest(SuitManifestLabel severable) {
    return member(severable.requireSeverable()) instanceof SuitSeverable.Severed<?> severed
        ? Optional.of(severed.digest())
        : Optional.empty();
  }

  /**
   * The members that this manifest has, severed or not, including the mandatory ones.
   *
   * @return the members, in the order of their labels
   */
  public Set<SuitManifestLabel> labels() {
    Set<SuitManifestLabel> labels = EnumSet.noneOf(SuitManifestLabel.class);
    for (SuitManifestLabel label : LABELS) {
      if (has(label)) {
        labels.add(label);
      }
    }
    return Collections.unmodifiableSet(labels);
  }

  private boolean has(SuitManifestLabel label) {
    return switch (label) {
      case MANIFEST_VERSION, MANIFEST_SEQUENCE_NUMBER, COMMON -> true;
      case REFERENCE_URI -> referenceUri != null;
      case MANIFEST_COMPONENT_ID -> manifestComponentId != null;
      case SET_VERSION -> setVersion != null;
      default -> member(label) != null;
    };
  }

  /** A section or severable member, or null if the manifest has none. */
  private @Nullable SuitSeverable<?> member(SuitManifestLabel label) {
    return switch (label) {
      case TEXT -> text;
      case COSWID -> coswid;
      default -> sequences.get(label);
    };
  }

  /** The command sequence of a section, or null if it is severed or absent. */
  @Nullable SuitCommandSequence contentOf(SuitManifestLabel section) {
    return content(sequences.get(section));
  }

  /** The content of a severable value, or null if it is severed or absent. */
  static <T> @Nullable T content(@Nullable SuitSeverable<T> member) {
    return member instanceof SuitSeverable.Whole<T> whole ? whole.content() : null;
  }

  /**
   * Members that no document defines.
   *
   * @return encoded values by label, in the order in which they were read
   */
  public Map<Long, Bytes> others() {
    return others;
  }

  /**
   * The same manifest with the given members replaced by their digests. This must happen before the
   * manifest is signed.
   */
  SuitManifest sever(Map<SuitManifestLabel, SuitDigest> digests) {
    Builder builder = toBuilder();
    digests.forEach(builder::severed);
    return new SuitManifest(builder);
  }

  /**
   * Starts a builder with the members of this manifest.
   *
   * @return a builder that contains all members of this manifest
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.tagged = tagged;
    builder.sequenceNumber = sequenceNumber;
    builder.common = common;
    builder.referenceUri = referenceUri;
    builder.manifestComponentId = manifestComponentId;
    builder.setVersion = setVersion;
    builder.sequences.putAll(sequences);
    builder.text = text;
    builder.coswid = coswid;
    others.forEach(builder::other);
    return builder;
  }

  /**
   * Writes the content of a severable member as a byte string, head included; its digest covers
   * those bytes.
   */
  void encodeSeverable(SuitManifestLabel label, CborWriter writer) {
    switch (label) {
      case TEXT -> writer.writeWrapped(Objects.requireNonNull(content(text)));
      case COSWID -> writeWrappedItem(writer, Objects.requireNonNull(content(coswid)));
      default -> writer.writeWrapped(Objects.requireNonNull(content(sequences.get(label))));
    }
  }

  private static void writeWrappedItem(CborWriter writer, Bytes item) {
    writer.beginWrapped().writeEncodedItem(item).endWrapped();
  }

  @Override
  public void encodeTo(CborWriter writer) {
    if (tagged) {
      writer.writeTag(TAG);
    }
    writer.beginMap();
    for (SuitManifestLabel label : LABELS) {
      if (has(label)) {
        writer.writeLong(label.label());
        encodeMember(label, writer);
      }
    }
    Items.writeOthers(writer, others);
    writer.endMap();
  }

  private void encodeMember(SuitManifestLabel label, CborWriter writer) {
    switch (label) {
      case MANIFEST_VERSION -> writer.writeLong(VERSION);
      case MANIFEST_SEQUENCE_NUMBER -> writer.write(sequenceNumber);
      case COMMON -> writer.writeWrapped(common);
      case REFERENCE_URI -> writer.writeText(Objects.requireNonNull(referenceUri));
      case MANIFEST_COMPONENT_ID -> writer.write(Objects.requireNonNull(manifestComponentId));
      case SET_VERSION -> writer.writeWrapped(Objects.requireNonNull(setVersion));
      default -> {
        if (member(label) instanceof SuitSeverable.Severed<?> severed) {
          writer.write(severed.digest());
        } else {
          encodeSeverable(label, writer);
        }
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SuitManifest other
        && tagged == other.tagged
        && sequenceNumber.equals(other.sequenceNumber)
        && common.equals(other.common)
        && Objects.equals(referenceUri, other.referenceUri)
        && Objects.equals(manifestComponentId, other.manifestComponentId)
        && Objects.equals(setVersion, other.setVersion)
        && sequences.equals(other.sequences)
        && Objects.equals(text, other.text)
        && Objects.equals(coswid, other.coswid)
        && others.equals(other.others);
  }

  @Override
  public int hashCode() {
    return 31 * sequenceNumber.hashCode() + common.hashCode();
  }

  /** The sequence number and the members, for logs. */
  @Override
  public String toString() {
    Map<SuitManifestLabel, Object> members = new EnumMap<>(SuitManifestLabel.class);
    members.putAll(sequences);
    put(members, SuitManifestLabel.REFERENCE_URI, referenceUri);
    put(members, SuitManifestLabel.MANIFEST_COMPONENT_ID, manifestComponentId);
    put(members, SuitManifestLabel.SET_VERSION, setVersion);
    put(members, SuitManifestLabel.TEXT, text);
    put(members, SuitManifestLabel.COSWID, coswid);
    return "SuitManifest[sequenceNumber="
        + sequenceNumber
        + ", common="
        + common
        + ", members="
        + members
        + ", others="
        + others
        + "]";
  }

  private static void put(
      Map<SuitManifestLabel, Object> members, SuitManifestLabel label, @Nullable Object member) {
    if (member != null) {
      members.put(label, member);
    }
  }

  /** Collects members. Methods return the builder; not safe for use by several threads. */
  public static final class Builder {

    private Uint sequenceNumber = Uint.ZERO;
    private @Nullable SuitCommon common;
    private boolean tagged;
    private @Nullable String referenceUri;
    private @Nullable SuitComponentIdentifier manifestComponentId;
    private @Nullable SuitVersion setVersion;
    private EnumMap<SuitManifestLabel, SuitSeverable<SuitCommandSequence>> sequences =
        new EnumMap<>(SuitManifestLabel.class);
    private @Nullable SuitSeverable<SuitText> text;
    private @Nullable SuitSeverable<Bytes> coswid;
    private Map<Long, Bytes> others = Map.of();

    Builder() {}

    Builder sequenceNumber(Uint value) {
      sequenceNumber = value;
      return this;
    }

    Builder common(SuitCommon value) {
      common = value;
      return this;
    }

    boolean hasInstall() {
      return sequences.containsKey(SuitManifestLabel.INSTALL);
    }

    /**
     * Sets whether the manifest has tag {@value #TAG}.
     *
     * @param value true for {@code SUIT_Manifest_Tagged}
     */
    public Builder tagged(boolean value) {
      tagged = value;
      return this;
    }

    /**
     * Sets {@code suit-reference-uri}.
     *
     * @param uri the URI, not checked
     */
    public Builder referenceUri(String uri) {
      referenceUri = uri;
      return this;
    }

    /**
     * Sets {@code suit-manifest-component-id}.
     *
     * @param identifier where the manifest is stored
     */
    public Builder manifestComponentId(SuitComponentIdentifier identifier) {
      manifestComponentId = identifier;
      return this;
    }

    /**
     * Sets {@code suit-set-version}.
     *
     * @param version the version of the component set
     */
    public Builder setVersion(SuitVersion version) {
      setVersion = version;
      return this;
    }

    /**
     * Sets the command sequence of a section.
     *
     * @param section a member that is a command sequence
     * @param sequence the commands
     * @throws IllegalArgumentException if the member is no command sequence
     */
    public Builder sequence(SuitManifestLabel section, SuitCommandSequence sequence) {
      sequences.put(section.requireSequence(), new SuitSeverable.Whole<>(sequence));
      return this;
    }

    /**
     * Sets {@code suit-text}.
     *
     * @param map the text map
     */
    public Builder text(SuitText map) {
      text = new SuitSeverable.Whole<>(map);
      return this;
    }

    /**
     * Sets {@code suit-coswid}.
     *
     * @param encoded an encoded {@code concise-swid-tag}, exactly one well-formed item, not checked
     */
    public Builder coswid(Bytes encoded) {
      coswid = new SuitSeverable.Whole<>(encoded);
      return this;
    }

    /**
     * Sets the digest of a member that is severed from the manifest.
     *
     * @param severable a severable member
     * @param digest the digest of the byte string, head included, that holds the member
     * @throws IllegalArgumentException if the member is not severable
     */
    public Builder severed(SuitManifestLabel severable, SuitDigest digest) {
      switch (severable.requireSeverable()) {
        case TEXT -> text = new SuitSeverable.Severed<>(digest);
        case COSWID -> coswid = new SuitSeverable.Severed<>(digest);
        default -> sequences.put(severable, new SuitSeverable.Severed<>(digest));
      }
      return this;
    }

    /**
     * Adds a member that no document defines.
     *
     * @param label its label
     * @param value its encoded value, exactly one well-formed item, which is not checked
     * @throws IllegalArgumentException if the label belongs to a known member, or is already
     *     present
     */
    public Builder other(long label, Bytes value) {
      SuitManifestLabel.table().requireUnknown(Set.of(label));
      others = Items.withNew(others, label, value);
      return this;
    }

    void readOther(long label, CborReader reader) throws DecodeException {
      others = Items.with(others, label, reader.readEncodedItem());
    }

    /** Builds from members that have just been decoded. The builder must not be used afterwards. */
    SuitManifest decoded() {
      return new SuitManifest(this);
    }

    /**
     * Builds the manifest.
     *
     * @return the manifest with the members that were set
     * @throws IllegalArgumentException if a decoder would refuse the manifest, for example because
     *     a component index is not declared; the message has the place
     */
    public SuitManifest build() {
      SuitManifest manifest = new SuitManifest(this);
      sequences =
          sequences.clone(); // the manifest keeps the old map; the builder may be used again
      ManifestCheck.check(manifest);
      return manifest;
    }
  }
}
