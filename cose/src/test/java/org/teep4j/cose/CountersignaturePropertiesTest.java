package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;

/** Countersigned messages with random content, damaged in every place. */
class CountersignaturePropertiesTest {

  private static final CoseKey KEY = Keys.on(CoseCurve.ED25519);
  private static final CoseKey NOTARY = Keys.generate(CoseCurve.ED25519);

  @Property(tries = 10)
  void everyChangedBitIsNoticedUnlessItIsNotCovered(
      @ForAll byte[] payload, @ForAll byte[] keyId, @ForAll boolean abbreviated) throws Exception {
    CoseHeaders headers =
        CoseHeaders.builder()
            .protect(CoseLabel.of("p"), CoseLabel.of(payload.length))
            .keyId(Bytes.wrap(keyId))
            .build();
    CoseSign1 message =
        CoseSign1.builder().headers(headers).payload(Bytes.wrap(payload)).sign(CoseSigner.of(KEY));
    CoseCountersignatureBuilder builder = CoseCountersignature.builder();
    CoseCountersignature made =
        (abbreviated ? builder.abbreviated() : builder).sign(message, CoseSigner.of(NOTARY));
    CoseSign1 countersigned = message.withCountersignature(made);
    byte[] encoded = countersigned.toByteArray();
    assertEquals(countersigned, CoseSign1.decode(Bytes.copyOf(encoded)));
    assertTrue(isVerified(Bytes.copyOf(encoded), countersigned));
    for (int i = 0; i < encoded.length; i++) {
      byte[] damaged = encoded.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      isVerified(Bytes.wrap(damaged), countersigned);
    }
  }

  /** False if it was refused; what is verified must be covered and the same. */
  private static boolean isVerified(Bytes encoded, CoseSign1 original)
      throws GeneralSecurityException {
    try {
      CoseSign1 decoded = CoseSign1.decode(encoded);
      List<CoseCountersignature> all = decoded.countersignatures();
      if (all.isEmpty()) {
        return false;
      }
      all.get(0).verify(decoded, CoseVerifier.of(NOTARY));
      assertEquals(original.headers().protectedBytes(), decoded.headers().protectedBytes());
      assertEquals(original.unverifiedPayload(), decoded.unverifiedPayload());
      assertEquals(original.signature(), decoded.signature());
      CoseCountersignature made = original.countersignatures().get(0);
      assertEquals(made.parameter(), all.get(0).parameter());
      assertEquals(made.signature(), all.get(0).signature());
      assertEquals(made.headers().protectedBytes(), all.get(0).headers().protectedBytes());
      return true;
    } catch (DecodeException | VerificationException e) {
      return false;
    }
  }
}
