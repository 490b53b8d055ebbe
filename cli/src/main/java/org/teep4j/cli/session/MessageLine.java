package org.teep4j.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.teep.AttestationDecryptor;
import org.teep4j.teep.ContentKind;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.AttestationPayload;

/**
 * What is in a TEEP message, in one line for people. The signature is not verified: this is for
 * looking at messages that pass by.
 *
 * @param name the kind of message, or why it has none
 * @param parts what is in it, the most important first
 */
public record MessageLine(String name, List<String> parts) {

  /**
   * Looks at a message.
   *
   * @param bytes what was sent; empty for a connection
   * @param dialect the numbering of the sender
   * @return what is in it, also if it is no message
   */
  public static MessageLine of(Bytes bytes, Dialect dialect) {
    if (bytes.isEmpty()) {
      return new MessageLine("(empty)", List.of());
    }
    try {
      TeepMessage message = decode(bytes, dialect);
      return new MessageLine(name(message), parts(message));
    } catch (DecodeException malformed) {
      List<String> parts = new ArrayList<>();
      parts.add(malformed.detail());
      others(bytes).ifPresent(dialects -> parts.add("but one in " + dialects));
      return new MessageLine("no TEEP message", parts);
    }
  }

  /** The dialects in which it would be a message: the wrong one may have been chosen. */
  private static Optional<String> others(Bytes bytes) {
    try {
      CoseSignedMessage signed = CoseSignedMessage.decode(bytes);
      List<Dialect> dialects =
          signed.isDetached()
              ? List.of()
              : ContentKind.dialects(signed.unverifiedPayload(), DecodeOptions.defaults());
      return dialects.isEmpty()
          ? Optional.empty()
          : Optional.of(dialects.stream().map(Dialect::name).collect(Collectors.joining(" or ")));
    } catch (DecodeException malformed) {
      return Optional.empty();
    }
  }

  /** The message, not verified; empty if it is none. */
  static Optional<TeepMessage> read(Bytes bytes, Dialect dialect) {
    try {
      return Optional.of(decode(bytes, dialect));
    } catch (DecodeException malformed) {
      return Optional.empty();
    }
  }

  private static TeepMessage decode(Bytes bytes, Dialect dialect) throws DecodeException {
    CoseSignedMessage signed = CoseSignedMessage.decode(bytes);
    if (signed.isDetached()) {
      throw new DecodeException(Reason.UNEXPECTED_ELEMENT, 0, "the message has no payload");
    }
    return TeepMessage.decodeUnverified(signed.unverifiedPayload(), dialect);
  }

  @Override
  public String toString() {
    return parts.isEmpty() ? name : name + ": " + String.join(", ", parts);
  }

  private static String name(TeepMessage message) {
    return message.getClass().getSimpleName().replace("TeepError", "Error");
  }

  private static List<String> parts(TeepMessage message) {
    List<String> parts = new ArrayList<>();
    if (message instanceof QueryRequest request) {
      of(request, parts);
    } else if (message instanceof QueryResponse response) {
      of(response, parts);
    } else if (message instanceof Update update) {
      of(update, parts);
    } else if (message instanceof Success success) {
      success.msg().ifPresent(parts::add);
      reports(success.suitReports(), parts);
    } else if (message instanceof TeepError error) {
      parts.add(error.errCode().toString());
      error.errMsg().ifPresent(text -> parts.add(quoted(text)));
      reports(error.suitReports(), parts);
    }
    return parts;
  }

  private static void of(QueryRequest request, List<String> parts) {
    String items =
        request.dataItemRequested().stream()
            .map(item -> item.cddlName().replace('-', ' '))
            .collect(Collectors.joining(" and "));
    parts.add(items.isEmpty() ? "asks for nothing" : "asks for " + items);
    request.challenge().ifPresent(challenge -> parts.add("with a challenge"));
    payload(request.attestationPayload(), request.attestationPayloadFormat(), parts);
  }

  private static void of(QueryResponse response, List<String> parts) {
    payload(response.attestationPayload(), response.attestationPayloadFormat(), parts);
    list("has", response.tcList().stream().map(each -> each.componentId()).toList(), parts);
    list(
        "wants",
        response.requestedTcList().stream().map(RequestedTcInfo::componentId).toList(),
        parts);
    list("needs no more", response.unneededManifestList(), parts);
    reports(response.suitReports(), parts);
  }

  private static void of(Update update, List<String> parts) {
    update.errCode().ifPresent(code -> parts.add(code.toString()));
    update.errMsg().ifPresent(text -> parts.add(quoted(text)));
    list("unlink", update.unneededManifestList(), parts);
    for (Bytes manifest : update.manifestList()) {
      parts.add(manifest(manifest));
    }
    payload(update.attestationPayload(), update.attestationPayloadFormat(), parts);
  }

  private static String manifest(Bytes envelope) {
    try {
      SuitEnvelope decoded = SuitEnvelope.decode(envelope);
      return "install "
          + names(decoded.unverifiedManifest().common().components())
          + " "
          + decoded.unverifiedManifest().sequenceNumber();
    } catch (DecodeException malformed) {
      return "a manifest that is none";
    }
  }

  private static void payload(
      Optional<Bytes> payload, Optional<String> format, List<String> parts) {
    if (payload.isPresent()) {
      boolean encrypted = AttestationDecryptor.isEncrypted(payload.get());
      String mediaType = format.orElse(TeepMessage.DEFAULT_ATTESTATION_PAYLOAD_FORMAT);
      boolean evidence = !new AttestationPayload(mediaType, payload.get()).isAttestationResult();
      parts.add((evidence ? "Evidence" : "Attestation Result") + (encrypted ? ", encrypted" : ""));
    }
  }

  private static void reports(List<Bytes> reports, List<String> parts) {
    if (!reports.isEmpty()) {
      parts.add(reports.size() == 1 ? "1 report" : reports.size() + " reports");
    }
  }

  private static void list(String verb, List<SuitComponentIdentifier> ids, List<String> parts) {
    if (!ids.isEmpty()) {
      parts.add(verb + " " + names(ids));
    }
  }

  private static String names(List<SuitComponentIdentifier> ids) {
    return ids.stream().map(SuitComponentIdentifier::toString).collect(Collectors.joining(" and "));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
