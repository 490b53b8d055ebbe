package org.teep4j.suit.processor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitDependencyMetadata;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitLabel;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitText;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.suit.report.SuitCapabilityReport.Label;

/** Says what a processor and its platform can do (draft-ietf-suit-report, Section 6). */
final class Capabilities {

  private Capabilities() {}

  static SuitCapabilityReport of(Platform platform) {
    Map<Label, List<Long>> lists = new EnumMap<>(Label.class);
    List<Long> commands = new ArrayList<>(labels(Arrays.stream(SuitCommandCode.values())));
    platform.commands().keySet().stream().sorted().forEach(commands::add);
    lists.put(Label.COMMANDS, commands);
    lists.put(Label.PARAMETERS, labels(SuitParameter.values().stream()));
    lists.put(
        Label.CRYPT_ALGO,
        Stream.concat(
                Arrays.stream(SuitDigestAlgorithm.values()).map(each -> (long) each.id()),
                platform.algorithms().stream().map(each -> each.id()))
            .distinct()
            .toList());
    lists.put(
        Label.ENVELOPE,
        labels(
            Stream.concat(
                Arrays.stream(SuitEnvelope.Label.values()),
                Arrays.stream(SuitManifestLabel.values()).filter(SuitManifestLabel::isSeverable))));
    lists.put(Label.MANIFEST, labels(Arrays.stream(SuitManifestLabel.values())));
    lists.put(Label.COMMON, labels(Arrays.stream(SuitCommon.Label.values())));
    lists.put(Label.TEXT, labels(Arrays.stream(SuitText.Key.values())));
    lists.put(Label.TEXT_COMPONENT, labels(Arrays.stream(SuitText.ComponentKey.values())));
    lists.put(Label.DEPENDENCY, List.of((long) SuitDependencyMetadata.PREFIX_LABEL));
    return new SuitCapabilityReport(
        platform.store().capabilities(), lists, new TreeMap<>(), Map.of());
  }

  private static List<Long> labels(Stream<? extends SuitLabel> registry) {
    return registry.map(SuitLabel::label).toList();
  }
}
