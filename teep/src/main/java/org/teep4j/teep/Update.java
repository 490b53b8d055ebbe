package org.teep4j.teep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;

/**
 * An Update, from TAM to Agent: the TAM tells the Agent to install or remove Trusted Components,
 * sends an Attestation Result, or reports an error ({@code update}, Section 4.4).
 *
 * <pre>{@code
 * update = [
 *   type: TEEP-TYPE-update,
 *   options: {
 *     ? token => bstr .size (8..64),
 *     ? unneeded-manifest-list => [ + SUIT_Component_Identifier ],
 *     ? manifest-list => [ + bstr .cbor SUIT_Envelope ],
 *     ? attestation-payload-format => text,
 *     ? attestation-payload => bstr,
 *     ? err-code => err-code-values,
 *     ? err-msg => text .size (1..128),
 *     ? err-lang => text .size (1..35),
 *     * $$update-extensions,
 *     * $$teep-option-extensions
 *   }
 * ]
 * }</pre>
 */
public final class Update extends TeepMessage {

  Update(TeepOptions options) {
    super(TeepMessageType.UPDATE, options);
  }

  /** Starts a message without options. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The manifests to unlink ({@code unneeded-manifest-list}).
   *
   * @return component identifiers of the manifests themselves; empty if the option is absent
   */
  public List<SuitComponentIdentifier> unneededManifestList() {
    return options.list(TeepOption.UNNEEDED_MANIFEST_LIST);
  }

  /**
   * The manifests to install ({@code manifest-list}).
   *
   * @return views of encoded SUIT_Envelope items, which this method neither parses nor verifies;
   *     empty if the option is absent
   */
  public List<Bytes> manifestList() {
    List<Segments> envelopes = options.list(TeepOption.MANIFEST_LIST);
    List<Bytes> views = new ArrayList<>(envelopes.size());
    for (Segments envelope : envelopes) {
      views.add(envelope.toBytes());
    }
    return Collections.unmodifiableList(views);
  }

  /**
   * The media type of the attestation payload ({@code attestation-payload-format}).
   *
   * @return the media type; empty means {@link #DEFAULT_ATTESTATION_PAYLOAD_FORMAT}
   */
  public Optional<String> attestationPayloadFormat() {
    return options.find(TeepOption.ATTESTATION_PAYLOAD_FORMAT);
  }

  /**
   * An Attestation Result about the Agent, which the Agent can present to others ({@code
   * attestation-payload}).
   *
   * @return a view, or empty
   */
  public Optional<Bytes> attestationPayload() {
    return options.find(TeepOption.ATTESTATION_PAYLOAD);
  }

  /**
   * The reason why the TAM did not accept the QueryResponse ({@code err-code}).
   *
   * @return the code, or empty
   */
  public Optional<ErrCode> errCode() {
    return options.find(TeepOption.ERR_CODE);
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
   * What this message says, by which the rules check its answer.
   *
   * @return the context for {@link Success#violations(UpdateContext)} and {@link
   *     TeepError#violations(UpdateContext)}
   */
  public UpdateContext context() {
    return new UpdateContext(token());
  }

  /**
   * The rules that this message breaks, given the request before it.
   *
   * @param query what the TAM asked for in its last QueryRequest
   * @return one element for each violation of this message by itself or in the context; the Agent
   *     answers the first one that has an {@link TeepRule#errCode}
   */
  public List<RuleViolation> violations(QueryContext query) {
    return new TeepRules().message(this, token()).update(this, query).found();
  }

  /** Builds an {@link Update}. Options that are not set are absent. */
  public static final class Builder extends TeepMessageBuilder<Builder> {

    private Builder() {}

    /**
     * Sets {@code unneeded-manifest-list}.
     *
     * @param manifests component identifiers of the manifests themselves; an empty list leaves the
     *     option out
     */
    public Builder unneededManifestList(List<SuitComponentIdentifier> manifests) {
      return putList(TeepOption.UNNEEDED_MANIFEST_LIST, manifests);
    }

    /**
     * Sets {@code manifest-list}.
     *
     * @param envelopes encoded SUIT envelopes without tag, referenced, not copied; an empty list
     *     leaves the option out
     * @throws IllegalArgumentException if an element is not a {@code SUIT_Envelope}, or has a tag
     */
    public Builder manifestList(List<Bytes> envelopes) {
      for (int i = 0; i < envelopes.size(); i++) {
        TeepRule broken = TeepRules.brokenBy(envelopes.get(i));
        if (broken == TeepRule.MANIFEST_NOT_ENVELOPE || broken == TeepRule.MANIFEST_TAGGED) {
          throw new IllegalArgumentException("manifest-list[" + i + "]: " + broken.sentence());
        }
      }
      return putList(
          TeepOption.MANIFEST_LIST,
          envelopes.stream().map(Segments::of).collect(Collectors.toUnmodifiableList()));
    }

    /**
     * Sets {@code manifest-list}. Integrated payloads of the envelopes are referenced, not copied,
     * also in the signed message.
     *
     * @param envelopes the envelopes, which are written without tag; an empty list leaves the
     *     option out
     */
    public Builder manifests(List<SuitEnvelope> envelopes) {
      return putList(
          TeepOption.MANIFEST_LIST,
          envelopes.stream()
              .map(envelope -> envelope.withTag(false).encode())
              .collect(Collectors.toUnmodifiableList()));
    }

    /**
     * Sets {@code attestation-payload-format}.
     *
     * @param mediaType a media type, with parameters if needed
     */
    public Builder attestationPayloadFormat(String mediaType) {
      return put(TeepOption.ATTESTATION_PAYLOAD_FORMAT, mediaType);
    }

    /**
     * Sets {@code attestation-payload}.
     *
     * @param payload an Attestation Result, referenced, not copied
     */
    public Builder attestationPayload(Bytes payload) {
      return put(TeepOption.ATTESTATION_PAYLOAD, payload);
    }

    /**
     * Sets {@code err-code}.
     *
     * @param code the reason why the QueryResponse was not accepted; {@link TeepErrorCode} has the
     *     codes of the specification
     */
    public Builder errCode(ErrCode code) {
      return put(TeepOption.ERR_CODE, code);
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
     * @param problem the reason why the QueryResponse was not accepted
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
     * Builds the message.
     *
     * @return a message that the CDDL admits
     * @throws IllegalArgumentException if the CDDL does not admit the size or range of a value
     */
    public Update build() {
      return new Update(options.build());
    }
  }
}
