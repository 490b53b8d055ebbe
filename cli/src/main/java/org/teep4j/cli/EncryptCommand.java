package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.Segments;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseEncrypt0Builder;
import org.teep4j.cose.CoseEncryptBuilder;
import org.teep4j.cose.CoseEncryptor;
import org.teep4j.cose.HpkeEncryptor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j encrypt}. */
@Command(
    name = "encrypt",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = {
      "teep4j encrypt --key KEYFILE [OPTIONS] FILE",
      "       teep4j encrypt --recipient KEYFILE... [OPTIONS] FILE"
    },
    description = {
      "Encrypt a file: COSE_Encrypt0, or COSE_Encrypt for recipients.",
      "",
      "Without --alg, a message for recipients uses A256GCM. If the key of a"
          + " recipient names no algorithm, its type decides: ECDH-ES + A256KW, AES key"
          + " wrap or RSAES-OAEP w/ SHA-256. Every message has a new nonce, and with"
          + " recipients a new content key. Encryption does not prove who encrypted: use a"
          + " signature for that."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j encrypt --key shared.cbor -o data.cose data.json",
      "  teep4j encrypt --recipient alice.jwk --recipient bob.pem -o m.cose data.json",
      "  teep4j encrypt --recipient device.pub --detached fw.enc -o fw.info fw.bin",
      "  teep4j decrypt --key device.cbor --detached fw.enc -o fw.bin fw.info",
      "",
      "Exit codes: 0 encrypted; 2 wrong usage, a key cannot be used, or a file cannot"
          + " be read or written."
    })
final class EncryptCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private AudienceOption audience = new AudienceOption();

  @Option(
      names = "--detached",
      paramLabel = "CIPHERTEXT",
      description = "Write the ciphertext to this file instead of into the message.")
  private @Nullable String detached;

  @Option(
      names = "--unauthenticated",
      description =
          "Permit AES-CTR and AES-CBC. They do not authenticate: changes of the"
              + " ciphertext are not detected.")
  private boolean unauthenticated;

  @Mixin private MessageOption message = new MessageOption();

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private SizeOption size;

  @Mixin private AadOption aad = new AadOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "File to encrypt; - or no FILE is standard input.")
  private @Nullable String file;

  EncryptCommand(Console console) {
    this.console = console;
    this.size = new SizeOption(console.in());
  }

  @Override
  public Integer call() throws UsageException, IOException {
    audience.read("encrypt", console.in());
    Bytes external = aad.aad(console.in());
    Fields fields = new Fields(console.terminal());
    try (Content content = Content.read(console.in().orFile(file, "encrypt"), console);
        OutputFile to = output.open(console);
        OutputFile apart = detached == null ? null : output.openBeside(console, detached)) {
      CborEncodable made =
          audience.hasRecipients()
              ? encrypt(content, external, apart, fields)
              : encrypt0(content, external, apart, fields);
      Segments encoded = made.encode();
      fields.add("size", Text.count(encoded.length(), "byte", "bytes"));
      encoded.writeTo(to.stream());
      if (apart != null) {
        apart.complete();
      }
      to.complete();
    } catch (GeneralSecurityException | IllegalStateException | IllegalArgumentException refused) {
      throw new UsageException("encrypt: " + refused.getMessage() + hint(refused));
    }
    if (!output.isStandardOutput()) {
      fields.print(console.out(), Text.safe(output.file()) + ": encrypted");
    }
    return ExitCode.GOOD;
  }

  private String hint(Exception refused) {
    boolean unpermitted = refused instanceof IllegalStateException && !unauthenticated;
    return unpermitted && String.valueOf(refused.getMessage()).contains("authenticates nothing")
        ? ": see --unauthenticated"
        : "";
  }

  private CborEncodable encrypt0(
      Content content, Bytes external, @Nullable OutputFile apart, Fields fields)
      throws GeneralSecurityException, UsageException, IOException {
    CoseEncrypt0Builder builder =
        CoseEncrypt0.builder().headers(message.headers()).externalAad(external);
    if (message.untagged()) {
      builder.untagged();
    }
    if (unauthenticated) {
      builder.withUnauthenticatedEncryption();
    }
    Optional<CoseAlgorithm> integrated = audience.integratedHpke();
    if (integrated.isPresent()) {
      HpkeEncryptor hpke = audience.hpkeEncryptor(integrated.get());
      tell(fields, "COSE_Encrypt0", hpke.algorithm(), List.of());
      builder.plaintext(content.bytes());
      CoseEncrypt0 made = builder.encrypt(hpke);
      if (apart == null) {
        return made;
      }
      made.ciphertext().orElseThrow().writeTo(apart.stream());
      return made.withoutCiphertext();
    }
    CoseEncryptor encryptor = audience.key().encryptor(audience.algorithm());
    tell(fields, "COSE_Encrypt0", encryptor.algorithm(), List.of());
    return apart == null
        ? builder.plaintext(content.bytes()).encrypt(encryptor)
        : builder.encryptDetached(content.source(), encryptor, apart.stream());
  }

  private CborEncodable encrypt(
      Content content, Bytes external, @Nullable OutputFile apart, Fields fields)
      throws GeneralSecurityException, UsageException, IOException {
    CoseAlgorithm algorithm =
        audience.contentAlgorithm(Kind.CONTENT_ENCRYPTION, CoseAlgorithm.A256GCM);
    List<ContentKeySender> senders = audience.senders();
    CoseEncryptBuilder builder =
        CoseEncrypt.builder().headers(message.headers()).externalAad(external);
    senders.forEach(builder::recipient);
    if (message.untagged()) {
      builder.untagged();
    }
    if (unauthenticated) {
      builder.withUnauthenticatedEncryption();
    }
    tell(fields, "COSE_Encrypt", algorithm, senders);
    return apart == null
        ? builder.plaintext(content.bytes()).encrypt(algorithm)
        : builder.encryptDetached(content.source(), algorithm, apart.stream());
  }

  private void tell(
      Fields fields, String structure, CoseAlgorithm algorithm, List<ContentKeySender> senders) {
    fields.add("what", structure);
    fields.algorithm(algorithm);
    audience.tell(fields, senders);
  }
}
