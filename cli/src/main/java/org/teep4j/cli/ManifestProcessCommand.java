package org.teep4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cli.manifest.DescriptionException;
import org.teep4j.cli.manifest.DeviceDescription;
import org.teep4j.cli.manifest.ManifestDescription;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDecodeOptions;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitWaitInfo;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.processor.AccessControl;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.PayloadFetcher;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.ProcessResult;
import org.teep4j.suit.processor.file.FilePlatform;
import org.teep4j.suit.report.SuitReportReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code teep4j manifest process}. */
@Command(
    name = "process",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Process a manifest as a device does: check, fetch, install, start, uninstall.",
      "",
      "The device is a description in JSON and a folder with the contents of its components. All"
          + " changes become active together at the end, or none does. A run that was killed goes"
          + " on when it is started again with the same manifest. Nothing is really started: what a"
          + " manifest starts is listed.",
      "",
      "Members of the description, all of which may be left out:",
      "  vendor_ids, class_ids  UUIDs, or hexadecimal digits",
      "  device_id              a UUID of this device alone",
      "  components             all locations of the device, see below",
      "  installed              [{manifest_component_id, sequence_number}]",
      "  max_components         the most components of a manifest",
      "  time                   seconds since 1970, or the clock's",
      "  battery_mwh            the charge of the battery",
      "  authorised             true if every update is authorised",
      "  authorised_up_to_priority",
      "                         the largest number of one that is",
      "  events                 over, waiting or unsupported",
      "  custom_commands        [{label, outcome}]: success or",
      "                         condition-failed",
      "  keks, recipient_keys   keys for encrypted payloads, as",
      "                         --decryption-key names them:",
      "                         [{kid, k}] for AES key wrap,",
      "                         [{kid, crv, x, y, d}] for ECDH",
      "",
      "A component has an id, and if wanted content or content_file, slot and version. The id is a"
          + " list of segments: hexadecimal digits, or {\"text\": \"app\"}; content is written like a"
          + " segment. Without components, the device has every component. Content and what is"
          + " installed are for a folder that is new."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest process --example > device.json",
      "  teep4j manifest process --key author.pub --device device.json --store device --fetch"
          + " https://example.com/app.bin=app.bin --trace update.suit",
      "  teep4j manifest process --key author.pub --device device.json --store device --procedure"
          + " uninstall update.suit",
      "",
      "Exit codes: 0 complete; 1 aborted, refused, or suspended until an event; 2 wrong usage, or a"
          + " file cannot be read or written."
    })
