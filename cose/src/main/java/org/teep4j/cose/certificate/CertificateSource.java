package org.teep4j.cose.certificate;

import java.io.IOException;
import java.util.List;
import org.teep4j.codec.Bytes;

/**
 * Fetches the certificates that a message refers to with {@code x5u} (RFC 9360). The library itself
 * never connects to a URI. The sender of the message has chosen the URI, so an implementation
 * should connect only to locations that it knows.
 */
@FunctionalInterface
public interface CertificateSource {

  /**
   * Fetches the certificates at a URI.
   *
   * @param uri the value of {@code x5u}, unchecked
   * @return DER certificates, the signer's first; none if the location is not known
   * @throws IOException if they cannot be fetched
   */
  List<Bytes> certificates(String uri) throws IOException;
}
