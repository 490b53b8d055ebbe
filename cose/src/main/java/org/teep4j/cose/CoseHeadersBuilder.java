package org.teep4j.cose;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/**
 * Builds header parameters. {@link #build()} applies the same rules as decoding, and writes both
 * buckets in deterministic encoding. All other methods return this builder.
 */
public final class CoseHeadersBuilder {

  private final Map<CoseLabel, Bytes> protectedParameters = new HashMap<>();
  private final Map<CoseLabel, Bytes> unprotectedParameters = new HashMap<>();

  CoseHeadersBuilder() {}

  /** Puts {@code alg} into the protected bucket. */
  public CoseHeadersBuilder algorithm(CoseAlgorithm algorithm) {
    return protect(CoseHeaderParameter.ALG.label(), algorithm.label());
  }

  /**
   * Puts {@code kid} into the unprotected bucket.
   *
   * @param keyId the key identifier
   */
  public CoseHeadersBuilder keyId(Bytes keyId) {
    return unprotect(CoseHeaderParameter.KID.label(), writer -> writer.writeBytes(keyId));
  }

  /**
   * Puts {@code content type} into the protected bucket.
   *
   * @param contentType a CoAP content format or a media type
   */
  public CoseHeadersBuilder contentType(CoseLabel contentType) {
    return protect(CoseHeaderParameter.CONTENT_TYPE.label(), contentType);
  }

  /**
   * Puts {@code crit} into the protected bucket.
   *
   * @param labels parameters of the protected bucket that must be understood
   */
  public CoseHeadersBuilder critical(List<CoseLabel> labels) {
    return protect(
        CoseHeaderParameter.CRIT.label(),
        writer -> {
          writer.beginArray();
          labels.forEach(writer::write);
          writer.endArray();
        });
  }

  /**
   * Puts {@code Partial IV} into the unprotected bucket. A value must not occur twice with the same
   * key and the same context IV.
   *
   * @param partialIv the part of the nonce that differs in each message; not longer than the nonce
   */
  public CoseHeadersBuilder partialIv(Bytes partialIv) {
    return unprotect(
        CoseHeaderParameter.PARTIAL_IV.label(), writer -> writer.writeBytes(partialIv));
  }

  /**
   * Puts {@code kid context} into the unprotected bucket (RFC 8613).
   *
   * @param context the context of the key identifier
   */
  public CoseHeadersBuilder keyIdContext(Bytes context) {
    return unprotect(CoseHeaderParameter.KID_CONTEXT.label(), writer -> writer.writeBytes(context));
  }

  /** Puts {@code CWT Claims} into the protected bucket (RFC 9597). */
  public CoseHeadersBuilder cwtClaims(CwtClaims claims) {
    return protect(CoseHeaderParameter.CWT_CLAIMS.label(), claims);
  }

  /**
   * Puts {@code typ} into the protected bucket, the only bucket that may hold it (RFC 9596).
   *
   * @param type a CoAP content format or a media type
   */
  public CoseHeadersBuilder typ(CoseLabel type) {
    return protect(CoseHeaderParameter.TYP.label(), type);
  }

  /**
   * Puts {@code x5chain} into the protected bucket. The signature then covers the choice of the
   * signer's certificate, as RFC 9360, Section 2 requires.
   *
   * @param certificates DER certificates: the signer's first, then the issuer of each one
   * @throws IllegalArgumentException if there are none
   */
  public CoseHeadersBuilder x5chain(List<Bytes> certificates) {
    return protect(CoseHeaderParameter.X5CHAIN.label(), certificates(certificates));
  }

  /**
   * Puts {@code x5chain} into the protected bucket, as {@link #x5chain(List)} does.
   *
   * @param certificates X.509 certificates as {@link java.security.KeyStore#getCertificateChain}
   *     gives them: the signer's first, then the issuer of each one
   * @throws IllegalArgumentException if there are none, or one is no {@link X509Certificate} or
   *     cannot be encoded
   */
  public CoseHeadersBuilder x5chain(Certificate... certificates) {
    return x5chain(encoded(certificates));
  }

  /**
   * Puts {@code x5chain} into the unprotected bucket, where anyone between sender and recipient can
   * change it. RFC 9360, Section 2 permits this together with {@link #x5t}.
   *
   * @param certificates DER certificates: the signer's first, then the issuer of each one
   * @throws IllegalArgumentException if there are none
   */
  public CoseHeadersBuilder unprotectedX5chain(List<Bytes> certificates) {
    return unprotect(CoseHeaderParameter.X5CHAIN.label(), certificates(certificates));
  }

  /**
   * Puts {@code x5chain} into the unprotected bucket, as {@link #unprotectedX5chain(List)} does.
   *
   * @param certificates X.509 certificates: the signer's first, then the issuer of each one
   * @throws IllegalArgumentException as for {@link #x5chain(Certificate...)}
   */
  public CoseHeadersBuilder unprotectedX5chain(Certificate... certificates) {
    return unprotectedX5chain(encoded(certificates));
  }

