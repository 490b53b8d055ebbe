package org.teep4j.teep;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/** An Agent has done what an {@link Update} asked for ({@code success}, Section 4.5). */
public final class Success extends MessageBase implements TeepMessage {

  Success(TeepOptions options) {
    super(TeepMessageType.SUCCESS, options);
  }

  /**
   * Starts a message without options.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Diagnostics, for a person ({@code msg}).
   *
   * @return 1 to 128 bytes of UTF-8, or empty
   */
  public Optional<String> msg() {
    return options.find(TeepOption.MSG);
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

  /** Makes a {@link Success}. Options that are not set are absent. */
  public static final class Builder extends MessageBase.Builder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /**
     * Sets {@code msg}.
     *
     * @param text 1 to 128 bytes of UTF-8
     * @return this builder
     */
    public Builder msg(String text) {
      return put(TeepOption.MSG, text);
    }

    /**
     * Sets {@code msg} to what an exception says that did no harm, as {@link
     * TeepMessage#diagnostics} makes it fit. The receiver will see it.
     *
     * @param problem what went wrong on the way to the success
     * @return this builder
     */
    public Builder msg(Throwable problem) {
      return msg(TeepMessage.diagnostics(problem));
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
    public Success build() {
      return new Success(options.build());
    }
  }
}
