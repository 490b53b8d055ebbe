package org.teep4j.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.cli.manifest.DescriptionException;
import org.teep4j.cli.manifest.ManifestDescription;
import org.teep4j.cli.manifest.PolicyDescription;
import org.teep4j.cli.manifest.PolicyDescription.Attestation;
import org.teep4j.cli.session.Decisions;
import org.teep4j.cli.session.GroupPolicy;
import org.teep4j.cli.session.ManifestFolder;
import org.teep4j.cli.session.Screen;
import org.teep4j.cli.session.ShownTam;
import org.teep4j.cose.CoseSigner;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.http.TeepHttpHandler;
import org.teep4j.teep.http.TeepHttpServer;
import org.teep4j.teep.session.EatVerifier;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.TamApi;
import org.teep4j.teep.tam.FileTamStore;
import org.teep4j.teep.tam.MemoryTamStore;
import org.teep4j.teep.tam.Tam;
import org.teep4j.teep.tam.TamStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code teep4j tam serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run a TAM that installs and updates the components of a folder of manifests.",
      "",
      "Each message and each decision is shown, with the reason if something is refused. Agents get"
          + " the newest manifest for each component that they have or ask for, as the policy"
          + " permits. What changes in the folder counts after a second. The TAM runs until it is"
          + " interrupted.",
      "",
      "The server speaks HTTP without TLS: TEEP messages are signed, but whoever watches the network"
          + " sees what is not encrypted. It listens to this machine alone unless --host says"
          + " otherwise; for others, put a reverse proxy with TLS before it.",
      "",
      "Members of the policy, all of which may be left out:",
      "  attestation  never: keys of Agents are known by --agent;",
      "               unknown-keys: Agents with other keys attest;",
      "               always: each Agent attests in each session.",
      "               Without it, always if there is a key to",
      "               verify with, else never",
      "  groups       the first one that an Agent belongs to counts;",
      "               without groups, everyone may have everything",
      "",
      "Members of a group:",
      "  name         what to call it",
      "  agents       thumbprints of keys; without it, any key",
      "  device       attested claims that its devices have, or one",
      "               part of them has together, in the JSON of EAT:",
      "               {\"hwmodel\": \"ZGVtbw\"}",
      "  lowest_tier  affirming, none, warning: the worst that a",
      "               Verifier says of its devices; without it, it",
      "               affirms them or says nothing",
      "  may_have     the components that it may have, as prefixes:",
      "               [\"/app\"], or [\"/\"] for all",
      "  must_have    the components that it gets without asking",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  teep4j tam serve --example > policy.json",
      "  teep4j tam serve --key tam-p256.cbor --key tam-ed25519.cbor \\",
      "      --author author.pub --agent agent.pub --manifests manifests --state tam",
      "",
      "Exit codes: 2 wrong usage, a file cannot be read or written, or the port is in use. Whatever"
          + " ends the TAM otherwise decides: 130 after an interrupt, 143 after SIGTERM."
    })
