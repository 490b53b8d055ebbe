package org.teep4j.benchmarks;

import COSE.AlgorithmID;
import COSE.Attribute;
import COSE.CoseException;
import COSE.HeaderKeys;
import COSE.Message;
import COSE.MessageTag;
import COSE.OneKey;
import COSE.Sign1Message;
import com.upokecenter.cbor.CBORObject;
import java.security.Security;
import net.i2p.crypto.eddsa.EdDSASecurityProvider;
import org.teep4j.cose.CoseKey;

/** cose-java, which works with the providers that are registered, and its own for EdDSA. */
final class CoseJava {

  private final OneKey key;
  private final AlgorithmID algorithm;

  CoseJava(SignatureKind kind, CoseKey key) throws CoseException {
    Security.addProvider(new EdDSASecurityProvider()); // last, and without effect on others
    this.key = new OneKey(CBORObject.DecodeFromBytes(key.toByteArray()));
    this.algorithm = AlgorithmID.FromCBOR(CBORObject.FromObject(kind.algorithmOfPeers().id()));
  }

  Sign1Message decode(byte[] encoded) throws CoseException {
    return (Sign1Message) Message.DecodeFromBytes(encoded, MessageTag.Sign1);
  }

  Sign1Message sign(byte[] payload) throws CoseException {
    Sign1Message message = new Sign1Message();
    message.addAttribute(HeaderKeys.Algorithm, algorithm.AsCBOR(), Attribute.PROTECTED);
    message.SetContent(payload);
    message.sign(key);
    return message;
  }

  boolean verify(Sign1Message message) throws CoseException {
    return message.validate(key);
  }
}
