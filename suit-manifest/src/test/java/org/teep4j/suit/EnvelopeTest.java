package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.Refused.edn;
import static org.teep4j.suit.Refused.refused;

import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.codec.Strictness;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.report.SuitReference;

/** Building, signing and verifying envelopes, and what is refused on the way. */
class EnvelopeTest {

  private static final CoseSigner SIGNER = Keys.authorSigner(CoseAlgorithm.ESP256);
  private static final String DIGEST = "<< [-16, h'00'] >>";

  private static SuitManifest manifest() {
    SuitCommandSequence abort =
        SuitCommandSequence.of(SuitCommand.of(SuitCommandCode.CONDITION_ABORT, SuitRepPolicy.NONE));
    SuitText.Language english =
        new SuitText.Language(
            Map.of(SuitText.Key.UPDATE_DESCRIPTION, "an update"),
            Collections.emptySortedMap(),
            Map.of());
    return SuitManifest.builder(7, SuitCommon.of(SuitComponentIdentifier.ofText("a")))
        .sequence(SuitManifestLabel.VALIDATE, abort)
        .sequence(SuitManifestLabel.INSTALL, abort)
        .text(new SuitText(Map.of("en", english)))
        .coswid(edn("{0: 'x'}"))
        .build();
  }

  private static SuitManifestLabel[] severable() {
    return new SuitManifestLabel[] {
      SuitManifestLabel.INSTALL, SuitManifestLabel.TEXT, SuitManifestLabel.COSWID
    };
  }

  private static void refusedEnvelope(String notation, Reason reason, String path) {
    refused(SuitEnvelope::decode, notation, reason, path);
  }

  private static Failure failure(SuitEnvelope envelope) {
    return assertThrows(VerificationException.class, () -> envelope.verify(Keys.author()))
        .failure();
  }