final class TamServeCommand implements Callable<Integer> {
  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      required = true,
      description =
          "Private key of the TAM. Can be repeated: the specification asks for one for ESP256 and"
              + " one for Ed25519.")
  private List<String> keyFiles = new ArrayList<>();

  @Option(
      names = "--manifests",
      paramLabel = "FOLDER",
      required = true,
      description = "Folder with SUIT envelopes.")
  @SuppressWarnings("NullAway.Init") // required, or not used
  private String manifests;

  @Option(
      names = "--author",
      paramLabel = "KEYFILE",
      required = true,
      description = "Key of an author whose manifests are offered. Can be repeated.")
  private List<String> authorFiles = new ArrayList<>();

  @Option(
      names = "--agent",
      paramLabel = "KEYFILE",
      description = "Key of an Agent that is trusted, or a set of keys. Can be repeated.")
  private List<String> agentFiles = new ArrayList<>();

  @Option(
      names = "--attester",
      paramLabel = "KEYFILE",
      description =
          "Key that signs Evidence of devices (EAT). Can be repeated. A device with right"
              + " Evidence counts as affirmed; nobody appraises its claims but the policy.")
  private List<String> attesterFiles = new ArrayList<>();

  @Option(
      names = "--verifier",
      paramLabel = "KEYFILE",
      description =
          "Key of a Verifier whose Attestation Results count (EAT, or EAR as Veraison writes it)."
              + " Can be repeated.")
  private List<String> verifierFiles = new ArrayList<>();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Who gets what, in JSON. Without it, everyone who is trusted may have all.")
  private @Nullable String policyFile;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description =
          "Folder for what the TAM remembers, so that it goes on after a restart; made if there is"
              + " none. Without it, everything is forgotten at the end.")
  private @Nullable String state;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen at (default: that of this machine alone).")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen at; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "Path of the TAM (default: ${DEFAULT-VALUE}).")
  private String path = "/tam";

  @Mixin private PeerOption peer = new PeerOption();

  @Mixin private RecordOption record = new RecordOption();

  @Option(
      names = {"-v", "--verbose"},
      description = "Show each message whole, in diagnostic notation.")
  private boolean verbose;

  @Option(names = "--example", help = true, description = "Print a policy.")
  private boolean example;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);

  private final Console console;

  /** What was last shown of each file in the folder. */
  private Map<String, String> offered = Map.of();

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  TamServeCommand(Console console) {
    this.console = console;
    this.passphrase = new PassphraseOption(console.in());
  }

  @Override
  public Integer call() throws UsageException, IOException {
    if (example) {
      console.out().print(ManifestDescription.resource("examples/policy.json"));
      return ExitCode.GOOD;
    }
    PeerOptions options = peer.options();
    Screen screen =
        new Screen(console.out(), console.terminal(), options.dialect(), verbose, "Agent", 9);
    ManifestFolder folder =
        new ManifestFolder(
            folder("--manifests", manifests, true), TrustedKeys.authors(authorFiles, console));
    GroupPolicy policy = policy();
    try (RecordOption.Recording recording = record.open(console);
        Remembered remembered = remembered()) {
      TamApi tam = tam(options, screen, policy, remembered.store(), recording);
      Optional<ManifestFolder.Content> content = folder.look();
      try (TeepHttpServer server = server(tam, screen)) {
        introduce(screen, options, server);
        content.ifPresent(found -> offer(found, policy, screen));
        work(folder, policy, remembered.store(), screen, recording);
      }
    }
    return ExitCode.GOOD;
  }

  // What it is made of.

  private GroupPolicy policy() throws UsageException {
    PolicyDescription description = PolicyDescription.DEFAULT;
    if (policyFile != null) {
      String text = Input.text(policyFile, console.in());
      try {
        description = PolicyDescription.read(text);
      } catch (DescriptionException refused) {
        throw new UsageException(policyFile + ": " + refused.getMessage());
      }
    }
    boolean verifies = !attesterFiles.isEmpty() || !verifierFiles.isEmpty();
    Attestation attestation =
        description.attestation().orElse(verifies ? Attestation.ALWAYS : Attestation.NEVER);
    if (attestation != Attestation.NEVER && !verifies) {
      throw new UsageException("the policy asks for attestation: add --attester or --verifier");
    }
    if (attestation == Attestation.NEVER && agentFiles.isEmpty()) {
      throw new UsageException("no Agent is trusted: add --agent, --attester or --verifier");
    }
    for (PolicyDescription.Group group : description.groups()) {
      if (attestation == Attestation.NEVER && group.needsAttestation()) {
        throw new UsageException(
            "no device can be in group '" + group.name() + "': the policy asks for no attestation");
      }
    }
    return new GroupPolicy(description, attestation);
  }

  private TamApi tam(
      PeerOptions options,
      Screen screen,
      GroupPolicy policy,
      TamStore store,
      RecordOption.Recording recording)
      throws UsageException {
    Tam.Builder tam =
        Tam.builder(store, policy)
            .peer(options)
            .trustedAgents(TrustedKeys.resolver(agentFiles, console))
            .listener(recording.of(Decisions.all(screen, "TAM")));
    List<TeepCipherSuite> suites = new ArrayList<>();
    for (KeyFile key : KeyFile.readAll(keyFiles, console.in())) {
      CoseSigner signer = key.teepSigner(options.dialect());
      suites.add(TeepCipherSuite.sign1(signer.algorithm()));
      tam.signer(signer, key.key().toPublic());
    }
    requireSuites(options, suites);
    if (!attesterFiles.isEmpty()) {
      tam.verifier(
          EatVerifier.ofEvidence(
              TrustedKeys.resolver(attesterFiles, console),
              InstantSource.system(),
              claims -> Optional.empty()));
    }
    if (!verifierFiles.isEmpty()) {
      tam.verifier(
          EatVerifier.ofResults(
                  TrustedKeys.resolver(verifierFiles, console), InstantSource.system())
              .withLowestTier(policy.lowestTier()));
    }
    return new ShownTam(
        recording.of(tam.build()),
        screen,
        () -> CLOCK.format(LocalTime.now(ZoneId.systemDefault())));
  }

  /** Says what is missing, as the library would, and how to get it. */
  private static void requireSuites(PeerOptions options, List<TeepCipherSuite> suites)
      throws UsageException {
    if (suites.stream().distinct().count() < suites.size()) {
      throw new UsageException("--key: two keys are for the same algorithm");
    }
    for (TeepCipherSuite suite : options.dialect().mandatoryCipherSuites()) {
      if (!suites.contains(suite)) {
        String name = suite.operations().get(0).coseAlgorithm().orElseThrow().ianaName();
        throw new UsageException(
            "a TAM must have a key for "
                + name
                + " too: make one with 'teep4j keygen --alg "
                + name
                + " -o FILE' and add --key FILE");
      }
    }
  }

  private TeepHttpServer server(TamApi tam, Screen screen) throws UsageException, IOException {
    TeepHttpHandler handler =
        TeepHttpHandler.builder(tam)
            .listener(
                (status, reason, cause) -> {
                  if (status >= 400) {
                    screen.note("HTTP", false, status + ": " + reason);
                  }
                })
            .build();
    InetSocketAddress address = new InetSocketAddress(address(), port);
    try {
      return TeepHttpServer.builder(address).handle(path, handler).start();
    } catch (BindException refused) {
      throw new UsageException(
          "cannot listen at port "
              + port
              + ": "
              + refused.getMessage()
              + ": --port chooses another");
    } catch (IllegalArgumentException refused) {
      throw new UsageException("--path: " + refused.getMessage());
    }
  }

  private InetAddress address() throws UsageException {
    if (port < 0 || port > 65_535) {
      throw new UsageException("--port: " + port + " is no number from 0 to 65535");
    }
    try {
      return host == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
    } catch (UnknownHostException refused) {
      throw new UsageException("--host: " + host + " is not known");
    }
  }

  /** What the TAM remembers. */
  private record Remembered(TamStore store, Optional<FileTamStore> files) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (files.isPresent()) {
        files.get().close();
      }
    }
  }

  private Remembered remembered() throws UsageException {
    if (state == null) {
      return new Remembered(new MemoryTamStore(), Optional.empty());
    }
    try {
      FileTamStore files = FileTamStore.open(folder("--state", state, false));
      return new Remembered(files, Optional.of(files));
    } catch (IOException refused) {
      throw new UsageException("--state: " + refused.getMessage());
    }
  }

  private static Path folder(String option, String name, boolean exists) throws UsageException {
    try {
      Path folder = Path.of(name);
      if (exists && !Files.isDirectory(folder)) {
        throw new UsageException(option + ": " + name + ": no such folder");
      }
      return folder;
    } catch (InvalidPathException refused) {
      throw new UsageException(option + ": " + name + ": no name of a folder");
    }
  }

  // What it does.

  private void introduce(Screen screen, PeerOptions options, TeepHttpServer server) {
    InetSocketAddress at = server.address();
    screen.title(
        "TAM at "
            + url(at.getAddress().getHostAddress(), at.getPort())
            + " ("
            + options.dialect()
            + ", without TLS)");
    if (state == null) {
      screen.entry("state", "in memory: forgotten at the end; --state keeps it");
    }
  }

  /** As an Agent needs it: what no path of a URL can have is escaped. */
  private String url(String address, int bound) {
    try {
      return new URI("http", null, address, bound, path, null, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e); // an address and a path that begins with a slash
    }
  }

  /** Shows what has changed since the last time. */
  private void offer(ManifestFolder.Content content, GroupPolicy policy, Screen screen) {
    policy.use(content.catalogue());
    Map<String, String> shown = new HashMap<>();
    content.served().forEach((name, what) -> shown.put(name, what + ", " + name));
    content.refused().forEach((name, why) -> shown.put(name, name + ": " + why));
    new TreeMap<>(shown)
        .forEach(
            (name, line) -> {
              if (!line.equals(offered.get(name))) {
                boolean served = content.served().containsKey(name);
                screen.entry(served ? "offered" : "not offered", line);
              }
            });
    offered.keySet().stream()
        .filter(name -> !shown.containsKey(name))
        .forEach(name -> screen.entry("not offered", name + ": is gone"));
    if (content.served().isEmpty()) {
      screen.entry("offered", "nothing so far");
    }
    offered = shown;
  }

  /** Until the thread is interrupted; the process simply ends. */
  private void work(
      ManifestFolder folder,
      GroupPolicy policy,
      TamStore store,
      Screen screen,
      RecordOption.Recording recording) {
    Instant purged = Instant.now();
    try {
      while (true) {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
        recording.check(); // a process that is ended by a signal does not close it
        try {
          folder.look().ifPresent(found -> offer(found, policy, screen));
          if (purged.plus(BETWEEN_PURGES).isBefore(Instant.now())) {
            purged = Instant.now();
            store.purge(purged);
          }
        } catch (IOException e) {
          screen.note("TAM", false, String.valueOf(e.getMessage()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
