package org.teep4j.teep;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.report.SystemPropertyClaims;

/**
 * A QueryResponse, from Agent to TAM: the Agent answers a {@link QueryRequest}, or asks a TAM that
 * it knows for components ({@code query-response}, Section 4.3).
 *
 * <pre>{@code
 * query-response = [
 *   type: TEEP-TYPE-query-response,
 *   options: {
 *     ? token => bstr .size (8..64),
 *     ? selected-teep-cipher-suite => $teep-cipher-suite, ; only in drafts 13 to 17
 *     ? selected-version => version,
 *     ? attestation-payload-format => text,
 *     ? attestation-payload => bstr,
 *     ? suit-reports => [ + bstr .cbor (SUIT_Report_Protected / SUIT_Report_Unprotected) ],
 *     ? tc-list => [ + system-property-claims ],
 *     ? requested-tc-list => [ + requested-tc-info ],
 *     ? unneeded-manifest-list => [ + SUIT_Component_Identifier ],
 *     ? ext-list => [ + ext-info ],
 *     * $$query-response-extensions,
 *     * $$teep-option-extensions
 *   }
 * ]
 * }</pre>
 */
public final class QueryResponse extends TeepMessage {

  QueryResponse(TeepOptions options) {
    super(TeepMessageType.QUERY_RESPONSE, options);
  }

  /** Starts a message without options. */
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
   * The cipher suite that the Agent chose ({@code selected-teep-cipher-suite}). Only drafts 13 to
   * 17 have this option.
   *
   * @return the suite; empty means any suite of the request
   */
  public Optional<TeepCipherSuite> selectedTeepCipherSuite() {
    return options.find(TeepOption.SELECTED_TEEP_CIPHER_SUITE);
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
   * SUIT reports about the boot of the device ({@code suit-reports}).
   *
   * @return views of encoded SUIT_Report_Protected or SUIT_Report_Unprotected items; empty if the
   *     option is absent
   */
  public List<Bytes> suitReports() {
    return options.list(TeepOption.BOOT_REPORTS);
  }

  /**
   * The installed Trusted Components ({@code tc-list}).
   *
   * @return the claims of each component; empty if there are none or the option is absent, which
   *     {@link #has} distinguishes
   */
  public List<SystemPropertyClaims> tcList() {
    return options.list(TeepOption.TC_LIST);
  }

  /**
   * The Trusted Components that the Agent asks for ({@code requested-tc-list}).
   *
   * @return the requested components; empty if the option is absent
   */
  public List<RequestedTcInfo> requestedTcList() {
    return options.list(TeepOption.REQUESTED_TC_LIST);
  }

  /**
   * The manifests that are no longer needed ({@code unneeded-manifest-list}).
   *
   * @return component identifiers of the manifests themselves; empty if the option is absent
   */
  public List<SuitComponentIdentifier> unneededManifestList() {
    return options.list(TeepOption.UNNEEDED_MANIFEST_LIST);
  }

  /**
   * The extensions that the Agent supports ({@code ext-list}).
   *
   * @return extension numbers, each below 2<sup>32</sup>; empty if there are none or the option is
   *     absent, which {@link #has} distinguishes
   */
  public List<Long> extList() {
    return options.list(TeepOption.EXT_LIST);
  }

  /**
   * The rules that this message breaks, given the request that it answers.
   *
   * @param query what was asked
   * @return one element for each violation of this message by itself or in the context; a TAM
   *     refuses the message if a rule has an {@link TeepRule#errCode}
   */
  public List<RuleViolation> violations(QueryContext query) {
    return new TeepRules()
        .message(this, query.token())
        .echo(this, query.token())
        .answer(this, query)
        .found();
  }

  /** Builds a {@link QueryResponse}. Options that are not set are absent. */
  public static final class Builder extends TeepMessageBuilder<Builder> {

    private Builder() {}

    /**
     * Sets {@code selected-version}.
     *
     * @param version 0 to 2<sup>32</sup> - 1
     */
    public Builder selectedVersion(long version) {
      return put(TeepOption.SELECTED_VERSION, version);
    }

    /**
     * Sets {@code selected-teep-cipher-suite}, which can only be written in drafts 13 to 17.
     *
     * @param suite a suite of the request
     */
    public Builder selectedTeepCipherSuite(TeepCipherSuite suite) {
      return put(TeepOption.SELECTED_TEEP_CIPHER_SUITE, suite);
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
     * @param payload Evidence or an Attestation Result, referenced, not copied
     */
    public Builder attestationPayload(Bytes payload) {
      return put(TeepOption.ATTESTATION_PAYLOAD, payload);
    }

    /**
     * Sets {@code suit-reports}.
     *
     * @param reports encoded SUIT reports, referenced, not copied; an empty list leaves the option
     *     out
     */
    public Builder suitReports(List<Bytes> reports) {
      return putList(TeepOption.BOOT_REPORTS, reports);
    }

    /**
     * Sets {@code tc-list}. An empty list says that no component is installed: it answers a request
     * for the list, although the CDDL demands an element.
     *
     * @param claims one element for each installed component
     */
    public Builder tcList(List<SystemPropertyClaims> claims) {
      return put(TeepOption.TC_LIST, List.copyOf(claims));
    }

    /**
     * Sets {@code requested-tc-list}.
     *
     * @param requested the requested components; an empty list leaves the option out
     */
    public Builder requestedTcList(List<RequestedTcInfo> requested) {
      return putList(TeepOption.REQUESTED_TC_LIST, requested);
    }

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
     * Sets {@code ext-list}. An empty list says that no extension is supported: it answers a
     * request for the list, although the CDDL demands an element.
     *
     * @param extensions numbers, each from 0 to 2<sup>32</sup> - 1
     */
    public Builder extList(List<Long> extensions) {
      return put(TeepOption.EXT_LIST, List.copyOf(extensions));
    }

    /**
     * Builds the message.
     *
     * @return a message that the CDDL admits
     * @throws IllegalArgumentException if the CDDL does not admit the size or range of a value
     */
    public QueryResponse build() {
      return new QueryResponse(options.build());
    }
  }
}
