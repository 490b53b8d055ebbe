package org.teep4j.vectors;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.agent.AgentSettings;
import org.teep4j.teep.agent.TeepAgentBuilder;
import org.teep4j.teep.agent.TrustedTam;
import org.teep4j.teep.http.TeepBroker;
import org.teep4j.teep.http.TeepHttpClient;
import org.teep4j.teep.http.TeepHttpHandler;
import org.teep4j.teep.http.TeepHttpServer;
import org.teep4j.teep.session.EatVerifier;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.tam.NewestManifestPolicy;
import org.teep4j.teep.tam.Tam;

/** The options of sessions and HTTP, as the code has them. */
final class SupportedOptions {

  /** What options are set on, by the name of its value. */
  private static final Map<String, Class<?>> SETTERS = new LinkedHashMap<>();

  static {
    SETTERS.put("Tam", Tam.Builder.class);
    SETTERS.put("NewestManifestPolicy", NewestManifestPolicy.Builder.class);
    SETTERS.put("EatVerifier", EatVerifier.class);
    SETTERS.put("TeepAgent", TeepAgentBuilder.class);
    SETTERS.put("TrustedTam", TrustedTam.Builder.class);
    SETTERS.put("TeepHttpServer", TeepHttpServer.Builder.class);
    SETTERS.put("TeepHttpHandler", TeepHttpHandler.Builder.class);
    SETTERS.put("TeepHttpClient", TeepHttpClient.Builder.class);
    SETTERS.put("TeepBroker", TeepBroker.Builder.class);
  }

  private SupportedOptions() {}

  /** By heading, the rows of each table: cells from left to right. */
  static Map<String, List<List<String>>> tables() throws ReflectiveOperationException {
    Map<String, List<List<String>>> tables = new LinkedHashMap<>();
    tables.put("Options of peers", peers());
    tables.put("Bounds of an Agent", bounds());
    return tables;
  }

  /** What can be set, and on what. */
  static List<List<String>> options() {
    List<List<String>> rows = new ArrayList<>();
    SETTERS.forEach(
        (name, type) ->
            Arrays.stream(type.getDeclaredMethods())
                .filter(method -> isSetter(method, type))
                .map(Method::getName)
                .distinct()
                .sorted()
                .forEach(option -> rows.add(List.of(name, option))));
    return rows;
  }

  private static boolean isSetter(Method method, Class<?> type) {
    int modifiers = method.getModifiers();
    return Modifier.isPublic(modifiers)
        && !Modifier.isStatic(modifiers)
        && method.getReturnType() == type;
  }

  private static List<List<String>> peers() throws ReflectiveOperationException {
    List<List<String>> rows = new ArrayList<>();
    for (RecordComponent option : PeerOptions.class.getRecordComponents()) {
      List<String> row = new ArrayList<>(List.of(option.getName()));
      for (PeerOptions peer : PeerOptions.byName().values()) {
        row.add(text(option.getAccessor().invoke(peer)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<List<String>> bounds() throws ReflectiveOperationException {
    List<List<String>> rows = new ArrayList<>();
    for (RecordComponent bound : AgentSettings.class.getRecordComponents()) {
      Object value = bound.getAccessor().invoke(AgentSettings.defaults());
      rows.add(List.of(bound.getName(), text(value)));
    }
    return rows;
  }

  private static String text(Object value) {
    if (value instanceof Boolean is) {
      return is ? "yes" : "no";
    }
    if (value instanceof Duration time) {
      return time.toHours() + " h";
    }
    if (value instanceof Enum<?> constant && !(value instanceof Dialect)) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    return value.toString();
  }
}
