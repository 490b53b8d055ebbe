package org.teep4j.teep;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitCoseProfile;

/** An Agent could not do what a TAM asked for ({@code error}, Section 4.6). */
public final class TeepError extends MessageBase implements TeepMessage {

  private static final TeepOption<ErrCode> ERR_CODE = TeepOption.ERR_CODE;

  private final ErrCode errCode;

  TeepError(TeepOptions options, ErrCode errCode) {
    super(TeepMessageType.ERROR, options);
    this.errCode = errCode;
  }

  /**
   * Starts a message without options.
   *
   * @param errCode what went wrong; {@link TeepErrorCode} has the codes of the specification
   * @return a new builder
   */
  public static Builder builder(ErrCode errCode) {
    return new Builder(errCode);
  }

  /**
   * What went wrong ({@code err-code}).
   *
   * @return the code
   */
  public ErrCode errCode() {
    return errCode;
  }

  /**
   * What went wrong, for a person ({@code err-msg}).
   *
   * @return 1 to 128 bytes of UTF-8, or empty
   */
  public Optional<String> errMsg() {
    return options.find(TeepOption.ERR_MSG);
  }

  /**
   * The language of {@link #errMsg()} ({@code err-lang}).
   *
   * @return a language tag of RFC 5646, 1 to 35 bytes, or empty
   */
  public Optional<String> errLang() {
    return options.find(TeepOption.ERR_LANG);
  }

  /**
   * The cipher suites that the Agent supports ({@code supported-teep-cipher-suites}).
   *
   * @return the suites; none if absent
   */
  public List<TeepCipherSuite> supportedTeepCipherSuites() {
    return options.list(TeepOption.SUPPORTED_TEEP_CIPHER_SUITES);
  }

  /**
   * The freshness mechanisms that the Agent supports ({@code supported-freshness-mechanisms}).
   *
   * @return the mechanisms; none if absent
   */
  public List<FreshnessMechanism> supportedFreshnessMechanisms() {
    return options.list(TeepOption.SUPPORTED_FRESHNESS_MECHANISMS);
  }

  /**
   * The COSE profiles of SUIT reports that the Agent supports ({@code
   * supported-suit-cose-profiles}).
   *
   * @return the profiles; none if absent
   */
  public List<SuitCoseProfile> supportedSuitCoseProfiles() {
    return options.list(TeepOption.SUPPORTED_SUIT_COSE_PROFILES);
  }

  /**
   * What the TAM's Evidence must repeat to prove that it is fresh ({@code challenge}).
   *
   * @return 8 to 512 bytes, or empty
   */
  public Optional<Bytes> challenge() {
    return options.find(TeepOption.CHALLENGE);
  }

  /**
   * The protocol versions that the Agent supports ({@code versions}).
   *
   * @return the versions, each below 2<sup>32</sup>; none if absent
   */
  public List<Long> versions() {
    return options.list(TeepOption.VERSIONS);
  }

  /**
   * SUIT reports about the processed manifests ({@code suit-reports}).
   *
   * @return views of encoded SUIT_Report_Protected or SUIT_Report_Unprotected items; none if absent
   */
  public List<Bytes> suitReports() {
    return options.list(TeepOption.SUIT_REPORTS);
  }

  @Override
  public List<RuleViolation> violations() {
    return TeepRules.check(this);
  }

  @Override
  void encodeElements(CborWriter writer, Dialect dialect) {
    ERR_CODE.item().writer().write(writer, errCode, dialect);
  }

  static TeepError readElements(CborReader reader, TeepOptions options, Dialect dialect)
      throws DecodeException {
    return new TeepError(options, ERR_CODE.read(reader, dialect));
  }

  @Override
  void describeElements(List<String> parts) {
    parts.add(TeepLabel.ERR_CODE.cddlName() + "=" + errCode);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return super.equals(object)
        && object instanceof TeepError other
        && errCode.equals(other.errCode);
  }

  @Override
  public int hashCode() {
    return Objects.hash(options, errCode);
  }

  /** Makes a {@link TeepError}. Options that are not set are absent. */
  public static final class Builder extends MessageBase.Builder<Builder> {

    private final ErrCode errCode;

    private Builder(ErrCode errCode) {
      this.errCode = Objects.requireNonNull(errCode);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Sets {@code err-msg}.
     *
     * @param text 1 to 128 bytes of UTF-8
     * @return this builder
     */
    public Builder errMsg(String text) {
      return put(TeepOption.ERR_MSG, text);
    }

    /**
     * Sets {@code err-msg} to what an exception says, as {@link TeepMessage#diagnostics} makes it
     * fit. The receiver will see it.
     *
     * @param problem what went wrong, for example a {@link DecodeException}
     * @return this builder
     */
    public Builder errMsg(Throwable problem) {
      return errMsg(TeepMessage.diagnostics(problem));
    }

    /**
     * Sets {@code err-lang}.
     *
     * @param languageTag the language of {@code err-msg}, 1 to 35 bytes
     * @return this builder
     */
    public Builder errLang(String languageTag) {
      return put(TeepOption.ERR_LANG, languageTag);
    }

    /**
     * Sets {@code supported-teep-cipher-suites}.
     *
     * @param suites the suites; none leaves the option out
     * @return this builder
     */
    public Builder supportedTeepCipherSuites(List<TeepCipherSuite> suites) {
      return putList(TeepOption.SUPPORTED_TEEP_CIPHER_SUITES, suites);
    }

    /**
     * Sets {@code supported-freshness-mechanisms}.
     *
     * @param mechanisms the mechanisms; none leaves the option out
     * @return this builder
     */
    public Builder supportedFreshnessMechanisms(List<FreshnessMechanism> mechanisms) {
      return putList(TeepOption.SUPPORTED_FRESHNESS_MECHANISMS, mechanisms);
    }

    /**
     * Sets {@code supported-suit-cose-profiles}.
     *
     * @param profiles the profiles; none leaves the option out
     * @return this builder
     */
    public Builder supportedSuitCoseProfiles(List<SuitCoseProfile> profiles) {
      return putList(TeepOption.SUPPORTED_SUIT_COSE_PROFILES, profiles);
    }

    /**
     * Sets {@code challenge}.
     *
     * @param challenge 8 to 512 bytes, referenced
     * @return this builder
     */
    public Builder challenge(Bytes challenge) {
      return put(TeepOption.CHALLENGE, challenge);
    }

    /**
     * Sets {@code versions}.
     *
     * @param versions each from 0 to 2<sup>32</sup> - 1; none leaves the option out
     * @return this builder
     */
    public Builder versions(List<Long> versions) {
      return putList(TeepOption.VERSIONS, versions);
    }

    /**
     * Sets {@code suit-reports}.
     *
     * @param reports encoded SUIT reports, referenced; none leaves the option out
     * @return this builder
     */
    public Builder suitReports(List<Bytes> reports) {
      return putList(TeepOption.SUIT_REPORTS, reports);
    }

    /**
     * Makes the message.
     *
     * @return a message that the CDDL admits
     * @throws IllegalArgumentException if a value has a size or range that the CDDL does not admit
     */
    public TeepError build() {
      return new TeepError(options.build(), errCode);
    }
  }
}
