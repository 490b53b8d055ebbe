package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseRecipient;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignature;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.DecryptOptions;
import org.teep4j.cose.HpkeContext;
import org.teep4j.cose.HpkeDecryptor;
import org.teep4j.cose.KdfContext;
import org.teep4j.cose.KdfContext.Party;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerifyOptions;
import org.teep4j.vectors.CoseExpectation.Admission;
import org.teep4j.vectors.CoseExpectation.Open;
import org.teep4j.vectors.CoseExpectation.Recipient;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.VectorSet;

/** Opens COSE messages according to an expectation. */
final class CoseOpening {
  /** The label that example C.1.4 of RFC 8152 puts into crit. */
  private static final CoseLabel RESERVED = CoseLabel.of("reserved");

  private final VectorSet set;
  private final Open check;
  private final CoseAlgorithm algorithm;

  CoseOpening(VectorSet set, Open check) throws NotDone {
    this.set = set;
    this.check = check;
    this.algorithm =
        CoseAlgorithm.fromId(check.algorithm())
            .orElseThrow(() -> new NotDone("the algorithm is not supported yet"));
  }

  /**
   * Opens a message, or checks that it is refused.
   *
   * @param kind the kind of the message, unless the expectation names it
   * @param whole the item at which the path of the expectation begins
   * @return what was shown
   */
  String open(VectorKind kind, Bytes whole)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    VectorKind shown = check.as().orElse(kind);
    return Refusals.check(
        check.refused(),
        () -> {
          Bytes content = content(shown, check.at().find(whole));
          if (check.content().isPresent()) {
            CheckFailure.requireEqual(check.content().get(), content, "the content");
          }
          String opened = algorithm.ianaName() + ", key " + check.key();
          return check.then().isEmpty()
              ? opened
              : opened
                  + ", and in it "
                  + new CoseOpening(set, check.then().get()).open(shown, content);
        });
  }

  private Bytes content(VectorKind kind, Bytes item)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    return switch (kind) {
      case COSE_SIGN1, COSE_SIGN, SIGNED_TEEP_MESSAGE -> verify(CoseSignedMessage.decode(item));
      case COSE_MAC0 -> verify(CoseMac0.decode(item));
      case COSE_MAC -> verify(CoseMac.decode(item));
      case COSE_ENCRYPT0 -> decrypt(CoseEncrypt0.decode(item));
      case COSE_ENCRYPT -> decrypt(CoseEncrypt.decode(item));
      default -> throw new CheckFailure(kind.word() + " is no message");
    };
  }

  private CoseKey key() throws CheckFailure, GeneralSecurityException {
    return VectorKeys.of(set, check.key());
  }

  private boolean admits(Admission admission) {
    return check.admit().contains(admission);
  }

  private static Bytes bytes(Optional<Bytes> hex) {
    return hex.orElse(Bytes.empty());
  }

  private VerifyOptions verifyOptions() {
    VerifyOptions options = VerifyOptions.defaults().withExternalAad(bytes(check.external()));
    if (admits(Admission.UNPROTECTED_ALGORITHM)) {
      options = options.withUnprotectedAlgorithm();
    }
    return admits(Admission.RESERVED) ? options.withUnderstood(RESERVED) : options;
  }

  private DecryptOptions decryptOptions() {
    DecryptOptions options = DecryptOptions.defaults().withExternalAad(bytes(check.external()));
    if (admits(Admission.UNPROTECTED_ALGORITHM)) {
      options = options.withUnprotectedAlgorithm();
    }
    if (admits(Admission.UNAUTHENTICATED)) {
      options = options.withUnauthenticatedEncryption();
    }
    return check.contextIv().isPresent()
        ? options.withContextIv(bytes(check.contextIv()))
        : options;
  }

  // Signatures.

  static CoseVerifier verifier(CoseKey key, CoseAlgorithm algorithm, boolean anyCurve)
      throws GeneralSecurityException {
    return anyCurve ? CoseVerifier.ofAnyCurve(key, algorithm) : CoseVerifier.of(key, algorithm);
  }

  private Bytes verify(CoseSignedMessage message) throws CheckFailure, GeneralSecurityException {
    CoseVerifier verifier = verifier(key(), algorithm, admits(Admission.ANY_CURVE));
    if (check.structure().isPresent()) {
      requireOneSignatureOver(bytes(check.structure()), message, verifier);
    }
    return message.isDetached()
        ? message.verifyDetached(bytes(check.content()), verifier, verifyOptions()).bytes()
        : message.verify(verifier, verifyOptions()).bytes();
  }

  /** One of the signatures is over the Sig_structure that is given. */
  private static void requireOneSignatureOver(
      Bytes structure, CoseSignedMessage message, CoseVerifier verifier) throws CheckFailure {
    List<Bytes> signatures =
        message instanceof CoseSign sign
            ? sign.signatures().stream().map(CoseSignature::signature).toList()
            : List.of(((CoseSign1) message).signature());
    for (Bytes signature : signatures) {
      try {
        verifier.verify(Segments.of(structure), signature);
        return;
      } catch (VerificationException other) {
        // A signature of another signer.
      }
    }
    throw new CheckFailure("no signature is over the Sig_structure that is given");
  }

  // MACs.

  private Bytes verify(CoseMac0 message) throws CheckFailure, GeneralSecurityException {
    CoseMacVerifier verifier = CoseMacVerifier.of(key(), algorithm);
    if (check.structure().isPresent()) {
      verifier.verify(Segments.of(bytes(check.structure())), message.tag());
    }
    return message.isDetached()
        ? message.verifyDetached(bytes(check.content()), verifier, verifyOptions()).bytes()
        : message.verify(verifier, verifyOptions()).bytes();
  }

  private Bytes verify(CoseMac message)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    ContentKeyRecipient recipient = recipient();
    if (check.structure().isPresent() && check.contentKey().isPresent()) {
      CoseMacVerifier.of(contentKey(), contentAlgorithm(message.unverifiedHeaders()))
          .verify(Segments.of(bytes(check.structure())), message.tag());
    }
    checkContext(message.recipients());
    return message.isDetached()
        ? message.verifyDetached(bytes(check.content()), recipient, verifyOptions()).bytes()
        : message.verify(recipient, verifyOptions()).bytes();
  }

  // Encryption.

  private Bytes decrypt(CoseEncrypt0 message) throws CheckFailure, GeneralSecurityException {
    if (algorithm.isHpke()) {
      HpkeDecryptor decryptor = HpkeDecryptor.of(key(), algorithm).withContext(hpkeContext());
      return message.decrypt(decryptor, decryptOptions()).bytes();
    }
    CoseDecryptor decryptor = CoseDecryptor.of(key(), algorithm);
    if (check.structure().isPresent() && message.unverifiedHeaders().iv().isPresent()) {
      decryptor.decrypt(
          message.unverifiedHeaders().iv().get(),
          bytes(check.structure()),
          message.ciphertext().orElseThrow());
    }
    return message.decrypt(decryptor, decryptOptions()).bytes();
  }

  private Bytes decrypt(CoseEncrypt message)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    ContentKeyRecipient recipient = recipient();
    if (check.structure().isPresent()
        && check.contentKey().isPresent()
        && message.unverifiedHeaders().iv().isPresent()) {
      CoseDecryptor.of(contentKey(), contentAlgorithm(message.unverifiedHeaders()))
          .decrypt(
              message.unverifiedHeaders().iv().get(),
              bytes(check.structure()),
              message.ciphertext().orElseThrow());
    }
    checkContext(message.recipients());
    return message.decrypt(recipient, decryptOptions()).bytes();
  }

  private SymmetricKey contentKey() throws GeneralSecurityException {
    return SymmetricKey.of(bytes(check.contentKey()));
  }

  private static CoseAlgorithm contentAlgorithm(CoseHeaders headers) throws CheckFailure {
    return headers
        .algorithm()
        .orElseThrow(() -> new CheckFailure("the content has no algorithm that is known"));
  }

  // Recipients.

  private ContentKeyRecipient recipient() throws CheckFailure, GeneralSecurityException {
    Optional<Recipient> given = check.recipient();
    ContentKeyRecipient recipient;
    if (given.isPresent() && given.get().senderKey().isPresent()) {
      CoseKey sender = VectorKeys.of(set, given.get().senderKey().get());
      recipient = ContentKeyRecipient.ecdhSs(CoseKeyAgreement.of(key()), sender, algorithm);
    } else {
      recipient = ContentKeyRecipient.of(key(), algorithm);
    }
    if (given.isEmpty()) {
      return recipient;
    }
    if (algorithm.isHpke()) {
      return recipient.withHpkeContext(hpkeContext());
    }
    if (!context().equals(KdfContext.empty())) {
      recipient = recipient.withKdfContext(context());
    }
    for (int outer : given.get().through()) {
      recipient = ContentKeyRecipient.keyWrap(PrimitiveChecks.algorithm(outer), recipient);
    }
    return recipient;
  }

  private void checkContext(List<CoseRecipient> recipients) throws CheckFailure, DecodeException {
    Optional<Bytes> expected = check.recipient().flatMap(Recipient::kdfContext);
    if (expected.isPresent()) {
      KdfContexts.require(bytes(expected), recipients, algorithm, context());
    }
  }

  /** The parameters that both sides know and that are not in the message. */
  private KdfContext context() {
    KdfContext context = KdfContext.empty();
    if (check.recipient().isEmpty()) {
      return context;
    }
    Recipient given = check.recipient().get();
    if (given.partyU().isPresent()) {
      context = context.withPartyU(Party.unknown().withIdentity(bytes(given.partyU())));
    }
    if (given.partyV().isPresent()) {
      context = context.withPartyV(Party.unknown().withIdentity(bytes(given.partyV())));
    }
    if (given.suppPub().isPresent()) {
      context = context.withSuppPubOther(bytes(given.suppPub()));
    }
    return given.suppPriv().isPresent()
        ? context.withSuppPrivInfo(bytes(given.suppPriv()))
        : context;
  }

  /** The HPKE parameters that both sides know and that are not in the message. */
  private HpkeContext hpkeContext() throws GeneralSecurityException {
    HpkeContext context = HpkeContext.empty();
    if (check.recipient().isEmpty()) {
      return context;
    }
    Recipient given = check.recipient().get();
    context = context.withInfo(bytes(given.info())).withAad(bytes(given.aad()));
    if (given.psk().isEmpty()) {
      return context;
    }
    CoseKey psk = SymmetricKey.of(bytes(given.psk())).withKeyId(bytes(given.pskId()));
    return context.withPsk((SymmetricKey) psk);
  }
}
