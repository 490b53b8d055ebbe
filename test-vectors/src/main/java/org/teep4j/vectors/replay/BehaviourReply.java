package org.teep4j.vectors.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.Countersignable;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.FreshnessMechanism;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepLabel;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;

/** A message and its fields, in the notation of behaviour cases. Its signature is not verified. */
final class BehaviourReply {
  private final CoseSignedMessage cose;
  private final TeepMessage message;
  private final Dialect dialect;
  private final Function<Bytes, String> manifestName;

  private BehaviourReply(
      CoseSignedMessage cose, Dialect dialect, Function<Bytes, String> manifestName)
      throws DecodeException {
    this.cose = cose;
    this.message = TeepMessage.decodeUnverified(cose.unverifiedPayload(), dialect);
    this.dialect = dialect;
    this.manifestName = manifestName;
  }

  static BehaviourReply decode(Bytes message, BehaviourMaterial material) throws DecodeException {
    return new BehaviourReply(
        CoseSignedMessage.decode(message), material.dialect(), material.manifests()::name);
  }

  /** The message, if it is one. */
  static Optional<BehaviourReply> find(Bytes message, BehaviourMaterial material) {
    try {
      return Optional.of(decode(message, material));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  CoseSignedMessage cose() {
    return cose;
  }

  TeepMessage message() {
    return message;
  }

  /** The type, as cases name it. */
  String type() {
    return message.type().cddlName().replaceFirst("^teep-", "").toLowerCase(Locale.ROOT);
  }

  /** The algorithms of the signatures. */
  List<Long> algorithms() {
    return signatures().stream()
        .flatMap(each -> each.unverifiedHeaders().algorithm().stream())
        .map(CoseAlgorithm::id)
        .toList();
  }

  /** The key identifiers of the signatures. */
  List<Optional<Bytes>> keyIds() {
    return signatures().stream().map(each -> each.unverifiedHeaders().keyId()).toList();
  }

  private List<Countersignable> signatures() {
    List<Countersignable> signed = new ArrayList<>();
    if (cose instanceof CoseSign1 sign1) {
      signed.add(sign1);
    } else {
      signed.addAll(((CoseSign) cose).signatures());
    }
    return signed;
  }

  /** The token or the challenge. */
  Optional<Bytes> bytes(String field) {
    return field.equals("token") ? message.token() : challenge();
  }

  private Optional<Bytes> challenge() {
    return message instanceof QueryRequest request
        ? request.challenge()
        : message instanceof TeepError error ? error.challenge() : Optional.empty();
  }

  List<Bytes> reports() {
    return message instanceof QueryResponse response
        ? response.suitReports()
        : message instanceof Success success
            ? success.suitReports()
            : message instanceof TeepError error ? error.suitReports() : List.of();
  }

  List<Bytes> manifests() {
    return message instanceof Update update ? update.manifestList() : List.of();
  }

  /** The value of a field in JSON; empty if the message does not have it. */
  Optional<String> value(String field) {
    return switch (field) {
      case "items" ->
          message instanceof QueryRequest request
              ? Optional.of(Long.toString(bits(request.dataItemRequested())))
              : Optional.empty();
      case "err-code" -> errCode();
      case "supported-teep-cipher-suites" -> suites();
      case "supported-suit-cose-profiles" -> Optional.of("[]").filter(any -> hasProfiles());
      case "token", "challenge" -> bytes(field).map(BehaviourReply::quoted);
      case "suit-reports" -> list(reports(), BehaviourReply::quoted).filter(any -> has(field));
      default -> has(field) ? option(field) : Optional.empty();
    };
  }

  private boolean has(String field) {
    for (TeepLabel label : TeepLabel.values()) {
      if (label.cddlName().equals(field)) {
        return message.has(label);
      }
    }
    return false;
  }

  private Optional<String> option(String field) {
    if (message instanceof QueryResponse response) {
      return of(response, field);
    } else if (message instanceof QueryRequest request) {
      return of(request, field);
    } else if (message instanceof Update update) {
      return of(update, field);
    } else if (message instanceof TeepError error) {
      return of(error, field);
    }
    return Optional.empty();
  }

  private static Optional<String> of(QueryResponse response, String field) {
    return switch (field) {
      case "tc-list" -> components(response.tcList(), each -> each.componentId());
      case "requested-tc-list" ->
          components(response.requestedTcList(), each -> each.componentId());
      case "unneeded-manifest-list" -> components(response.unneededManifestList(), each -> each);
      case "ext-list" -> list(response.extList(), String::valueOf);
      case "selected-version" -> number(response.selectedVersion());
      case "attestation-payload" -> response.attestationPayload().map(BehaviourReply::quoted);
      case "attestation-payload-format" -> response.attestationPayloadFormat().map(Text::quoted);
      default -> Optional.empty();
    };
  }

  private Optional<String> of(QueryRequest request, String field) {
    return switch (field) {
      case "versions" -> list(request.versions(), String::valueOf);
      case "supported-freshness-mechanisms" -> mechanisms(request.supportedFreshnessMechanisms());
      case "attestation-payload" -> request.attestationPayload().map(BehaviourReply::quoted);
      case "attestation-payload-format" -> request.attestationPayloadFormat().map(Text::quoted);
      default -> Optional.empty();
    };
  }

  private Optional<String> of(Update update, String field) {
    return switch (field) {
      case "manifest-list" ->
          list(update.manifestList(), each -> Text.quoted(manifestName.apply(each)));
      case "unneeded-manifest-list" -> components(update.unneededManifestList(), each -> each);
      case "err-msg" -> update.errMsg().map(Text::quoted);
      case "attestation-payload" -> update.attestationPayload().map(BehaviourReply::quoted);
      case "attestation-payload-format" -> update.attestationPayloadFormat().map(Text::quoted);
      default -> Optional.empty();
    };
  }

  private Optional<String> of(TeepError error, String field) {
    return switch (field) {
      case "err-msg" -> error.errMsg().map(Text::quoted);
      case "versions" -> list(error.versions(), String::valueOf);
      case "supported-freshness-mechanisms" -> mechanisms(error.supportedFreshnessMechanisms());
      default -> Optional.empty();
    };
  }

  private Optional<String> errCode() {
    return message instanceof TeepError error
        ? Optional.of(Long.toString(error.errCode().number(dialect)))
        : message instanceof Update update
            ? update.errCode().map(code -> Long.toString(code.number(dialect)))
            : Optional.empty();
  }

  private Optional<String> suites() {
    List<TeepCipherSuite> suites =
        message instanceof TeepError error
            ? error.supportedTeepCipherSuites()
            : message instanceof QueryRequest request
                ? request.supportedTeepCipherSuites()
                : List.of();
    return suites.isEmpty()
        ? Optional.empty()
        : list(
            suites,
            suite ->
                list(
                        suite.operations(),
                        each -> "[" + each.coseType() + "," + each.algorithm() + "]")
                    .orElseThrow());
  }

  private boolean hasProfiles() {
    return message instanceof TeepError error
        ? !error.supportedSuitCoseProfiles().isEmpty()
        : message instanceof QueryRequest;
  }

  private Optional<String> mechanisms(List<FreshnessMechanism> mechanisms) {
    return list(mechanisms, each -> Long.toString(each.number(dialect)));
  }

  private long bits(Set<DataItem> items) {
    return items.stream().mapToLong(item -> 1L << item.number(dialect)).sum();
  }

  // JSON.

  private static final class Text {
    static String quoted(String text) {
      return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
  }

  private static String quoted(Bytes bytes) {
    return Text.quoted(bytes.toHex());
  }

  private static Optional<String> number(OptionalLong number) {
    return number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : Optional.empty();
  }

  private static <E> Optional<String> components(
      List<E> list, Function<E, SuitComponentIdentifier> id) {
    return list(list, each -> Text.quoted(BehaviourMaterial.name(id.apply(each))));
  }

  private static <E> Optional<String> list(List<E> list, Function<? super E, String> json) {
    return Optional.of(list.stream().map(json).collect(Collectors.joining(",", "[", "]")));
  }
}
