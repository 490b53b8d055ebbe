package org.teep4j.eat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseLabel;

/**
 * A claim of the IANA registry "CBOR Web Token (CWT) Claims" whose type this library knows: the key
 * for {@link EatClaims#value}.
 *
 * @param <T> the type of its value
 */
public final class EatClaim<T> {

  /** All claims. Comes before the constants, which enter themselves. */
  private static final List<EatClaim<?>> ALL = new ArrayList<>();

  private static final Map<Long, EatClaim<?>> BY_LABEL = new HashMap<>();
  private static final Map<String, EatClaim<?>> BY_NAME = new HashMap<>();

  private static final String CWT = "RFC 8392";
  private static final String EAT = "RFC 9711";

  /** {@code iss}: who issued the token. */
  public static final EatClaim<String> ISSUER = of(1, "iss", CWT, ClaimType.TEXT);

  /** {@code sub}: whom the claims are about. */
  public static final EatClaim<String> SUBJECT = of(2, "sub", CWT, ClaimType.TEXT);

  /** {@code aud}: for whom the token is. */
  public static final EatClaim<List<String>> AUDIENCE = of(3, "aud", CWT, ClaimType.AUDIENCE);

  /** {@code exp}: from this time on, the token must not be accepted. */
  public static final EatClaim<NumericDate> EXPIRATION_TIME = of(4, "exp", CWT, ClaimType.TIME);

  /** {@code nbf}: before this time, the token must not be accepted. */
  public static final EatClaim<NumericDate> NOT_BEFORE = of(5, "nbf", CWT, ClaimType.TIME);

  /** {@code iat}: when the token was issued. */
  public static final EatClaim<NumericDate> ISSUED_AT = of(6, "iat", CWT, ClaimType.TIME);

  /** {@code cti}, in JSON {@code jti}: the identifier of the token. */
  public static final EatClaim<Bytes> TOKEN_ID = of(7, "jti", CWT, ClaimType.TOKEN_ID);

  /** {@code cnf}: the key that the presenter possesses. */
  public static final EatClaim<Confirmation> CONFIRMATION =
      of(8, "cnf", "RFC 8747", ClaimType.CONFIRMATION);

  /** {@code eat_nonce}: proves that the token is fresh. */
  public static final EatClaim<List<Bytes>> NONCE = of(10, "eat_nonce", EAT, ClaimType.NONCES);

  /** {@code ueid}: which device this is. */
  public static final EatClaim<Ueid> UEID = of(256, "ueid", EAT, ClaimType.UEID);

  /** {@code sueids}: which device this is, until it changes hands or the like. */
  public static final EatClaim<Map<String, Ueid>> SUEIDS =
      of(257, "sueids", EAT, SubmoduleForm.SUEIDS);

  /** {@code oemid}: who made the hardware. */
  public static final EatClaim<OemId> OEMID = of(258, "oemid", EAT, ClaimType.OEMID);

  /** {@code hwmodel}: which model of that maker it is. */
  public static final EatClaim<Bytes> HARDWARE_MODEL =
      of(259, "hwmodel", EAT, ClaimType.HARDWARE_MODEL);

  /** {@code hwversion}: which version of that model. */
  public static final EatClaim<EatVersion> HARDWARE_VERSION =
      of(260, "hwversion", EAT, ClaimType.VERSION);

  /** {@code uptime}: seconds since boot. */
  public static final EatClaim<Uint> UPTIME = of(261, "uptime", EAT, ClaimType.UINT);

  /** {@code oemboot}: whether the maker has authorized what was booted. */
  public static final EatClaim<Boolean> OEM_BOOT = of(262, "oemboot", EAT, ClaimType.BOOL);

  /** {@code dbgstat}: whether debugging is possible. */
  public static final EatClaim<DebugStatus> DEBUG_STATUS =
      of(263, "dbgstat", EAT, ClaimType.DEBUG_STATUS);

  /** {@code location}: where the device is. */
  public static final EatClaim<Location> LOCATION = of(264, "location", EAT, ClaimType.LOCATION);

