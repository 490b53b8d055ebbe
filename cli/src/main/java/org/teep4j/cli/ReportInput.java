package org.teep4j.cli;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncryptedMessage;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportOpener;
import picocli.CommandLine.Option;

/** {@code --report-key} and {@code --decryption-key}: opens a report, however it is protected. */
final class ReportInput {
  @Option(
      names = "--report-key",
      paramLabel = "KEYFILE",
      description =
          "Key of the device that signed the report, or that it shares for MACs. Can be repeated.")
  private List<String> keyFiles = new ArrayList<>();

  @Option(
      names = "--decryption-key",
      paramLabel = "KEYFILE",
      description = "Key for an encrypted report. Can be repeated.")
  private List<String> decryptionKeyFiles = new ArrayList<>();

  /**
   * A report.
   *
   * @param protection who has signed it, and how it was encrypted
   */
  record Opened(SuitReport report, String protection) {}

  /** One way to open a report, and what it shows. */
  private record Way(SuitReportOpener opener, String protection) {
    Way decrypting(SuitReportOpener with, KeyFile key) {
      return new Way(with, protection + ", decrypted with " + key.file());
    }
  }

  /** Opens a report in a SUIT_Report_Protected or SUIT_Report_Unprotected. */
  Opened open(Input input, DecodeOptions most, Console console)
      throws UsageException, RejectedException {
    List<KeyFile> keys = KeyFile.readCandidates(keyFiles, console);
    List<KeyFile> secrets = KeyFile.readAll(decryptionKeyFiles, console.in());
    try {
      List<Way> ways = new ArrayList<>();
      for (Way way : ways(input.bytes(), keys, most)) {
        if (secrets.isEmpty()) {
          ways.add(way);
        }
        for (KeyFile secret : secrets) {
          ways.addAll(decrypting(way, secret));
        }
      }
      return open(input.bytes(), ways, most);
    } catch (DecodeException malformed) {
      throw new RejectedException(
          input.name()
              + ": not a SUIT_Report"
              + (secrets.isEmpty() ? "" : ", or the decryption key is wrong")
              + ": "
              + Refusal.of(malformed, input.bytes()).line());
    } catch (VerificationException refused) {
      String hint =
          refused.failure() == VerificationException.Failure.NO_RECIPIENT && secrets.isEmpty()
              ? ": add --decryption-key"
              : "";
      throw new RejectedException(
          input.name() + ": the report cannot be opened: " + refused.getMessage() + hint);
    } catch (RejectedException refused) {
      throw new RejectedException(input.name() + ": " + refused.getMessage());
    }
  }

  private static Opened open(Bytes message, List<Way> ways, DecodeOptions most)
      throws VerificationException, DecodeException {
    @Nullable VerificationException refusal = null;
    @Nullable DecodeException malformed = null;
    for (Way way : ways) {
      try {
        return new Opened(way.opener().open(message, most), way.protection());
      } catch (VerificationException refused) {
        refusal = VerificationException.moreTelling(refusal, refused);
      } catch (DecodeException refused) {
        malformed = refused; // AES-CTR does not tell a wrong key
      }
    }
    if (malformed != null) {
      throw malformed;
    }
    throw refusal == null
        ? new VerificationException(VerificationException.Failure.NO_RECIPIENT)
        : refusal;
  }

  /** The ways to verify a report, one for each key. */
  private static List<Way> ways(Bytes message, List<KeyFile> keys, DecodeOptions most)
      throws DecodeException, RejectedException {
    boolean plain = new CborReader(message, most).peekType() == CborType.MAP;
    CoseMessage cose = plain ? null : CoseMessage.decodeByShape(message, most);
    if (cose == null || cose instanceof CoseEncryptedMessage) {
      if (!keys.isEmpty()) {
        throw new RejectedException("the report is not signed, and has no MAC");
      }
      return List.of(new Way(SuitReportOpener.unverified(), "not signed"));
    }
    if (!(cose instanceof CoseSign1) && !(cose instanceof CoseMac0)) {
      throw new RejectedException(
          "a report is in a COSE_Sign1 or COSE_Mac0, and this is a " + cose.type().cddlName());
    }
    if (keys.isEmpty()) {
      throw new RejectedException(
          "the report is in a " + cose.type().cddlName() + ": add --report-key");
    }
    List<Way> ways = new ArrayList<>();
    List<String> misfits = new ArrayList<>();
    for (KeyFile key : keys) {
      try {
        ways.add(
            cose instanceof CoseSign1
                ? new Way(
                    SuitReportOpener.verifying(CoseKeyResolver.ofVerifiers(key.verifiers())),
                    "signed with " + key.file())
                : new Way(
                    SuitReportOpener.verifying(key.macVerifier(cose.unverifiedHeaders())),
                    "MAC with " + key.file()));
      } catch (UnfitKeyException unfit) {
        misfits.add(String.valueOf(unfit.getMessage()));
      }
    }
    if (ways.isEmpty()) {
      throw RejectedException.misfit(cose.type().cddlName(), misfits);
    }
    return ways;
  }

  /** The ways to decrypt a report with a key: for the content, and as a recipient. */
  private static List<Way> decrypting(Way way, KeyFile key) throws UsageException {
    List<Way> ways = new ArrayList<>();
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.kind() == CoseAlgorithm.Kind.CONTENT_ENCRYPTION && !algorithm.padsContent()) {
        try {
          ways.add(
              way.decrypting(way.opener().decrypting(CoseDecryptor.of(key.key(), algorithm)), key));
        } catch (GeneralSecurityException | IllegalArgumentException unfit) {
          // A key for another algorithm.
        }
      }
    }
    SuitCoseProfile[] profiles = Decryptors.profiles(key.key()).toArray(SuitCoseProfile[]::new);
    try {
      if (profiles.length > 0) {
        ways.add(way.decrypting(way.opener().decrypting(key.key(), profiles), key));
      }
    } catch (GeneralSecurityException | IllegalArgumentException unfit) {
      // A key for another use.
    }
    if (ways.isEmpty()) {
      throw new UsageException(key.file() + ": this key cannot decrypt reports");
    }
    return ways;
  }
}
