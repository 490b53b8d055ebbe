package org.teep4j.cli.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.cli.doctor.Finding.Level;

/** What is known of a TAM: what it speaks, by names, and how that compares with the text. */
public final class Diagnosis {
  private final Map<String, List<String>> facts = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private boolean reachable;

  Diagnosis() {}

  /**
   * What the TAM speaks.
   *
   * @return values by their names, in the order of a report
   */
  public Map<String, List<String>> facts() {
    return facts;
  }

  /**
   * How it compares with the text.
   *
   * @return the findings, in the order of the questions
   */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * Whether there was any response.
   *
   * @return false if nothing else is known
   */
  public boolean isReachable() {
    return reachable;
  }

  /**
   * Whether everything that the text demands was seen to be so.
   *
   * @return false if a demand is broken, or the TAM did not respond
   */
  public boolean isSound() {
    return reachable && findings.stream().noneMatch(each -> each.level() == Level.MUST);
  }

  void reached() {
    reachable = true;
  }

  void fact(String name, String value) {
    facts.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  void find(Level level, String section, String text) {
    findings.add(new Finding(level, text, section));
  }

  /** What is as the text has it, or not. */
  void expect(boolean good, Level otherwise, String section, String text, String instead) {
    find(good ? Level.GOOD : otherwise, section, good ? text : instead);
  }
}
