package org.teep4j.teep;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.encryption.SuitCoseProfile;

/**
 * A QueryRequest, from TAM to Agent: the TAM asks for the Agent's features and its installed
 * components ({@code query-request}, Section 4.2). It begins an exchange.
 *
 * <pre>{@code
 * query-request = [
 *   type: TEEP-TYPE-query-request,
 *   options: {
 *     ? token => bstr .size (8..64),
 *     ? supported-freshness-mechanisms => [ + $freshness-mechanism ],
 *     ? challenge => bstr .size (8..512),
 *     ? versions => [ + version ],
 *     ? attestation-payload-format => text,
 *     ? attestation-payload => bstr,
 *     ? suit-reports => [ + bstr .cbor (SUIT_Report_Protected / SUIT_Report_Unprotected) ],
 *     * $$query-request-extensions,
 *     * $$teep-option-extensions
 *   },
 *   supported-teep-cipher-suites: [ + $teep-cipher-suite ],
 *   supported-suit-cose-profiles: [ + $suit-cose-profile ],
 *   data-item-requested: uint .bits data-item-requested
 * ]
 * }</pre>
 */
public final class QueryRequest extends TeepMessage {

  private static final String DATA_ITEM_REQUESTED = "data-item-requested";
  private static final TeepOption<List<TeepCipherSuite>> CIPHER_SUITES =
      TeepOption.SUPPORTED_TEEP_CIPHER_SUITES;
  private static final TeepOption<List<SuitCoseProfile>> COSE_PROFILES =
      TeepOption.SUPPORTED_SUIT_COSE_PROFILES;

  private final List<TeepCipherSuite> supportedTeepCipherSuites;
  private final List<SuitCoseProfile> supportedSuitCoseProfiles;
  private final Set<DataItem> dataItemRequested;

  QueryRequest(
      TeepOptions options,
      List<TeepCipherSuite> supportedTeepCipherSuites,
      List<SuitCoseProfile> supportedSuitCoseProfiles,
      Set<DataItem> dataItemRequested) {
    super(TeepMessageType.QUERY_REQUEST, options);
    this.supportedTeepCipherSuites = supportedTeepCipherSuites;
    this.supportedSuitCoseProfiles = supportedSuitCoseProfiles;
    this.dataItemRequested = dataItemRequested;
  }

  /** Starts a message without options, cipher suites, profiles and requested data items. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The freshness mechanisms that the TAM supports ({@code supported-freshness-mechanisms}).
   *
   * @return the mechanisms; empty if the option is absent, which means nonces only
   */
  public List<FreshnessMechanism> supportedFreshnessMechanisms() {
    return options.list(TeepOption.SUPPORTED_FRESHNESS_MECHANISMS);
  }

  /**
   * The nonce that the Agent's Evidence must repeat to prove that it is fresh ({@code challenge}).
   *
   * @return 8 to 512 bytes, or empty
   */
  public Optional<Bytes> challenge() {
    return options.find(TeepOption.CHALLENGE);
  }

