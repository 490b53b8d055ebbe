package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportProtector;
import picocli.CommandLine.Option;

/** {@code --report} and how the report is protected. */
final class ReportOutput {
  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "File for the SUIT_Report, in CBOR. It is replaced.")
  private @Nullable String file;

  @Option(
      names = "--report-nonce",
      paramLabel = "HEX",
      description = "Nonce of the report; in TEEP, the token that is answered.")
  private @Nullable String nonce;

  @Option(
      names = "--report-key",
      paramLabel = "KEYFILE",
      description =
          "Key of the device for its report: a private key signs it (COSE_Sign1), a shared key for"
              + " MACs authenticates it (COSE_Mac0).")
  private @Nullable String keyFile;

  @Option(
      names = "--report-recipient",
      paramLabel = "KEYFILE",
      description =
          "Key that the report is encrypted for. With --report-profile, a public key or a shared"
              + " key for AES key wrap (COSE_Encrypt), and it can be repeated. Without, a shared key"
              + " for the content (COSE_Encrypt0).")
  private List<String> recipientFiles = new ArrayList<>();

  @Option(
      names = "--report-profile",
      paramLabel = "PROFILE",
      description =
          "Algorithms of the encryption: a profile, as teep4j manifest encrypt-payload names them.")
  private @Nullable String profile;

  /** The name of the file, if there is to be one. */
  Optional<String> file() {
    return Optional.ofNullable(file);
  }

  /** A report that is written when there is one. */
  static final class Pending implements AutoCloseable {
    private final @Nullable OutputFile to;
    private final SuitReportProtector protector;
    private final Optional<Bytes> nonce;

    private Pending(@Nullable OutputFile to, SuitReportProtector protector, Optional<Bytes> nonce) {
      this.to = to;
      this.protector = protector;
      this.nonce = nonce;
    }

    void write(SuitReport report) throws UsageException, IOException, GeneralSecurityException {
      if (to != null) {
        protector.protect(nonce.map(report::withNonce).orElse(report)).writeTo(to.stream());
        to.complete();
      }
    }

    @Override
    public void close() throws IOException {
      if (to != null) {
        to.close();
      }
    }
  }

  /** Opens the file and reads the keys before anything happens: afterwards it would be too late. */
  Pending open(Console console) throws UsageException {
    if (file == null) {
      if (nonce != null || keyFile != null || !recipientFiles.isEmpty() || profile != null) {
        throw new UsageException("options for the report, and no --report FILE");
      }
      return new Pending(null, SuitReportProtector.unauthenticated(), Optional.empty());
    }
    SuitReportProtector protector = protector(console.in());
    Optional<Bytes> bytes = nonce == null ? Optional.empty() : Optional.of(nonce(nonce));
    console.in().places().writes(file);
    return new Pending(OutputFile.create(file, true, false), protector, bytes);
  }

  private static Bytes nonce(String digits) throws UsageException {
    try {
      return Bytes.fromHex(digits);
    } catch (IllegalArgumentException refused) {
      throw new UsageException("--report-nonce " + digits + ": not hexadecimal digits");
    }
  }

  private SuitReportProtector protector(StandardInput in) throws UsageException {
    SuitReportProtector protector =
        keyFile == null ? SuitReportProtector.unauthenticated() : authenticating(keyFile, in);
    List<KeyFile> recipients = KeyFile.readAll(recipientFiles, in);
    if (recipients.isEmpty() && profile == null) {
      return protector;
    }
    try {
      if (profile != null) {
        return protector.encrypting(
            SuitCoseProfile.named(profile)
                .orElseThrow(() -> new UsageException("no profile is called '" + profile + "'")),
            recipients.stream().map(KeyFile::key).toArray(CoseKey[]::new));
      }
      if (recipients.size() == 1) {
        return protector.encrypting(recipients.get(0).encryptor(Optional.empty()));
      }
    } catch (GeneralSecurityException refused) {
      throw new UsageException("report: " + refused.getMessage());
    }
    throw new UsageException("several recipients need --report-profile");
  }

  private static SuitReportProtector authenticating(String file, StandardInput in)
      throws UsageException {
    KeyFile key = KeyFile.read(file, in);
    return key.key() instanceof SymmetricKey
        ? SuitReportProtector.authenticating(key.macCreator(Optional.<CoseAlgorithm>empty()))
        : SuitReportProtector.signing(key.signer(null, null));
  }
}
