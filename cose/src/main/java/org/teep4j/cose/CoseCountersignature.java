package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Segments;

/**
 * A signature on a finished COSE structure (RFC 9338), or one of the deprecated forms of RFC 8152.
 * Immutable; holds views of the decoded input.
 *
 * <pre>{@code
 * COSE_Countersignature = COSE_Signature
 * COSE_Signature = [
 *   Headers,
 *   signature : bstr
 * ]
 * COSE_Countersignature0 = bstr
 * }</pre>
 *
 * <p>A full countersignature has its own headers. An abbreviated one is the bare signature; the
 * application must know key and algorithm. The deprecated forms can be read and verified, but not
 * made: on COSE_Sign1 and the MACs they do not cover the signature or tag.
 */
public final class CoseCountersignature extends Countersignable implements CborEncodable {

  /** The CBOR tag of a stand-alone COSE_Countersignature. */
  public static final long TAG = 19;

  /** The largest number of countersignatures on each other. */
  public static final int MOST_NESTED = HeaderReader.MOST_NESTED_COUNTERSIGNATURES;

  private final CoseHeaderParameter parameter;
  private final CoseHeaders headers;
  private final Bytes signature;

  CoseCountersignature(CoseHeaderParameter parameter, CoseHeaders headers, Bytes signature) {
    this.parameter = parameter;
    this.headers = headers;
    this.signature = signature;
  }

  /**
   * Decodes a full countersignature that stands alone.
   *
   * @param input one encoded COSE_Countersignature, tagged or not, referenced by the result
   * @return the countersignature
   * @throws DecodeException if the input is no such structure, or its headers break a rule
   */
  public static CoseCountersignature decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a full countersignature that stands alone.
   *
   * @param input one encoded COSE_Countersignature, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the countersignature
   * @throws DecodeException if the input is no such structure, or its headers break a rule
   */
  public static CoseCountersignature decode(Bytes input, DecodeOptions options)
      throws DecodeException {
    CborReader reader = new CborReader(input, options);
    try {
      reader.tryReadTag(TAG);
      reader.enterArray(3);
      CoseCountersignature countersignature =
          readElements(CoseHeaderParameter.COUNTERSIGNATURE_V2, reader);
      reader.exitArray();
      reader.expectEnd();
      return countersignature;
    } catch (DecodeException e) {
      throw e.in("COSE_Countersignature");
    }
  }

  /**
   * Reads the countersignatures of a structure from its headers, which have checked them.
   *
   * @return the countersignatures of all forms in their order
   */
  static List<CoseCountersignature> in(CoseHeaders headers) {
    List<CoseCountersignature> all = new ArrayList<>();
    headers
        .unprotectedParameters()
        .forEach(
            (label, value) -> {
              CoseHeaderParameter parameter = CoseHeaderParameter.find(label);
              if (parameter != null && parameter.isCountersignature()) {
                all.addAll(read(parameter, value));
              }
            });
    return Collections.unmodifiableList(all);
  }

  private static List<CoseCountersignature> read(CoseHeaderParameter parameter, Bytes value) {
    try {
      return read(parameter, value, DecodeOptions.largest());
    } catch (DecodeException refused) {
      try {
        // The message has been read leniently, and some rule was broken.
        return read(parameter, value, DecodeOptions.largest().withRemarks(remark -> {}));
      } catch (DecodeException malformed) {
        // The remark was that the value is malformed. Such a value counts as absent.
        return List.of();
      }
    }
  }

  private static List<CoseCountersignature> read(
      CoseHeaderParameter parameter, Bytes value, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(value, options);
    if (parameter.isAbbreviatedCountersignature()) {
      return List.of(new CoseCountersignature(parameter, CoseHeaders.empty(), reader.readBytes()));
    }
    List<CoseCountersignature> all = new ArrayList<>();
    HeaderReader.readCountersignatures(reader, each -> all.add(readElements(parameter, each)));
    return all;
  }

  private static CoseCountersignature readElements(CoseHeaderParameter parameter, CborReader reader)
      throws DecodeException {
    return new CoseCountersignature(
        parameter, CoseHeaders.read(reader), HeaderReader.readSignature(reader));
  }

  /**
   * Adds this countersignature to the headers of a structure. The bytes of the protected bucket do
   * not change.
   */
  CoseHeaders addTo(CoseHeaders target) {
    if (isDeprecated()) {
      throw new IllegalArgumentException("countersignatures of RFC 8152 are not made any more");
    }
    List<CoseCountersignature> others =
        in(target).stream()
            .filter(each -> each.parameter == parameter)
            .collect(Collectors.toUnmodifiableList());
    CborWriter writer = new CborWriter();
    if (others.isEmpty()) {
      writer.write(this);
    } else if (isAbbreviated()) {
      throw new IllegalArgumentException("there can be one abbreviated countersignature");
    } else {
      writer.beginArray();
      others.forEach(writer::write);
      writer.write(this).endArray();
    }
    return target.withUnprotected(parameter.label(), writer.toBytes());
  }

  /**
   * Countersigns a structure whose content is not detached, with {@code alg} in the protected
   * header, and {@code kid} in the unprotected header if the signer has one. Use {@link #builder()}
   * for other forms.
   *
   * @param target the structure to countersign
   * @param signer the key and its algorithm
   * @return the countersignature, to be added to the structure or sent alone
   * @throws GeneralSecurityException if the signer cannot sign, or the content is detached
   */
  public static CoseCountersignature sign(Countersignable target, CoseSigner signer)
      throws GeneralSecurityException {
    return builder().sign(target, signer);
  }

