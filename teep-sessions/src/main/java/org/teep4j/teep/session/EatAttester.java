package org.teep4j.teep.session;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSigner;
import org.teep4j.eat.Confirmation;
import org.teep4j.eat.Cwt;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.EatClaimsBuilder;

/**
 * Makes Evidence: an EAT in CWT form (RFC 9711) that a key of the device signs. For devices whose
 * environment has such a key, and for tests; one with an attestation service of its own has an
 * {@link Attester} of its own.
 *
 * <p>{@code eat_nonce} is the challenge, {@code cnf} names the key that signs the TEEP messages,
 * and {@code iat} is the time. All other claims are those of the device.
 */
public final class EatAttester implements Attester {

  private final EatClaims device;
  private final CoseSigner signer;
  private final PeerOptions.Confirmation form;
  private final InstantSource clock;

  private EatAttester(
      EatClaims device, CoseSigner signer, PeerOptions.Confirmation form, InstantSource clock) {
    this.device = device;
    this.signer = signer;
    this.form = form;
    this.clock = clock;
  }

  /**
   * An Attester that names keys by their thumbprint, as the TEEP protocol asks.
   *
   * @param device what is claimed of the device, such as {@code ueid} and {@code hwmodel}
   * @param signer the attestation key, which Verifiers know
   * @param clock tells the time
   * @return the Attester
   */
  public static EatAttester of(EatClaims device, CoseSigner signer, InstantSource clock) {
    return new EatAttester(device, signer, PeerOptions.Confirmation.KID, clock);
  }

  /**
   * The same Attester with another form of {@code cnf}, for peers that understand no other.
   *
   * @param value the form
   * @return the changed Attester
   */
  public EatAttester withConfirmation(PeerOptions.Confirmation value) {
    return new EatAttester(device, signer, value, clock);
  }

  /**
   * Makes Evidence.
   *
   * @throws IOException if the key cannot sign, or the challenge has more than the 64 bytes that an
   *     EAT can have
   */
  @Override
  public AttestationPayload attest(Optional<Bytes> challenge, CoseKey messageKey)
      throws IOException {
    EatClaimsBuilder claims =
        device.toBuilder().confirmation(confirmation(messageKey)).issuedAt(clock.instant());
    try {
      challenge.ifPresent(claims::nonce);
      Bytes token = Bytes.wrap(Cwt.sign(claims.build(), signer).toByteArray());
      return new AttestationPayload(AttestationPayload.EAT_EVIDENCE, token);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("no Evidence can be made", e);
    }
  }

  private Confirmation confirmation(CoseKey key) {
    return switch (form) {
      case COSE_KEY -> Confirmation.ofKey(key);
      case KID -> Confirmation.ofKeyId(key);
      case CKT -> Confirmation.ofThumbprint(key);
    };
  }
}
