package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.security.SignatureException;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.EcdsaSignature;
import org.teep4j.cose.internal.WeierstrassCurve;

/**
 * The two forms of a signature: that of COSE and DER, for which BouncyCastle has another writer.
 */
class EcdsaSignatureTest {

  static List<CoseCurve> curves() {
    return Keys.curvesOfEc2();
  }

  @ParameterizedTest
  @MethodSource("curves")
  void bothFormsHoldTheSameNumbers(CoseCurve named) throws Exception {
    WeierstrassCurve curve = WeierstrassCurve.of(named.jcaName());
    BigInteger order = curve.order();
    Random random = new Random(1);
    for (int bits = 1; bits <= order.bitLength(); bits++) {
      BigInteger r = BigInteger.ONE.shiftLeft(bits - 1);
      BigInteger s = new BigInteger(order.bitLength(), random).mod(order);
      EcdsaSignature signature = new EcdsaSignature(r, s);
      byte[] der = signature.toDer();
      assertArrayEquals(StandardDSAEncoding.INSTANCE.encode(order, r, s), der);
      assertEquals(signature, EcdsaSignature.fromDer(der));
      byte[] fixed = signature.toFixed(curve.size());
      assertEquals(2 * curve.size(), fixed.length);
      assertEquals(signature, EcdsaSignature.fromFixed(Bytes.wrap(fixed)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3000",
        "3003020101",
        "3006020101020101ff",
        "30060201ff020101",
        "3106020101020101",
        "3005020101020101",
        "3006030101020101",
        "3006020101030101"
      })
  void otherBytesAreRefused(String hex) {
    byte[] bytes = Bytes.fromHex(hex).toByteArray();
    assertThrows(SignatureException.class, () -> EcdsaSignature.fromDer(bytes));
  }
}
