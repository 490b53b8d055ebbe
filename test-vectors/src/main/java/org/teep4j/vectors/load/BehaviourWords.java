package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teep4j.teep.Dialect;
import org.teep4j.vectors.format.BehaviourCase;
import org.teep4j.vectors.format.BehaviourCase.Condition;
import org.teep4j.vectors.format.BehaviourCase.Statement;
import org.teep4j.vectors.format.BehaviourCase.Word;

/**
 * The words in which behaviour cases say what must come, as the module's README describes them.
 * Words that are not known are kept as such, and not judged.
 *
 * <pre>{@code
 * wish        = alternative *( [","] " or " alternative )
 * alternative = condition *( ( ", " / " and " / " with " ) condition )
 * }</pre>
 */
final class BehaviourWords {
  private static final Pattern ALTERNATIVES = Pattern.compile(",? or ");
  private static final Pattern CONDITIONS = Pattern.compile(", | and | with ");
  private static final Pattern STATEMENTS = Pattern.compile("; ");
  private static final Pattern NOTES = Pattern.compile("[;:] ");
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})\\.\\.(\\d{1,6}) bytes");
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2})+");
  private static final Pattern CONTAINS = Pattern.compile("contains (-?\\d{1,9}|[\\w./-]+)");
  private static final Pattern ALGORITHM = Pattern.compile("(?:alg )?(-?\\d{1,9})");
  private static final Pattern KEY = Pattern.compile("(?:verifies with )?([a-z0-9-]+)");
  private static final List<String> COUNTS = List.of("none", "one", "two", "three", "four");
  private static final Pattern OUTSTANDING =
      Pattern.compile("(" + String.join("|", COUNTS) + ")(?:, for the (challenge|token))?");
  private static final Pattern WAITS = Pattern.compile("(\\S+) (still waits|is used up)");
  private static final Pattern INSTALLED = Pattern.compile("(\\S+) (\\d{1,9})");

  /** Fields whose value is a text, and not digits. */
  private static final Set<String> TEXTS =
      Set.of("attestation-payload-format", "tam-uri", "err-msg", "event", "ending");

  private BehaviourWords() {}

  /** What a field must be. An object has a value for each dialect. */
  static BehaviourCase.Wish wish(Fields fields, String name, Dialect dialect, Set<String> keys)
      throws VectorFormatException {
    JsonNode value = fields.value(name);
    if (value.isObject()) {
      value = fields.object(name).value(dialect.name());
    }
    if (!value.isTextual()) {
      return new BehaviourCase.Wish(
          value.toString(), List.of(List.of(new BehaviourCase.Equal(value.toString()))));
    }
    String text = value.textValue();
    return new BehaviourCase.Wish(
        text, name.equals("cose") ? List.of(signature(text, keys)) : alternatives(name, value));
  }

  private static List<List<Condition>> alternatives(String name, JsonNode value) {
    String text = value.textValue();
    List<List<Condition>> alternatives = new ArrayList<>();
    for (String alternative : ALTERNATIVES.split(text, -1)) {
      List<Condition> conditions = new ArrayList<>();
      for (String word : CONDITIONS.split(alternative.replaceFirst("^with ", ""), -1)) {
        Optional<Condition> condition = condition(word);
        if (condition.isEmpty() && TEXTS.contains(name)) {
          return List.of(List.of(new BehaviourCase.Equal(value.toString())));
        }
        conditions.add(condition.orElse(new BehaviourCase.Unknown(word)));
      }
      alternatives.add(conditions);
    }
    return alternatives;
  }

  private static Optional<Condition> condition(String text) {
    for (Word word : Word.values()) {
      if (word.text().equals(text)) {
        return Optional.of(word);
      }
    }
    Matcher length = LENGTH.matcher(text);
    if (length.matches()) {
      return Optional.of(
          new BehaviourCase.Length(
              Integer.parseInt(length.group(1)), Integer.parseInt(length.group(2))));
    }
    Matcher contains = CONTAINS.matcher(text);
    if (contains.matches()) {
      String element = contains.group(1);
      boolean isNumber = element.matches("-?\\d+");
      return Optional.of(new BehaviourCase.Contains(isNumber ? element : "\"" + element + "\""));
    }
    if (text.equals("empty")) {
      return Optional.of(new BehaviourCase.Equal("[]"));
    }
    return HEX.matcher(text).matches()
        ? Optional.of(new BehaviourCase.Equal("\"" + text + "\""))
        : Optional.empty();
  }

  /** {@code COSE_Sign, alg -9 and -19, verifies with tam and tam-ed}. */
  private static List<Condition> signature(String text, Set<String> keys) {
    List<Condition> conditions = new ArrayList<>();
    for (String part : text.split(", ", -1)) {
      Optional<Condition> word = condition(part);
      if (word.isPresent()) {
        conditions.add(word.get());
        continue;
      }
      for (String each : part.split(" and ", -1)) {
        Matcher algorithm = ALGORITHM.matcher(each);
        Matcher key = KEY.matcher(each);
        if (algorithm.matches()) {
          conditions.add(new BehaviourCase.Algorithm(Long.parseLong(algorithm.group(1))));
        } else if (key.matches() && keys.contains(key.group(1))) {
          conditions.add(new BehaviourCase.VerifiesWith(key.group(1)));
        } else {
          conditions.add(new BehaviourCase.Unknown(each));
        }
      }
    }
    return conditions;
  }

  /**
   * What a note says that can be judged. A note is for people; what is not known in it is not
   * judged.
   */
  static List<Condition> note(String text) {
    List<Condition> conditions = new ArrayList<>();
    for (String part : NOTES.split(text, -1)) {
      condition(part).ifPresent(conditions::add);
    }
    return conditions;
  }

  // What must be true afterwards.

  static List<Statement> after(Fields fields, Map<String, String> values)
      throws VectorFormatException {
    List<Statement> statements = new ArrayList<>();
    Optional<String> outstanding = fields.optionalText("outstanding");
    if (outstanding.isPresent()) {
      for (String text : STATEMENTS.split(outstanding.get(), -1)) {
        statements.add(outstanding(fields, text, values));
      }
    }
    Optional<String> device = fields.optionalText("device");
    if (device.isPresent()) {
      for (String text : STATEMENTS.split(device.get(), -1)) {
        statements.add(device(text));
      }
    }
    Optional<String> installed = fields.optionalText("installed");
    if (installed.isPresent()) {
      statements.add(installed(installed.get()));
    }
    fields.noOthers();
    return statements;
  }

  private static Statement outstanding(Fields fields, String text, Map<String, String> values)
      throws VectorFormatException {
    Matcher count = OUTSTANDING.matcher(text);
    if (count.matches()) {
      return new BehaviourCase.StillOutstanding(
          COUNTS.indexOf(count.group(1)),
          Optional.ofNullable(count.group(2)).map("challenge"::equals));
    }
    Matcher waits = WAITS.matcher(text);
    if (waits.matches() && values.containsKey(waits.group(1))) {
      return new BehaviourCase.Waits(
          waits.group(1),
          BehaviourReader.digits(fields, waits.group(1), values.get(waits.group(1))),
          waits.group(2).equals("still waits"));
    }
    return new BehaviourCase.Unknown(text);
  }

  private static Statement device(String text) {
    for (BehaviourCase.Device device : BehaviourCase.Device.values()) {
      if (device.text().equals(text)) {
        return device;
      }
    }
    return new BehaviourCase.Unknown(text);
  }

  private static Statement installed(String text) {
    List<Map<String, Long>> alternatives = new ArrayList<>();
    boolean asReported = false;
    for (String alternative : ALTERNATIVES.split(text, -1)) {
      Map<String, Long> installed = new HashMap<>();
      for (String part : CONDITIONS.split(alternative, -1)) {
        Matcher one = INSTALLED.matcher(part);
        if (one.matches()) {
          installed.put(one.group(1), Long.parseLong(one.group(2)));
        } else if (part.equals("as the reports say")) {
          asReported = true;
        } else if (!part.equals("nothing")) {
          return new BehaviourCase.Unknown(text);
        }
      }
      alternatives.add(installed);
    }
    return new BehaviourCase.Installed(alternatives, asReported);
  }
}
