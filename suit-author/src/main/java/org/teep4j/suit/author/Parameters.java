package org.teep4j.suit.author;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;

/** The parameters that components can have at one place of a section. */
final class Parameters {

  private final Map<Long, Map<SuitParameter<?>, Object>> values = new HashMap<>();

  Parameters copy() {
    Parameters copy = new Parameters();
    copy.addAll(this);
    return copy;
  }

  /** Adds what another course through the section has set. */
  void addAll(Parameters other) {
    other.values.forEach(
        (component, parameters) ->
            values.computeIfAbsent(component, any -> new HashMap<>()).putAll(parameters));
  }

  int size() {
    return values.values().stream().mapToInt(Map::size).sum();
  }

  void set(long component, SuitParameters parameters, boolean ifUnset) {
    Map<SuitParameter<?>, Object> known = values.computeIfAbsent(component, any -> new HashMap<>());
    for (SuitParameter<?> parameter : parameters.parameters()) {
      Object value = parameters.value(parameter).orElseThrow();
      if (ifUnset) {
        known.putIfAbsent(parameter, value);
      } else {
        known.put(parameter, value);
      }
    }
  }

  void copy(long from, SuitParameter<?> parameter, long to) {
    Map<SuitParameter<?>, Object> source = values.get(from);
    Object value = source == null ? null : source.get(parameter);
    if (value != null) {
      values.computeIfAbsent(to, any -> new HashMap<>()).put(parameter, value);
    }
  }

  @SuppressWarnings("unchecked") // set takes values of the parameter's own type.
  <T> Optional<T> value(long component, SuitParameter<T> parameter) {
    Map<SuitParameter<?>, Object> known = values.get(component);
    return known == null ? Optional.empty() : Optional.ofNullable((T) known.get(parameter));
  }
}