  /**
   * Puts {@code x5bag} into the unprotected bucket. Its certificates help to build a path. A
   * protected {@code x5t} or {@code x5chain} should identify the signer's certificate (RFC 9360).
   *
   * @param certificates DER certificates in any order
   * @throws IllegalArgumentException if there are none
   */
  public CoseHeadersBuilder x5bag(List<Bytes> certificates) {
    return unprotect(CoseHeaderParameter.X5BAG.label(), certificates(certificates));
  }

  /**
   * Puts {@code x5bag} into the unprotected bucket, as {@link #x5bag(List)} does.
   *
   * @param certificates X.509 certificates in any order
   * @throws IllegalArgumentException as for {@link #x5chain(Certificate...)}
   */
  public CoseHeadersBuilder x5bag(Certificate... certificates) {
    return x5bag(encoded(certificates));
  }

  /**
   * Puts {@code x5t} into the protected bucket (RFC 9360).
   *
   * @param hash the hash of the signer's certificate
   */
  public CoseHeadersBuilder x5t(CertificateHash hash) {
    return protect(CoseHeaderParameter.X5T.label(), hash);
  }

  /**
   * Puts {@code x5u} into the protected bucket. RFC 9360 requires {@code x5t} as well.
   *
   * @param uri the location of the signer's certificate
   */
  public CoseHeadersBuilder x5u(String uri) {
    return protect(CoseHeaderParameter.X5U.label(), writer -> writer.writeText(uri));
  }

  private static List<Bytes> encoded(Certificate... certificates) {
    List<Bytes> ders = new ArrayList<>(certificates.length);
    for (Certificate certificate : certificates) {
      ders.add(CertificateHash.der(certificate));
    }
    return ders;
  }

  /** Writes {@code COSE_X509} (RFC 9360): a single certificate is a byte string, not an array. */
  private static CborEncodable certificates(List<Bytes> certificates) {
    return switch (certificates.size()) {
      case 0 -> throw new IllegalArgumentException("there must be a certificate");
      case 1 -> writer -> writer.writeBytes(certificates.get(0));
      default ->
          writer -> {
            writer.beginArray();
            certificates.forEach(writer::writeBytes);
            writer.endArray();
          };
    };
  }

  /**
   * Puts {@code receipts} into the unprotected bucket (RFC 9942).
   *
   * @param receipts encoded receipts in the order of their priority, at least one
   */
  public CoseHeadersBuilder receipts(List<Bytes> receipts) {
    return unprotect(
        CoseHeaderParameter.RECEIPTS.label(),
        writer -> {
          writer.beginArray();
          receipts.forEach(writer::writeBytes);
          writer.endArray();
        });
  }

  /**
   * Puts a parameter into the protected bucket, and removes it from the unprotected one.
   *
   * @param label the label of the parameter
   * @param value writes the value, exactly one item
   */
  public CoseHeadersBuilder protect(CoseLabel label, CborEncodable value) {
    return protect(label, value.encode().toBytes());
  }

  /**
   * Puts a parameter into the protected bucket, and removes it from the unprotected one.
   *
   * @param label the label of the parameter
   * @param encodedValue the value, exactly one encoded item
   */
  public CoseHeadersBuilder protect(CoseLabel label, Bytes encodedValue) {
    unprotectedParameters.remove(label);
    protectedParameters.put(label, encodedValue);
    return this;
  }

  /**
   * Puts a parameter into the unprotected bucket, and removes it from the protected one.
   *
   * @param label the label of the parameter
   * @param value writes the value, exactly one item
   */
  public CoseHeadersBuilder unprotect(CoseLabel label, CborEncodable value) {
    return unprotect(label, value.encode().toBytes());
  }

  /**
   * Puts a parameter into the unprotected bucket, and removes it from the protected one.
   *
   * @param label the label of the parameter
   * @param encodedValue the value, exactly one encoded item
   */
  public CoseHeadersBuilder unprotect(CoseLabel label, Bytes encodedValue) {
    protectedParameters.remove(label);
    unprotectedParameters.put(label, encodedValue);
    return this;
  }

  /**
   * Makes the headers.
   *
   * @return immutable headers
   * @throws IllegalArgumentException if a value does not have the type of its parameter, {@code
   *     crit} lists a parameter that is not protected, or an encoded value is not exactly one item
   */
  public CoseHeaders build() {
    try {
      return CoseHeaders.of(protectedParameters, unprotectedParameters, DecodeOptions.largest());
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Adds {@code alg} and {@code kid} to the headers of a new message where they are absent. */
  static CoseHeaders complete(CoseHeaders headers, CoseAlgorithm algorithm, Optional<Bytes> keyId) {
    return completing(headers, algorithm, keyId).build();
  }

  /** As {@link #complete}, but returns a builder for further parameters. */
  static CoseHeadersBuilder completing(
      CoseHeaders headers, CoseAlgorithm algorithm, Optional<Bytes> keyId) {
    CoseHeadersBuilder builder = headers.toBuilder();
    Optional<CoseLabel> stated = headers.algorithmId();
    if (stated.isPresent() && !stated.get().equals(algorithm.label())) {
      throw new IllegalArgumentException(
          "alg is " + stated.get() + " in the headers, that of the key is " + algorithm);
    }
    if (stated.isEmpty()) {
      builder.algorithm(algorithm);
    }
    if (headers.keyId().isEmpty()) {
      keyId.ifPresent(builder::keyId);
    }
    return builder;
  }
}
