package org.teep4j.cose;

import java.io.IOException;
import java.util.List;
import org.teep4j.codec.Bytes;

/**
 * Gets certificates that a message refers to with {@code x5u} (RFC 9360). The library never goes
 * anywhere itself. The URI comes from whoever sent the message: an implementation should go to
 * places that it knows, and to no others.
 */
@FunctionalInterface
public interface CertificateSource {

  /**
   * Gets the certificates at a URI.
   *
   * @param uri the value of {@code x5u}, unchecked
   * @return DER certificates, the signer's first; none if the place is not known
   * @throws IOException if they cannot be had
   */
  List<Bytes> certificates(String uri) throws IOException;
}
