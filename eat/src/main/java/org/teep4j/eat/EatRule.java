package org.teep4j.eat;

import org.jspecify.annotations.Nullable;

/**
 * A rule for a set of claims that stands in the text of a document and that its CDDL cannot
 * express. The list is closed.
 */
public enum EatRule {
  /** {@code iat} of an EAT is an integer. */
  IAT_INTEGER("iat-integer", "RFC 9711, 4.3.1", EatClaim.ISSUED_AT, "iat must not be a float"),

  /** The bytes after the type byte of a UEID are as its type demands. */
  UEID_TYPE(
      "ueid-type",
      "RFC 9711, 4.2.1",
      EatClaim.UEID,
      "a ueid has a known type, and the size and digits of that type"),

  /** The same for {@code sueids}. */
  SUEID_TYPE(
      "sueid-type",
      "RFC 9711, 4.2.2",
      EatClaim.SUEIDS,
      "a sueid has a known type, and the size and digits of that type"),

  /** {@code hwmodel} is a model of the maker. */
  HWMODEL_NEEDS_OEMID(
      "hwmodel-needs-oemid",
      "RFC 9711, 4.2.4",
      EatClaim.HARDWARE_MODEL,
      "hwmodel is present only with oemid"),

  /** {@code hwversion} is a version of the model. */
  HWVERSION_NEEDS_HWMODEL(
      "hwversion-needs-hwmodel",
      "RFC 9711, 4.2.5",
      EatClaim.HARDWARE_VERSION,
      "hwversion is present only with hwmodel"),

  /** {@code swversion} is a version of the named software. */
  SWVERSION_NEEDS_SWNAME(
      "swversion-needs-swname",
      "RFC 9711, 4.2.7",
      EatClaim.SOFTWARE_VERSION,
      "swversion is present only with swname"),

  /** {@code oemboot} speaks of the maker. */
  OEMBOOT_NEEDS_OEMID(
      "oemboot-needs-oemid",
      "RFC 9711, 4.2.8",
      EatClaim.OEM_BOOT,
      "oemboot is present only with oemid"),

  /** {@code dbgstat} "disabled permanently" excepts the maker. */
  DBGSTAT_NEEDS_OEMID(
      "dbgstat-needs-oemid",
      "RFC 9711, 4.2.9",
      EatClaim.DEBUG_STATUS,
      "dbgstat is disabled-permanently only with oemid"),

  /** An Attestation Result for TEEP says so, or leaves the profile to the media type. */
  TEEP_PROFILE(
      "teep-profile", TeepText.PROFILE, EatClaim.PROFILE, "eat_profile is that of TEEP, or absent"),

  /** The device is identified. */
  TEEP_UEID("teep-ueid", TeepText.PROFILE, EatClaim.UEID, "ueid is required"),

  /** The vendor is identified. */
  TEEP_OEMID("teep-oemid", TeepText.PROFILE, EatClaim.OEMID, "oemid is required"),

  /** The class of the device is identified. */
  TEEP_HWMODEL("teep-hwmodel", TeepText.PROFILE, EatClaim.HARDWARE_MODEL, "hwmodel is required"),

  /** The hardware of the TEE is identified. */
  TEEP_HWVERSION(
      "teep-hwversion", TeepText.PROFILE, EatClaim.HARDWARE_VERSION, "hwversion is required"),

  /** The firmware of the TEE is described. */
  TEEP_MANIFESTS("teep-manifests", TeepText.PROFILE, EatClaim.MANIFESTS, "manifests is required"),

  /** The Agent's key is named. */
  TEEP_CNF("teep-cnf", TeepText.PROFILE, EatClaim.CONFIRMATION, "cnf is required"),

  /** The nonce is a single one. */
  TEEP_NONCE("teep-nonce", TeepText.PROFILE, EatClaim.NONCE, "eat_nonce is a single bstr"),

  /** Lengths are definite, and encoders use preferred serialization. */
  TEEP_ENCODING(
      "teep-encoding",
      TeepText.PROFILE,
      null,
      "the claims are in CBOR with definite lengths and preferred serialization");

  private final String id;
  private final String section;
  private final String claim;
  private final String sentence;

  EatRule(String id, String section, @Nullable EatClaim<?> claim, String sentence) {
    this.id = id;
    this.section = section;
    this.claim = claim == null ? "" : claim.name();
    this.sentence = sentence;
  }

  /**
   * A stable name for programs and tables.
   *
   * @return lower-case words with hyphens; does not change between versions
   */
  public String id() {
    return id;
  }

  /**
   * Where the rule stands.
   *
   * @return a document and a section number
   */
  public String section() {
    return section;
  }

  /**
   * The claim that the rule requires or restricts.
   *
   * @return its name, empty if the rule is about all of them
   */
  public String claim() {
    return claim;
  }

  /**
   * The rule as a sentence for people.
   *
   * @return a sentence without capital and full stop
   */
  public String sentence() {
    return sentence;
  }

  /** Sections of TEEP. */
  private static final class TeepText {
    static final String PROFILE = "draft-ietf-teep-protocol-26, 5";
  }
}
