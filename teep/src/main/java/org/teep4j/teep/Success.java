package org.teep4j.teep;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * A Success, from Agent to TAM: the Agent has carried out an {@link Update} ({@code success},
 * Section 4.5).
 *
 * <pre>{@code
 * success = [
 *   type: TEEP-TYPE-success,
 *   options: {
 *     ? token => bstr .size (8..64),
 *     ? msg => text .size (1..128),
 *     ? suit-reports => [ + bstr .cbor (SUIT_Report_Protected / SUIT_Report_Unprotected) ],
 *     * $$success-extensions,
 *     * $$teep-option-extensions
 *   }
 * ]
 * }</pre>
 */
public final class Success extends TeepMessage {

  Success(TeepOptions options) {
    super(TeepMessageType.SUCCESS, options);
  }

  /** Starts a message without options. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Diagnostics for people ({@code msg}).
   *
   * @return 1 to 128 bytes of UTF-8, or empty
   */
  public Optional<String> msg() {
    return options.find(TeepOption.MSG);
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
   * The rules that this message breaks, given the Update that it answers.
   *
   * @param update what was sent
   * @return one element for each violation of this message by itself or in the context; a TAM drops
   *     the message if a rule has an {@link TeepRule#errCode}
   */
  public List<RuleViolation> violations(UpdateContext update) {
    return new TeepRules().message(this, update.token()).echo(this, update.token()).found();
  }

  /** Builds a {@link Success}. Options that are not set are absent. */
  public static final class Builder extends TeepMessageBuilder<Builder> {

    private Builder() {}

    /**
     * Sets {@code msg}.
     *
     * @param text 1 to 128 bytes of UTF-8
     */
    public Builder msg(String text) {
      return put(TeepOption.MSG, text);
    }

    /**
     * Sets {@code msg} to the message of an exception that did not prevent success, cut by {@link
     * TeepMessage#diagnostics}. The text is sent to the receiver.
     *
     * @param problem the exception that did not prevent success
     */
    public Builder msg(Throwable problem) {
      return msg(DiagnosticText.of(problem));
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
    public Success build() {
      return new Success(options.build());
    }
  }
}