  /** An envelope around any manifest bytes, correctly digested and signed. */
  private static SuitEnvelope signed(Bytes manifest, Map<SuitManifestLabel, Bytes> severed)
      throws GeneralSecurityException {
    Bytes item = new CborWriter().writeBytes(manifest).toBytes();
    SuitDigest digest = SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(item));
    return around(digest, item, severed).sign(SIGNER);
  }

  private static SuitEnvelope around(
      SuitDigest digest, Bytes manifestItem, Map<SuitManifestLabel, Bytes> severed) {
    return new SuitEnvelope(
        false,
        new SuitAuthentication(digest, digest.encode().toBytes(), List.of()),
        manifestItem,
        severed,
        Map.of(),
        Map.of(),
        SuitDecodeOptions.defaults(),
        null);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsBuiltIsVerified(SuitDigestAlgorithm algorithm)
      throws GeneralSecurityException, DecodeException {
    SuitEnvelope built =
        SuitEnvelope.builder(manifest())
            .digestAlgorithm(algorithm)
            .sever(severable())
            .integratedPayload("#a", Bytes.ofUtf8("payload"))
            .other(1000, edn("[1]"))
            .signer(SIGNER)
            .build();
    Bytes encoded = built.encode().toBytes();
    SuitEnvelope decoded =
        SuitEnvelope.decode(
            encoded,
            SuitDecodeOptions.defaults()
                .withCodec(DecodeOptions.defaults().withStrictness(Strictness.CORE_DETERMINISTIC)));
    assertEquals(built, decoded);
    assertEquals(encoded, decoded.encode().toBytes());
    VerifiedManifest verified = decoded.verify(Keys.author());
    assertEquals(algorithm, verified.digest().algorithm().orElseThrow());
    assertEquals(
        Optional.ofNullable(manifest().contentOf(SuitManifestLabel.INSTALL)), verified.install());
    assertEquals(
        Optional.ofNullable(manifest().contentOf(SuitManifestLabel.VALIDATE)), verified.validate());
    assertEquals(
        manifest().text(), verified.text().<SuitSeverable<SuitText>>map(SuitSeverable.Whole::new));
    assertEquals(Optional.of(edn("{0: 'x'}")), verified.coswid());
    for (SuitManifestLabel label : severable()) {
      assertTrue(verified.asSigned().severedDigest(label).isPresent());
      assertEquals(Set.of(label), decoded.withoutSevered(label).verify(Keys.author()).missing());
    }
    assertEquals(Set.of(), verified.missing());
    assertEquals(new SuitReference("", verified.digest()), SuitReference.of(verified));
    assertEquals(verified.asSigned().labels(), verified.labels());
  }

  @Test
  void tagIsAsItIsAskedFor() throws GeneralSecurityException {
    SuitEnvelope tagged = SuitEnvelope.builder(manifest()).signer(SIGNER).build();
    assertEquals("d86b", tagged.encode().toBytes().slice(0, 2).toHex());
    SuitEnvelope untagged = SuitEnvelope.builder(manifest()).untagged().build();
    assertFalse(untagged.isTagged());
    assertTrue(untagged.withTag(true).isTagged());
    assertEquals("a2", tagged.withTag(false).encode().toBytes().slice(0, 1).toHex());
  }

  @Test
  void builderRefusesWhatItCannotSever() {
    SuitEnvelopeBuilder builder = SuitEnvelope.builder(manifest());
    assertThrows(
        IllegalArgumentException.class, () -> builder.sever(SuitManifestLabel.PAYLOAD_FETCH));
    assertThrows(IllegalArgumentException.class, () -> builder.sever(SuitManifestLabel.VALIDATE));
    assertThrows(IllegalArgumentException.class, () -> builder.other(3, edn("1")));
    assertThrows(IllegalArgumentException.class, () -> builder.other(20, edn("1")));
    for (long old : new long[] {8, 9, 13, 17}) {
      assertThrows(IllegalArgumentException.class, () -> builder.other(old, edn("1")));
    }
  }

  @Test
  void oneOfSeveralSignaturesSuffices() throws GeneralSecurityException, DecodeException {
    SuitEnvelope envelope =
        SuitEnvelope.builder(manifest())
            .signer(Keys.authorSigner(CoseAlgorithm.ES256))
            .signer(SIGNER)
            .build();
    VerifiedManifest verified = envelope.verify(Keys.author(CoseAlgorithm.ESP256));
    assertEquals(List.of(1), verified.authentications().stream().map(s -> s.block()).toList());
    verified =
        envelope.verifyAny(
            List.of(
                SuitVerifier.of(Keys.dependentAuthor()),
                SuitVerifier.of(Keys.author(CoseAlgorithm.ESP256)),
                SuitVerifier.of(Keys.author(CoseAlgorithm.ES256))));
    assertEquals(List.of(1, 0), verified.authentications().stream().map(s -> s.block()).toList());
    assertEquals(
        Failure.SIGNATURE,
        assertThrows(VerificationException.class, () -> envelope.verify(Keys.dependentAuthor()))
            .failure());
    assertEquals(
        Failure.NO_SIGNATURE,
        assertThrows(VerificationException.class, () -> envelope.verifyAny(List.of())).failure());
  }

  @Test
  void coseSignIsVerified() throws GeneralSecurityException, DecodeException {
    SuitEnvelope envelope = SuitEnvelope.builder(manifest()).build();
    Bytes digest = envelope.unverifiedAuthentication().encodedDigest();
    CoseSign message = CoseSign.builder().payload(digest).detached().sign(SIGNER).build();
    Bytes encoded =
        new CborWriter()
            .beginMap()
            .writeLong(2)
            .beginWrapped()
            .beginArray()
            .writeBytes(digest)
            .writeWrapped(message)
            .endArray()
            .endWrapped()
            .writeLong(3)
            .writeEncodedItem(envelope.unverifiedEncodedManifest())
            .endMap()
            .toBytes();
    assertEquals(manifest(), SuitEnvelope.decode(encoded).verify(Keys.author()).asSigned());
  }

  @Test
  void tooManySignaturesAreRefused() throws GeneralSecurityException, DecodeException {
    SuitEnvelope envelope = SuitEnvelope.builder(manifest()).signer(SIGNER).build();
    SuitAuthenticationBlock block = envelope.unverifiedAuthentication().blocks().get(0);
    SuitEnvelope full = envelope.with(Collections.nCopies(EnvelopeVerifier.MOST_BLOCKS - 1, block));
    assertEquals(manifest(), full.verify(Keys.author()).asSigned());
    SuitEnvelope crowded = envelope.with(Collections.nCopies(EnvelopeVerifier.MOST_BLOCKS, block));
    assertEquals(Failure.TOO_MANY_SIGNATURES, failure(crowded));
  }

  private static SuitEnvelope around(SuitAuthentication authentication, Bytes manifestItem) {
    return new SuitEnvelope(
        false,
        authentication,
        manifestItem,
        Map.of(),
        Map.of(),
        Map.of(),
        SuitDecodeOptions.defaults(),
        null);
  }

  @Test
  void signatureComesBeforeDigestAndDigestBeforeManifest() throws GeneralSecurityException {
    Bytes rubbish = Bytes.fromHex("ff");
    SuitDigest digest =
        SuitDigest.compute(
            SuitDigestAlgorithm.SHA_256,
            Segments.of(new CborWriter().writeBytes(rubbish).toBytes()));
    Bytes rubbishItem = new CborWriter().writeBytes(rubbish).toBytes();
    assertEquals(Failure.NO_SIGNATURE, failure(around(digest, rubbishItem, Map.of())));
    SuitEnvelope signed = signed(rubbish, Map.of());
    assertThrows(DecodeException.class, () -> signed.verify(Keys.author()));
    SuitEnvelope other =
        around(
            signed.unverifiedAuthentication(),
            new CborWriter().writeBytes(Bytes.fromHex("fe")).toBytes());
    assertEquals(Failure.DIGEST, failure(other));
  }

  @Test
  void nothingIsSignedWithAWrongDigest() throws GeneralSecurityException {
    SuitDigest digest =
        SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(Bytes.ofUtf8("other")));
    Bytes item = new CborWriter().writeWrapped(manifest()).toBytes();
    VerificationException e =
        assertThrows(
            VerificationException.class, () -> around(digest, item, Map.of()).sign(SIGNER));
    assertEquals(Failure.DIGEST, e.failure());
  }

  @Test
  void digestsOfUnknownAlgorithmsAreRefused() throws GeneralSecurityException {
    Bytes item = new CborWriter().writeWrapped(manifest()).toBytes();
    Bytes right = SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(item)).bytes();
    for (SuitDigest digest :
        List.of(
            new SuitDigest(-15, right, List.of()), new SuitDigest(-16, right, List.of(edn("0"))))) {
      VerificationException e =
          assertThrows(VerificationException.class, () -> digest.verify(item));
      assertEquals(Failure.DIGEST_ALGORITHM, e.failure());
    }
    VerificationException e =
        assertThrows(
            VerificationException.class,
            () -> new SuitDigest(-16, right.slice(0, 31), List.of()).verify(item));
    assertEquals(Failure.DIGEST, e.failure());
    assertThrows(
        IllegalArgumentException.class,
        () -> new SuitDigest(SuitDigestAlgorithm.SHA_256, right.slice(0, 31)));
  }

  @Test
  void digestsWithFurtherElementsAreDecodedAlone() throws DecodeException {
    Bytes encoded = edn("[-16, h'0102', 0, {1: 2}]");
    SuitDigest digest = SuitDigest.decode(encoded);
    assertEquals(
        new SuitDigest(-16, Bytes.fromHex("0102"), List.of(edn("0"), edn("{1: 2}"))), digest);
    assertEquals(encoded, digest.encode().toBytes());
    Bytes followed = Bytes.fromHex(encoded.toHex() + "00");
    DecodeException e = assertThrows(DecodeException.class, () -> SuitDigest.decode(followed));
    assertEquals(Reason.TRAILING_BYTES, e.reason());
    assertEquals(encoded.length(), e.offset());
  }

  @Test
  void aChangedSeveredMemberIsRefused() throws GeneralSecurityException, DecodeException {
    SuitEnvelope envelope =
        SuitEnvelope.builder(manifest()).sever(SuitManifestLabel.INSTALL).signer(SIGNER).build();
    byte[] encoded = envelope.toByteArray();
    Bytes member = envelope.unverifiedSeveredMembers().get(SuitManifestLabel.INSTALL);
    assertEquals("43820e00", member.toHex());
    encoded[encoded.length - 1] ^= 1;
    assertEquals(Failure.DIGEST, failure(SuitEnvelope.decode(Bytes.wrap(encoded))));
  }

  @Test
  void aMemberMustNotBeInBothPlacesNorInTheEnvelopeAlone() throws GeneralSecurityException {
    Bytes item = Bytes.fromHex("43820e00");
    Bytes encoded = manifest().encode().toBytes();
    for (SuitManifestLabel label :
        List.of(SuitManifestLabel.INSTALL, SuitManifestLabel.PAYLOAD_FETCH)) {
      SuitEnvelope envelope = signed(encoded, Map.of(label, item));
      DecodeException e = assertThrows(DecodeException.class, () -> envelope.verify(Keys.author()));
      assertEquals(Reason.UNEXPECTED_ELEMENT, e.reason());
      assertEquals(label.shortName(), e.path());
    }
  }

  @Test
  void severedSequencesAreCheckedAgainstTheManifest() throws GeneralSecurityException {
    Bytes item = new CborWriter().writeBytes(edn("[12, 1]")).toBytes();
    SuitManifest severed =
        SuitManifest.builder(7, SuitCommon.of(SuitComponentIdentifier.ofText("a")))
            .severed(
                SuitManifestLabel.INSTALL,
                SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(item)))
            .build();
    SuitEnvelope envelope =
        signed(severed.encode().toBytes(), Map.of(SuitManifestLabel.INSTALL, item));
    DecodeException e = assertThrows(DecodeException.class, () -> envelope.verify(Keys.author()));
    assertEquals(Reason.INVALID_REFERENCE, e.reason());
    assertEquals("install/command[0]/directive-set-component-index", e.path());
  }

  @Test
  void envelopeNeedsWrapperAndManifestInThisOrder() throws DecodeException {
    SuitEnvelope.decode(edn("{2: << [" + DIGEST + "] >>, 3: << 0 >>}"));
    refusedEnvelope("{3: << 0 >>}", Reason.MISSING_ELEMENT, "");
    refusedEnvelope("{2: << [" + DIGEST + "] >>}", Reason.MISSING_ELEMENT, "");
    refusedEnvelope("{3: << 0 >>, 2: << [" + DIGEST + "] >>}", Reason.KEY_ORDER, "");
    refusedEnvelope("{2: << [" + DIGEST + "] >>, 3: << 0 >>}, 0", Reason.TRAILING_BYTES, "");
    refusedEnvelope("[]", Reason.UNEXPECTED_TYPE, "");
    refusedEnvelope("108({})", Reason.UNEXPECTED_TYPE, "");
  }

  @Test
  void wrapperHasADigestAndTaggedDetachedBlocks() throws GeneralSecurityException {
    String path = "authentication-wrapper/";
    refusedEnvelope("{2: << [] >>}", Reason.WRONG_LENGTH, path + "digest");
    refusedEnvelope("{2: [" + DIGEST + "]}", Reason.UNEXPECTED_TYPE, "authentication-wrapper");
    refusedEnvelope("{2: << [<< [-16] >>] >>}", Reason.WRONG_LENGTH, path + "digest");
    refusedEnvelope("{2: << [<< [-16, h''], 0 >>] >>}", Reason.TRAILING_BYTES, path + "digest");
    for (String block : List.of("[h'', {}, null, h'']", "0")) {
      refusedEnvelope(
          "{2: << [" + DIGEST + ", << " + block + " >>] >>}",
          Reason.UNEXPECTED_TYPE,
          path + "block[0]");
    }
    refusedEnvelope(
        "{2: << [" + DIGEST + ", << 16([h'', {}, null]) >>] >>}",
        Reason.UNEXPECTED_TAG,
        path + "block[0]");
    refusedEnvelope(
        "{2: << [" + DIGEST + ", << 18([h'', {}, h'', h'']) >>] >>}",
        Reason.UNEXPECTED_ELEMENT,
        path + "block[0]");
    refusedEnvelope(
        "{2: << [" + DIGEST + ", << 18([h'', {}, null]) >>] >>}",
        Reason.WRONG_LENGTH,
        path + "block[0]/COSE_Sign1");
    CoseSign1 attached = CoseSign1.sign(Bytes.empty(), SIGNER);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SuitAuthenticationBlock(attached, attached.encode().toBytes()));
  }

  @Test
  void membersOfTheEnvelopeAreByteStrings() {
    String start = "{2: << [" + DIGEST + "] >>, ";
    refusedEnvelope(start + "3: {}}", Reason.UNEXPECTED_TYPE, "manifest");
    refusedEnvelope(start + "3: << 0 >>, 20: []}", Reason.UNEXPECTED_TYPE, "install");
    refusedEnvelope(
        start + "3: << 0 >>, \"#a\": \"a\"}", Reason.UNEXPECTED_TYPE, "integrated-payload");
    for (int label : new int[] {8, 9, 13, 17}) {
      refusedEnvelope(start + "3: << 0 >>, " + label + ": h''}", Reason.OBSOLETE_DRAFT, "");
    }
  }

  @Test
  void unknownMembersAreKept() throws DecodeException {
    Bytes encoded =
        edn("{1: [0], 2: << [" + DIGEST + "] >>, 3: << 0 >>, 7: \"validate\", 1000: {}}");
    SuitEnvelope envelope = SuitEnvelope.decode(encoded);
    assertEquals(Set.of(1L, 7L, 1000L), envelope.unverifiedOthers().keySet());
    assertEquals(encoded, envelope.encode().toBytes());
  }

  @Test
  void offsetsInsideTheManifestAreThoseOfTheInput() throws DecodeException {
    Bytes encoded =
        edn("{2: << [" + DIGEST + "] >>, 3: << {1: 1, 2: 0, 3: << {} >>, 7: << [1, 16] >>} >>}");
    SuitEnvelope envelope = SuitEnvelope.decode(encoded);
    DecodeException e = assertThrows(DecodeException.class, envelope::unverifiedManifest);
    assertEquals("manifest/validate/command[0]/condition-vendor-identifier", e.path());
    assertEquals(encoded.length() - 1, e.offset());
  }

  @Test
  void offsetsInsideADependencyAreThoseOfTheInput() throws DecodeException {
    Bytes encoded = edn("{2: << [" + DIGEST + "] >>, 3: << 0 >>, \"#a\": << {2: 0} >>}");
    SuitEnvelope envelope = SuitEnvelope.decode(encoded);
    DecodeException e =
        assertThrows(DecodeException.class, () -> envelope.unverifiedIntegratedDependency("#a"));
    assertEquals("#a/authentication-wrapper", e.path());
    assertEquals(encoded.length() - 1, e.offset());
  }

  @Test
  void equalityIsByContent() throws DecodeException {
    Bytes input = Vectors.envelope("manifest-example2-signed");
    SuitEnvelope first = SuitEnvelope.decode(input);
    SuitEnvelope second = SuitEnvelope.decode(Bytes.copyOf(input.toByteArray()));
    assertEquals(first, second);
    assertEquals(first.hashCode(), second.hashCode());
    assertFalse(first.equals(first.withoutSevered(SuitManifestLabel.TEXT)));
  }
}
