package org.teep4j.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What HotSpot's optimizing compiler (level 4) did, from the log that {@code -XX:+LogCompilation}
 * makes.
 */
final class CompilationLog {

  /** A method, and the size of its code in bytes. */
  record Method(String type, String name, int parameters, int size) {}

  /** A call that was compiled: {@code dispatched} if its target depends on the receiver. */
  record Call(Method caller, Method callee, boolean dispatched) {}

  private static final Pattern ELEMENT = Pattern.compile("<(/?\\w+)((?: +\\w+='[^']*')*) ?/?>");
  private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)='([^']*)'");

  private final Set<Method> methods = new LinkedHashSet<>();
  private final List<Call> calls = new ArrayList<>();

  // Of the compilation that is being read: names by their numbers, and what is inlined in what.
  private final Map<String, String> types = new HashMap<>();
  private final Map<String, Method> named = new HashMap<>();
  private final Deque<Method> parsed = new ArrayDeque<>();
  private boolean optimizing;

  private CompilationLog() {}

  static CompilationLog read(Path file) throws IOException {
    CompilationLog log = new CompilationLog();
    for (String line : Files.readAllLines(file)) {
      Matcher element = ELEMENT.matcher(line);
      if (element.matches()) {
        log.add(element.group(1), attributes(element.group(2)));
      }
    }
    return log;
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> attributes = new HashMap<>();
    ATTRIBUTE.matcher(text).results().forEach(m -> attributes.put(m.group(1), m.group(2)));
    return attributes;
  }

  private void add(String element, Map<String, String> attributes) {
    switch (element) {
      case "task" -> {
        types.clear();
        named.clear();
        parsed.clear();
        optimizing = !attributes.containsKey("level"); // which is told of the lower ones
      }
      case "type", "klass" -> types.put(attributes.get("id"), attributes.get("name"));
      case "method" -> named.put(attributes.get("id"), method(attributes));
      case "parse" -> {
        parsed.push(methodOf(attributes));
        if (optimizing) {
          methods.add(methodOf(attributes));
        }
      }
      case "/parse" -> parsed.pop();
      case "call" -> {
        if (optimizing) {
          calls.add(
              new Call(parsed.element(), methodOf(attributes), attributes.containsKey("virtual")));
        }
      }
      default -> {}
    }
  }

  private Method method(Map<String, String> attributes) {
    String parameters = attributes.getOrDefault("arguments", "");
    return new Method(
        Objects.requireNonNull(types.get(attributes.get("holder"))),
        attributes.get("name"),
        parameters.isEmpty() ? 0 : parameters.split(" ").length,
        Integer.parseInt(attributes.getOrDefault("bytes", "0")));
  }

  private Method methodOf(Map<String, String> attributes) {
    return Objects.requireNonNull(named.get(attributes.get("method")));
  }

  /** The methods that were compiled, on their own or into their callers. */
  Set<Method> methods() {
    return methods;
  }

  /** The calls in {@link #methods()}, inlined or not; without those that were never reached. */
  List<Call> calls() {
    return calls;
  }
}
