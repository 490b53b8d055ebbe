package org.teep4j.cli;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cli.Findings.Step;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.receipt.Receipt;
import org.teep4j.cose.receipt.TransparentStatement;
import org.teep4j.cose.receipt.VerifiedReceipt;
import picocli.CommandLine.Option;

/** {@code --receipt-key} and {@code --entry}: receipts of transparency services (RFC 9942). */
final class ReceiptOption {
  @Option(
      names = "--receipt-key",
      paramLabel = "KEYFILE",
      description =
          "Key of a transparency service that must have registered the message: one of its"
              + " receipts must be signed with such a key. FILE may also be the receipt itself."
              + " Can be repeated.")
  private List<String> keyFiles = new ArrayList<>();

  @Option(
      names = "--entry",
      paramLabel = "ENTRY",
      description =
          "What was registered, if FILE is a receipt: the bytes of the entry, or the signed"
              + " message.")
  private @Nullable String entryFile;

  private final IdentityHashMap<CoseVerifier, KeyFile> services = new IdentityHashMap<>();
  private @Nullable Bytes entry;

  boolean isEmpty() {
    return keyFiles.isEmpty();
  }

  /** Reads the keys, each of which must be one that can verify, and the entry. */
  void read(Console console) throws UsageException {
    for (KeyFile key : KeyFile.readCandidates(keyFiles, console)) {
      key.verifiers().forEach(verifier -> services.put(verifier, key));
    }
    if (entryFile != null) {
      if (isEmpty()) {
        throw new UsageException("--entry is what a receipt is of: add --receipt-key");
      }
      entry = Input.read(entryFile, console.in()).raw();
    }
  }

  /** Whether a message is a receipt: the type of the proofs in it is given. */
  static boolean isReceipt(CoseMessage message) {
    return message.unverifiedHeaders().verifiableDataStructure().isPresent();
  }

  /** Verifies that a service has registered a message, by the receipts in it. */
  void verify(CoseMessage message, Findings findings)
      throws VerificationException, RejectedException {
    findings.begin(Step.RECEIPT);
    if (entry != null) {
      throw new RejectedException(
          "OPTION_DOES_NOT_FIT", "this is no receipt, and --entry is for a receipt by itself");
    }
    if (!(message instanceof CoseSign1 statement)) {
      throw new RejectedException(
          "OPTION_DOES_NOT_FIT",
          "this is a " + message.type().cddlName() + ", and only a COSE_Sign1 has receipts");
    }
    TransparentStatement transparent = TransparentStatement.of(statement);
    int all = transparent.unverifiedReceipts().size();
    List<VerifiedReceipt> verified = transparent.verifyReceipts(resolver());
    findings.receipts(verified.size(), all);
    for (VerifiedReceipt receipt : verified) {
      tell(receipt, findings);
    }
  }

  /** Verifies a receipt of the entry that was given. */
  void verifyReceipt(Bytes encoded, DecodeOptions decoding, Findings findings)
      throws VerificationException, RejectedException, DecodeException {
    Receipt receipt = Receipt.decode(encoded, decoding);
    findings.begin(Step.RECEIPT);
    if (entry == null) {
      throw new RejectedException(
          "NO_ENTRY", "this is a receipt: --entry gives what was registered");
    }
    findings.what("receipt of " + Text.count(entry.length(), "byte", "bytes"));
    tell(verified(receipt, entry), findings);
  }

  /** The entry is what was given, or what a service makes of a signed message. */
  private VerifiedReceipt verified(Receipt receipt, Bytes given) throws VerificationException {
    try {
      return receipt.verifyInclusion(given, resolver());
    } catch (VerificationException refused) {
      Optional<Bytes> other = statement(given);
      if (other.isEmpty()) {
        throw refused;
      }
      try {
        return receipt.verifyInclusion(other.get(), resolver());
      } catch (VerificationException again) {
        throw VerificationException.moreTelling(refused, again);
      }
    }
  }

  private static Optional<Bytes> statement(Bytes given) {
    try {
      return Optional.of(TransparentStatement.decode(given).entry());
    } catch (DecodeException noStatement) {
      return Optional.empty();
    }
  }

  private CoseKeyResolver resolver() {
    return CoseKeyResolver.ofVerifiers(List.copyOf(services.keySet()));
  }

  private void tell(VerifiedReceipt receipt, Findings findings) {
    findings.receipt(receipt);
    KeyFile key = services.get(receipt.verifier());
    if (key != null) {
      findings.key(key);
    }
    findings.algorithm(receipt.algorithm());
  }
}
