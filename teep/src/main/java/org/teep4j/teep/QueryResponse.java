package org.teep4j.teep;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SystemPropertyClaims;

/**
 * An Agent answers a {@link QueryRequest}, or asks a TAM that it knows for components ({@code
 * query-response}, Section 4.3).
 */
public final class QueryResponse extends MessageBase implements TeepMessage {

  QueryResponse(TeepOptions options) {
    super(TeepMessageType.QUERY_RESPONSE, options);
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
   * The protocol version that the Agent chose ({@code selected-version}).
   *
   * @return 0 to 2<sup>32</sup> - 1; empty means version 0
   */
  public OptionalLong selectedVersion() {
    return options
        .find(TeepOption.SELECTED_VERSION)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
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
   * Evidence or an Attestation Result about the Agent ({@code attestation-payload}).
   *
   * @return a view, or empty
   */
  public Optional<Bytes> attestationPayload() {
    return options.find(TeepOption.ATTESTATION_PAYLOAD);
  }

  /**
   * SUIT reports about how the device was started ({@code suit-reports}).
   *
   * @return views of encoded SUIT_Report_Protected or SUIT_Report_Unprotected items; none if absent
   */
  public List<Bytes> suitReports() {
    return options.list(TeepOption.SUIT_REPORTS);
  }

  /**
   * The installed Trusted Components ({@code tc-list}).
   *
   * @return their claims; none if absent, or if the Agent sent a list without elements
   */
  public List<SystemPropertyClaims> tcList() {
    return options.list(TeepOption.TC_LIST);
  }

  /**
   * The Trusted Components that the Agent asks for ({@code requested-tc-list}).
   *
   * @return what is asked for; none if absent
   */
  public List<RequestedTcInfo> requestedTcList() {
    return options.list(TeepOption.REQUESTED_TC_LIST);
  }

  /**
   * The manifests that nothing needs any more ({@code unneeded-manifest-list}).
   *
   * @return component identifiers of the manifests themselves; none if absent
   */
  public List<SuitComponentIdentifier> unneededManifestList() {
    return options.list(TeepOption.UNNEEDED_MANIFEST_LIST);
  }

  /**
   * The extensions that the Agent supports ({@code ext-list}).
   *
   * @return extension numbers, each below 2<sup>32</sup>; none if absent, or if the Agent sent a
   *     list without elements
   */
  public List<Long> extList() {
    return options.list(TeepOption.EXT_LIST);
  }

  @Override
  public List<RuleViolation> violations() {
    return TeepRules.check(this);
  }

  /** Makes a {@link QueryResponse}. Options that are not set are absent. */
  public static final class Builder extends MessageBase.Builder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /**
     * Sets {@code selected-version}.
     *
     * @param version 0 to 2<sup>32</sup> - 1
     * @return this builder
     */
    public Builder selectedVersion(long version) {
      return put(TeepOption.SELECTED_VERSION, version);
    }

    /**
     * Sets {@code attestation-payload-format}.
     *
     * @param mediaType a media type, with parameters if need be
     * @return this builder
     */
    public Builder attestationPayloadFormat(String mediaType) {
      return put(TeepOption.ATTESTATION_PAYLOAD_FORMAT, mediaType);
    }

    /**
     * Sets {@code attestation-payload}.
     *
     * @param payload Evidence or an Attestation Result, referenced
     * @return this builder
     */
    public Builder attestationPayload(Bytes payload) {
      return put(TeepOption.ATTESTATION_PAYLOAD, payload);
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
     * Sets {@code tc-list}.
     *
     * @param claims one for each installed component; none leaves the option out
     * @return this builder
     */
    public Builder tcList(List<SystemPropertyClaims> claims) {
      return putList(TeepOption.TC_LIST, claims);
    }

    /**
     * Sets {@code requested-tc-list}.
     *
     * @param requested what is asked for; none leaves the option out
     * @return this builder
     */
    public Builder requestedTcList(List<RequestedTcInfo> requested) {
      return putList(TeepOption.REQUESTED_TC_LIST, requested);
    }

    /**
     * Sets {@code unneeded-manifest-list}.
     *
     * @param manifests component identifiers of the manifests themselves; none leaves the option
     *     out
     * @return this builder
     */
    public Builder unneededManifestList(List<SuitComponentIdentifier> manifests) {
      return putList(TeepOption.UNNEEDED_MANIFEST_LIST, manifests);
    }

    /**
     * Sets {@code ext-list}.
     *
     * @param extensions numbers, each from 0 to 2<sup>32</sup> - 1; none leaves the option out
     * @return this builder
     */
    public Builder extList(List<Long> extensions) {
      return putList(TeepOption.EXT_LIST, extensions);
    }

    /**
     * Makes the message.
     *
     * @return a message that the CDDL admits
     * @throws IllegalArgumentException if a value has a size or range that the CDDL does not admit
     */
    public QueryResponse build() {
      return new QueryResponse(options.build());
    }
  }
}
