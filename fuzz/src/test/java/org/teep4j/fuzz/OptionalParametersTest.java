package org.teep4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nobody has to wrap an argument in an {@link Optional}: what may be left out has an overload or a
 * setter. The constructor of a record has its components.
 */
class OptionalParametersTest {

  private static final Set<Class<?>> OPTIONAL =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class);

  /** What the library calls: whoever implements it is told that a value may be absent. */
  private static final Set<String> CALLED_BY_THE_LIBRARY =
      Set.of(
          "Attester.attest",
          "ComponentInvoker.invoke",
          "EatAttester.attest",
          "EatVerifier.verify",
          "ProcessListener.progress",
          "Verifier.verify");

  @Test
  void noPublicMethodHasAnOptionalParameter() throws Exception {
    Set<String> found = new TreeSet<>();
    for (Class<?> module : PublicTypes.MODULES) {
      for (Class<?> type : PublicTypes.of(module)) {
        methods(type)
            .filter(OptionalParametersTest::hasOptional)
            .forEach(method -> found.add(PublicTypes.name(type) + "." + name(method)));
      }
    }
    assertEquals(new TreeSet<>(CALLED_BY_THE_LIBRARY), found);
  }

  private static Stream<Executable> methods(Class<?> type) {
    Stream<Executable> constructors =
        type.isRecord() ? Stream.empty() : Arrays.stream(type.getDeclaredConstructors());
    return Stream.concat(Arrays.stream(type.getDeclaredMethods()), constructors)
        .filter(method -> !method.isSynthetic())
        .filter(method -> Modifier.isPublic(method.getModifiers()) || isProtected(type, method));
  }

  private static boolean isProtected(Class<?> type, Executable method) {
    return Modifier.isProtected(method.getModifiers()) && !Modifier.isFinal(type.getModifiers());
  }

  private static boolean hasOptional(Executable method) {
    return List.of(method.getParameterTypes()).stream().anyMatch(OPTIONAL::contains);
  }

  private static String name(Executable method) {
    return method.getName().substring(method.getName().lastIndexOf('.') + 1);
  }
}
