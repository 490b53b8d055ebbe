package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.VerificationException.Failure;

/**
 * An unverified message with a MAC and with recipients: each recipient structure delivers the MAC
 * key, or tells how to derive it (RFC 9052, Section 6.1). Immutable; holds views of the decoded
 * input.
 *
 * <pre>{@code
 * COSE_Mac_Tagged = #6.97(COSE_Mac)
 * COSE_Mac = [
 *   Headers,
 *   payload : bstr / nil,
 *   tag : bstr,
 *   recipients : [+ COSE_recipient]
 * ]
 * }</pre>
 *
 * <p>The {@code verify…} methods return the payload, as an {@link AuthenticatedPayload}. Every
 * recipient could have made the MAC.
 */
public final class CoseMac extends CoseMacedMessage<ContentKeyRecipient> {

  private final List<CoseRecipient> recipients;

  CoseMac(MessageContent content, Bytes tag, List<CoseRecipient> recipients) {
    super(content, tag);
    this.recipients = List.copyOf(recipients);
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Mac, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is no COSE_Mac, or headers break a rule of RFC 9052,
   *     Section 3
   */
  public static CoseMac decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Mac, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseMac decode(Bytes input, DecodeOptions options) throws DecodeException {
    return MessageReader.decode(input, options, CoseMac::read);
  }

  /**
   * Reads one message at the position of a reader.
   *
   * @param reader positioned at the message, tagged or not; positioned after it on return
   * @return the message, which references the reader's input
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseMac read(CborReader reader) throws DecodeException {
    return (CoseMac) MessageReader.read(reader, CoseMessageType.MAC);
  }

  /** Starts a message. */
  public static CoseMacBuilder builder() {
    return new CoseMacBuilder();
  }

  /**
   * The recipient structures, which deliver the key.
   *
   * @return one or more, in the order of the message
   */
  public List<CoseRecipient> recipients() {
    return recipients;
  }

  @Override
  public CoseMessageType type() {
    return CoseMessageType.MAC;
  }

  @Override
  String context() {
    return MacStructure.MAC;
  }

  @Override
  CoseMacVerifier verifier(ContentKeyRecipient recipient, VerifyOptions options)
      throws VerificationException {
    HeaderRules.checkCritical(headers(), options.understood());
    CoseAlgorithm algorithm = checkAlgorithm(options);
    byte[] key = {};
    try {
      key = recipient.contentKey(recipients, ContentKeyUse.of(algorithm), options);
      return KeyMacVerifier.ofContentKey(key, algorithm, recipient.keyId());
    } catch (VerificationException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new VerificationException(Failure.RECIPIENT);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private CoseAlgorithm checkAlgorithm(VerifyOptions options) throws VerificationException {
    Predicate<CoseAlgorithm> acceptable = algorithm -> algorithm.kind() == Kind.MAC;
    String wanted = "one for MACs";
    if (options.definedAlgorithm().isPresent()) {
      HeaderRules.requireNoAlgorithm(headers());
      return HeaderRules.checkDefined(options.definedAlgorithm().get(), acceptable, wanted);
    }
    return HeaderRules.checkAlgorithm(
        headers(), options.unprotectedAlgorithm(), acceptable, wanted);
  }

  /**
   * Returns this message with one recipient replaced, for example by its countersigned form.
   *
   * @param index the index of the recipient, from 0
   * @param recipient the new recipient
   * @return the new message
   * @throws IndexOutOfBoundsException if there is no recipient at the index
   */
  public CoseMac withRecipient(int index, CoseRecipient recipient) {
    return new CoseMac(content(), tag(), CoseRecipient.replaced(recipients, index, recipient));
  }

  @Override
  public CoseMac withCountersignature(CoseCountersignature countersignature) {
    return new CoseMac(content().countersigned(countersignature), tag(), recipients);
  }

  @Override
  List<?> rest() {
    return List.of(tag(), recipients);
  }

  @Override
  void encodeRest(CborWriter writer) {
    writer.writeBytes(tag());
    CoseRecipient.encodeList(writer, recipients);
  }

  @Override
  String count() {
    return ", " + recipients.size() + " recipients";
  }
}
