package org.teep4j.cose;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The names of numbers that are registered, and that this library shows but does not use. The
 * numbers that it uses are rows of {@link CoseAlgorithm}, {@link CoseHeaderParameter}, {@link
 * RecipientParameter} and {@link CoseKeyType}, and those claims of CWT that the module for tokens
 * knows are there.
 *
 * <p>Sources: the IANA registries "CBOR Object Signing and Encryption (COSE)" as of 2026-03-04 and
 * "CBOR Web Token (CWT) Claims" as of 2024-12-20, with the claim 169 that was added later. All
 * registered elliptic curves are in {@link CoseCurve}.
 */
final class RegisteredNames {

  /** "COSE Algorithms": RFC 8812, RFC 9021, RFC 9053, RFC 9054, RFC 9861. */
  static final Map<Long, String> ALGORITHMS =
      rows(
          """
          -65535 RS1
          -264 KT256
          -263 KT128
          -262 TurboSHAKE256
          -261 TurboSHAKE128
          -260 WalnutDSA
          -14 SHA-1
          34 IV-GENERATION
          """);

  /**
   * "COSE Header Parameters": RFC 9528, RFC 9921, FIDO Device Onboard, ETSI TS 119 152-1, and
   * temporary registrations of draft-ietf-cose-cbor-encoded-cert and draft-ietf-spice-sd-cwt.
   */
  static final Map<Long, String> HEADER_PARAMETERS =
      rows(
          """
          13 kcwt
          14 kccs
          17 sd_claims
          22 c5t
          23 c5u
          24 c5b
          25 c5c
          170 sd_alg
          171 sd_aead_encrypted_claims
          172 sd_aead
          256 CUPHNonce
          257 CUPHOwnerPubKey
          261 x5ts
          262 srCms
          263 sigPl
          264 srAts
          265 adoTst
          266 sigPId
          267 sigD
          268 uHeaders
          269 3161-ttc
          270 3161-ctt
          """);

  /** "COSE Header Algorithm Parameters": RFC 9360, Section 3. */
  static final Map<Long, String> RECIPIENT_PARAMETERS =
      rows(
          """
          -27 x5t-sender
          -28 x5u-sender
          -29 x5chain-sender
          """);

  /** "COSE Key Types": RFC 9021. */
  static final Map<Long, String> KEY_TYPES = rows("6 WalnutDSA");

  /** "COSE Key Type Parameters", by key type: RFC 9021. */
  static final Map<Long, Map<Long, String>> KEY_PARAMETERS =
      Map.of(
          6L,
          rows(
              """
              -1 N
              -2 q
              -3 t-values
              -4 matrix 1
              -5 permutation 1
              -6 matrix 2
              """));

  /**
   * "CBOR Web Token (CWT) Claims": RFC 8693, RFC 9200, FIDO Device Onboard, electronic health
   * certificates, GlobalPlatform, ETSI TS 104 002, CTA-5007-B, and others.
   */
  static final Map<Long, String> CLAIMS =
      rows(
          """
          -261 globalplatform_component
          -260 hcert
          -259 EUPHNonce
          -258 EATMAROEPrefix
          -257 EAT-FDO
          9 scope
          38 ace_profile
          39 cnonce
          40 exi
          169 identity-data
          282 geohash
          300 wmver
          301 wmvnd
          302 wmpatlen
          303 wmsegduration
          304 wmpattern
          305 wmid
          306 wmopid
          307 wmkeyver
          308 catreplay
          309 catpor
          310 catv
          311 catnip
          312 catu
          313 catm
          314 catalpn
          315 cath
          316 catgeoiso3166
          317 catgeocoord
          318 catgeoalt
          319 cattpk
          320 catifdata
          321 catdpop
          322 catif
          323 catr
          """);

  private RegisteredNames() {}

  /** Reads lines of a number and a name. */
  private static Map<Long, String> rows(String lines) {
    Map<Long, String> names = new HashMap<>();
    for (String row : lines.trim().split("\n", -1)) {
      int end = row.indexOf(' ');
      names.put(Long.valueOf(row.substring(0, end)), row.substring(end + 1));
    }
    return Collections.unmodifiableMap(names);
  }

  /** A number with its name, if it is in a table; for error messages. */
  static String describe(CoseLabel label, Map<Long, String> names) {
    String name = label.isText() ? null : names.get(label.number());
    return label.brief() + (name == null ? "" : " (" + name + ")");
  }
}
