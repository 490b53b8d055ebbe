package org.teep4j.cose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/**
 * Collects header parameters. {@link #build()} applies the rules that decoding applies, and writes
 * both buckets in deterministic encoding. Methods return this builder.
 */
public final class CoseHeadersBuilder {

  private final Map<CoseLabel, Bytes> protectedParameters = new LinkedHashMap<>();
  private final Map<CoseLabel, Bytes> unprotectedParameters = new LinkedHashMap<>();

  CoseHeadersBuilder() {}

  /**
   * Puts {@code alg} into the protected bucket.
   *
   * @param algorithm the algorithm
   * @return this builder
   */
  public CoseHeadersBuilder algorithm(CoseAlgorithm algorithm) {
    return protect(CoseHeaderParameter.ALG.label(), algorithm.label());
  }

  /**
   * Puts {@code kid} into the unprotected bucket.
   *
   * @param keyId the key identifier
   * @return this builder
   */
  public CoseHeadersBuilder keyId(Bytes keyId) {
    return unprotect(CoseHeaderParameter.KID.label(), writer -> writer.writeBytes(keyId));
  }

  /**
   * Puts {@code content type} into the protected bucket.
   *
   * @param contentType a CoAP content format or a media type
   * @return this builder
   */
  public CoseHeadersBuilder contentType(CoseLabel contentType) {
    return protect(CoseHeaderParameter.CONTENT_TYPE.label(), contentType);
  }

  /**
   * Puts {@code crit} into the protected bucket.
   *
   * @param labels parameters of the protected bucket that must be understood
   * @return this builder
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
   * Puts a parameter into the protected bucket; it leaves the other one.
   *
   * @param label which parameter
   * @param value writes the value, exactly one item
   * @return this builder
   */
  public CoseHeadersBuilder protect(CoseLabel label, CborEncodable value) {
    return protect(label, value.encode().toBytes());
  }

  /**
   * Puts a parameter into the protected bucket; it leaves the other one.
   *
   * @param label which parameter
   * @param encodedValue the value, exactly one encoded item
   * @return this builder
   */
  public CoseHeadersBuilder protect(CoseLabel label, Bytes encodedValue) {
    unprotectedParameters.remove(label);
    protectedParameters.put(label, encodedValue);
    return this;
  }

  /**
   * Puts a parameter into the unprotected bucket; it leaves the other one.
   *
   * @param label which parameter
   * @param value writes the value, exactly one item
   * @return this builder
   */
  public CoseHeadersBuilder unprotect(CoseLabel label, CborEncodable value) {
    return unprotect(label, value.encode().toBytes());
  }

  /**
   * Puts a parameter into the unprotected bucket; it leaves the other one.
   *
   * @param label which parameter
   * @param encodedValue the value, exactly one encoded item
   * @return this builder
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
   * @throws IllegalArgumentException if a value has not the type of its parameter, {@code crit}
   *     lists what is not protected, or an encoded value is not one item
   */
  public CoseHeaders build() {
    CborWriter writer = new CborWriter();
    if (protectedParameters.isEmpty()) {
      writer.writeBytes(Bytes.empty());
    } else {
      writer.beginWrapped();
      writeMap(writer, protectedParameters);
      writer.endWrapped();
    }
    writeMap(writer, unprotectedParameters);
    try {
      CborReader reader = new CborReader(writer.toBytes());
      CoseHeaders headers = CoseHeaders.read(reader, DecodeOptions.defaults());
      reader.expectEnd();
      return headers;
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static void writeMap(CborWriter writer, Map<CoseLabel, Bytes> parameters) {
    writer.beginMap();
    parameters.forEach((label, value) -> writer.write(label).writeEncodedItem(value));
    writer.endMap();
  }

  /** The headers of a signature to be made: alg and kid added where they are absent. */
  static CoseHeaders complete(CoseHeaders headers, CoseAlgorithm algorithm, Optional<Bytes> keyId) {
    CoseHeadersBuilder builder = headers.toBuilder();
    Optional<CoseLabel> stated = headers.algorithmId();
    if (stated.isPresent() && !stated.get().equals(algorithm.label())) {
      throw new IllegalArgumentException(
          "alg is " + stated.get() + " in the headers, the signer's is " + algorithm);
    }
    if (stated.isEmpty()) {
      builder.algorithm(algorithm);
    }
    if (headers.keyId().isEmpty()) {
      keyId.ifPresent(builder::keyId);
    }
    return builder.build();
  }
}
