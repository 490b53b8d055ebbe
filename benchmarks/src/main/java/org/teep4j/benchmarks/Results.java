package org.teep4j.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * What JMH wrote of one run, as JSON.
 *
 * @param name which run that was, in a few characters: its JDK
 * @param conditions with what and how long it measured
 * @param measurements by what was measured, in the order of the file
 */
record Results(String name, String conditions, Map<Key, Measurement> measurements) {

  private static final Map<String, Double> NANOSECONDS =
      Map.of("ns/op", 1.0, "us/op", 1e3, "ms/op", 1e6, "s/op", 1e9);

  /** The parameter that names a contestant, and those that name what a contestant works with. */
  private static final String BY = "by";

  private static final Set<String> PROVIDERS = Set.of("signatureProvider", "cipherProvider");

  /**
   * Which measurement.
   *
   * @param comparison what all contestants do on the same bytes: the title of a table
   * @param contestant who does it; this library's names begin with {@code teep4j}
   */
  record Key(String comparison, String contestant) {
    boolean isOwn() {
      return contestant.startsWith("teep4j");
    }
  }

  /**
   * What was measured of one contestant.
   *
   * @param nanoseconds the time of one call, the median of all iterations
   * @param spread how far the iterations in the middle half lie apart, as a part of the median
   * @param bytes what one call allocates, if that was measured
   */
  record Measurement(double nanoseconds, double spread, OptionalDouble bytes) {

    static Measurement of(double[] nanoseconds, OptionalDouble bytes) {
      double[] sorted = nanoseconds.clone();
      Arrays.sort(sorted);
      double median = at(sorted, 0.5);
      return new Measurement(median, (at(sorted, 0.75) - at(sorted, 0.25)) / median, bytes);
    }

    /** The value at a place between the first (0) and the last (1), interpolated. */
    private static double at(double[] sorted, double place) {
      double index = place * (sorted.length - 1);
      int below = (int) index;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (sorted[above] - sorted[below]) * (index - below);
    }

    /**
     * Whether the iterations differ so much that the time is no more than an order of magnitude.
     */
    boolean isUnsteady() {
      return spread > 0.15;
    }
  }

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
      if (times.length == 0) {
        leftOut++;
        continue;
      }
      JsonNode bytes = entry.at("/secondaryMetrics/gc.alloc.rate.norm/score");
      measurements.put(
          key(entry),
          Measurement.of(
              times,
              bytes.isNumber() ? OptionalDouble.of(bytes.asDouble()) : OptionalDouble.empty()));
    }
    JsonNode first = json.get(0);
    String version = first.path("jdkVersion").asText();
    return new Results(
        "JDK " + version.replaceFirst("[^0-9].*", ""),
        conditions(first, version) + (leftOut == 0 ? "" : "; left out, as no times: " + leftOut),
        measurements);
  }

  /**
   * {@code Class.method} is compared where {@link #BY} names the contestant, else {@code Class}
   * alone: there the method is the contestant. The other parameters belong to the comparison.
   */
  private static Key key(JsonNode entry) {
    String[] parts = entry.path("benchmark").asText().split("\\.", -1);
    String method = parts[parts.length - 1];
    StringBuilder comparison = new StringBuilder(parts[Math.max(0, parts.length - 2)]);
    Map<String, String> parameters = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : entry.path("params").properties()) {
      parameters.put(field.getKey(), field.getValue().asText());
    }
    StringBuilder contestant = new StringBuilder(parameters.getOrDefault(BY, method));
    if (parameters.remove(BY) != null) {
      comparison.append('.').append(method);
    }
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (PROVIDERS.contains(parameter.getKey())) {
        contestant.append(", ").append(parameter.getValue());
      } else {
        comparison.append(", ").append(parameter.getKey()).append(' ').append(parameter.getValue());
      }
    }
    int threads = entry.path("threads").asInt(1);
    if (threads > 1) {
      comparison.append(", ").append(threads).append(" threads");
    }
    return new Key(comparison.toString(), contestant.toString());
  }

  private static double[] times(JsonNode forks, double unit) {
    List<Double> times = new ArrayList<>();
    forks.forEach(fork -> fork.forEach(time -> times.add(time.asDouble() * unit)));
    return times.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static String conditions(JsonNode first, String version) {
    return "%s %s, JMH %s: %s × (%s to warm up, %s measured)"
        .formatted(
            first.path("vmName").asText(),
            version,
            first.path("jmhVersion").asText(),
            first.path("forks").asText(),
            iterations(first, "warmup"),
            iterations(first, "measurement"));
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
}
