package org.teep4j.benchmarks;

import COSE.Attribute;
import COSE.CoseException;
import COSE.Encrypt0Message;
import COSE.HeaderKeys;
import COSE.MAC0Message;
import COSE.Message;
import COSE.MessageTag;
import com.upokecenter.cbor.CBORObject;
import org.teep4j.cose.CoseAlgorithm;

/** cose-java with a shared key. It works with the providers that are registered. */
final class SymmetricPeer {

  private final byte[] key;
  private final CoseAlgorithm algorithm;

  SymmetricPeer(byte[] key, CoseAlgorithm algorithm) {
    this.key = key;
    this.algorithm = algorithm;
  }

  private CBORObject id() {
    return CBORObject.FromObject(algorithm.id());
  }

  Encrypt0Message encrypt(byte[] plaintext) throws CoseException {
    Encrypt0Message message = new Encrypt0Message();
    message.addAttribute(HeaderKeys.Algorithm, id(), Attribute.PROTECTED);
    message.SetContent(plaintext);
    message.encrypt(key);
    return message;
  }

  static Encrypt0Message encrypted(byte[] encoded) throws CoseException {
    return (Encrypt0Message) Message.DecodeFromBytes(encoded, MessageTag.Encrypt0);
  }

  byte[] decrypt(Encrypt0Message message) throws CoseException {
    return message.decrypt(key);
  }

  MAC0Message mac(byte[] payload) throws CoseException {
    MAC0Message message = new MAC0Message();
    message.addAttribute(HeaderKeys.Algorithm, id(), Attribute.PROTECTED);
    message.SetContent(payload);
    message.Create(key);
    return message;
  }

  static MAC0Message maced(byte[] encoded) throws CoseException {
    return (MAC0Message) Message.DecodeFromBytes(encoded, MessageTag.MAC0);
  }

  boolean verify(MAC0Message message) throws CoseException {
    return message.Validate(key);
  }
}
