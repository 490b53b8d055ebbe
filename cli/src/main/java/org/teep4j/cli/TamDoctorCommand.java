package org.teep4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.cli.doctor.Diagnosis;
import org.teep4j.cli.doctor.Doctor;
import org.teep4j.cli.doctor.Finding;
import org.teep4j.cli.doctor.Finding.Level;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j tam doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Find out what a TAM speaks, and where it leaves the text.",
      "",
      "The TAM gets some twenty requests, right ones and wrong ones: for a session, with wrong media"
          + " types, with content that is no message, too large, of an unknown Agent, sent twice. It"
          + " is asked to install nothing. No key is needed.",
      "",
      "Each finding has its section: T is draft-ietf-teep-protocol-26, H is"
          + " draft-ietf-teep-otrp-over-http-15. MUST is a demand that is not met, SHOULD a"
          + " recommendation, and a note is about what the text leaves open.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  teep4j tam doctor https://tam.example/tam",
      "  teep4j tam doctor --tam-key tam.pub --agent-key agent.cbor \\",
      "      http://127.0.0.1:8080/tam",
      "",
      "Exit codes: 0 all demands are met, as far as they can be seen; 1 one is not, or the TAM does"
          + " not respond; 2 wrong usage, or a file cannot be read."
    })
final class TamDoctorCommand implements Callable<Integer> {
  @Parameters(paramLabel = "URL", description = "The TAM, http or https.")
  @SuppressWarnings("NullAway.Init") // required
  private String url;

  @Option(
      names = "--tam-key",
      paramLabel = "KEYFILE",
      description = "Key of the TAM, to verify its first message. Can be repeated.")
  private List<String> tamKeyFiles = new ArrayList<>();

  @Mixin private TrustOption trust = new TrustOption();

  @Option(
      names = "--agent-key",
      paramLabel = "KEYFILE",
      description =
          "Private key of an Agent that the TAM trusts, to see whether a token can be used twice."
              + " The TAM then takes that Agent for one without components.")
  private @Nullable String agentKeyFile;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "Longest time for one answer; six times as long for all (default: ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private static final int LONGEST = 600;

  private final Console console;

  TamDoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    if (seconds < 1 || seconds > LONGEST) {
      throw new UsageException("--timeout: " + seconds + " is no number from 1 to " + LONGEST);
    }
    Optional<CoseKey> agentKey =
        agentKeyFile == null
            ? Optional.empty()
            : Optional.of(KeyFile.read(agentKeyFile, console.in()).key());
    Duration time = Duration.ofSeconds(seconds);
    Diagnosis found =
        new Doctor(TamUrl.parse(url), tamKeys(), agentKey, time, time.multipliedBy(6)).examine();
    if (json) {
      console.out().println(Text.json(json(found)));
    } else {
      print(found);
    }
    return found.isSound() ? ExitCode.GOOD : ExitCode.REJECTED;
  }

  private Optional<CoseKeyResolver> tamKeys() throws UsageException {
    if (!tamKeyFiles.isEmpty() && !trust.isEmpty()) {
      throw new UsageException("who may sign for the TAM: either --tam-key or --trust-anchor");
    }
    return tamKeyFiles.isEmpty()
        ? trust.trust(console.in()).map(anchors -> anchors)
        : Optional.of(TrustedKeys.resolver(tamKeyFiles, console));
  }

  private void print(Diagnosis found) {
    Terminal terminal = console.terminal();
    Fields facts = new Fields(terminal, 14);
    found.facts().forEach((name, values) -> values.forEach(value -> facts.add(name, value)));
    facts.print(console.out(), terminal.bold(Text.safe(url)));
    console.out().println();
    int room = Math.max(30, terminal.width() - 10);
    for (Finding each : found.findings()) {
      String text = each.text() + " (" + each.section() + ")";
      List<String> lines = Text.wrap(Text.safe(text), room);
      String word = String.format("  %-7s ", word(each.level()));
      console.out().println(colour(each.level(), word) + lines.get(0));
      lines.subList(1, lines.size()).forEach(line -> console.out().println(" ".repeat(10) + line));
    }
    console.out().println();
    console.out().println("  " + summary(found));
  }

  private static String word(Level level) {
    return level == Level.GOOD ? "ok" : level == Level.NOTE ? "note" : level.name();
  }

  private String colour(Level level, String text) {
    Terminal terminal = console.terminal();
    return switch (level) {
      case GOOD -> terminal.green(text);
      case NOTE -> terminal.dim(text);
      case SHOULD -> terminal.yellow(text);
      case MUST -> terminal.red(text);
    };
  }

  private static String summary(Diagnosis found) {
    long good = count(found, Level.GOOD);
    return good
        + " of "
        + found.findings().size()
        + " as the text has it; "
        + Text.count(count(found, Level.MUST), "demand", "demands")
        + " and "
        + Text.count(count(found, Level.SHOULD), "recommendation", "recommendations")
        + " not met";
  }

  private static long count(Diagnosis found, Level level) {
    return found.findings().stream().filter(each -> each.level() == level).count();
  }

  private ObjectNode json(Diagnosis found) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("tam", url);
    object.put("reachable", found.isReachable());
    object.put("sound", found.isSound());
    ObjectNode facts = object.putObject("speaks");
    found
        .facts()
        .forEach(
            (name, values) -> {
              ArrayNode list = facts.putArray(name);
              values.forEach(list::add);
            });
    ArrayNode findings = object.putArray("findings");
    for (Finding each : found.findings()) {
      findings
          .addObject()
          .put("level", word(each.level()))
          .put("section", each.section())
          .put("text", each.text());
    }
    return object;
  }
}
