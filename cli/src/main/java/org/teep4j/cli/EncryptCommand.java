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
    description = {
      "Encrypt a file: COSE_Encrypt0, or COSE_Encrypt for recipients.",
      "",
      "Without --alg, recipients get A256GCM. A recipient's key that names no algorithm is used with"
          + " ECDH-ES + A256KW, AES key wrap or RSAES-OAEP w/ SHA-256, as its type is. Keys and"
          + " nonces for the content are new for every message. Encrypting does not tell who did"
          + " it: sign for that."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j encrypt --key shared.cbor -o data.cose data.json",
      "  teep4j encrypt --recipient alice.jwk --recipient bob.pem -o data.cose data.json",
      "  teep4j encrypt --recipient device.pub --detached fw.enc -o fw.info fw.bin",
      "  teep4j decrypt --key device.cbor --detached fw.enc -o fw.bin fw.info",
      "",
      "Exit codes: 0 encrypted; 2 wrong usage, a key that cannot be used, or a file that cannot be"
          + " read or written."
    })
final class EncryptCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private AudienceOption audience = new AudienceOption();

  @Option(
      names = "--detached",
      paramLabel = "CIPHERTEXT",
      description = "Write the ciphertext to this file, and not into the message.")
  private @Nullable String detached;

  @Option(
      names = "--unauthenticated",
      description = "Permit AES-CTR and AES-CBC: anyone on the way can change what they encrypt.")
  private boolean unauthenticated;

  @Mixin private MessageOption message = new MessageOption();
  @Mixin private AadOption aad = new AadOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "FILE", description = "What to encrypt; - is standard input.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String file;

  EncryptCommand(Console console) {
    this.console = console;
  }

  /** A message, and the ciphertext if it travels apart. */
  private record Encrypted(CborEncodable message, @Nullable Bytes ciphertext) {}

  @Override
  public Integer call() throws UsageException, IOException {
    if (output.isStandardOutput() && StandardInput.NAME.equals(detached)) {
      throw new UsageException("message and ciphertext cannot both go to standard output");
    }
    audience.read("encrypt", console.in());
    Bytes external = aad.aad(console.in());
    Bytes content = Input.read(file, console.in()).raw();
    Fields fields = new Fields(console.terminal());
    try (OutputFile to = output.open(console);
        OutputFile apart = detached == null ? null : output.open(console, detached, false, false)) {
      Encrypted made =
          audience.hasRecipients()
              ? encrypt(content, external, fields)
              : encrypt0(content, external, fields);
      Segments encoded = made.message().encode();
      fields.add("size", Text.count(encoded.length(), "byte", "bytes"));
      output.write(to, encoded);
      if (apart != null && made.ciphertext() != null) {
        made.ciphertext().writeTo(apart.stream());
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

  private Encrypted encrypt0(Bytes content, Bytes external, Fields fields)
      throws GeneralSecurityException, UsageException {
    Optional<CoseAlgorithm> integrated = audience.integratedHpke();
    if (integrated.isPresent()) {
      return encryptHpke(content, external, integrated.get(), fields);
    }
    CoseEncryptor encryptor = audience.key().encryptor(audience.algorithm());
    CoseEncrypt0Builder builder = builder0(content, external);
    tell(fields, "COSE_Encrypt0", encryptor.algorithm(), List.of());
    if (detached == null) {
      return new Encrypted(builder.encrypt(encryptor), null);
    }
    CoseEncrypt0Builder.Detached made = builder.encryptDetached(encryptor);
    return new Encrypted(made.message(), made.ciphertext());
  }

  private Encrypted encryptHpke(
      Bytes content, Bytes external, CoseAlgorithm algorithm, Fields fields)
      throws GeneralSecurityException {
    HpkeEncryptor encryptor =
        HpkeEncryptor.of(audience.key().key(), algorithm).withContext(audience.hpkeContext());
    CoseEncrypt0Builder builder = builder0(content, external);
    tell(fields, "COSE_Encrypt0", algorithm, List.of());
    if (detached == null) {
      return new Encrypted(builder.encrypt(encryptor), null);
    }
    CoseEncrypt0Builder.Detached made = builder.encryptDetached(encryptor);
    return new Encrypted(made.message(), made.ciphertext());
  }

  private CoseEncrypt0Builder builder0(Bytes content, Bytes external) {
    CoseEncrypt0Builder builder =
        CoseEncrypt0.builder().headers(message.headers()).plaintext(content).externalAad(external);
    if (message.untagged()) {
      builder.untagged();
    }
    if (unauthenticated) {
      builder.withUnauthenticatedEncryption();
    }
    return builder;
  }

  private Encrypted encrypt(Bytes content, Bytes external, Fields fields)
      throws GeneralSecurityException, UsageException {
    CoseAlgorithm algorithm =
        audience.contentAlgorithm(Kind.CONTENT_ENCRYPTION, CoseAlgorithm.A256GCM);
    List<ContentKeySender> senders = audience.senders();
    CoseEncryptBuilder builder =
        CoseEncrypt.builder().headers(message.headers()).plaintext(content).externalAad(external);
    senders.forEach(builder::recipient);
    if (message.untagged()) {
      builder.untagged();
    }
    if (unauthenticated) {
      builder.withUnauthenticatedEncryption();
    }
    tell(fields, "COSE_Encrypt", algorithm, senders);
    if (detached == null) {
      return new Encrypted(builder.encrypt(algorithm), null);
    }
    CoseEncryptBuilder.Detached made = builder.encryptDetached(algorithm);
    return new Encrypted(made.message(), made.ciphertext());
  }

  private void tell(
      Fields fields, String structure, CoseAlgorithm algorithm, List<ContentKeySender> senders) {
    fields.add("what", structure);
    fields.algorithm(algorithm);
    audience.tell(fields, senders);
  }
}
