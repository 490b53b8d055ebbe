package org.teep4j.vectors;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An expectation for a vector that is a set of claims or a token. */
public sealed interface EatExpectation extends Expectation {

  /**
   * The claims break exactly these rules of RFC 9711. Nothing is verified.
   *
   * @param violated the rules, in any order
   */
  record EatRules(List<BrokenRule> violated) implements EatExpectation {
    /** Takes an unmodifiable copy of the list. */
    public EatRules {
      violated = List.copyOf(violated);
    }

    @Override
    public List<String> errata() {
      return violated.stream().flatMap(each -> each.erratum().stream()).toList();
    }
  }

  /**
   * A rule that is broken.
   *
   * @param rule the stable name of the rule
   * @param path the claim, with the submodules around it
   * @param erratum the erratum that this violation shows
   */
  record BrokenRule(String rule, String path, Optional<String> erratum) {}

  /**
   * A token verifies with a key, or fails to.
   *
   * @param key the name of a key of the set
   * @param refused the step that fails, as in {@link CoseExpectation.Open}; absent if it verifies
   * @param erratum the erratum that this expectation shows
   */
  record Token(String key, Optional<String> refused, Optional<String> erratum)
      implements EatExpectation {}

  /**
   * The claims are an Attestation Result. Nothing is verified.
   *
   * @param profile the name of its profile
   * @param tier what it amounts to, in lower case
   * @param appraisals what each appraisal amounts to, in lower case
   */
  record AttestationResult(String profile, String tier, Map<String, String> appraisals)
      implements EatExpectation {
    /** Takes a copy of the map. */
    public AttestationResult {
      appraisals = Collections.unmodifiableMap(new TreeMap<>(appraisals));
    }
  }

  /**
   * The claims are those of a PSA token. Nothing is verified.
   *
   * @param profile the name of its profile
   * @param components the number of its software components
   */
  record PsaToken(String profile, int components) implements EatExpectation {}
}
