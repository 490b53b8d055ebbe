package org.teep4j.suit;

import static org.teep4j.suit.SuitManifestLabel.CANDIDATE_VERIFICATION;
import static org.teep4j.suit.SuitManifestLabel.COSWID;
import static org.teep4j.suit.SuitManifestLabel.DEPENDENCY_RESOLUTION;
import static org.teep4j.suit.SuitManifestLabel.INSTALL;
import static org.teep4j.suit.SuitManifestLabel.INVOKE;
import static org.teep4j.suit.SuitManifestLabel.LOAD;
import static org.teep4j.suit.SuitManifestLabel.MANIFEST_COMPONENT_ID;
import static org.teep4j.suit.SuitManifestLabel.PAYLOAD_FETCH;
import static org.teep4j.suit.SuitManifestLabel.REFERENCE_URI;
import static org.teep4j.suit.SuitManifestLabel.SET_VERSION;
import static org.teep4j.suit.SuitManifestLabel.TEXT;
import static org.teep4j.suit.SuitManifestLabel.UNINSTALL;
import static org.teep4j.suit.SuitManifestLabel.VALIDATE;

import java.util.Collections;
import java.util.EnumMap;
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
import org.teep4j.codec.DecodeOptions;
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

  private final boolean tagged;
  private final Uint sequenceNumber;
  private final SuitCommon common;

  /**
   * The optional members. Their types are those of the accessors below: for example, a reference
   * URI is a {@code String}, and every {@link SuitManifestLabel#isSeverable() severable} member is
   * a {@code SuitSeverable}.
   */
  private final Map<SuitManifestLabel, Object> members;

  private final Map<Long, Bytes> others;

  private SuitManifest(Builder builder) {
    tagged = builder.tagged;
    sequenceNumber = builder.sequenceNumber;
    common = Objects.requireNonNull(builder.common);
    members = Collections.unmodifiableMap(builder.members);
    others = Items.immutable(builder.others);
  }

  /**
   * Starts a manifest that has no optional member.
   *
   * @param sequenceNumber a number that increases from manifest to manifest; not negative
   * @param common the data that all command sequences share
   * @return a builder
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
   * @return a builder
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
    return member(REFERENCE_URI);
  }

  /**
   * {@code suit-manifest-component-id}: where a root manifest is stored.
   *
   * @return the identifier, or empty
   */
  public Optional<SuitComponentIdentifier> manifestComponentId() {
    return member(MANIFEST_COMPONENT_ID);
  }

  /**
   * {@code suit-set-version}: the version of the component set.
   *
   * @return the version, or empty
   */
  public Optional<SuitVersion> setVersion() {
    return member(SET_VERSION);
  }

  /**
   * {@code suit-validate}.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> validate() {
    return member(VALIDATE);
  }

  /**
   * {@code suit-load}.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> load() {
    return member(LOAD);
  }

  /**
   * {@code suit-invoke}.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> invoke() {
    return member(INVOKE);
  }

  /**
   * {@code suit-uninstall}.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> uninstall() {
    return member(UNINSTALL);
  }

  /**
   * {@code suit-dependency-resolution}.
   *
   * @return the command sequence or its digest, or empty
   */
  public Optional<SuitSeverable<SuitCommandSequence>> dependencyResolution() {
    return member(DEPENDENCY_RESOLUTION);
  }

  /**
   * {@code suit-payload-fetch}.
   *
   * @return the command sequence or its digest, or empty
   */
  public Optional<SuitSeverable<SuitCommandSequence>> payloadFetch() {
    return member(PAYLOAD_FETCH);
  }

  /**
   * {@code suit-candidate-verification}.
   *
   * @return the command sequence or its digest, or empty
   */
  public Optional<SuitSeverable<SuitCommandSequence>> candidateVerification() {
    return member(CANDIDATE_VERIFICATION);
  }

  /**
   * {@code suit-install}.
   *
   * @return the command sequence or its digest, or empty
   */
  public Optional<SuitSeverable<SuitCommandSequence>> install() {
    return member(INSTALL);
  }

  /**
   * {@code suit-text}.
   *
   * @return the text map or its digest, or empty
   */
  public Optional<SuitSeverable<SuitText>> text() {
    return member(TEXT);
  }

  /**
   * {@code suit-coswid}: a concise software identifier (RFC 9393), left encoded.
   *
   * @return the encoded {@code concise-swid-tag} or its digest, or empty
   */
  public Optional<SuitSeverable<Bytes>> coswid() {
    return member(COSWID);
  }

  /**
   * The command sequence of a section, if the manifest contains it and not only its digest.
   *
   * @param section a member that is a command sequence
   * @return the command sequence, or empty if it is absent or severed
   * @throws IllegalArgumentException if the member is no command sequence
   */
  public Optional<SuitCommandSequence> sequence(SuitManifestLabel section) {
    if (!section.isSequence()) {
      throw new IllegalArgumentException("no command sequence: " + section.cddlName());
    }
    if (section.isSeverable()) {
      return this.<SuitSeverable<SuitCommandSequence>>member(section).flatMap(SuitSeverable::value);
    }
    return member(section);
  }

  /**
   * The digest of a severed member.
   *
   * @param severable a severable member
   * @return the digest, or empty if the member is absent or the manifest contains it
   * @throws IllegalArgumentException if the member is not severable
   */
  public Optional<SuitDigest> severedDigest(SuitManifestLabel severable) {
    if (!severable.isSeverable()) {
      throw new IllegalArgumentException("not severable: " + severable.cddlName());
    }
    return this.<SuitSeverable<?>>member(severable).flatMap(SuitSeverable::digest);
  }

  /**
   * The members that this manifest has, including the mandatory ones.
   *
   * @return the members, in the order of their labels
   */
  public Set<SuitManifestLabel> labels() {
    EnumMap<SuitManifestLabel, Object> all = new EnumMap<>(SuitManifestLabel.class);
    all.put(SuitManifestLabel.MANIFEST_VERSION, VERSION);
    all.put(SuitManifestLabel.MANIFEST_SEQUENCE_NUMBER, sequenceNumber);
    all.put(SuitManifestLabel.COMMON, common);
    all.putAll(members);
    return Collections.unmodifiableSet(all.keySet());
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
   *
   * @param digests the digests by member
   * @return the changed manifest
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
    Builder builder = builder(sequenceNumber, common).tagged(tagged);
    builder.members.putAll(members);
    others.forEach(builder::other);
    return builder;
  }

  @SuppressWarnings(
      "unchecked") // ManifestReader and Builder put values of the accessor's type alone.
  private <T> Optional<T> member(SuitManifestLabel label) {
    return Optional.ofNullable((T) members.get(label));
  }

  /**
   * Writes the content of a severable member as a byte string, head included; its digest covers
   * those bytes.
   */
  void encodeSeverable(SuitManifestLabel label, CborWriter writer) {
    SuitSeverable<?> member = this.<SuitSeverable<?>>member(label).orElseThrow();
    encodeMember(member.value().orElseThrow(), writer);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    if (tagged) {
      writer.writeTag(TAG);
    }
    writer.beginMap();
    writer.writeLong(SuitManifestLabel.MANIFEST_VERSION.label()).writeLong(VERSION);
    writer.writeLong(SuitManifestLabel.MANIFEST_SEQUENCE_NUMBER.label()).write(sequenceNumber);
    writer.writeLong(SuitManifestLabel.COMMON.label()).writeWrapped(common);
    members.forEach(
        (label, member) -> {
          writer.writeLong(label.label());
          if (member instanceof SuitSeverable.Severed<?> severed) {
            writer.write(severed.memberDigest());
          } else if (member instanceof SuitSeverable.Whole<?> whole) {
            encodeMember(whole.content(), writer);
          } else {
            encodeMember(member, writer);
          }
        });
    Items.writeOthers(writer, others);
    writer.endMap();
  }

  private static void encodeMember(Object member, CborWriter writer) {
    if (member instanceof String text) {
      writer.writeText(text);
    } else if (member instanceof SuitComponentIdentifier identifier) {
      writer.write(identifier);
    } else if (member instanceof Bytes item) {
      writer.beginWrapped().writeEncodedItem(item).endWrapped();
    } else {
      writer.writeWrapped((CborEncodable) member);
    }
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SuitManifest other
        && tagged == other.tagged
        && sequenceNumber.equals(other.sequenceNumber)
        && common.equals(other.common)
        && members.equals(other.members)
        && others.equals(other.others);
  }

  @Override
  public int hashCode() {
    return 31 * sequenceNumber.hashCode() + common.hashCode();
  }

  /** The sequence number and the members, for logs. */
  @Override
  public String toString() {
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

  /** Collects members. Methods return the builder; not safe for use by several threads. */
  public static final class Builder {

    private Uint sequenceNumber = Uint.ZERO;
    private @Nullable SuitCommon common;
    private boolean tagged;
    private EnumMap<SuitManifestLabel, Object> members = new EnumMap<>(SuitManifestLabel.class);
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
      return members.containsKey(INSTALL);
    }

    /**
     * Sets whether the manifest has tag {@value #TAG}.
     *
     * @param value true for {@code SUIT_Manifest_Tagged}
     * @return this builder
     */
    public Builder tagged(boolean value) {
      tagged = value;
      return this;
    }

    /**
     * Sets {@code suit-reference-uri}.
     *
     * @param uri the URI, not checked
     * @return this builder
     */
    public Builder referenceUri(String uri) {
      return put(REFERENCE_URI, uri);
    }

    /**
     * Sets {@code suit-manifest-component-id}.
     *
     * @param identifier where the manifest is stored
     * @return this builder
     */
    public Builder manifestComponentId(SuitComponentIdentifier identifier) {
      return put(MANIFEST_COMPONENT_ID, identifier);
    }

    /**
     * Sets {@code suit-set-version}.
     *
     * @param version the version of the component set
     * @return this builder
     */
    public Builder setVersion(SuitVersion version) {
      return put(SET_VERSION, version);
    }

    /**
     * Sets the command sequence of a section.
     *
     * @param section a member that is a command sequence
     * @param sequence the commands
     * @return this builder
     * @throws IllegalArgumentException if the member is no command sequence
     */
    public Builder sequence(SuitManifestLabel section, SuitCommandSequence sequence) {
      if (!section.isSequence()) {
        throw new IllegalArgumentException("no command sequence: " + section.cddlName());
      }
      return put(section, section.isSeverable() ? new SuitSeverable.Whole<>(sequence) : sequence);
    }

    /**
     * Sets {@code suit-text}.
     *
     * @param text the text map
     * @return this builder
     */
    public Builder text(SuitText text) {
      return put(TEXT, new SuitSeverable.Whole<>(text));
    }

    /**
     * Sets {@code suit-coswid}.
     *
     * @param encoded an encoded {@code concise-swid-tag}, exactly one well-formed item, not checked
     * @return this builder
     */
    public Builder coswid(Bytes encoded) {
      return put(COSWID, new SuitSeverable.Whole<>(encoded));
    }

    /**
     * Sets the digest of a member that is severed from the manifest.
     *
     * @param severable a severable member
     * @param digest the digest of the byte string, head included, that holds the member
     * @return this builder
     * @throws IllegalArgumentException if the member is not severable
     */
    public Builder severed(SuitManifestLabel severable, SuitDigest digest) {
      if (!severable.isSeverable()) {
        throw new IllegalArgumentException("not severable: " + severable.cddlName());
      }
      return put(severable, new SuitSeverable.Severed<>(digest));
    }

    /**
     * Adds a member that no document defines.
     *
     * @param label its label
     * @param value its encoded value, exactly one well-formed item, which is not checked
     * @return this builder
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

    Builder put(SuitManifestLabel label, Object member) {
      members.put(label, member);
      return this;
    }

    /** Builds from members that have just been decoded. The builder must not be used afterwards. */
    SuitManifest decoded() {
      return new SuitManifest(this);
    }

    /**
     * Builds the manifest.
     *
     * @return the manifest with the members that were set
     * @throws IllegalArgumentException if the decoder would refuse the manifest, for example
     *     because a component index is not declared; the cause contains the place
     */
    public SuitManifest build() {
      SuitManifest manifest = new SuitManifest(this);
      members = members.clone(); // the manifest keeps the old map; the builder may be used again
      try {
        decodeUnverified(
            manifest.encode().toBytes(),
            SuitDecodeOptions.defaults().withCodec(DecodeOptions.largest()));
      } catch (DecodeException e) {
        throw new IllegalArgumentException("not a manifest: " + e.getMessage(), e);
      }
      return manifest;
    }
  }
}
