package org.teep4j.fuzz;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDecodeOptions;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitShapes;
import org.teep4j.suit.SuitText;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.encryption.SuitEncryptionInfo;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportOpener;
import org.teep4j.suit.report.SuitReportShapes;
import org.teep4j.suit.report.SystemPropertyClaims;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.load.BuiltInVectors;

/** SUIT envelopes, manifests, reports and their parts. */
final class SuitDoors {
  private static final int WRAPPER = 2;
  private static final int MANIFEST = 3;
  private static final Bytes PAYLOAD = Bytes.ofUtf8("content");

  private static final List<SuitVerifier> VERIFIERS =
      Collections.nCopies(8, SuitVerifier.of(new FixedKeys.Sceptical()));

  private SuitDoors() {}

  static List<Door<?>> all() {
    return List.of(
        Door.decoding(
                "suit-envelope",
                SuitEnvelope::decode,
                "SuitEnvelope.decode",
                "SuitEnvelope.unverifiedIntegratedDependency",
                "SuitEnvelope.checkSeveredMembers",
                "SuitEnvelope.violations",
                "SuitEnvelope.unverifiedManifest")
            .checking(SuitDoors::envelope),
        Door.decoding(
                "suit-manifest",
                SuitManifest::decodeUnverified,
                "SuitManifest.decodeUnverified",
                "SuitMetaActorId.read",
                "SuitVendorIdentifier.read")
            .checking(SuitDoors::manifest),
        Door.binary(
                "suit-verify",
                input -> authenticated(Bytes.wrap(input)),
                "SuitEnvelope.verify",
                "SuitEnvelope.verifyAll",
                "SuitEnvelope.verifyAny",
                "VerifiedManifest.integratedDependency")
            .checking((envelope, input) -> verify(envelope))
            .from(SuitDoors::openEnvelopes),
        Door.decoding(
                "suit-report",
                SuitReport::decodeUnverified,
                "SuitReport.decodeUnverified",
                "SuitParameters.read")
            .checking(SuitDoors::report),
        Door.decoding("suit-record", SuitRecord::decode, "SuitRecord.decode")
            .checking((record, input) -> Require.roundTrip(record, SuitRecord::decode)),
        Door.binary(
            "installed-manifest",
            input -> InstalledManifest.read(new CborReader(Bytes.wrap(input))),
            "InstalledManifest.read"),
        Door.binary(
            "component-change",
            input -> ComponentChange.read(new CborReader(Bytes.wrap(input))),
            "ComponentChange.read"),
        Door.binary(
                "suit-report-opener", SuitDoors::open, "SuitReportOpener.open", "SuitReport.decode")
            .within(Budget.CRYPTOGRAPHY)
            .from(SuitDoors::signedReports),
        Door.decoding(
                "suit-capability-report",
                SuitCapabilityReport::decodeUnverified,
                "SuitCapabilityReport.decodeUnverified")
            .checking(SuitDoors::capabilities),
        Door.decoding(
                "suit-encryption-info", SuitEncryptionInfo::decode, "SuitEncryptionInfo.decode")
            .checking(SuitDoors::encryptionInfo)
            .from(SuitDoors::encryptionInfos),
        Door.decoding("suit-digest", SuitDigest::decode, "SuitDigest.decode", "SuitDigest.read")
            .checking(SuitDoors::digest),
        Door.decoding("suit-text", SuitText::decodeUnverified, "SuitText.decodeUnverified")
            .checking((text, input) -> Require.roundTrip(text, SuitText::decodeUnverified)),
        Door.decoding(
                "suit-component-identifier",
                SuitComponentIdentifier::decode,
                "SuitComponentIdentifier.decode",
                "SuitComponentIdentifier.read")
            .checking(SuitDoors::componentIdentifier),
        Door.decoding(
                "suit-cose-profile",
                SuitCoseProfile::decode,
                "SuitCoseProfile.decode",
                "SuitCoseProfile.read")
            .checking(SuitDoors::profile),
        Door.decoding(
                "suit-system-property-claims",
                SystemPropertyClaims::decodeUnverified,
                "SystemPropertyClaims.decodeUnverified",
                "SystemPropertyClaims.read",
                "SuitParameters.Builder.read")
            .checking(SuitDoors::claims));
  }