final class ManifestProcessCommand extends ManifestTask {
  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      required = true,
      description =
          "Key of an author whose manifests and dependencies are trusted: COSE_Key, JWK or PEM. Can"
              + " be repeated.")
  private List<String> keyFiles = new ArrayList<>();

  @Option(
      names = "--device",
      paramLabel = "FILE",
      required = true,
      description = "Description of the device.")
  @SuppressWarnings("NullAway.Init") // required, or not used
  private String deviceFile;

  @Option(
      names = "--store",
      paramLabel = "FOLDER",
      required = true,
      description = "Folder of the device, for it alone; it is made if there is none.")
  @SuppressWarnings("NullAway.Init") // required, or not used
  private String store;

  @Option(
      names = "--procedure",
      paramLabel = "PROCEDURE",
      description =
          "update (default), its halves stage and install, invoke or uninstall. An update fetches,"
              + " checks and installs; invoke checks and starts what is installed.")
  private ProcedureName procedure = ProcedureName.UPDATE;

  @Mixin private FetchOptions fetch = new FetchOptions();

  @Option(
      names = "--decryption-key",
      paramLabel = "KEYFILE",
      description = "Key of the device for encrypted payloads. Can be repeated.")
  private List<String> decryptionKeyFiles = new ArrayList<>();

  @Option(
      names = "--acl",
      paramLabel = "FILE",
      description =
          "What each key may do: a JSON object with a list of prefixes of component ids for the"
              + " name of each --key. Without it, each may do everything.")
  private @Nullable String acl;

  @Option(
      names = "--dry-run",
      description = "Check everything and list what would change, but change nothing.")
  private boolean dryRun;

  @Option(names = "--trace", description = "Print each command as it runs.")
  private boolean trace;

  @Mixin private ReportOutput report = new ReportOutput();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--example", help = true, description = "Print the description of a device.")
  private boolean example;

  @Option(
      names = "--schema",
      help = true,
      description = "Print the JSON Schema of descriptions of devices.")
  private boolean schema;

  @Mixin private EnvelopeInput envelope;

  private final List<Started> started = new ArrayList<>();

  /** A component that would have been started. */
  private record Started(SuitComponentIdentifier component, Optional<Bytes> arguments) {
    @Override
    public String toString() {
      return component + arguments.map(all -> ", arguments " + Fields.string(all)).orElse("");
    }
  }

  /** What a component becomes, and the size of its new content if that is known. */
  private record Change(ComponentChange change, Optional<Long> size) {
    @Override
    public String toString() {
      String what =
          change instanceof ComponentChange.Removed
              ? "removed"
              : change instanceof ComponentChange.Moved moved
                  ? "what " + moved.from() + " had"
                  : "new content";
      return change.component()
          + ": "
          + what
          + size.map(bytes -> ", " + Text.count(bytes, "byte", "bytes")).orElse("");
    }
  }

  ManifestProcessCommand(Console console) {
    super(console);
    this.envelope = new EnvelopeInput(console);
  }

  @Override
  int run() throws UsageException, RejectedException, GeneralSecurityException, IOException {
    if (example) {
      console().out().print(ManifestDescription.resource("examples/device.json"));
      return ExitCode.GOOD;
    }
    if (schema) {
      console().out().print(ManifestDescription.resource("device-description.schema.json"));
      return ExitCode.GOOD;
    }
    EnvelopeCheck keys = new EnvelopeCheck(KeyFile.readCandidates(keyFiles, console()));
    DeviceDescription device = device();
    DecodeOptions most = envelope.limits();
    Input input = envelope.input("manifest process");
    VerifiedManifest manifest;
    try {
      manifest =
          SuitEnvelope.decode(input.bytes(), SuitDecodeOptions.defaults().withCodec(most))
              .verifyAny(List.copyOf(keys.keys().keySet()));
    } catch (VerificationException refused) {
      return refused(input, SuitReportReason.UNAUTHORISED, String.valueOf(refused.getMessage()));
    } catch (DecodeException malformed) {
      return refused(
          input, SuitReportReason.CBOR_PARSE, Refusal.of(malformed, input.bytes()).line());
    }
    ProcessWatch watch = new ProcessWatch(console(), trace && !json);
    Means means = means(keys, device);
    try (ReportOutput.Pending reported = report.open(console());
        DeviceFolder folder = DeviceFolder.open(folder(), device, dryRun)) {
      Platform platform = platform(folder.files(), device, keys, means);
      ManifestProcessor processor =
          new ManifestProcessor(platform, device.processorPolicy(), watch);
      ProcessResult result =
          dryRun
              ? processor.dryRun(manifest, procedure.procedure())
              : processor.process(manifest, procedure.procedure());
      if (result.report().isPresent()) {
        reported.write(result.report().get());
      }
      List<Change> changes = changes(result, folder.files());
      if (json) {
        printJson(input, manifest, result, changes, watch);
      } else {
        print(input, manifest, result, changes, watch);
      }
      return result.isComplete() ? ExitCode.GOOD : ExitCode.REJECTED;
    }
  }

  // What the device is.

  private DeviceDescription device() throws UsageException {
    try {
      return DeviceDescription.read(
          Input.text(deviceFile, console().in()), DescriptionFolder.of(deviceFile, console().in()));
    } catch (DescriptionException refused) {
      throw new UsageException(deviceFile + ": " + refused.getMessage());
    }
  }

  private Path folder() throws UsageException {
    try {
      return Path.of(store);
    } catch (InvalidPathException refused) {
      throw new UsageException(store + ": no name of a folder: " + refused.getMessage());
    }
  }

  /** What comes from files, which are read before the store is made. */
  private record Means(
      PayloadFetcher fetcher, AccessControl accessControl, List<SuitDecryptor> decryptors) {}

  private Means means(EnvelopeCheck keys, DeviceDescription device) throws UsageException {
    AccessControl rights = AccessControl.unrestricted();
    if (acl != null) {
      try {
        rights =
            new SignerRights(
                keys.keys(), DeviceDescription.readRights(Input.text(acl, console().in())));
      } catch (DescriptionException refused) {
        throw new UsageException(acl + ": " + refused.getMessage());
      }
    }
    List<SuitDecryptor> decryptors =
        Decryptors.of(device, KeyFile.readAll(decryptionKeyFiles, console().in()));
    return new Means(fetch.fetcher(dryRun), rights, decryptors);
  }

  private Platform platform(
      FilePlatform files, DeviceDescription device, EnvelopeCheck keys, Means means) {
    Platform.Builder builder =
        files
            .builder(device.identity())
            .fetcher(means.fetcher())
            .accessControl(means.accessControl())
            .properties(device.properties())
            .environment(device.environment())
            .invoker(this::start)
            .dependencies(List.copyOf(keys.keys().keySet()));
    means.decryptors().forEach(builder::decryptor);
    device
        .commands()
        .forEach(
            (label, success) -> builder.command(label, (command, target, parameters) -> success));
    return builder.build();
  }

  private void start(CommandTarget target, Optional<Bytes> arguments) {
    started.add(new Started(target.component(), arguments));
  }

  // What came of it.

  private List<Change> changes(ProcessResult result, FilePlatform files) throws IOException {
    List<Change> changes = new ArrayList<>();
    for (ComponentChange change : result.changes()) {
      Optional<Long> size = Optional.empty();
      if (!dryRun && !(change instanceof ComponentChange.Removed)) {
        size = files.store().content(change.component()).map(ContentSource::length);
      }
      changes.add(new Change(change, size));
    }
    return changes;
  }

  private String word(ProcessResult result) {
    return switch (result.outcome()) {
      case COMPLETE -> dryRun ? "would be complete" : "complete";
      case ABORTED -> dryRun ? "WOULD BE ABORTED" : "ABORTED";
      case SUSPENDED -> dryRun ? "WOULD BE SUSPENDED" : "SUSPENDED";
    };
  }

  private int refused(Input input, SuitReportReason reason, String explanation) {
    String name = reason.shortName().replaceFirst("^report-reason-", "");
    if (json) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("input", input.name());
      object.put("procedure", procedure.word());
      object.put("dry-run", dryRun);
      object.put("outcome", "refused");
      object.putObject("failure").put("reason", name).put("explanation", explanation);
      console().out().println(Text.json(object));
      return ExitCode.REJECTED;
    }
    Terminal terminal = console().terminal();
    Fields fields = new Fields(terminal);
    fields.add("reason", name);
    fields.add("why", explanation);
    fields.print(console().out(), Text.safe(input.name()) + ": " + terminal.red("REFUSED"));
    return ExitCode.REJECTED;
  }

  private void print(
      Input input,
      VerifiedManifest manifest,
      ProcessResult result,
      List<Change> changes,
      ProcessWatch watch) {
    Terminal terminal = console().terminal();
    Fields fields = new Fields(terminal);
    fields.add(
        "what", procedure.word() + ", manifest with sequence number " + manifest.sequenceNumber());
    if (watch.replayed() > 0) {
      fields.add(
          "resumed",
          Text.count(watch.replayed(), "command was", "commands were")
              + " executed before the interruption");
    }
    result.failure().ifPresent(failure -> Course.addTo(fields, failure, watch.events(), manifest));
    if (result.outcome() == ProcessResult.Outcome.SUSPENDED) {
      fields.add("waits for", String.join(", ", waiting(result.waitingFor())));
      fields.add("next", "started again, it goes on with the command that waits");
    }
    changes.forEach(change -> fields.add("change", change.toString()));
    if (result.isComplete() && changes.isEmpty()) {
      fields.add("change", "none");
    }
    started.forEach(each -> fields.add("start", each.toString()));
    if (result.report().isPresent()) {
      report.file().ifPresent(name -> fields.add("report", name));
    }
    String word = word(result);
    fields.print(
        console().out(),
        Text.safe(input.name())
            + ": "
            + (result.isComplete() ? terminal.green(word) : terminal.red(word)));
  }

  private static List<String> waiting(Optional<SuitWaitInfo> info) {
    List<String> events = new ArrayList<>();
    info.ifPresent(
        all -> {
          all.events().forEach((event, value) -> events.add(name(event) + " " + value));
          all.times().forEach((event, value) -> events.add(name(event) + " " + value));
          all.otherDeviceVersion().ifPresent(other -> events.add("a version of another device"));
          all.others().keySet().forEach(label -> events.add("event " + label));
        });
    return events.isEmpty() ? List.of("nothing: it was interrupted") : events;
  }

  private static String name(SuitWaitInfo.Event event) {
    return event.shortName().replaceFirst("^wait-event-", "");
  }

  private void printJson(
      Input input,
      VerifiedManifest manifest,
      ProcessResult result,
      List<Change> changes,
      ProcessWatch watch) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("input", input.name());
    object.put("procedure", procedure.word());
    object.put("dry-run", dryRun);
    object.put("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
    object.put("sequence-number", manifest.sequenceNumber().toBigInteger());
    object.put("replayed", watch.replayed());
    result.failure().ifPresent(failure -> Course.addTo(object, failure, watch.events(), manifest));
    if (result.outcome() == ProcessResult.Outcome.SUSPENDED) {
      ArrayNode waits = object.putArray("waits-for");
      waiting(result.waitingFor()).forEach(waits::add);
    }
    ArrayNode list = object.putArray("changes");
    for (Change each : changes) {
      ObjectNode entry = list.addObject();
      entry.put("component", each.change().component().toString());
      entry.put("removed", each.change() instanceof ComponentChange.Removed);
      if (each.change() instanceof ComponentChange.Moved moved) {
        entry.put("from", moved.from().toString());
      }
      each.size().ifPresent(size -> entry.put("size", size));
    }
    ArrayNode starts = object.putArray("started");
    for (Started each : started) {
      ObjectNode entry = starts.addObject();
      entry.put("component", each.component().toString());
      each.arguments().ifPresent(all -> entry.put("arguments", all.toHex()));
    }
    if (trace) {
      Course.addTo(object.putArray("trace"), watch.events());
    }
    console().out().println(Text.json(object));
  }
}
