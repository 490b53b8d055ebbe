package org.teep4j.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.cli.manifest.ComponentPath;
import org.teep4j.cli.manifest.DescriptionException;
import org.teep4j.cli.manifest.DeviceDescription;
import org.teep4j.cli.session.AgentSessions;
import org.teep4j.cli.session.Screen;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.certificate.CertificateTrust;
import org.teep4j.eat.EatClaims;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.file.FilePlatform;
import org.teep4j.teep.agent.AgentSettings;
import org.teep4j.teep.agent.FileAgentStore;
import org.teep4j.teep.agent.TeepAgent;
import org.teep4j.teep.agent.TeepAgentBuilder;
import org.teep4j.teep.agent.TrustedTam;
import org.teep4j.teep.http.BackOff;
import org.teep4j.teep.http.TeepHttpClient;
import org.teep4j.teep.session.EatAttester;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.SessionListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code teep4j agent run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run a TEEP Agent once: ask a TAM for components or changes, and carry out its Updates.",
      "",
      "The device is the one of 'teep4j manifest process': a description in JSON, and a folder with"
          + " the contents of its components. Each message and each decision is shown, with the"
          + " reason if something is refused. An Agent that was killed goes on when it is run again"
          + " with the same folder.",
      "",
      "Without --install and --uninstall, the Agent asks the TAM whether there is something to"
          + " change.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest process --example > device.json",
      "  teep4j agent run --tam http://127.0.0.1:8080/tam --tam-key tam-p256.pub \\",
      "      --key agent.cbor --author author.pub --device device.json \\",
      "      --store device --install /wallet",
      "",
      "Exit codes: 0 the TAM has no more to say, nothing was refused, what --install names is"
          + " installed and what --uninstall names is not; 1 otherwise, also if the TAM cannot be"
          + " reached; 2 wrong usage, or a file cannot be read or written."
    })
final class AgentRunCommand implements Callable<Integer> {
  @Option(
      names = "--tam",
      paramLabel = "URL",
      required = true,
      description = "The TAM: https, or http on this machine.")
  @SuppressWarnings("NullAway.Init") // required
  private String tam;

  @Option(
      names = "--tam-key",
      paramLabel = "KEYFILE",
      description = "Key of the TAM, or a set of keys. Can be repeated.")
  private List<String> tamKeyFiles = new ArrayList<>();

