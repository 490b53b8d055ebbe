package org.teep4j.teep;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.encryption.SuitCoseProfile;

/**
 * An Error, from Agent to TAM: the Agent could not carry out a message of the TAM ({@code error},
 * Section 4.6).
 *
 * <pre>{@code
 * error = [
 *   type: TEEP-TYPE-error,
 *   options: {
 *     ? token => bstr .size (8..64),
 *     ? err-msg => text .size (1..128),
 *     ? err-lang => text .size (1..35),
 *     ? supported-teep-cipher-suites => [ + $teep-cipher-suite ],
 *     ? supported-freshness-mechanisms => [ + $freshness-mechanism ],
 *     ? supported-suit-cose-profiles => [ + $suit-cose-profile ],
 *     ? challenge => bstr .size (8..512),
 *     ? versions => [ + version ],
 *     ? suit-reports => [ + bstr .cbor (SUIT_Report_Protected / SUIT_Report_Unprotected) ],
 *     * $$error-extensions,
 *     * $$teep-option-extensions
 *   },
 *   err-code: err-code-values
 * ]
 * }</pre>
 */
public final class TeepError extends TeepMessage {

  private static final TeepOption<ErrCode> ERR_CODE = TeepOption.ERR_CODE;

  private final ErrCode errCode;

  TeepError(TeepOptions options, ErrCode errCode) {
    super(TeepMessageType.ERROR, options);
    this.errCode = errCode;
  }

  /**
   * Starts a message without options.
   *
   * @param errCode the error code; {@link TeepErrorCode} has the codes of the specification
   */
  public static Builder builder(ErrCode errCode) {
    return new Builder(errCode);
  }

  /**
   * The error code ({@code err-code}).
   *
   * @return the code
   */
  public ErrCode errCode() {
    return errCode;
  }

  /**
   * A description of the error for people ({@code err-msg}).
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
   * @return the suites; empty if the option is absent
   */
  public List<TeepCipherSuite> supportedTeepCipherSuites() {
    return options.list(TeepOption.SUPPORTED_TEEP_CIPHER_SUITES);
  }

  /**
   * The freshness mechanisms that the Agent supports ({@code supported-freshness-mechanisms}).
   *
   * @return the mechanisms; empty if the option is absent
   */
  public List<FreshnessMechanism> supportedFreshnessMechanisms() {
    return options.list(TeepOption.SUPPORTED_FRESHNESS_MECHANISMS);
  }

  /**
   * The COSE profiles of SUIT reports that the Agent supports ({@code
   * supported-suit-cose-profiles}).
   *
   * @return the profiles; empty if the option is absent
   */
  public List<SuitCoseProfile> supportedSuitCoseProfiles() {
    return options.list(TeepOption.SUPPORTED_SUIT_COSE_PROFILES);
  }

  /**
   * The nonce that the TAM's Evidence must repeat to prove that it is fresh ({@code challenge}).
   *
   * @return 8 to 512 bytes, or empty
   */
  public Optional<Bytes> challenge() {
    return options.find(TeepOption.CHALLENGE);
  }

  /**
   * The protocol versions that the Agent supports ({@code versions}).
   *
   * @return the versions, each below 2<sup>32</sup>; empty if the option is absent
   */
  public List<Long> versions() {
    return options.list(TeepOption.VERSIONS);
  }

  /**
   * SUIT reports about the processed manifests ({@code suit-reports}).
   *
   * @return views of encoded SUIT_Report_Protected or SUIT_Report_Unprotected items; empty if the
   *     option is absent
   */
  public List<Bytes> suitReports() {
    return options.list(TeepOption.UPDATE_REPORTS);
  }

  /**
   * The rules that this message breaks, given the QueryRequest that it answers. An Agent that could
   * not verify a message answers without its token: such an Error answers no known message, and is
   * only to be logged.
   *
   * @param query what was asked
   * @return one element for each violation of this message by itself or in the context; a TAM drops
   *     the message if a rule has an {@link TeepRule#errCode}
   */
  public List<RuleViolation> violations(QueryContext query) {
    return violations(query.token());
  }

