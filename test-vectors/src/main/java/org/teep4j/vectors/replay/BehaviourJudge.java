package org.teep4j.vectors.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportOpener;
import org.teep4j.vectors.format.BehaviourCase;
import org.teep4j.vectors.format.BehaviourCase.Condition;
import org.teep4j.vectors.format.BehaviourCase.Expected;
import org.teep4j.vectors.format.BehaviourCase.Wish;
import org.teep4j.vectors.format.BehaviourCase.Word;

/** Compares what came with what a case wants. */
final class BehaviourJudge {
  private final BehaviourMaterial material;
  private final BehaviourSubject subject;
  private final Optional<BehaviourReply> request;
  private final Set<Bytes> known;

  /**
   * A judge of one reply.
   *
   * @param request the message that was answered, if it is one
   * @param known tokens and challenges that are not fresh
   */
  BehaviourJudge(
      BehaviourMaterial material,
      BehaviourSubject subject,
      Optional<BehaviourReply> request,
      Set<Bytes> known) {
    this.material = material;
    this.subject = subject;
    this.request = request;
    this.known = known;
  }

  /** What differs from a reply that may come. */
  List<String> differences(Expected expected, BehaviourEnd end, Optional<BehaviourReply> reply) {
    List<String> differences = new ArrayList<>();
    String type = reply.map(BehaviourReply::type).orElse(Expected.SILENCE);
    if (expected.reply().isPresent() && !expected.reply().get().equals(type)) {
      differences.add("reply: " + described(type, reply) + ", wanted " + expected.reply().get());
      return differences;
    }
    for (Map.Entry<String, Wish> each : expected.fields().entrySet()) {
      Wish wish = each.getValue();
      boolean holds =
          wish.anyOf().stream()
              .anyMatch(all -> all.stream().allMatch(one -> holds(each.getKey(), one, end, reply)));
      if (!holds) {
        differences.add(
            each.getKey()
                + ": "
                + value(each.getKey(), end, reply).orElse("absent")
                + ", wanted "
                + wish.text());
      }
    }
    for (Map.Entry<String, Optional<String>> each : expected.headers().entrySet()) {
      List<String> values = end.headers().getOrDefault(each.getKey(), List.of());
      List<String> wanted = each.getValue().stream().toList();
      if (!values.equals(wanted)) {
        differences.add(each.getKey() + ": " + values + ", wanted " + wanted);
      }
    }
    return differences;
  }

  private static String described(String type, Optional<BehaviourReply> reply) {
    return type
        + reply.flatMap(message -> message.value("err-code")).map(code -> " " + code).orElse("")
        + reply.flatMap(message -> message.value("err-msg")).map(text -> " " + text).orElse("");
  }

  private Optional<String> value(String field, BehaviourEnd end, Optional<BehaviourReply> reply) {
    return switch (field) {
      case "http" -> Optional.of(Integer.toString(end.status()));
      case "requests" -> Optional.of(Integer.toString(end.requests()));
      case "tam-uri" -> end.tam().map(uri -> "\"" + uri + "\"");
      case "session" ->
          Optional.of((end.isDone() ? "done" : "not done") + ", errors: " + end.processErrors());
      case "event" ->
          Optional.of(
              subject.events().stream()
                  .map(event -> "\"" + event.kind().name() + "\"")
                  .toList()
                  .toString());
      case "cose" -> reply.map(message -> message.cose().type() + " " + message.algorithms());
      default -> reply.flatMap(message -> message.value(field));
    };
  }

  private boolean holds(
      String field, Condition condition, BehaviourEnd end, Optional<BehaviourReply> reply) {
    Optional<String> value = value(field, end, reply);
    if (condition instanceof BehaviourCase.Unknown) {
      return true; // it is told apart that it was not judged
    } else if (condition instanceof Word word) {
      return holds(field, word, value, end, reply);
    } else if (condition instanceof BehaviourCase.Equal equal) {
      return field.equals("event")
          ? elements(value).contains(equal.json())
          : value.equals(Optional.of(equal.json()));
    } else if (condition instanceof BehaviourCase.Contains contains) {
      return elements(value).contains(contains.json());
    } else if (condition instanceof BehaviourCase.Length length) {
      int bytes = reply.flatMap(message -> message.bytes(field)).map(Bytes::length).orElse(-1);
      return bytes >= length.least() && bytes <= length.most();
    } else if (condition instanceof BehaviourCase.Algorithm algorithm) {
      return reply.isPresent() && reply.get().algorithms().contains(algorithm.number());
    }
    String key = ((BehaviourCase.VerifiesWith) condition).key();
    return reply.isPresent() && verifies(reply.get(), List.of(key));
  }