  /**
   * The protocol versions that the TAM supports ({@code versions}).
   *
   * @return the versions, each below 2<sup>32</sup>; empty if the option is absent, which means
   *     version 0 only
   */
  public List<Long> versions() {
    return options.list(TeepOption.VERSIONS);
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
   * Evidence or an Attestation Result about the TAM ({@code attestation-payload}).
   *
   * @return a view, or empty
   */
  public Optional<Bytes> attestationPayload() {
    return options.find(TeepOption.ATTESTATION_PAYLOAD);
  }

  /**
   * SUIT reports about the boot of the TAM ({@code suit-reports}).
   *
   * @return views of encoded SUIT_Report_Protected or SUIT_Report_Unprotected items; empty if the
   *     option is absent
   */
  public List<Bytes> suitReports() {
    return options.list(TeepOption.BOOT_REPORTS);
  }

  /**
   * The cipher suites that the TAM supports ({@code supported-teep-cipher-suites}).
   *
   * @return at least one
   */
  public List<TeepCipherSuite> supportedTeepCipherSuites() {
    return supportedTeepCipherSuites;
  }

  /**
   * The COSE profiles of SUIT reports that the TAM supports ({@code supported-suit-cose-profiles}).
   *
   * @return at least one
   */
  public List<SuitCoseProfile> supportedSuitCoseProfiles() {
    return supportedSuitCoseProfiles;
  }

  /**
   * The data items that the TAM requests ({@code data-item-requested}).
   *
   * @return the bits that are set
   */
  public Set<DataItem> dataItemRequested() {
    return dataItemRequested;
  }

  /**
   * What this message asks for, by which the rules check its answer.
   *
   * @return the context for {@link QueryResponse#violations(QueryContext)}
   */
  public QueryContext context() {
    return new QueryContext(
        token(),
        dataItemRequested,
        versions().isEmpty() ? QueryContext.VERSION_0 : versions(),
        supportedTeepCipherSuites);
  }

  /**
   * The rules that this message breaks, given what an Agent supports and requires.
   *
   * @param agent the receiver
   * @return one element for each violation of this message by itself or in the context; the Agent
   *     answers the first one that has an {@link TeepRule#errCode}
   */
  public List<RuleViolation> violations(AgentContext agent) {
    return new TeepRules().message(this, token()).request(this, agent).found();
  }

  /**
   * Signs this message for an Agent whose cipher suites the TAM does not know. The result is a
   * COSE_Sign with one signature for each algorithm of the offered cipher suites (Section 8.1).
   *
   * @param signers the TAM's keys, one for each algorithm of {@link #supportedTeepCipherSuites()}
   * @param dialect the numbering of the receiver
   * @return the message to send
   * @throws GeneralSecurityException if an algorithm has no signer, a signer has an algorithm that
   *     is not offered, or a signer cannot sign
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  public CoseSign signForAnyAgent(List<? extends CoseSigner> signers, Dialect dialect)
      throws GeneralSecurityException {
    Set<Long> offered = TeepCipherSuite.algorithms(supportedTeepCipherSuites());
    List<Long> signing =
        signers.stream()
            .map(signer -> signer.algorithm().id())
            .collect(Collectors.toUnmodifiableList());
    if (signing.size() != offered.size() || !offered.equals(Set.copyOf(signing))) {
      throw new InvalidKeyException("there must be one signer for each algorithm that is offered");
    }
    return sign(signers, dialect);
  }

  @Override
  void encodeElements(CborWriter writer, Dialect dialect) {
    CIPHER_SUITES.item().writer().write(writer, supportedTeepCipherSuites, dialect);
    COSE_PROFILES.item().writer().write(writer, supportedSuitCoseProfiles, dialect);
    writer.writeLong(DataItem.bits(dataItemRequested, dialect));
  }

  static QueryRequest readElements(CborReader reader, TeepOptions options, Dialect dialect)
      throws DecodeException {
    return new QueryRequest(
        options,
        CIPHER_SUITES.read(reader, dialect),
        COSE_PROFILES.read(reader, dialect),
        readDataItems(reader, dialect));
  }

  private static Set<DataItem> readDataItems(CborReader reader, Dialect dialect)
      throws DecodeException {
    try {
      return DataItem.readBits(reader, dialect);
    } catch (DecodeException e) {
      throw e.in(DATA_ITEM_REQUESTED);
    }
  }

  @Override
  Map<String, Object> elements() {
    Map<String, Object> elements = new LinkedHashMap<>();
    elements.put(CIPHER_SUITES.label().cddlName(), supportedTeepCipherSuites);
    elements.put(COSE_PROFILES.label().cddlName(), supportedSuitCoseProfiles);
    elements.put(DATA_ITEM_REQUESTED, dataItemRequested);
    return elements;
  }

  /** Builds a {@link QueryRequest}. Options that are not set are absent. */
  public static final class Builder extends TeepMessageBuilder<Builder> {

    private List<TeepCipherSuite> supportedTeepCipherSuites = List.of();
    private List<SuitCoseProfile> supportedSuitCoseProfiles = List.of();
    private final EnumSet<DataItem> dataItemRequested = EnumSet.noneOf(DataItem.class);

    private Builder() {}

    /**
     * Sets {@code supported-freshness-mechanisms}.
     *
     * @param mechanisms the mechanisms; an empty list leaves the option out
     */
    public Builder supportedFreshnessMechanisms(List<FreshnessMechanism> mechanisms) {
      return putList(TeepOption.SUPPORTED_FRESHNESS_MECHANISMS, mechanisms);
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
     * Sets {@code supported-teep-cipher-suites}.
     *
     * @param suites at least one
     */
    public Builder supportedTeepCipherSuites(List<TeepCipherSuite> suites) {
      supportedTeepCipherSuites = List.copyOf(suites);
      return this;
    }

    /**
     * Sets {@code supported-suit-cose-profiles}.
     *
     * @param profiles at least one
     */
    public Builder supportedSuitCoseProfiles(List<SuitCoseProfile> profiles) {
      supportedSuitCoseProfiles = List.copyOf(profiles);
      return this;
    }

    /**
     * Sets {@code data-item-requested}.
     *
     * @param items the bits that are set
     */
    public Builder dataItemRequested(Set<DataItem> items) {
      dataItemRequested.clear();
      dataItemRequested.addAll(items);
      return this;
    }

    /**
     * Builds the message.
     *
     * @return a message that the CDDL admits
     * @throws IllegalArgumentException if cipher suites or profiles are missing, or the CDDL does
     *     not admit the size or range of a value
     */
    public QueryRequest build() {
      requireElements(TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES, supportedTeepCipherSuites);
      requireElements(TeepLabel.SUPPORTED_SUIT_COSE_PROFILES, supportedSuitCoseProfiles);
      return new QueryRequest(
          options.build(),
          supportedTeepCipherSuites,
          supportedSuitCoseProfiles,
          Collections.unmodifiableSet(EnumSet.copyOf(dataItemRequested)));
    }

    private static void requireElements(TeepLabel label, List<?> list) {
      if (list.isEmpty()) {
        throw new IllegalArgumentException(label.cddlName() + " must have an element");
      }
    }
  }
}
