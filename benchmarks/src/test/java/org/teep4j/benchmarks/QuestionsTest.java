package org.teep4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.teep4j.benchmarks.Question.Contestant;
import org.teep4j.benchmarks.Question.Role;

/** The list of questions fits the benchmarks. */
class QuestionsTest {
  private static final List<Question> ALL = Questions.all();

  /** The parameters of each benchmark that there is. */
  private static Map<String, Set<String>> benchmarks() {
    Map<String, Set<String>> benchmarks = new HashMap<>();
    for (BenchmarkListEntry entry :
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                List.of())) {
      benchmarks.put(
          entry.getUsername().replace("org.teep4j.benchmarks.", ""),
          entry.getParams().orElse(Map.of()).keySet());
    }
    return benchmarks;
  }

  @Test
  void everyContestantIsABenchmarkWithTheQuestionsParameters() {
    Map<String, Set<String>> benchmarks = benchmarks();
    for (Question question : ALL) {
      for (Contestant contestant : question.contestants()) {
        assertEquals(
            Results.key(question, contestant).parameters().keySet(),
            benchmarks.get(contestant.benchmark()),
            question.id() + ": " + contestant.benchmark());
      }
    }
  }

  @Test
  void namesAndTitlesTellQuestionsApart() {
    Set<String> names = new TreeSet<>();
    Set<String> titles = new HashSet<>();
    for (Question question : ALL) {
      assertTrue(names.add(question.id()), question.id());
      assertTrue(titles.add(question.title()), question.title());
      assertTrue(question.title().length() <= 78, question.title());
      assertTrue(question.id().matches("[a-z0-9-]{1,23}"), question.id());
      assertTrue(names.stream().noneMatch(name -> name.equals(question.group().id())));
    }
  }

  @Test
  void contestantsCanBeToldApartAndTheFirstIsThisLibrary() {
    for (Question question : ALL) {
      assertEquals(Role.OWN, question.contestants().get(0).role(), question.id());
      assertTrue(question.few().contains(question.contestants().get(0)), question.id());
      assertTrue(question.few().size() > 1, question.id());
      Set<String> labels = new HashSet<>();
      for (Contestant contestant : question.contestants()) {
        assertTrue(labels.add(contestant.label()), question.id() + ": " + contestant.label());
        assertTrue(contestant.label().length() <= BenchText.LABEL, contestant.label());
      }
    }
  }

  @Test
  void aShortRunIsShort() {
    int seconds =
        ALL.stream().filter(Question::brief).mapToInt(q -> q.few().size() * (q.warmup() + 2)).sum();
    assertTrue(seconds <= 120, seconds + " seconds");
  }
}