  /** {@code eat_profile}: which rules the token follows. */
  public static final EatClaim<EatProfile> PROFILE = of(265, "eat_profile", EAT, ClaimType.PROFILE);

  /** {@code submods}: parts of the device. */
  public static final EatClaim<Map<String, Submodule>> SUBMODULES =
      of(266, "submods", EAT, SubmoduleForm.ALL);

  /** {@code bootcount}: how often the device was booted. */
  public static final EatClaim<Uint> BOOT_COUNT = of(267, "bootcount", EAT, ClaimType.UINT);

  /** {@code bootseed}: differs from boot to boot. */
  public static final EatClaim<Bytes> BOOT_SEED = of(268, "bootseed", EAT, ClaimType.BYTES);

  /** {@code dloas}: certifications of the device. */
  public static final EatClaim<List<Dloa>> DLOAS = of(269, "dloas", EAT, ClaimType.DLOAS);

  /** {@code swname}: the name of the software. */
  public static final EatClaim<String> SOFTWARE_NAME = of(270, "swname", EAT, ClaimType.TEXT);

  /** {@code swversion}: the version of the software. */
  public static final EatClaim<EatVersion> SOFTWARE_VERSION =
      of(271, "swversion", EAT, ClaimType.VERSION);

  /** {@code manifests}: what the makers of the software say of it. */
  public static final EatClaim<List<EatContent>> MANIFESTS =
      of(272, "manifests", EAT, ClaimType.CONTENTS);

  /** {@code measurements}: what the device has measured of its software. */
  public static final EatClaim<List<EatContent>> MEASUREMENTS =
      of(273, "measurements", EAT, ClaimType.CONTENTS);

  /** {@code measres}: how measurements compare with reference values. */
  public static final EatClaim<List<MeasurementResults>> MEASUREMENT_RESULTS =
      of(274, "measres", EAT, ClaimType.RESULTS);

  /** {@code intuse}: what the token is for. */
  public static final EatClaim<IntendedUse> INTENDED_USE =
      of(275, "intuse", EAT, ClaimType.INTENDED_USE);

  private final int index;
  private final long label;
  private final String jsonName;
  private final String document;
  private final ClaimType<T> type;

  private EatClaim(int index, long label, String jsonName, String document, ClaimType<T> type) {
    this.index = index;
    this.label = label;
    this.jsonName = jsonName;
    this.document = document;
    this.type = type;
  }

  private static <T> EatClaim<T> of(
      long label, String jsonName, String document, ClaimType<T> type) {
    EatClaim<T> claim = new EatClaim<>(ALL.size(), label, jsonName, document, type);
    ALL.add(claim);
    BY_LABEL.put(label, claim);
    BY_NAME.put(jsonName, claim);
    return claim;
  }

  /**
   * All claims, in the order of their numbers.
   *
   * @return an unmodifiable list
   */
  public static List<EatClaim<?>> all() {
    return Collections.unmodifiableList(ALL);
  }

  static int count() {
    return ALL.size();
  }

  /** The claim with a label, which is a name in JSON; null if it is not known. */
  static @Nullable EatClaim<?> find(CoseLabel label, boolean isJson) {
    if (label.isText()) {
      return isJson ? BY_NAME.get(label.text()) : null;
    }
    return isJson ? null : BY_LABEL.get(label.number());
  }

  /** The number of the claim in CBOR. */
  public long label() {
    return label;
  }

  /** The name of the claim in JSON. */
  public String jsonName() {
    return jsonName;
  }

  /** The name of the claim as its document writes it: {@code cti} is named {@code jti} in JSON. */
  public String name() {
    return label == 7 ? "cti" : jsonName;
  }

  /** The document that defines the claim. */
  public String document() {
    return document;
  }

  int index() {
    return index;
  }

  ClaimType<T> type() {
    return type;
  }

  /** The name. */
  @Override
  public String toString() {
    return name();
  }
}