  /** Starts a countersignature. */
  public static CoseCountersignatureBuilder builder() {
    return new CoseCountersignatureBuilder();
  }

  /**
   * The header parameter that holds countersignatures of this form.
   *
   * @return one of the four rows of the registry that are countersignatures
   */
  public CoseHeaderParameter parameter() {
    return parameter;
  }

  /**
   * Whether this countersignature is a bare signature, without headers.
   *
   * @return true for {@link CoseHeaderParameter#COUNTERSIGNATURE0_V2} and {@link
   *     CoseHeaderParameter#COUNTER_SIGNATURE0}
   */
  public boolean isAbbreviated() {
    return parameter.isAbbreviatedCountersignature();
  }

  /**
   * Whether RFC 9338 has replaced the form of this countersignature.
   *
   * @return true for the two forms of RFC 8152: {@link CoseHeaderParameter#COUNTER_SIGNATURE} and
   *     {@link CoseHeaderParameter#COUNTER_SIGNATURE0}
   */
  public boolean isDeprecated() {
    return parameter.isDeprecatedCountersignature();
  }

  @Override
  CoseHeaders headers() {
    return headers;
  }

  /**
   * The signature.
   *
   * @return a view of the signature as COSE encodes it
   */
  public Bytes signature() {
    return signature;
  }

  @Override
  CountersignatureTarget target() {
    return CountersignatureTarget.of(headers, signature);
  }

  @Override
  public CoseCountersignature withCountersignature(CoseCountersignature countersignature) {
    if (isAbbreviated()) {
      throw new IllegalArgumentException("an abbreviated countersignature has no headers");
    }
    return new CoseCountersignature(parameter, countersignature.addTo(headers), signature);
  }

  /**
   * Verifies that a trusted key has countersigned a structure whose content is not detached,
   * without external data.
   *
   * @param target the structure, as it was received
   * @param resolver the trusted key, or finds the trusted keys; gets empty headers for an
   *     abbreviated countersignature
   * @return the verified countersignature
   * @throws VerificationException if the content is detached, or no trusted key has countersigned
   *     this
   */
  public VerifiedSignature verify(Countersignable target, CoseKeyResolver resolver)
      throws VerificationException {
    return verify(target, resolver, VerifyOptions.defaults());
  }

  /**
   * Verifies that a trusted key has countersigned a structure whose content is not detached.
   *
   * @param target the structure, as it was received
   * @param resolver the trusted key, or finds the trusted keys; gets empty headers for an
   *     abbreviated countersignature
   * @param options external data, and the header parameters that the application understands
   * @return the verified countersignature
   * @throws VerificationException if the content is detached, or no trusted key has countersigned
   *     this
   */
  public VerifiedSignature verify(
      Countersignable target, CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException {
    return verify(target, null, resolver, options);
  }

  /**
   * Verifies that a trusted key has countersigned a structure whose content is detached.
   *
   * @param content the detached payload or ciphertext
   * @param target the structure, as it was received
   * @param resolver the trusted key, or finds the trusted keys; gets empty headers for an
   *     abbreviated countersignature
   * @param options external data, and the header parameters that the application understands
   * @return the verified countersignature
   * @throws VerificationException if the content is in the structure, or no trusted key has
   *     countersigned this
   */
  public VerifiedSignature verifyDetached(
      Bytes content, Countersignable target, CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException {
    return verify(target, Segments.of(content), resolver, options);
  }

  private VerifiedSignature verify(
      Countersignable target,
      @Nullable Segments detached,
      CoseKeyResolver resolver,
      VerifyOptions options)
      throws VerificationException {
    CountersignatureTarget parts = target.target();
    Segments toBeSigned =
        CountersignStructure.toBeSigned(
            parameter, parts, headers, options.externalAad(), parts.payload(detached));
    Trials trials = Trials.with(resolver, options);
    Trials.Trial<VerifiedSignature, RuntimeException> trial =
        (own, bytes, verifier, algorithm) -> {
          verifier.verify(toBeSigned, bytes);
          return new VerifiedSignature(parts.headers(), headers, algorithm, verifier);
        };
    VerifiedSignature verified =
        isAbbreviated()
            ? trials.attemptWithoutHeaders(signature, trial)
            : trials.attempt(headers, signature, trial);
    if (verified == null) {
      throw trials.refusal();
    }
    return verified;
  }

  /** Writes the array of a full countersignature, or the byte string of an abbreviated one. */
  @Override
  public void encodeTo(CborWriter writer) {
    if (isAbbreviated()) {
      writer.writeBytes(signature);
    } else {
      writer.beginArray();
      headers.encodeTo(writer);
      writer.writeBytes(signature).endArray();
    }
  }

  /** Equal if form, headers and signature are. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseCountersignature other
        && parameter == other.parameter
        && headers.equals(other.headers)
        && signature.equals(other.signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(parameter, headers, signature);
  }

  /** The form and the headers. */
  @Override
  public String toString() {
    return "CoseCountersignature[" + parameter.ianaName() + ", " + headers + "]";
  }
}
