package org.teep4j.teep.agent;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportProtector;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;

/** Makes and signs what an Agent sends. */
final class Answers {

  /** The versions of the protocol that an Agent supports. */
  static final List<Long> VERSIONS = List.of(0L);

  private final AgentConfig config;

  Answers(AgentConfig config) {
    this.config = config;
  }

  /**
   * An Error, with the option that explains its code (Section 4.6).
   *
   * @param challenge for {@code ERR_ATTESTATION_REQUIRED}
   */
  TeepError error(
      TrustedTam tam,
      TeepErrorCode code,
      String why,
      Optional<Bytes> token,
      Optional<Bytes> challenge,
      List<Bytes> reports) {
    TeepError.Builder error =
        TeepError.builder(known(code, tam.options().dialect()))
            .errMsg(TeepMessage.diagnostics(why))
            .suitReports(reports);
    token.ifPresent(error::token);
    challenge.ifPresent(error::challenge);
    return switch (code) {
      case ERR_UNSUPPORTED_CIPHER_SUITES ->
          error.supportedTeepCipherSuites(config.keys().suites()).build();
      case ERR_UNSUPPORTED_FRESHNESS_MECHANISMS ->
          error.supportedFreshnessMechanisms(config.mechanisms()).build();
      case ERR_UNSUPPORTED_MSG_VERSION -> error.versions(VERSIONS).build();
      case ERR_UNSUPPORTED_SUIT_REPORT ->
          error.supportedSuitCoseProfiles(config.profiles()).build();
      default -> error.build();
    };
  }

  /** Older drafts have no number for some errors. */
  private static TeepErrorCode known(TeepErrorCode code, Dialect dialect) {
    return code == TeepErrorCode.ERR_UNSUPPORTED_SUIT_REPORT && dialect == Dialect.DRAFT_16
        ? TeepErrorCode.ERR_PERMANENT_ERROR
        : code;
  }

  /** A Success. */
  Success success(Optional<Bytes> token, List<Bytes> reports) {
    Success.Builder success = Success.builder().suitReports(reports);
    token.ifPresent(success::token);
    return success.build();
  }

  /** Signs a message for a TAM. */
  Bytes sign(TeepMessage message, AgentKeys.Key key, TrustedTam tam) throws IOException {
    try {
      return Bytes.wrap(message.sign(key.signer(), tam.options().dialect()).encode().toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IOException("the Agent's key cannot sign", e);
    }
  }

  /**
   * Protects a report for a TAM: signs it if the device has a key for that, and encrypts it if the
   * TAM has one.
   */
  Bytes protect(SuitReport report, Optional<Bytes> token, TrustedTam tam) throws IOException {
    SuitReport complete = token.map(report::withNonce).orElse(report);
    if (complete.encode().length() > config.settings().maxReportSize()) {
      complete = withoutRecords(complete);
    }
    try {
      return protector(config, tam).protect(complete);
    } catch (GeneralSecurityException e) {
      throw new IOException("a report cannot be protected", e);
    }
  }

  private static SuitReport withoutRecords(SuitReport report) {
    return new SuitReport(
        report.reference(),
        report.nonce(),
        List.of(),
        report.result(),
        Optional.empty(),
        report.others());
  }

  static SuitReportProtector protector(AgentConfig config, TrustedTam tam)
      throws GeneralSecurityException {
    SuitReportProtector protector =
        config.reportSigner() == null
            ? SuitReportProtector.unauthenticated()
            : SuitReportProtector.signing(config.reportSigner());
    if (tam.encryptionKey().isEmpty()) {
      return protector;
    }
    TrustedTam.EncryptionKey encryption = tam.encryptionKey().get();
    CoseKey key = encryption.key();
    return protector.encrypting(encryption.profile(), key);
  }
}
