package org.teep4j.cose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * A part of a file that has a key: a PEM block, or a bag of PKCS #12.
 *
 * @param name what the part is called in the file
 * @param offset its position in the file
 */
record KeyPart(String name, boolean isCertificate, int offset, Reading key) {

  /** Reads the key of a part. */
  @FunctionalInterface
  interface Reading {
    CoseKey read() throws DecodeException;
  }

  /**
   * The one key of a file. It may occur several times, private and public, and in one certificate
   * or more. Of several certificates beside it, one must be for the key.
   *
   * @param parts one or more
   * @param all the method that reads all keys of such a file
   * @throws DecodeException if there are several keys
   */
  static CoseKey one(List<KeyPart> parts, String all) throws DecodeException {
    List<KeyPart> keys =
        parts.stream().filter(part -> !part.isCertificate).collect(Collectors.toUnmodifiableList());
    List<KeyPart> certificates =
        parts.stream().filter(KeyPart::isCertificate).collect(Collectors.toUnmodifiableList());
    if (keys.isEmpty()) {
      CoseKey first = certificates.get(0).read();
      for (KeyPart other : certificates.subList(1, certificates.size())) {
        if (!other.holds(first)) {
          throw other.another(all);
        }
      }
      return first;
    }
    CoseKey one = keys.get(0).read();
    for (KeyPart other : keys.subList(1, keys.size())) {
      CoseKey next = other.read();
      if (!next.thumbprint().equals(one.thumbprint())) {
        throw other.another(all);
      }
      one = one.isPrivate() ? one : next;
    }
    CoseKey chosen = one;
    if (!certificates.isEmpty() && certificates.stream().noneMatch(each -> each.holds(chosen))) {
      throw certificates
          .get(0)
          .refusal(Reason.INVALID_KEY, "none of the certificates is for the key beside them");
    }
    return one;
  }

  /** All keys of a file, in their order. */
  static List<CoseKey> all(List<KeyPart> parts) throws DecodeException {
    List<CoseKey> all = new ArrayList<>();
    for (KeyPart part : parts) {
      all.add(part.read());
    }
    return List.copyOf(all);
  }

  private CoseKey read() throws DecodeException {
    return key.read();
  }

  /** Whether a certificate has a given key. */
  private boolean holds(CoseKey wanted) {
    try {
      return read().thumbprint().equals(wanted.thumbprint());
    } catch (DecodeException e) {
      return false; // the key in the certificate is not supported, so it is another key
    }
  }

  private DecodeException another(String all) {
    return refusal(
        Reason.UNEXPECTED_ELEMENT,
        "a second key follows: leave the "
            + name
            + " that is meant, or read all of them with "
            + all);
  }

  private DecodeException refusal(Reason reason, String detail) {
    return new DecodeException(reason, offset, detail);
  }
}
