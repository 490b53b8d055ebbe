package org.teep4j.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.teep4j.benchmarks.Question.Contestant;

/**
 * What JMH wrote of one run, as JSON.
 *
 * @param name which run that was, in a few characters: its JDK
 * @param conditions with what and how long it measured
 * @param measurements by benchmark and parameters
 */
record Results(String name, String conditions, Map<Key, Measurement> measurements) {

  private static final Map<String, Double> NANOSECONDS =
      Map.of("ns/op", 1.0, "us/op", 1e3, "ms/op", 1e6, "s/op", 1e9);

  /** Which measurement: class and method, and all parameters. */
  record Key(String benchmark, Map<String, String> parameters) {
    @Override
    public String toString() {
      return parameters.isEmpty() ? benchmark : benchmark + " " + parameters;
    }
  }

  /**
   * An answer in part.
   *
   * @param contestant who
   * @param measurement what was measured
   * @param ratio its time as a multiple of the first contestant's, if that was measured
   */
  record Row(Contestant contestant, Measurement measurement, OptionalDouble ratio) {}

  /**
   * Reads what JMH wrote. Measurements of another kind than the time of one call are left out, and
   * counted in the conditions.
   *
   * @throws IllegalArgumentException if that is not a result of JMH
   */
  static Results of(JsonNode json) {
    if (!json.isArray() || json.isEmpty()) {
      throw new IllegalArgumentException("not a result of JMH, which is a list of measurements");
    }
    Map<Key, Measurement> measurements = new LinkedHashMap<>();
    int leftOut = 0;
    for (JsonNode entry : json) {
      JsonNode metric = entry.path("primaryMetric");
      Double unit = NANOSECONDS.get(metric.path("scoreUnit").asText());
      if (!entry.has("benchmark") || metric.isMissingNode()) {
        throw new IllegalArgumentException("not a measurement of JMH");
      }
      double[] times = unit == null ? new double[0] : times(metric.path("rawData"), unit);
      if (times.length > 0) {
        JsonNode bytes = entry.at("/secondaryMetrics/gc.alloc.rate.norm/score");
        measurements.put(
            key(entry),
            Measurement.of(
                times,
                bytes.isNumber() ? OptionalDouble.of(bytes.asDouble()) : OptionalDouble.empty()));
      } else {
        leftOut++;
      }
    }
    JsonNode first = json.get(0);
    String version = first.path("jdkVersion").asText();
    return new Results(
        "JDK " + version.replaceFirst("[^0-9].*", ""),
        conditions(first, version) + (leftOut == 0 ? "" : "; left out, as no times: " + leftOut),
        measurements);
  }

  private static Key key(JsonNode entry) {
    String name = entry.path("benchmark").asText();
    String[] parts = name.split("\\.", -1);
    if (parts.length > 1) {
      name = parts[parts.length - 2] + "." + parts[parts.length - 1];
    }
    int threads = entry.path("threads").asInt(1);
    if (threads > 1) {
      name += " in " + threads + " threads"; // another question
    }
    Map<String, String> parameters = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : entry.path("params").properties()) {
      parameters.put(field.getKey(), field.getValue().asText());
    }
    return new Key(name, parameters);
  }

  private static double[] times(JsonNode forks, double unit) {
    List<Double> times = new ArrayList<>();
    forks.forEach(fork -> fork.forEach(time -> times.add(time.asDouble() * unit)));
    return times.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static String conditions(JsonNode first, String version) {
    return first.path("vmName").asText()
        + " "
        + version
        + ", JMH "
        + first.path("jmhVersion").asText()
        + ": "
        + first.path("forks").asText()
        + " × ("
        + iterations(first, "warmup")
        + " to warm up, "
        + iterations(first, "measurement")
        + " measured)";
  }

  private static String iterations(JsonNode first, String kind) {
    return first.path(kind + "Iterations").asText() + " × " + first.path(kind + "Time").asText();
  }

  /** These and later ones of the same JDK, which count where both measured the same. */
  Results and(Results later) {
    Map<Key, Measurement> all = new LinkedHashMap<>(measurements);
    all.putAll(later.measurements);
    String both =
        conditions.contains(later.conditions) ? conditions : conditions + "; " + later.conditions;
    return new Results(name, both, all);
  }

  /** The rows that answer a question, in its order; those that were not measured are missing. */
  List<Row> answer(Question question) {
    List<Row> rows = new ArrayList<>();
    Measurement first = measurements.get(key(question, question.contestants().get(0)));
    for (Contestant contestant : question.contestants()) {
      Measurement measurement = measurements.get(key(question, contestant));
      if (measurement != null) {
        rows.add(
            new Row(
                contestant,
                measurement,
                first == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(measurement.nanoseconds() / first.nanoseconds())));
      }
    }
    return rows;
  }

  static Key key(Question question, Contestant contestant) {
    Map<String, String> parameters = new TreeMap<>(question.parameters());
    parameters.putAll(contestant.parameters());
    return new Key(contestant.benchmark(), parameters);
  }
}
