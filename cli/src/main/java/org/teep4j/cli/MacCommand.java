package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMac0Builder;
import org.teep4j.cose.CoseMacBuilder;
import org.teep4j.cose.CoseMacCreator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j mac}. */
@Command(
    name = "mac",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = {
      "teep4j mac --key KEYFILE [OPTIONS] FILE",
      "       teep4j mac --recipient KEYFILE... [OPTIONS] FILE"
    },
    description = {
      "Authenticate a file with a MAC: COSE_Mac0, or COSE_Mac for recipients.",
      "",
      "Anyone who can verify a MAC can also make one: use a signature to prove who"
          + " made something. Without --alg, a message for recipients uses HMAC 256/256."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j mac --key shared.cbor -o report.cose report.cbor",
      "  teep4j mac --recipient kek.cbor --detached -o firmware.mac firmware.bin",
      "  teep4j verify --key kek.cbor --detached firmware.bin firmware.mac",
      "",
      "Exit codes: 0 authenticated; 2 wrong usage, a key cannot be used, or a file"
          + " cannot be read or written."
    })
final class MacCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private AudienceOption audience = new AudienceOption();

  @Option(names = "--detached", description = "Do not include the content in the message.")
  private boolean detached;

  @Mixin private MessageOption message = new MessageOption();

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private SizeOption size;

  @Mixin private AadOption aad = new AadOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "File to authenticate; - or no FILE is standard input.")
  private @Nullable String file;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  MacCommand(Console console) {
    this.console = console;
    this.size = new SizeOption(console.in());
    this.passphrase = new PassphraseOption(console.in());
  }

  @Override
  public Integer call() throws UsageException, IOException {
    audience.read("mac", console.in());
    Bytes external = aad.aad(console.in());
    Fields fields = new Fields(console.terminal());
    try (Content content = Content.read(console.in().orFile(file, "mac"), console);
        OutputFile to = output.open(console)) {
      Segments made =
          audience.hasRecipients()
              ? mac(content, external, fields)
              : mac0(content, external, fields);
      made.writeTo(to.stream());
      to.complete();
    } catch (GeneralSecurityException | IllegalStateException | IllegalArgumentException refused) {
      throw new UsageException("mac: " + refused.getMessage());
    }
    if (!output.isStandardOutput()) {
      fields.print(console.out(), Text.safe(output.file()) + ": authenticated");
    }
    return ExitCode.GOOD;
  }

  private Segments mac0(Content content, Bytes external, Fields fields)
      throws GeneralSecurityException, UsageException, IOException {
    CoseMacCreator creator = audience.key().macCreator(audience.algorithm());
    CoseMac0Builder builder = CoseMac0.builder().headers(message.headers()).externalAad(external);
    if (message.untagged()) {
      builder.untagged();
    }
    CoseMac0 made =
        detached
            ? builder.macDetached(content.source(), creator)
            : builder.payload(content.bytes()).mac(creator);
    Segments encoded = made.encode();
    tell(fields, "COSE_Mac0", encoded, creator.algorithm(), List.of());
    return encoded;
  }

  private Segments mac(Content content, Bytes external, Fields fields)
      throws GeneralSecurityException, UsageException, IOException {
    CoseMacBuilder builder = CoseMac.builder().headers(message.headers()).externalAad(external);
    if (message.untagged()) {
      builder.untagged();
    }
    List<ContentKeySender> senders = audience.senders();
    senders.forEach(builder::recipient);
    CoseAlgorithm algorithm = audience.contentAlgorithm(Kind.MAC, CoseAlgorithm.HMAC_256);
    CoseMac made =
        detached
            ? builder.macDetached(content.source(), algorithm)
            : builder.payload(content.bytes()).mac(algorithm);
    Segments encoded = made.encode();
    tell(fields, "COSE_Mac", encoded, algorithm, senders);
    return encoded;
  }

  private void tell(
      Fields fields,
      String structure,
      Segments made,
      CoseAlgorithm algorithm,
      List<ContentKeySender> senders) {
    fields.add("what", structure + ", " + Text.count(made.length(), "byte", "bytes"));
    fields.algorithm(algorithm);
    audience.tell(fields, senders);
  }
}
