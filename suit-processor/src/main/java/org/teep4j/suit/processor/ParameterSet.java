package org.teep4j.suit.processor;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;

/**
 * The parameters of one component. All manifests of a procedure share them, because they belong to
 * the component and not to an index of it.
 */
final class ParameterSet {

  private final Map<SuitParameter<?>, Object> values = new LinkedHashMap<>();
  private final Map<Long, Bytes> others = new HashMap<>();

  /**
   * The source component as an identifier: an index means something in the manifest that set it
   * alone.
   */
  private @Nullable SuitComponentIdentifier source;

  @SuppressWarnings("unchecked") // put keeps each value with its own parameter
  <T> Optional<T> value(SuitParameter<T> parameter) {
    return Optional.ofNullable((T) values.get(parameter));
  }

  Optional<SuitComponentIdentifier> source() {
    return Optional.ofNullable(source);
  }

  /**
   * Takes parameters.
   *
   * @param replace whether set parameters are replaced, or kept
   * @param given the source component that the parameters name, or null if they name none
   */
  void put(SuitParameters parameters, boolean replace, @Nullable SuitComponentIdentifier given) {
    for (SuitParameter<?> parameter : parameters.parameters()) {
      if (isFlow(parameter) || (!replace && values.containsKey(parameter))) {
        continue;
      }
      values.put(parameter, parameters.value(parameter).orElseThrow());
      if (parameter == SuitParameter.SOURCE_COMPONENT) {
        source = given;
      }
    }
    parameters
        .others()
        .forEach((label, value) -> others.merge(label, value, (a, b) -> replace ? b : a));
  }

  /** Copies one parameter from another component; nothing if it is not set there. */
  void copy(ParameterSet from, long label) {
    for (Map.Entry<SuitParameter<?>, Object> each : from.values.entrySet()) {
      if (each.getKey().label() == label) {
        values.put(each.getKey(), each.getValue());
        if (each.getKey() == SuitParameter.SOURCE_COMPONENT) {
          source = from.source;
        }
      }
    }
    Bytes other = from.others.get(label);
    if (other != null) {
      others.put(label, other);
    }
  }

  /** Parameters of the sequence and not of the component. */
  static boolean isFlow(SuitParameter<?> parameter) {
    return parameter == SuitParameter.STRICT_ORDER || parameter == SuitParameter.SOFT_FAILURE;
  }

  SuitParameters toParameters() {
    SuitParameters.Builder builder = SuitParameters.builder();
    values.forEach((parameter, value) -> set(builder, parameter, value));
    others.forEach(builder::setOther);
    return builder.build();
  }

  @SuppressWarnings("unchecked") // as in value
  private static <T> void set(
      SuitParameters.Builder builder, SuitParameter<T> parameter, Object value) {
    builder.set(parameter, (T) value);
  }
}
