package org.teep4j.vectors.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.vectors.EatExpectation;
import org.teep4j.vectors.EatExpectation.BrokenRule;
import org.teep4j.vectors.Expectation;

/** Reads the elements of {@code expect} that concern claims and tokens. */
final class EatExpectationReader {
  private final Set<String> keys;

  EatExpectationReader(Set<String> keys) {
    this.keys = keys;
  }

  /** The expectation, or null if the check is none of these. */
  @Nullable Expectation read(String check, Fields fields) throws VectorFormatException {
    return switch (check) {
      case "eat-rules" -> rules(fields);
      case "token" -> token(fields);
      case "attestation-result" -> result(fields);
      case "psa-token" ->
          new EatExpectation.PsaToken(fields.text("profile"), fields.integer("components"));
      default -> null;
    };
  }

  private static Expectation rules(Fields fields) throws VectorFormatException {
    List<BrokenRule> violated = new ArrayList<>();
    for (Fields element : fields.objects("violated")) {
      violated.add(
          new BrokenRule(
              element.text("rule"), element.text("path"), element.optionalText("erratum")));
      element.noOthers();
    }
    return new EatExpectation.EatRules(violated);
  }

  private Expectation token(Fields fields) throws VectorFormatException {
    String key = fields.text("key");
    if (!keys.contains(key)) {
      throw fields.error("no key \"" + key + "\"");
    }
    Optional<String> refused = fields.optionalText("refused");
    return new EatExpectation.Token(key, refused, fields.optionalText("erratum"));
  }

  private static Expectation result(Fields fields) throws VectorFormatException {
    Map<String, String> appraisals = new TreeMap<>();
    for (Fields element : fields.objects("appraisals")) {
      appraisals.put(element.text("name"), element.text("tier"));
      element.noOthers();
    }
    return new EatExpectation.AttestationResult(
        fields.text("profile"), fields.text("tier"), appraisals);
  }
}
