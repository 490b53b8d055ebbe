package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.testsupport.Allocation;

/** A large payload costs nothing but its place in the message: allocation is counted. */
class UpdateAllocationTest {

  private static final int MIB = 1 << 20;
  private static final int PAYLOAD = 64 * MIB;
  private static final int LIMIT = 8 << 10;

  /** The published Update whose envelope also integrates 64 MiB of zeros under the key "#tc". */
  private static Bytes encodedUpdate() {
    Bytes envelope = PublishedMessages.ENVELOPE;
    String payloadHead = "632374635a" + String.format("%08x", PAYLOAD);
    int envelopeSize = envelope.length() + payloadHead.length() / 2 + PAYLOAD;
    Bytes beforePayload =
        Bytes.fromHex(
            "8203a109815a"
                + String.format("%08x", envelopeSize)
                + "a3"
                + envelope.slice(1).toHex()
                + payloadHead);
    byte[] message = new byte[beforePayload.length() + PAYLOAD];
    beforePayload.copyTo(message, 0);
    return Bytes.wrap(message);
  }

  /** The bytes that one call allocates, once everything is loaded: the least of several counts. */
  private static long allocation(Callable<?> call) throws Exception {
    return Allocation.leastOf(10, () -> assertNotNull(call.call()));
  }

  @Test
  void decodingDoesNotCopyThePayload() throws Exception {
    Bytes encoded = encodedUpdate();
    Update update = (Update) TeepMessage.decodeUnverified(encoded, Dialect.RFC);
    SuitEnvelope envelope = SuitEnvelope.decode(update.manifestList().get(0));
    assertEquals(PAYLOAD, envelope.unverifiedIntegratedPayloads().get("#tc").length());
    long allocated =
        allocation(
            () -> {
              Update decoded = (Update) TeepMessage.decodeUnverified(encoded, Dialect.RFC);
              SuitManifest manifest =
                  SuitEnvelope.decode(decoded.manifestList().get(0)).unverifiedManifest();
              return manifest;
            });
    assertTrue(allocated < LIMIT, allocated + " bytes");
  }

  @Test
  void encodingReferencesThePayload() throws Exception {
    Update update = (Update) TeepMessage.decodeUnverified(encodedUpdate(), Dialect.RFC);
    Bytes manifest = update.manifestList().get(0);
    Segments segments = update.encode(Dialect.DRAFT_25);
    assertEquals(manifest.length() + 10, segments.length());
    long allocated = allocation(() -> update.encode(Dialect.DRAFT_25));
    assertTrue(allocated < LIMIT, allocated + " bytes");
  }

  @Test
  void signingSendsThePayloadFromWhereItLies() throws Exception {
    Update update = (Update) TeepMessage.decodeUnverified(encodedUpdate(), Dialect.RFC);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    CoseKey key = CoseKeys.of(generator.generateKeyPair());
    CoseSigner signer = CoseSigner.of(key);
    CoseSign1 signed = update.sign(signer, Dialect.RFC);
    CoseVerifier verifier = CoseVerifier.of(key);
    assertEquals(update, TeepMessage.verify(signed.encode().toBytes(), verifier, Dialect.RFC));
    long allocated =
        allocation(
            () -> {
              update.sign(signer, Dialect.RFC).encode().writeTo(OutputStream.nullOutputStream());
              return update;
            });
    assertTrue(allocated < MIB, allocated + " bytes"); // what the curve arithmetic takes
  }

  @Test
  void anEnvelopeGoesIntoAnUpdateWithoutACopyOfItsPayload() throws Exception {
    Bytes payload = Bytes.wrap(new byte[PAYLOAD]);
    SuitManifest manifest =
        SuitManifest.builder(1, SuitCommon.of(SuitComponentIdentifier.ofText("ta"))).build();
    SuitEnvelope envelope =
        SuitEnvelope.builder(manifest).integratedPayload("#ta", payload).build();
    Update update = Update.builder().manifests(List.of(envelope)).build();
    assertEquals(update, TeepMessage.decodeUnverified(update.toBytes(Dialect.RFC), Dialect.RFC));
    assertEquals(envelope.withTag(false), SuitEnvelope.decode(update.manifestList().get(0)));
    long allocated =
        allocation(
            () -> {
              Update built = Update.builder().manifests(List.of(envelope)).build();
              built.encode(Dialect.RFC).writeTo(OutputStream.nullOutputStream());
              return built;
            });
    assertTrue(allocated < LIMIT, allocated + " bytes");
    long joined =
        allocation(
            () ->
                Update.builder()
                    .manifests(List.of(envelope))
                    .build()
                    .encode(Dialect.RFC)
                    .toByteArray());
    assertTrue(joined < PAYLOAD + LIMIT, joined + " bytes");
  }
}
