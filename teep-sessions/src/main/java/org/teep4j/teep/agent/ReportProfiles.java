package org.teep4j.teep.agent;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseMessage;
import org.teep4j.suit.encryption.SuitCoseProfile;

/** Finds out whether a SUIT report is protected as one of some profiles demands. */
final class ReportProfiles {

  private ReportProfiles() {}

  /** Whether the algorithm of the outermost protection is in a profile; a plain report has none. */
  static boolean admit(List<SuitCoseProfile> profiles, Bytes report) {
    try {
      if (new CborReader(report).peekType() == CborType.MAP) {
        return true;
      }
      Optional<CoseAlgorithm> stated =
          CoseMessage.decodeByShape(report, DecodeOptions.defaults())
              .statedAlgorithm()
              .flatMap(ReportProfiles::algorithm);
      return stated.isPresent()
          && profiles.stream()
              .anyMatch(
                  profile ->
                      profile.authenticationAlgorithm().equals(stated)
                          || profile.encryptionAlgorithm().equals(stated));
    } catch (DecodeException e) {
      return false;
    }
  }

  private static Optional<CoseAlgorithm> algorithm(CoseLabel label) {
    return CoseAlgorithm.fromLabel(label);
  }
}