  /**
   * The rules that this message breaks, given the Update that it answers.
   *
   * @param update what was sent
   * @return as for {@link #violations(QueryContext)}
   */
  public List<RuleViolation> violations(UpdateContext update) {
    return violations(update.token());
  }

  private List<RuleViolation> violations(Optional<Bytes> answered) {
    return new TeepRules().message(this, answered).echo(this, answered).found();
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
  Map<String, Object> elements() {
    return Map.of(ERR_CODE.label().cddlName(), errCode);
  }

  /** Builds a {@link TeepError}. Options that are not set are absent. */
  public static final class Builder extends TeepMessageBuilder<Builder> {

    private final ErrCode errCode;

    private Builder(ErrCode errCode) {
      this.errCode = Objects.requireNonNull(errCode);
    }

    /**
     * Sets {@code err-msg}.
     *
     * @param text 1 to 128 bytes of UTF-8
     */
    public Builder errMsg(String text) {
      return put(TeepOption.ERR_MSG, text);
    }

    /**
     * Sets {@code err-msg} to the message of an exception, cut by {@link TeepMessage#diagnostics}.
     * The text is sent to the receiver.
     *
     * @param problem the exception, for example a {@link DecodeException}
     */
    public Builder errMsg(Throwable problem) {
      return errMsg(DiagnosticText.of(problem));
    }

    /**
     * Sets {@code err-lang}.
     *
     * @param languageTag the language of {@code err-msg}, 1 to 35 bytes
     */
    public Builder errLang(String languageTag) {
      return put(TeepOption.ERR_LANG, languageTag);
    }

    /**
     * Sets {@code supported-teep-cipher-suites}.
     *
     * @param suites the suites; an empty list leaves the option out
     */
    public Builder supportedTeepCipherSuites(List<TeepCipherSuite> suites) {
      return putList(TeepOption.SUPPORTED_TEEP_CIPHER_SUITES, suites);
    }

    /**
     * Sets {@code supported-freshness-mechanisms}.
     *
     * @param mechanisms the mechanisms; an empty list leaves the option out
     */
    public Builder supportedFreshnessMechanisms(List<FreshnessMechanism> mechanisms) {
      return putList(TeepOption.SUPPORTED_FRESHNESS_MECHANISMS, mechanisms);
    }

    /**
     * Sets {@code supported-suit-cose-profiles}.
     *
     * @param profiles the profiles; an empty list leaves the option out
     */
    public Builder supportedSuitCoseProfiles(List<SuitCoseProfile> profiles) {
      return putList(TeepOption.SUPPORTED_SUIT_COSE_PROFILES, profiles);
    }

    /**
     * Sets {@code challenge}.
     *
     * @param challenge 8 to 512 bytes, referenced, not copied
     */
    public Builder challenge(Bytes challenge) {
      return put(TeepOption.CHALLENGE, challenge);
    }

    /**
     * Sets {@code versions}.
     *
     * @param versions each from 0 to 2<sup>32</sup> - 1; an empty list leaves the option out
     */
    public Builder versions(List<Long> versions) {
      return putList(TeepOption.VERSIONS, versions);
    }

    /**
     * Sets {@code suit-reports}.
     *
     * @param reports encoded SUIT reports, referenced, not copied; an empty list leaves the option
     *     out
     */
    public Builder suitReports(List<Bytes> reports) {
      return putList(TeepOption.UPDATE_REPORTS, reports);
    }

    /**
     * Builds the message.
     *
     * @return a message that the CDDL admits
     * @throws IllegalArgumentException if the CDDL does not admit the size or range of a value
     */
    public TeepError build() {
      return new TeepError(options.build(), errCode);
    }
  }
}