  private static void envelope(SuitEnvelope envelope, Bytes bytes) throws Exception {
    Require.roundTrip(envelope, SuitEnvelope::decode);
    Print.of(bytes, SuitShapes.envelope());
    Require.that(envelope.unverifiedAuthentication().toString() != null, "toString");
    for (Bytes member : envelope.unverifiedSeveredMembers().values()) {
      Require.that(bytes.indexOfSlice(member) >= 0, "a severed member is a view");
    }
    for (String key : envelope.unverifiedIntegratedPayloads().keySet()) {
      try {
        envelope.unverifiedIntegratedDependency(key);
      } catch (DecodeException refused) {
        // Most payloads are no envelopes.
      }
    }
    Trial.measured(Budget.DECODING, bytes.length(), envelope::unverifiedManifest);
    Trial.measured(Budget.DECODING, bytes.length(), envelope::checkSeveredMembers);
    Trial.measured(Budget.DECODING, bytes.length(), envelope::violations);
    Trial.measured(Budget.CRYPTOGRAPHY, bytes.length(), () -> envelope.verifyAny(VERIFIERS));
  }

  private static void manifest(SuitManifest manifest, Bytes bytes) throws Exception {
    try {
      SuitManifest.decodeUnverified(bytes, SuitDecodeOptions.defaults().withInstallAt17(true));
    } catch (DecodeException refused) {
      // An older draft.
    }
    Require.roundTrip(manifest, SuitManifest::decodeUnverified);
    Require.equal(manifest, manifest.toBuilder().build(), "builder");
    Print.of(bytes, SuitShapes.manifest());
  }

  /**
   * The input is an envelope, of which the signature and the digest are made right: what lies
   * behind them is open to whoever holds a key, and is tried as everything else.
   */
  private static void verify(Bytes input) throws Exception {
    SuitEnvelope envelope = SuitEnvelope.decode(input);
    VerifiedManifest verified =
        Trial.measured(
            Budget.DECODING, input.length(), () -> envelope.verify(new FixedKeys.Credulous()));
    Require.that(verified.toString() != null, "toString");
    envelope.verifyAny(List.of(SuitVerifier.of(new FixedKeys.Credulous())));
    envelope.verifyAll(List.of(SuitVerifier.of(new FixedKeys.Credulous())));
    payloads(verified, input);
    verified.text();
    verified.coswid();
    verified.missing();
    for (SuitManifestLabel label : SuitManifestLabel.values()) {
      section(verified, label);
    }
  }

  private static void payloads(VerifiedManifest verified, Bytes input) throws Exception {
    SuitVerifier verifier = SuitVerifier.of(new FixedKeys.Credulous());
    for (String uri : verified.envelope().unverifiedIntegratedPayloads().keySet()) {
      verified.payloadChecks(uri);
      refusable(() -> verified.payload(uri), input);
      refusable(() -> verified.integratedDependency(uri, verifier), input);
    }
    for (SuitComponentIdentifier component : verified.common().components()) {
      refusable(() -> verified.payloads(component), input);
    }
  }

  private static void refusable(Callable<?> action, Bytes input) throws Exception {
    try {
      Trial.measured(Budget.DECODING, input.length(), action);
    } catch (DecodeException | VerificationException refused) {
      // Another payload may be right.
    }
  }

  private static void section(VerifiedManifest verified, SuitManifestLabel label) {
    try {
      verified.sequence(label);
    } catch (IllegalArgumentException noSequence) {
      // The label is that of something else.
    }
  }

  private static Bytes authenticated(Bytes envelope)
      throws DecodeException, GeneralSecurityException {
    new CborReader(envelope).skip(); // A key that comes twice is found at the end.
    CborReader reader = new CborReader(envelope);
    reader.tryReadTag(SuitEnvelope.TAG);
    CborWriter members = new CborWriter().beginMap();
    reader.enterMap();
    while (reader.hasNext()) {
      boolean numbered = reader.peekType() == CborType.UNSIGNED_INTEGER;
      long label = numbered ? Uint.read(reader).bits() : 0;
      if (label == WRAPPER) {
        reader.skip();
      } else if (label == MANIFEST) {
        Bytes manifest = reader.readEncodedItem();
        members.writeLong(WRAPPER);
        wrapper(members, manifest);
        members.writeLong(MANIFEST).writeEncodedItem(manifest);
      } else {
        if (!numbered) {
          members.writeEncodedItem(reader.readEncodedItem());
        } else {
          members.write(Uint.ofBits(label));
        }
        members.writeEncodedItem(reader.readEncodedItem());
      }
    }
    reader.exitMap();
    return members.endMap().toBytes();
  }