  private static List<String> elements(Optional<String> list) {
    return list.map(text -> text.replaceAll("^\\[|]$", ""))
        .map(text -> Arrays.asList(text.split(", ?", -1)))
        .orElse(List.of());
  }

  private boolean holds(
      String field,
      Word word,
      Optional<String> value,
      BehaviourEnd end,
      Optional<BehaviourReply> reply) {
    return switch (word) {
      case ABSENT -> value.isEmpty();
      case PRESENT -> value.isPresent();
      case NOT_ZERO -> value.isPresent() && !value.get().equals("0");
      case FRESH ->
          reply.flatMap(message -> message.bytes(field)).filter(this::isFresh).isPresent();
      case DIFFERS_FROM_REQUEST ->
          !request.flatMap(message -> message.bytes(field)).equals(bytes(field, reply));
      case CONFIGURED -> end.tam().equals(Optional.of(subject.tamUri()));
      case ONE_FOR_EACH_MANIFEST, NONCE_IS_TOKEN, RESULT_TRUE, HAS_REASON ->
          reply.isPresent() && holds(word, reply.get());
      case SIGN1 -> reply.isPresent() && reply.get().cose() instanceof CoseSign1;
      case SIGN -> reply.isPresent() && reply.get().cose() instanceof CoseSign;
      case NAMES_KEY ->
          reply.isPresent() && reply.get().keyIds().stream().allMatch(this::isThumbprint);
      case ALGORITHM_OF_PEER ->
          request.isPresent()
              && reply.isPresent()
              && reply.get().algorithms().equals(request.get().algorithms());
      case VERIFIES_WITH_TAM -> reply.isPresent() && verifies(reply.get(), subject.tamKeys());
      case VERIFIES_WITH_AGENT -> reply.isPresent() && verifies(reply.get(), subject.agentKeys());
      case DONE -> end.isDone();
      case NO_PROCESS_ERROR -> end.processErrors() == 0;
      case PROCESS_ERROR -> end.processErrors() > 0;
      case BOUNDED -> end.requests() > 0; // it has come to an end at all
    };
  }

  private boolean isThumbprint(Optional<Bytes> keyId) {
    return material.keys().values().stream()
        .anyMatch(key -> keyId.equals(Optional.of(key.thumbprint())));
  }

  private static Optional<Bytes> bytes(String field, Optional<BehaviourReply> reply) {
    return reply.flatMap(message -> message.bytes(field));
  }

  private boolean isFresh(Bytes bytes) {
    return !known.contains(bytes);
  }

  private boolean verifies(BehaviourReply reply, List<String> keys) {
    try {
      reply.cose().verify(material.resolver(keys));
      return true;
    } catch (VerificationException e) {
      return false;
    }
  }

  private boolean holds(Word word, BehaviourReply reply) {
    if (word == Word.ONE_FOR_EACH_MANIFEST) {
      return request.map(BehaviourReply::manifests).orElse(List.of()).size()
          == reply.reports().size();
    }
    List<SuitReport> reports = opened(reply);
    if (reports.isEmpty()) {
      return reply.reports().isEmpty() && word != Word.HAS_REASON;
    }
    return switch (word) {
      case NONCE_IS_TOKEN ->
          reports.stream()
              .allMatch(report -> report.nonce().equals(request.flatMap(m -> m.message().token())));
      case RESULT_TRUE -> reports.stream().allMatch(BehaviourJudge::isSuccess);
      default -> !reports.stream().allMatch(BehaviourJudge::isSuccess);
    };
  }

  static boolean isSuccess(SuitReport report) {
    return report.result() instanceof SuitReport.Result.Success;
  }

  /** The reports of a message; none if one cannot be opened. */
  static List<SuitReport> opened(BehaviourReply reply) {
    List<SuitReport> reports = new ArrayList<>();
    for (Bytes each : reply.reports()) {
      try {
        reports.add(SuitReportOpener.unverified().open(each));
      } catch (DecodeException | VerificationException e) {
        return List.of();
      }
    }
    return reports;
  }
}
