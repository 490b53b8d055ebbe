package org.teep4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.teep4j.teep.RuleViolation;

/** What {@code inspect} finds, for programs. */
final class InspectJson {
  private InspectJson() {}

  static ObjectNode of(Input input, Inspection inspection) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("input", input.name()).put("size", inspection.bytes().length());
    json.put("kind", inspection.isCbor() ? inspection.kind().name() : "OTHER")
        .put("title", inspection.title());
    if (inspection.isTeep()) {
      json.put("dialect", inspection.dialect().name());
      ArrayNode candidates = json.putArray("dialectCandidates");
      inspection.dialects().forEach(dialect -> candidates.add(dialect.name()));
    }
    json.put("verified", false).put("decoded", inspection.refusal().isEmpty());
    inspection.refusal().ifPresent(refusal -> write(refusal, json.putObject("refusal")));
    ArrayNode violations = json.putArray("violations");
    inspection.violations().forEach(violation -> add(violation, violations));
    ArrayNode remarks = json.putArray("remarks");
    inspection.remarks().forEach(remarks::add);
    inspection.notation(0).ifPresent(notation -> json.put("notation", notation));
    return json;
  }

  /** Writes why bytes were refused. */
  static void write(Refusal refusal, ObjectNode object) {
    object.put("reason", refusal.reason()).put("limit", refusal.isLimit());
    object.put("detail", refusal.detail());
    refusal.offset().ifPresent(offset -> object.put("offset", offset));
    object.put("path", refusal.path());
    if (!refusal.advice().isEmpty()) {
      object.put("advice", refusal.advice());
    }
  }

  /** Adds a rule that a TEEP message breaks. */
  static void add(RuleViolation violation, ArrayNode violations) {
    violations
        .addObject()
        .put("rule", violation.rule().id())
        .put("section", violation.rule().section())
        .put("element", violation.element())
        .put("sentence", violation.rule().sentence());
  }
}