  private static void wrapper(CborWriter writer, Bytes manifest) throws GeneralSecurityException {
    SuitDigest digest = SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(manifest));
    writer.beginWrapped().beginArray();
    writer.beginWrapped().write(digest).endWrapped();
    writer.beginWrapped();
    writer.writeTag(CoseMessageType.SIGN1.tag()).beginArray();
    writer.beginWrapped().beginMap().writeLong(1).writeLong(-7).endMap().endWrapped();
    writer.beginMap().endMap().writeNull().writeBytes(Bytes.wrap(new byte[64])).endArray();
    writer.endWrapped();
    writer.endArray().endWrapped();
  }

  // Reports.

  private static void report(SuitReport report, Bytes bytes) throws Exception {
    Print.of(bytes, SuitReportShapes.protectedReport());
    Require.roundTrip(report, SuitReport::decodeUnverified);
    Print.of(bytes, SuitReportShapes.report());
  }

  private static SuitReport open(byte[] input) throws DecodeException, GeneralSecurityException {
    Bytes bytes = Bytes.wrap(input);
    SuitReportOpener opener =
        SuitReportOpener.verifying(new FixedKeys.Credulous())
            .decrypting(FixedKeys.AGREEMENT, SuitCoseProfile.SHA256_ED25519_ECDH_CHACHA_POLY);
    try {
      SuitReportOpener.unverified().open(bytes);
    } catch (DecodeException | VerificationException refused) {
      // It is another kind of message.
    }
    return opener.open(bytes);
  }

  private static void capabilities(SuitCapabilityReport report, Bytes bytes) throws Exception {
    Require.roundTrip(report, SuitCapabilityReport::decodeUnverified);
    Print.of(bytes, SuitReportShapes.capabilityReport());
  }

  // Parts.

  private static void encryptionInfo(SuitEncryptionInfo info, Bytes bytes) throws Exception {
    Require.roundTrip(info, SuitEncryptionInfo::decode);
    Print.of(bytes, SuitShapes.encryptionInfo());
    SuitDecryptor.of(FixedKeys.WRAPPING, SuitCoseProfile.SHA256_HMAC_A128KW_A128CTR)
        .decryptUnauthenticated(info, PAYLOAD);
  }

  private static void digest(SuitDigest digest, Bytes input) throws VerificationException {
    Require.roundTrip(digest, SuitDigest::decode);
    digest.verify(PAYLOAD);
  }

  private static void componentIdentifier(SuitComponentIdentifier identifier, Bytes bytes)
      throws Exception {
    Require.roundTrip(identifier, SuitComponentIdentifier::decode);
    SuitComponentIdentifier again = SuitComponentIdentifier.read(new CborReader(bytes));
    Require.equal(identifier, again, "read");
    Require.that(identifier.compareTo(again) == 0, "order");
    Print.of(bytes, SuitShapes.componentIdentifier());
  }

  private static void profile(SuitCoseProfile profile, Bytes bytes) throws Exception {
    Require.roundTrip(profile, SuitCoseProfile::decode);
    Require.equal(profile, SuitCoseProfile.read(new CborReader(bytes)), "read");
    profile.cddlName();
    profile.authenticationAlgorithm();
    profile.digestAlgorithm();
    profile.encryptionAlgorithm();
    profile.keyExchangeAlgorithm();
  }

  private static void claims(SystemPropertyClaims claims, Bytes bytes) throws Exception {
    Require.roundTrip(claims, SystemPropertyClaims::decodeUnverified);
    Require.equal(claims, SystemPropertyClaims.read(new CborReader(bytes)), "read");
    Print.of(bytes, SuitReportShapes.systemPropertyClaims());
  }

  // Seeds.

  private static List<byte[]> ofKind(VectorKind kind) {
    List<byte[]> found = new ArrayList<>();
    for (String name : BuiltInVectors.names()) {
      if (name.startsWith("suit-") || name.startsWith("teep-")) {
        for (TestVector vector : BuiltInVectors.load(name).vectors()) {
          if (vector.kind() == kind && vector.hex().isPresent()) {
            found.add(vector.bytes());
          }
        }
      }
    }
    return found;
  }

  private static List<byte[]> openEnvelopes() {
    return ofKind(VectorKind.SUIT_ENVELOPE);
  }

  private static List<byte[]> signedReports() throws GeneralSecurityException {
    List<byte[]> signed = new ArrayList<>();
    CoseSigner signer = CoseSigner.of(FixedKeys.SIGNING);
    for (byte[] report : ofKind(VectorKind.SUIT_REPORT)) {
      CoseSign1 message = CoseSign1.sign(Bytes.wrap(report), signer);
      signed.add(new CborWriter().write(message).toByteArray());
    }
    return signed;
  }

  private static List<byte[]> encryptionInfos() throws GeneralSecurityException {
    CoseEncrypt message =
        CoseEncrypt.builder()
            .plaintext(PAYLOAD)
            .recipient(ContentKeySender.of((SymmetricKey) FixedKeys.WRAPPING, CoseAlgorithm.A128KW))
            .withUnauthenticatedEncryption()
            .encrypt(CoseAlgorithm.A128CTR)
            .withoutCiphertext();
    List<byte[]> seeds = ofKind(VectorKind.SUIT_ENCRYPTION_INFO);
    seeds.add(new CborWriter().write(new SuitEncryptionInfo(message)).toByteArray());
    return seeds;
  }
}
