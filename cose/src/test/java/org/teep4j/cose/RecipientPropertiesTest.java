package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.KdfContext.Party;
import org.teep4j.cose.Recipients.Method;

/** What holds for all recipient algorithms, curves, contexts and content keys. */
class RecipientPropertiesTest {

  private static final VerifyOptions DEFAULTS = VerifyOptions.defaults();
  private static final List<Method> METHODS = methods();

  private static List<Method> methods() {
    try {
      return Recipients.all();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Provide
  Arbitrary<Method> allMethods() {
    return Arbitraries.of(METHODS);
  }

  @Provide
  Arbitrary<Method> derivations() {
    return Arbitraries.of(
        METHODS.stream()
            .filter(
                each -> each.traits().scheme().protectsHeader() && each.traits().suite() == null)
            .toList());
  }

  @Provide
  Arbitrary<CoseAlgorithm> contentAlgorithms() {
    return Arbitraries.of(
        Arrays.stream(CoseAlgorithm.values())
            .filter(
                each ->
                    each.traits() instanceof AlgorithmTraits.Encrypting
                        || each.traits() instanceof AlgorithmTraits.Macing)
            .toList());
  }

  @Provide
  Arbitrary<KdfContext> contexts() {
    Arbitrary<Optional<Bytes>> field =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(Bytes::wrap).optional();
    Arbitrary<Optional<Bytes>> nonce =
        Arbitraries.oneOf(
            Arbitraries.longs().map(n -> Party.unknown().withNonce(n).nonce()),
            field.map(b -> b.flatMap(value -> Party.unknown().withNonce(value).nonce())));
    Arbitrary<Party> party = Combinators.combine(field, nonce, field).as(Party::new);
    return Combinators.combine(party, party, field, field).as(KdfContext::new);
  }

  @Property(tries = 200)
  void contentKeysComeBack(
      @ForAll("allMethods") Method method, @ForAll("contentAlgorithms") CoseAlgorithm content)
      throws Exception {
    ContentKeyUse use = ContentKeyUse.of(content);
    ContentKey key = ContentKeySender.send(List.of(method.sender()), use, null);
    List<CoseRecipient> recipients = Recipients.sent(key.recipients());
    assertEquals(key.recipients(), recipients);
    assertEquals(use.keyBits(), key.key().length * 8);
    assertArrayEquals(key.key(), method.recipient().contentKey(recipients, use, DEFAULTS));
    assertLeadsElsewhere(key.key(), method.stranger(), recipients, use);
    assertEquals(
        method.traits().determinesKey(),
        recipients.get(0).ciphertext().equals(Optional.of(Bytes.empty())));
  }

  private static void assertLeadsElsewhere(
      byte[] key, ContentKeyRecipient recipient, List<CoseRecipient> recipients, ContentKeyUse use)
      throws Exception {
    boolean determines =
        ((AlgorithmTraits.Distributing) recipient.algorithm().traits()).determinesKey();
    if (determines) {
      assertFalse(Arrays.equals(key, recipient.contentKey(recipients, use, DEFAULTS)));
    } else {
      assertThrows(
          VerificationException.class, () -> recipient.contentKey(recipients, use, DEFAULTS));
    }
  }

  @Property(tries = 100)
  void bothSidesNeedTheSameContext(
      @ForAll("derivations") Method method,
      @ForAll("contexts") KdfContext one,
      @ForAll("contexts") KdfContext other)
      throws Exception {
    ContentKeyUse use = ContentKeyUse.of(CoseAlgorithm.A192GCM);
    Method same = method.withKdfContext(one, one);
    ContentKey key = ContentKeySender.send(List.of(same.sender()), use, null);
    List<CoseRecipient> recipients = Recipients.sent(key.recipients());
    assertArrayEquals(key.key(), same.recipient().contentKey(recipients, use, DEFAULTS));
    if (!one.equals(other)) {
      ContentKeyRecipient elsewhere = method.recipient().withKdfContext(other);
      byte[] received = orNothing(elsewhere, recipients, use);
      assertFalse(Arrays.equals(key.key(), received));
    }
  }

  private static byte[] orNothing(
      ContentKeyRecipient recipient, List<CoseRecipient> recipients, ContentKeyUse use) {
    try {
      return recipient.contentKey(recipients, use, DEFAULTS);
    } catch (VerificationException e) {
      return new byte[0];
    }
  }

  @Property(tries = 100)
  void whatIsSentOfTheContextNeedNotBeKnown(
      @ForAll("derivations") Method method, @ForAll("contexts") KdfContext context)
      throws Exception {
    ContentKeyUse use = ContentKeyUse.of(CoseAlgorithm.HMAC_256);
    KdfContext known =
        new KdfContext(
            Party.unknown(), Party.unknown(), context.suppPubOther(), context.suppPrivInfo());
    ContentKeySender sender =
        method.sender().withKdfContext(context).withHeaders(context.toHeaders());
    ContentKey key = ContentKeySender.send(List.of(sender), use, null);
    List<CoseRecipient> recipients = Recipients.sent(key.recipients());
    ContentKeyRecipient recipient = method.recipient();
    assertArrayEquals(
        key.key(), recipient.withKdfContext(known).contentKey(recipients, use, DEFAULTS));
    assertArrayEquals(
        key.key(), recipient.withKdfContext(context).contentKey(recipients, use, DEFAULTS));
  }

  @Property(tries = 100)
  void keysAreBoundToTheNextLayerAndToProtectedHeaders(@ForAll("allMethods") Method method)
      throws Exception {
    if (!method.traits().scheme().protectsHeader()) {
      return;
    }
    ContentKeyUse use = ContentKeyUse.of(CoseAlgorithm.A128GCM);
    ContentKey key = ContentKeySender.send(List.of(method.sender()), use, null);
    CoseRecipient recipient = key.recipients().get(0);
    // ECDH with key wrap binds the wrapping key to the key wrap algorithm, and not to the content.
    boolean bound = method.traits().determinesKey() || method.traits().suite() != null;
    byte[] other =
        orNothing(
            method.recipient(), key.recipients(), ContentKeyUse.of(CoseAlgorithm.AES_MAC_128_64));
    assertEquals(bound, !Arrays.equals(key.key(), other));

    CoseHeaders changed =
        recipient.headers().toBuilder().protect(CoseLabel.of(99), w -> w.writeLong(1)).build();
    List<CoseRecipient> recipients =
        List.of(new CoseRecipient(changed, recipient.ciphertext(), List.of()));
    assertLeadsElsewhere(key.key(), method.recipient(), recipients, use);
  }

  @Property(tries = 150)
  void changedParametersAndCiphertextsLeadElsewhere(
      @ForAll("allMethods") Method method, @ForAll int choice, @ForAll byte difference)
      throws Exception {
    if (difference == 0) {
      return;
    }
    boolean salted = method.traits().scheme().takesSalt();
    ContentKeySender sender =
        salted ? method.sender().withSalt(Bytes.ofUtf8("salt and more")) : method.sender();
    ContentKeyUse use = ContentKeyUse.of(CoseAlgorithm.A256GCM);
    ContentKey key = ContentKeySender.send(List.of(sender), use, null);
    CoseRecipient sent = key.recipients().get(0);
    List<CoseRecipient> changed = changes(sent, choice, difference);
    for (CoseRecipient each : changed) {
      byte[] received = orNothing(method.recipient(), List.of(each), use);
      assertFalse(Arrays.equals(key.key(), received), () -> method + " " + each);
    }
    assertFalse(changed.isEmpty());
  }

  /** One byte changed in each of what the derivation or decryption takes. */
  private static List<CoseRecipient> changes(CoseRecipient sent, int choice, byte difference) {
    List<CoseRecipient> changed = new ArrayList<>();
    for (RecipientParameter parameter :
        List.of(RecipientParameter.SALT, RecipientParameter.PARTY_U_NONCE, RecipientParameter.EK)) {
      Optional<Bytes> value = sent.headers().parameter(parameter.label());
      if (value.isPresent()) {
        // Behind the head of the byte string; the last bit of an X25519 key is not part of it.
        Bytes other = withChange(value.get(), 3, choice, (byte) (difference & 0x7f | 1));
        CoseHeaders headers =
            sent.headers().toBuilder().unprotect(parameter.label(), other).build();
        changed.add(new CoseRecipient(headers, sent.ciphertext(), sent.recipients()));
      }
    }
    Bytes ciphertext = sent.ciphertext().orElseThrow();
    if (!ciphertext.isEmpty()) {
      Bytes other = withChange(ciphertext, 0, choice, difference);
      changed.add(new CoseRecipient(sent.headers(), Optional.of(other), sent.recipients()));
    }
    return changed;
  }

  private static Bytes withChange(Bytes value, int from, int choice, byte difference) {
    byte[] bytes = value.toByteArray();
    bytes[from + Math.floorMod(choice, bytes.length - from)] ^= difference;
    return Bytes.wrap(bytes);
  }

  @Property(tries = 300)
  void noInputCausesAnythingButTheTwoExceptions(
      @ForAll("allMethods") Method method, @ForAll int position, @ForAll byte difference)
      throws Exception {
    ContentKeyUse use = ContentKeyUse.of(CoseAlgorithm.A128GCM);
    ContentKey key = ContentKeySender.send(List.of(method.sender()), use, null);
    Bytes changed = withChange(Recipients.encode(key.recipients()), 0, position, difference);
    try {
      orNothing(method.recipient(), Recipients.decode(changed, DecodeOptions.defaults()), use);
    } catch (DecodeException e) {
      assertNotEquals(0, difference);
    }
  }

  @Property(tries = 60)
  void noTwoMessagesHaveTheSameKey(@ForAll("allMethods") Method method) throws Exception {
    ContentKeyUse use = ContentKeyUse.of(CoseAlgorithm.A128GCM);
    ContentKeySender sender =
        method.traits().scheme().takesSalt()
            ? method.sender().withSalt(Bytes.ofUtf8("always the same"))
            : method.sender();
    byte[] one = ContentKeySender.send(List.of(sender), use, null).key();
    byte[] other = ContentKeySender.send(List.of(sender), use, null).key();
    assertFalse(Arrays.equals(one, other));
    assertTrue(one.length == other.length);
  }
}
