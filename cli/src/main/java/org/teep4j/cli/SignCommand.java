package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseHeadersBuilder;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSign1Builder;
import org.teep4j.cose.CoseSignBuilder;
import org.teep4j.cose.CoseSigner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j sign}. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "teep4j sign --key KEYFILE [--key KEYFILE]... [OPTIONS] FILE",
    description = {
      "Sign a file: COSE_Sign1, or COSE_Sign with several keys.",
      "",
      "The content is signed byte for byte. The protected header contains the"
          + " algorithm, the unprotected header the kid of the key if it has one."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j sign --key author.cbor -o manifest.cose manifest.cbor",
      "  teep4j sign --key author.cbor --detached -o firmware.sig firmware.bin",
      "  teep4j verify --key author.pub --detached firmware.bin firmware.sig",
      "",
      "Exit codes: 0 signed; 2 wrong usage, a key cannot sign, or a file cannot be read or written."
    })
final class SignCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      required = true,
      description = {
        "Private key: COSE_Key, JWK, PEM, DER or PKCS #12. Can be repeated; each key makes a"
            + " signature."
      })
  private List<String> keyFiles = new ArrayList<>();

  @Option(
      names = "--alg",
      paramLabel = "ALG",
      converter = AlgorithmName.class,
      description = "Algorithm, if the key does not name one.")
  private @Nullable CoseAlgorithm algorithm;

  @Option(
      names = "--kid",
      paramLabel = "KID",
      converter = KeyId.class,
      description =
          "Key identifier in the message, instead of the kid of the key: " + KeyId.HELP + ".")
  private @Nullable Bytes keyId;

  @Option(
      names = "--x5chain",
      paramLabel = "CERTFILE",
      description = "Certificates to include in the message (PEM or DER), that of the key first.")
  private @Nullable String certificateFile;

  @Option(names = "--several", description = "Make a COSE_Sign even with a single key.")
  private boolean several;

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
      description = "File to sign; - or no FILE is standard input.")
  private @Nullable String file;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  SignCommand(Console console) {
    this.console = console;
    this.size = new SizeOption(console.in());
    this.passphrase = new PassphraseOption(console.in());
  }

  @Override
  public Integer call() throws UsageException, IOException {
    if ((keyId != null || certificateFile != null) && keyFiles.size() > 1) {
      throw new UsageException(
          "--kid and --x5chain are for one key, and there are " + keyFiles.size());
    }
    List<KeyFile> keys = KeyFile.readAll(keyFiles, console.in());
    List<CoseSigner> signers = new ArrayList<>();
    for (KeyFile key : keys) {
      signers.add(key.signer(algorithm, keyId));
    }
    List<Bytes> certificates = certificates();
    Bytes external = aad.aad(console.in());
    try (Content content = Content.read(console.in().orFile(file, "sign"), console);
        OutputFile to = output.open(console)) {
      boolean one = signers.size() == 1 && !several;
      Segments signed =
          one
              ? sign1(content, external, certificates, signers.get(0))
              : sign(content, external, certificates, signers);
      signed.writeTo(to.stream());
      to.complete();
      if (!output.isStandardOutput()) {
        report(one ? "COSE_Sign1" : "COSE_Sign", signed.length(), keys, signers);
      }
    } catch (GeneralSecurityException | IllegalArgumentException refused) {
      throw new UsageException("sign: " + refused.getMessage());
    }
    return ExitCode.GOOD;
  }

  private List<Bytes> certificates() throws UsageException {
    List<Bytes> encoded = new ArrayList<>();
    if (certificateFile != null) {
      for (X509Certificate certificate : TrustOption.certificates(certificateFile, console.in())) {
        try {
          encoded.add(Bytes.wrap(certificate.getEncoded()));
        } catch (CertificateEncodingException refused) {
          throw new UsageException(
              certificateFile + ": not a certificate: " + refused.getMessage());
        }
      }
    }
    return encoded;
  }

  private static CoseHeaders with(List<Bytes> certificates, CoseHeadersBuilder headers)
      throws UsageException {
    return MessageOption.build(certificates.isEmpty() ? headers : headers.x5chain(certificates));
  }

  private Segments sign1(
      Content content, Bytes external, List<Bytes> certificates, CoseSigner signer)
      throws GeneralSecurityException, UsageException, IOException {
    CoseSign1Builder builder =
        CoseSign1.builder()
            .headers(with(certificates, message.headersBuilder()))
            .externalAad(external);
    if (message.untagged()) {
      builder.untagged();
    }
    return detached
        ? builder.signDetached(content.source(), signer).encode()
        : builder.payload(content.bytes()).sign(signer).encode();
  }

  private Segments sign(
      Content content, Bytes external, List<Bytes> certificates, List<CoseSigner> signers)
      throws GeneralSecurityException, UsageException, IOException {
    CoseSignBuilder builder = CoseSign.builder().headers(message.headers()).externalAad(external);
    if (message.untagged()) {
      builder.untagged();
    }
    if (!detached) {
      builder.payload(content.bytes());
    }
    for (CoseSigner signer : signers) {
      CoseHeaders headers = with(certificates, CoseHeaders.builder());
      if (detached) {
        builder.signDetached(content.source(), signer, headers);
      } else {
        builder.sign(signer, headers);
      }
    }
    return builder.build().encode();
  }

  private void report(String structure, long size, List<KeyFile> keys, List<CoseSigner> signers) {
    Fields fields = new Fields(console.terminal());
    fields.add("what", structure + ", " + Text.count(size, "byte", "bytes"));
    for (int i = 0; i < keys.size(); i++) {
      fields.key(keys.get(i));
      fields.algorithm(signers.get(i).algorithm());
    }
    fields.print(console.out(), Text.safe(output.file()) + ": signed");
  }
}
