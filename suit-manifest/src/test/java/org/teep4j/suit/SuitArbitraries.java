package org.teep4j.suit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitCommandCode.Argument;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReference;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportReason;
import org.teep4j.suit.report.SystemPropertyClaims;

/**
 * Random values of every type of this package. Component indexes are those of {@link #COMPONENTS}
 * components and one dependency behind them.
 */
public final class SuitArbitraries {

  /** How many components random manifests have. */
  static final int COMPONENTS = 2;

  private static final int DEEPEST = 2;

  private SuitArbitraries() {}

  // Items.

  /** Byte strings. */
  public static Arbitrary<Bytes> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(Bytes::wrap);
  }

  /** Numbers of {@code uint}, all 64 bits of them. */
  public static Arbitrary<Uint> uint() {
    return Arbitraries.longs().map(Uint::ofBits);
  }

  /** Indexes and offsets. */
  private static Arbitrary<Long> index() {
    return Arbitraries.longs().greaterOrEqual(0);
  }

  /** Text strings. */
  public static Arbitrary<String> text() {
    return Arbitraries.strings().ascii().withChars('ä', '€').ofMaxLength(20);
  }

  /** Encoded items of several types. */
  public static Arbitrary<Bytes> encodedItem() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(value -> new CborWriter().writeLong(value).toBytes()),
        text().map(value -> new CborWriter().writeText(value).toBytes()),
        bytes().map(value -> new CborWriter().writeBytes(value).toBytes()),
        uint()
            .map(
                value ->
                    new CborWriter()
                        .beginMap()
                        .write(value)
                        .beginArray()
                        .writeNull()
                        .writeBoolean(true)
                        .endArray()
                        .endMap()
                        .toBytes()));
  }

  private static Arbitrary<Map<Long, Bytes>> others() {
    return Arbitraries.maps(Arbitraries.longs().greaterOrEqual(1000), encodedItem()).ofMaxSize(2);
  }

  /** UUIDs. */
  public static Arbitrary<UUID> uuid() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
  }

  private static <T> Arbitrary<Optional<T>> optional(Arbitrary<T> value) {
    return value.optional();
  }

  // Small structures.

  /** Component identifiers. */
  public static Arbitrary<SuitComponentIdentifier> componentIdentifier() {
    return bytes().list().ofMaxSize(4).map(SuitComponentIdentifier::new);
  }

  /** Digests, of known and unknown algorithms. */
  public static Arbitrary<SuitDigest> digest() {
    Arbitrary<SuitDigest> any =
        Combinators.combine(Arbitraries.longs(), bytes(), encodedItem().list().ofMaxSize(1))
            .as(SuitDigest::new);
    Arbitrary<SuitDigest> known =
        Combinators.combine(
                Arbitraries.of(SuitDigestAlgorithm.values()),
                Arbitraries.bytes().array(byte[].class).ofSize(64))
            .as((algorithm, b) -> new SuitDigest(algorithm, Bytes.wrap(b, 0, algorithm.size())));
    return Arbitraries.oneOf(known, any);
  }

  /** Versions. */
  public static Arbitrary<SuitVersion> version() {
    return Arbitraries.longs().list().ofMinSize(1).ofMaxSize(5).map(SuitVersion::new);
  }

  /** Demands on versions. */
  public static Arbitrary<SuitVersionMatch> versionMatch() {
    return Combinators.combine(Arbitraries.of(SuitVersionMatch.Comparison.values()), version())
        .as(SuitVersionMatch::new);
  }

  /** Wait infos. */
  public static Arbitrary<SuitWaitInfo> waitInfo() {
    Arbitrary<SuitWaitInfo.Event> event =
        Arbitraries.of(
            SuitWaitInfo.Event.AUTHORIZATION, SuitWaitInfo.Event.POWER, SuitWaitInfo.Event.NETWORK);
    Arbitrary<SuitWaitInfo.Event> time =
        Arbitraries.of(SuitWaitInfo.Event.TIME, SuitWaitInfo.Event.DAY_OF_WEEK_UTC);
    Arbitrary<SuitWaitInfo.OtherDeviceVersion> other =
        Combinators.combine(bytes(), versionMatch().list().ofMinSize(1).ofMaxSize(3))
            .as(SuitWaitInfo.OtherDeviceVersion::new);
    return Combinators.combine(
            Arbitraries.maps(event, Arbitraries.longs()).ofMinSize(1).ofMaxSize(3),
            Arbitraries.maps(time, uint()).ofMaxSize(2),
            optional(other),
            others())
        .as(SuitWaitInfo::new);
  }

  /** Actors. */
  public static Arbitrary<SuitMetaActorId> actor() {
    return Arbitraries.oneOf(
        uuid().map(SuitMetaActorId.Uuid::new),
        bytes().map(SuitMetaActorId.Binary::new),
        text().map(SuitMetaActorId.Text::new),
        Arbitraries.longs().map(SuitMetaActorId.Int::new));
  }

  /** Component metadata. */
  public static Arbitrary<SuitComponentMetadata> componentMetadata() {
    Arbitrary<TreeMap<SuitMetaActorId, Long>> permissions =
        Arbitraries.maps(actor(), Arbitraries.longs()).ofMaxSize(2).map(TreeMap::new);
    Arbitrary<OptionalLong> someBits =
        Arbitraries.longs()
            .optional()
            .map(o -> o.map(OptionalLong::of).orElse(OptionalLong.empty()));
    return Combinators.combine(
            someBits,
            permissions,
            permissions,
            optional(Arbitraries.of(SuitComponentMetadata.FileType.values())),
            optional(uint()),
            optional(uint()),
            optional(actor()),
            others())
        .as(
            (bits, users, groups, type, modified, created, creator, others) ->
                new SuitComponentMetadata(
                    bits, users, groups, groups, type, modified, created, creator, others));
  }

  /** Profiles, defined and others. */
  public static Arbitrary<SuitCoseProfile> coseProfile() {
    return Arbitraries.oneOf(
        Arbitraries.of(SuitCoseProfile.defined()),
        Combinators.combine(
                Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs())
            .as(SuitCoseProfile::new));
  }

  // Parameters.

  private static Arbitrary<Bytes> encryptionInfo() {
    return bytes()
        .map(
            value ->
                new CborWriter()
                    .writeTag(96)
                    .beginArray()
                    .writeBytes(value)
                    .beginMap()
                    .endMap()
                    .writeNull()
                    .beginArray()
                    .endArray()
                    .endArray()
                    .toBytes());
  }

  private static Arbitrary<Bytes> customValue() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(value -> new CborWriter().writeLong(value).toBytes()),
        Arbitraries.of(true, false).map(value -> new CborWriter().writeBoolean(value).toBytes()),
        text().map(value -> new CborWriter().writeText(value).toBytes()),
        bytes().map(value -> new CborWriter().writeBytes(value).toBytes()));
  }

  private interface Setter {
    void set(SuitParameters.Builder builder);
  }

  private static <T> Arbitrary<Setter> setter(SuitParameter<T> parameter, Arbitrary<T> value) {
    return value.map(v -> builder -> builder.set(parameter, v));
  }

  private static List<Arbitrary<Setter>> setters() {
    Arbitrary<SuitVendorIdentifier> vendor =
        Arbitraries.oneOf(
            uuid().map(SuitVendorIdentifier.Uuid::new),
            bytes().map(SuitVendorIdentifier.CborPen::new));
    return List.of(
        setter(SuitParameter.VENDOR_IDENTIFIER, vendor),
        setter(SuitParameter.CLASS_IDENTIFIER, uuid()),
        setter(SuitParameter.IMAGE_DIGEST, digest()),
        setter(SuitParameter.USE_BEFORE, uint()),
        setter(SuitParameter.COMPONENT_SLOT, uint()),
        setter(SuitParameter.STRICT_ORDER, Arbitraries.of(true, false)),
        setter(SuitParameter.SOFT_FAILURE, Arbitraries.of(true, false)),
        setter(SuitParameter.IMAGE_SIZE, uint()),
        setter(SuitParameter.CONTENT, bytes()),
        setter(SuitParameter.ENCRYPTION_INFO, encryptionInfo()),
        setter(SuitParameter.URI, text()),
        setter(SuitParameter.SOURCE_COMPONENT, componentIndex()),
        setter(SuitParameter.INVOKE_ARGS, bytes()),
        setter(SuitParameter.DEVICE_IDENTIFIER, uuid()),
        setter(SuitParameter.FETCH_ARGUMENTS, bytes()),
        setter(SuitParameter.MINIMUM_BATTERY, uint()),
        setter(SuitParameter.UPDATE_PRIORITY, Arbitraries.longs()),
        setter(SuitParameter.VERSION, versionMatch()),
        setter(SuitParameter.WAIT_INFO, waitInfo()),
        setter(SuitParameter.COMPONENT_METADATA, componentMetadata()));
  }

  /** How many of the known parameters {@link #parameters()} can set. */
  static int settableParameters() {
    return setters().size();
  }

  private static Arbitrary<Setter> custom() {
    return Combinators.combine(Arbitraries.longs().lessOrEqual(-1), customValue())
        .as((label, value) -> builder -> builder.setOther(label, value));
  }

  private static Arbitrary<Setter> unknown() {
    return Combinators.combine(Arbitraries.longs().greaterOrEqual(1000), encodedItem())
        .as((label, value) -> builder -> builder.setOther(label, value));
  }

  private static Arbitrary<SuitParameters> parametersOf(List<Arbitrary<Setter>> setters) {
    return Arbitraries.of(setters)
        .flatMap(setter -> setter)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(
            list -> {
              SuitParameters.Builder builder = SuitParameters.builder();
              list.forEach(setter -> setter.set(builder));
              return builder.build();
            });
  }

  /** One to four parameters, custom and unknown ones among them. */
  public static Arbitrary<SuitParameters> parameters() {
    List<Arbitrary<Setter>> all = new ArrayList<>(setters());
    all.add(custom());
    all.add(unknown());
    return parametersOf(all);
  }

  private static Arbitrary<SuitParameters> sharedParameters() {
    List<Arbitrary<Setter>> all = new ArrayList<>(setters());
    all.add(unknown());
    return parametersOf(all);
  }

  // Commands.

  private static Arbitrary<Long> componentIndex() {
    return Arbitraries.longs().between(0, COMPONENTS);
  }

  private static Arbitrary<SuitIndexArg> indexArg() {
    return Arbitraries.oneOf(
        componentIndex().map(SuitIndexArg.One::new),
        Arbitraries.just(SuitIndexArg.ALL),
        componentIndex().list().ofMinSize(1).ofMaxSize(3).map(SuitIndexArg.Several::new));
  }

  private static Arbitrary<SuitRepPolicy> policy() {
    return Arbitraries.integers().between(0, 15).map(SuitRepPolicy::of);
  }

  private static Arbitrary<SuitCommand> simpleCommand(boolean shared) {
    List<SuitCommandCode> codes =
        Arrays.stream(SuitCommandCode.values())
            .filter(code -> code.argument() == Argument.POLICY && (!shared || code.isShared()))
            .toList();
    return Combinators.combine(Arbitraries.of(codes), policy()).as(SuitCommand::of);
  }

  private static Arbitrary<SuitCommand> command(boolean shared, int depth) {
    List<Arbitrary<? extends SuitCommand>> kinds = new ArrayList<>();
    Arbitrary<SuitParameters> parameters = shared ? sharedParameters() : parameters();
    kinds.add(simpleCommand(shared));
    kinds.add(simpleCommand(shared));
    kinds.add(indexArg().map(SuitDirective.SetComponentIndex::new));
    kinds.add(parameters.map(SuitDirective.OverrideParameters::new));
    kinds.add(parameters.map(SuitDirective.SetParameters::new));
    kinds.add(
        Combinators.combine(Arbitraries.longs().greaterOrEqual(1000), encodedItem())
            .as(SuitCommand.Unknown::new));
    if (!shared) {
      kinds.add(
          Combinators.combine(
                  Arbitraries.longs().lessOrEqual(-1),
                  Arbitraries.oneOf(
                      customValue().filter(value -> value.unsignedByteAt(0) < 0xf0),
                      Arbitraries.just(Bytes.fromHex("f6"))))
              .as(SuitCommand.Custom::new));
      kinds.add(
          Arbitraries.maps(componentIndex(), parameters)
              .ofMinSize(1)
              .ofMaxSize(2)
              .map(map -> new SuitDirective.OverrideMultiple(new TreeMap<>(map))));
      kinds.add(
          Arbitraries.maps(componentIndex(), Arbitraries.longs().list().ofMinSize(1).ofMaxSize(3))
              .ofMinSize(1)
              .ofMaxSize(2)
              .map(map -> new SuitDirective.CopyParams(new TreeMap<>(map))));
    }
    if (depth < DEEPEST) {
      kinds.add(
          Arbitraries.lazy(() -> sequence(shared, depth + 1)).map(SuitDirective.RunSequence::new));
      kinds.add(
          Combinators.combine(
                  Arbitraries.lazy(() -> sequence(shared, depth + 1))
                      .list()
                      .ofMinSize(2)
                      .ofMaxSize(3),
                  Arbitraries.of(true, false))
              .as(SuitDirective.TryEach::new));
    }
    return Arbitraries.of(kinds).flatMap(kind -> kind.map(command -> (SuitCommand) command));
  }

  private static Arbitrary<SuitCommandSequence> sequence(boolean shared, int depth) {
    return command(shared, depth).list().ofMinSize(1).ofMaxSize(4).map(SuitCommandSequence::of);
  }

  /** Command sequences for sections of a manifest. */
  public static Arbitrary<SuitCommandSequence> commandSequence() {
    return sequence(false, 0);
  }

  // Manifests.

  private static Arbitrary<SuitCommon> common() {
    return Combinators.combine(
            componentIdentifier().list().ofSize(COMPONENTS),
            componentIdentifier().optional(),
            Arbitraries.of(true, false),
            sequence(true, 0).optional(),
            others())
        .as(
            (components, prefix, also, shared, others) -> {
              TreeMap<Long, SuitDependencyMetadata> dependencies = new TreeMap<>();
              dependencies.put((long) COMPONENTS, new SuitDependencyMetadata(prefix, others));
              if (also) {
                dependencies.put(0L, SuitDependencyMetadata.none());
              }
              return new SuitCommon(components, dependencies, shared, others);
            });
  }

  /** Text maps. */
  public static Arbitrary<SuitText> suitText() {
    Arbitrary<Map<SuitText.ComponentKey, String>> componentTexts =
        Arbitraries.maps(Arbitraries.of(SuitText.ComponentKey.values()), text()).ofMaxSize(3);
    Arbitrary<SuitText.Component> component =
        Combinators.combine(componentTexts, others())
            .as((texts, others) -> new SuitText.Component(enumMap(texts), others));
    Arbitrary<Map<SuitText.Key, String>> texts =
        Arbitraries.maps(Arbitraries.of(SuitText.Key.values()), text()).ofMaxSize(3);
    Arbitrary<SuitText.Language> language =
        Combinators.combine(
                texts, Arbitraries.maps(componentIdentifier(), component).ofMaxSize(2), others())
            .as(
                (keys, components, others) ->
                    new SuitText.Language(enumMap(keys), new TreeMap<>(components), others));
    return Arbitraries.maps(Arbitraries.of("en", "de-CH", "x-private1", "zh-Hant-TW"), language)
        .ofMinSize(1)
        .ofMaxSize(2)
        .map(SuitText::new);
  }

  private static <K extends Enum<K>> Map<K, String> enumMap(Map<K, String> map) {
    return map.isEmpty() ? Map.of() : new EnumMap<>(map);
  }

  private interface Member {
    void set(SuitManifest.Builder builder);
  }

  private static Arbitrary<Member> member() {
    List<SuitManifestLabel> sections =
        Arrays.stream(SuitManifestLabel.values()).filter(SuitManifestLabel::isSequence).toList();
    List<SuitManifestLabel> severable =
        Arrays.stream(SuitManifestLabel.values()).filter(SuitManifestLabel::isSeverable).toList();
    Arbitrary<Member> sequences =
        Combinators.combine(Arbitraries.of(sections), commandSequence())
            .as((label, sequence) -> builder -> builder.sequence(label, sequence));
    Arbitrary<Member> digests =
        Combinators.combine(Arbitraries.of(severable), digest())
            .as((label, digest) -> builder -> builder.severed(label, digest));
    Arbitrary<Member> uri = text().map(value -> builder -> builder.referenceUri(value));
    Arbitrary<Member> id =
        componentIdentifier().map(value -> builder -> builder.manifestComponentId(value));
    Arbitrary<Member> version = version().map(value -> builder -> builder.setVersion(value));
    Arbitrary<Member> suitText = suitText().map(value -> builder -> builder.text(value));
    Arbitrary<Member> coswid = encodedItem().map(value -> builder -> builder.coswid(value));
    Arbitrary<Member> tag = Arbitraries.of(true, false).map(v -> builder -> builder.tagged(v));
    return Arbitraries.oneOf(
        sequences, sequences, digests, uri, id, version, suitText, coswid, tag);
  }

  /** Manifests. */
  public static Arbitrary<SuitManifest> manifest() {
    return Combinators.combine(uint(), common(), member().list().ofMaxSize(5), others())
        .as(
            (number, common, members, others) -> {
              SuitManifest.Builder builder = SuitManifest.builder(number, common);
              members.forEach(member -> member.set(builder));
              others.forEach(builder::other);
              return builder.build();
            });
  }

  // Reports.

  /** Sets of claims. */
  public static Arbitrary<SystemPropertyClaims> systemPropertyClaims() {
    return Combinators.combine(componentIdentifier(), parameters()).as(SystemPropertyClaims::new);
  }

  /** Records. */
  public static Arbitrary<SuitRecord> record() {
    return Combinators.combine(
            index().list().ofMaxSize(3),
            Arbitraries.longs(),
            index(),
            index(),
            Arbitraries.oneOf(parameters(), Arbitraries.just(SuitParameters.none())),
            encodedItem().list().ofMaxSize(1))
        .as(SuitRecord::new);
  }

  private static Arbitrary<SuitReport.Result> result() {
    return Arbitraries.oneOf(
        Arbitraries.just(new SuitReport.Result.Success()),
        Combinators.combine(
                Arbitraries.longs(), record(), Arbitraries.of(SuitReportReason.values()))
            .as((code, record, reason) -> new SuitReport.Result.Failure(code, record, reason)));
  }

  /** Capability reports. */
  public static Arbitrary<SuitCapabilityReport> capabilityReport() {
    Arbitrary<List<Long>> labels = Arbitraries.longs().list().ofMinSize(1).ofMaxSize(4);
    Arbitrary<SuitCapabilityReport.ComponentCapability> component =
        Combinators.combine(componentIdentifier(), Arbitraries.of(true, false))
            .as(SuitCapabilityReport.ComponentCapability::new);
    List<SuitCapabilityReport.Label> optional =
        Arrays.stream(SuitCapabilityReport.Label.values()).filter(l -> !l.isRequired()).toList();
    return Combinators.combine(
            component.list().ofMinSize(1).ofMaxSize(3),
            labels,
            Arbitraries.maps(Arbitraries.of(optional), labels).ofMaxSize(3),
            Arbitraries.maps(labels, labels).ofMaxSize(2),
            others())
        .as(
            (components, required, more, elements, others) -> {
              Map<SuitCapabilityReport.Label, List<Long>> all =
                  new EnumMap<>(SuitCapabilityReport.Label.class);
              all.putAll(more);
              all.put(SuitCapabilityReport.Label.COMMANDS, required);
              all.put(SuitCapabilityReport.Label.PARAMETERS, required);
              all.put(SuitCapabilityReport.Label.CRYPT_ALGO, required);
              return new SuitCapabilityReport(components, all, elements, others);
            });
  }

  /** Reports. */
  public static Arbitrary<SuitReport> report() {
    Arbitrary<SuitReport.Entry> entry =
        Arbitraries.oneOf(
            record().map(value -> (SuitReport.Entry) value),
            systemPropertyClaims().map(value -> (SuitReport.Entry) value));
    return Combinators.combine(
            Combinators.combine(text(), digest()).as(SuitReference::new),
            bytes().optional(),
            entry.list().ofMaxSize(3),
            result(),
            capabilityReport().optional(),
            others())
        .as(SuitReport::new);
  }
}