  @Mixin private TrustOption trust = new TrustOption();

  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      required = true,
      description =
          "Private key of the Agent. Can be repeated: the first one that the TAM understands is"
              + " used.")
  private List<String> keyFiles = new ArrayList<>();

  @Option(
      names = "--author",
      paramLabel = "KEYFILE",
      required = true,
      description = "Key of an author whose manifests are trusted. Can be repeated.")
  private List<String> authorFiles = new ArrayList<>();

  @Option(
      names = "--device",
      paramLabel = "FILE",
      required = true,
      description = "Description of the device; 'teep4j manifest process --example' prints one.")
  @SuppressWarnings("NullAway.Init") // required
  private String deviceFile;

  @Option(
      names = "--store",
      paramLabel = "FOLDER",
      required = true,
      description =
          "Folder of the device, for it alone; it is made if there is none. In it, device is a"
              + " folder of 'teep4j manifest process', and agent is what the Agent remembers.")
  @SuppressWarnings("NullAway.Init") // required
  private String store;

  @Option(
      names = "--install",
      paramLabel = "COMPONENT",
      description = "Ask for a component, as /app or /app/data. Can be repeated.")
  private List<String> installed = new ArrayList<>();

  @Option(
      names = "--uninstall",
      paramLabel = "COMPONENT",
      description = "Tell the TAM that a component is not needed any more. Can be repeated.")
  private List<String> uninstalled = new ArrayList<>();

  @Option(
      names = "--attestation-key",
      paramLabel = "KEYFILE",
      description = "Private key that signs Evidence (EAT). Without it, the Agent does not attest.")
  private @Nullable String attestationKeyFile;

  @Option(
      names = "--claims",
      paramLabel = "FILE",
      description = "Claims of the device for the Evidence, in JSON as RFC 9711 has it.")
  private @Nullable String claimsFile;

  @Option(
      names = "--cnf",
      paramLabel = "FORM",
      description =
          "How Evidence names the key of the Agent: ${COMPLETION-CANDIDATES}. With COSE_KEY, a TAM"
              + " that does not know the key learns it. Default: as --peer needs it.")
  private PeerOptions.@Nullable Confirmation confirmation;

  @Option(
      names = "--decryption-key",
      paramLabel = "KEYFILE",
      description = "Key of the device for encrypted payloads. Can be repeated.")
  private List<String> decryptionKeyFiles = new ArrayList<>();

  @Mixin private FetchOptions fetch = new FetchOptions();

  @Mixin private PeerOption peer = new PeerOption();

  @Mixin private RecordOption record = new RecordOption();

  @Option(
      names = "--plain-http",
      description = "Contact a TAM on another machine by http: as well.")
  private boolean plainHttp;

  @Option(
      names = "--retries",
      paramLabel = "NUMBER",
      description =
          "How often a session that failed is begun again, after growing pauses (default:"
              + " ${DEFAULT-VALUE}).")
  private int retries = 3;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show each message whole, in diagnostic notation.")
  private boolean verbose;

  /** Whoever waits at a terminal does not want to wait for hours. */
  private static final BackOff PAUSES = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private static final Duration EXCHANGE_TIME = Duration.ofSeconds(30);

  private final Console console;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  AgentRunCommand(Console console) {
    this.console = console;
    this.passphrase = new PassphraseOption(console.in());
  }

  @Override
  public Integer call() throws UsageException, IOException {
    List<SuitComponentIdentifier> wanted = components("--install", installed);
    List<SuitComponentIdentifier> unwanted = components("--uninstall", uninstalled);
    PeerOptions options = peer.options();
    DeviceDescription device = device();
    TrustedTam trusted = trustedTam(options);
    Screen screen =
        new Screen(console.out(), console.terminal(), options.dialect(), verbose, "Agent", 3);
    AgentSessions sessions = new AgentSessions(client(options), screen, PAUSES, retries);
    Path folder = folder();
    try (RecordOption.Recording recording = record.open(console);
        DeviceFolder files = DeviceFolder.open(folder.resolve("device"), device, false)) {
      TeepAgent agent =
          agent(
              new FileAgentStore(folder.resolve("agent")),
              platform(files.files(), device),
              device,
              trusted,
              recording.of(sessions.listener()));
      boolean done = sessions.run(recording.of(agent), wanted, unwanted);
      return conclude(done, files.files(), wanted, unwanted, screen)
          ? ExitCode.GOOD
          : ExitCode.REJECTED;
    }
  }

  // What it is made of.

  private TrustedTam trustedTam(PeerOptions options) throws UsageException {
    TrustedTam.Builder trusted = TrustedTam.builder(TamUrl.parse(tam), tamKeys()).options(options);
    TrustedKeys.authors(authorFiles, console).forEach(trusted::author);
    Optional<EatAttester> attester = attester(options);
    attester.ifPresent(trusted::attester);
    return trusted.build();
  }

  private CoseKeyResolver tamKeys() throws UsageException {
    Optional<CertificateTrust> anchors = trust.trust(console.in());
    if (anchors.isPresent() == !tamKeyFiles.isEmpty()) {
      throw new UsageException("who may sign for the TAM: either --tam-key or --trust-anchor");
    }
    return anchors.isPresent() ? anchors.get() : TrustedKeys.resolver(tamKeyFiles, console);
  }

  private Optional<EatAttester> attester(PeerOptions options) throws UsageException {
    if (attestationKeyFile == null) {
      if (claimsFile != null) {
        throw new UsageException("--claims is for Evidence: add --attestation-key");
      }
      return Optional.empty();
    }
    CoseSigner signer = KeyFile.read(attestationKeyFile, console.in()).signer(null, null);
    return Optional.of(
        EatAttester.of(claims(), signer, InstantSource.system())
            .withConfirmation(confirmation == null ? options.confirmation() : confirmation));
  }

  private EatClaims claims() throws UsageException {
    if (claimsFile == null) {
      return EatClaims.builder().build();
    }
    try {
      return EatClaims.decodeJsonUnverified(Input.text(claimsFile, console.in()));
    } catch (DecodeException refused) {
      throw new UsageException(claimsFile + ": no claims in JSON: " + refused.getMessage());
    }
  }

  private DeviceDescription device() throws UsageException {
    try {
      return DeviceDescription.read(
          Input.text(deviceFile, console.in()), DescriptionFolder.of(deviceFile, console.in()));
    } catch (DescriptionException refused) {
      throw new UsageException(deviceFile + ": " + refused.getMessage());
    }
  }

  private static List<SuitComponentIdentifier> components(String option, List<String> paths)
      throws UsageException {
    List<SuitComponentIdentifier> components = new ArrayList<>();
    for (String path : paths) {
      try {
        components.add(ComponentPath.parse(path));
      } catch (IllegalArgumentException refused) {
        throw new UsageException(option + ": " + refused.getMessage());
      }
    }
    return components;
  }

  private TeepHttpClient client(PeerOptions options) {
    TeepHttpClient.Builder client =
        TeepHttpClient.builder().peerOptions(uri -> options).exchangeTime(EXCHANGE_TIME);
    return (plainHttp ? client.permitPlainHttp() : client).build();
  }

  private Path folder() throws UsageException {
    try {
      return Path.of(store);
    } catch (InvalidPathException refused) {
      throw new UsageException(store + ": no name of a folder: " + refused.getMessage());
    }
  }

  private Platform platform(FilePlatform files, DeviceDescription device) throws UsageException {
    Platform.Builder platform =
        files
            .builder(device.identity())
            .fetcher(fetch.fetcher(false))
            .properties(device.properties())
            .environment(device.environment());
    Decryptors.of(device, KeyFile.readAll(decryptionKeyFiles, console.in()))
        .forEach(platform::decryptor);
    device
        .commands()
        .forEach(
            (label, success) -> platform.command(label, (command, target, parameters) -> success));
    return platform.build();
  }

  private TeepAgent agent(
      FileAgentStore memory,
      Platform platform,
      DeviceDescription device,
      TrustedTam trusted,
      SessionListener listener)
      throws UsageException {
    TeepAgentBuilder agent =
        TeepAgent.builder(memory, platform)
            .tam(trusted)
            .settings(AgentSettings.defaults().withPolicyCheckInterval(Duration.ZERO))
            .processorPolicy(device.processorPolicy())
            .listener(listener);
    for (KeyFile key : KeyFile.readAll(keyFiles, console.in())) {
      agent.signer(key.teepSigner(peer.options().dialect()), key.key().toPublic());
    }
    try {
      return agent.build();
    } catch (IllegalArgumentException refused) {
      throw new UsageException("--key: " + refused.getMessage());
    }
  }

  // What came of it.

  private boolean conclude(
      boolean done,
      FilePlatform files,
      List<SuitComponentIdentifier> wanted,
      List<SuitComponentIdentifier> unwanted,
      Screen screen)
      throws IOException {
    boolean good = done;
    for (SuitComponentIdentifier component : wanted) {
      Optional<ContentSource> content = files.store().content(component);
      good &= content.isPresent();
      screen.entry(component.toString(), state(content));
    }
    for (SuitComponentIdentifier component : unwanted) {
      Optional<ContentSource> content = files.store().content(component);
      good &= content.isEmpty();
      screen.entry(component.toString(), state(content));
      if (content.isPresent() && !canBeUnlinked(files, component)) {
        screen.note(
            "Agent", false, "its manifest has no place of its own, so nobody can unlink it");
      }
    }
    return good;
  }

  /** Whether the manifest of a component has an identifier, by which a TAM names it. */
  private static boolean canBeUnlinked(FilePlatform files, SuitComponentIdentifier component)
      throws IOException {
    return files.registry().manifests().stream()
        .filter(manifest -> manifest.references().contains(component))
        .allMatch(manifest -> manifest.id().isPresent());
  }

  private static String state(Optional<ContentSource> content) throws IOException {
    return content.isEmpty()
        ? "not installed"
        : "installed, " + Text.count(content.get().length(), "byte", "bytes");
  }
}
