package org.teep4j.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public API of a module in lines of text: its descriptor, and each type and member that code
 * of others can name, in the packages that it exports to all.
 *
 * <p>Each line says by itself what it is about, so that it can be read alone in a difference. What
 * a record, an enum or {@link Object} has anyway is left out, and so are {@code java.lang.} and
 * {@code org.teep4j.} in names.
 */
final class PublicApi {
  private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");

  /** By type and name of a member, so that a member stays in its place whatever else changes. */
  private final SortedMap<String, String> lines = new TreeMap<>();

  private PublicApi() {}

  /** The lines in order; {@code root} is where the classes of the module are. */
  static List<String> of(Path root) throws IOException {
    PublicApi api = new PublicApi();
    ModuleDescriptor descriptor;
    try (InputStream in = Files.newInputStream(root.resolve("module-info.class"))) {
      descriptor = ModuleDescriptor.read(in);
    }
    api.addModule(descriptor);
    for (ModuleDescriptor.Exports exported : descriptor.exports()) {
      if (!exported.isQualified()) {
        api.addPackage(root, exported.source());
      }
    }
    return List.copyOf(api.lines.values());
  }

  private void addModule(ModuleDescriptor descriptor) {
    String module = "module " + descriptor.name();
    for (ModuleDescriptor.Requires required : descriptor.requires()) {
      String how =
          required.modifiers().stream()
              .map(modifier -> modifier.name().toLowerCase(Locale.ROOT) + " ")
              .sorted()
              .collect(Collectors.joining());
      if (!required.modifiers().contains(ModuleDescriptor.Requires.Modifier.MANDATED)) {
        add(module + " requires " + how + required.name());
      }
    }
    for (ModuleDescriptor.Exports exported : descriptor.exports()) {
      if (!exported.isQualified()) {
        add(module + " exports " + exported.source());
      }
    }
  }

  private void add(String line) {
    lines.put(line, line);
  }

  private void addPackage(Path root, String exported) throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.list(root.resolve(exported.replace('.', '/')))) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
              .map(file -> exported + "." + file.substring(0, file.length() - ".class".length()))
              .toList();
    }
    for (String name : names) {
      Class<?> type;
      try {
        type = Class.forName(name, false, PublicApi.class.getClassLoader());
      } catch (ClassNotFoundException missing) {
        throw new IllegalStateException(missing);
      }
      if (isVisible(type)) {
        addType(type);
      }
    }
  }

  // Types.

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return !type.isAnonymousClass()
        && !type.isLocalClass()
        && (Modifier.isPublic(type.getModifiers())
            || (Modifier.isProtected(type.getModifiers()) && outer != null && isOpen(outer)))
        && (outer == null || isVisible(outer));
  }

  /** Whether others can extend it, and so see what is protected. */
  private static boolean isOpen(Class<?> type) {
    return !Modifier.isFinal(type.getModifiers())
        && !type.isSealed()
        && Stream.of(type.getDeclaredConstructors())
            .anyMatch(
                constructor ->
                    (constructor.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
  }

  private void addType(Class<?> type) {
    StringBuilder line = new StringBuilder(name(type)).append(' ').append(marks(type));
    line.append(modifiers(type))
        .append(kind(type))
        .append(variables(type.getTypeParameters()).strip());
    if (type.isRecord()) {
      StringJoiner components = new StringJoiner(", ", "(", ")");
      for (RecordComponent component : type.getRecordComponents()) {
        components.add(text(component.getAnnotatedType()) + " " + component.getName());
      }
      line.append(components);
    }
    AnnotatedType above = type.getAnnotatedSuperclass();
    if (above != null && above.getType() != Object.class && !type.isRecord() && !type.isEnum()) {
      line.append(" extends ").append(text(above));
    }
    line.append(list(" implements ", Arrays.stream(type.getAnnotatedInterfaces())));
    if (type.isSealed()) {
      line.append(
          Stream.of(type.getPermittedSubclasses())
              .map(PublicApi::name)
              .sorted()
              .collect(Collectors.joining(", ", " permits ", "")));
    }
    lines.put(name(type), line.toString());
    addMembers(type, type);
  }

  /** The members that a type declares, or has from a class that others cannot name. */
  private void addMembers(Class<?> type, Class<?> declaring) {
    for (Field field : declaring.getDeclaredFields()) {
      if (isVisible(type, field)) {
        String of = field.isEnumConstant() ? "constant" : text(field.getAnnotatedType());
        add(type, field, of + " ", field.getName(), value(field));
      }
    }
    for (Method method : declaring.getDeclaredMethods()) {
      if (isVisible(type, method) && !isImplied(type, method)) {
        String of =
            (method.isDefault() ? "default " : "")
                + variables(method.getTypeParameters())
                + text(method.getAnnotatedReturnType());
        add(type, method, of + " ", method.getName(), signature(method));
      }
    }
    if (declaring == type) {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (isVisible(type, constructor) && !isCanonical(type, constructor)) {
          String of = variables(constructor.getTypeParameters());
          add(type, constructor, of, "new", signature(constructor));
        }
      }
    }
    List<@Nullable Class<?>> above = new ArrayList<>(List.of(declaring.getInterfaces()));
    above.add(declaring.getSuperclass());
    for (Class<?> inherited : above) {
      if (inherited != null && !isVisible(inherited)) {
        addMembers(type, inherited);
      }
    }
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    return type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
  }

  private static String modifiers(Class<?> type) {
    int shown = Modifier.PROTECTED;
    if (kind(type).equals("class")) {
      shown |= Modifier.ABSTRACT | Modifier.FINAL;
    }
    String text = words(type.getModifiers() & shown);
    boolean isInner = type.getDeclaringClass() != null && !Modifier.isStatic(type.getModifiers());
    return (isInner ? "inner " : "") + text + (type.isSealed() ? "sealed " : "");
  }

  // Members.

  private static boolean isVisible(Class<?> type, Member member) {
    int modifiers = member.getModifiers();
    return !member.isSynthetic()
        && (Modifier.isPublic(modifiers) || (Modifier.isProtected(modifiers) && isOpen(type)));
  }

  /** What every object, record or enum has. */
  private static boolean isImplied(Class<?> type, Method method) {
    if (type.isEnum() && Modifier.isStatic(method.getModifiers())) {
      return method.getName().equals("values") || method.getName().equals("valueOf");
    }
    boolean isAccessor =
        type.isRecord()
            && method.getParameterCount() == 0
            && Stream.of(type.getRecordComponents())
                .anyMatch(component -> component.getName().equals(method.getName()));
    boolean isEquals = Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class});
    return isAccessor
        || (OF_OBJECT.contains(method.getName()) && (method.getParameterCount() == 0 || isEquals));
  }

  private static boolean isCanonical(Class<?> type, Constructor<?> constructor) {
    return type.isRecord()
        && Arrays.equals(
            constructor.getParameterTypes(),
            Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
  }

  private <M extends AnnotatedElement & Member> void add(
      Class<?> type, M member, String of, String name, String rest) {
    int shown = Modifier.PROTECTED;
    if (!(member instanceof Field field && field.isEnumConstant())) {
      shown |= Modifier.STATIC;
      shown |=
          Modifier.isFinal(type.getModifiers()) && member instanceof Method ? 0 : Modifier.FINAL;
      shown |= type.isInterface() ? 0 : Modifier.ABSTRACT;
    }
    String before = marks(member) + words(member.getModifiers() & shown) + of;
    lines.putIfAbsent(name(type) + " " + name + rest, name(type) + " " + before + name + rest);
  }

  /** The value of a constant, which compilers copy into other classes. */
  private static String value(Field field) {
    boolean isConstant =
        Modifier.isStatic(field.getModifiers())
            && Modifier.isFinal(field.getModifiers())
            && (field.getType().isPrimitive() || field.getType() == String.class);
    try {
      return isConstant ? " = " + field.get(null) : "";
    } catch (IllegalAccessException refused) {
      throw new IllegalStateException(field.toString(), refused);
    }
  }

  private static String signature(Executable executable) {
    List<String> parameters =
        Stream.of(executable.getAnnotatedParameterTypes()).map(PublicApi::text).toList();
    String list = String.join(", ", parameters);
    if (executable.isVarArgs()) {
      list = list.substring(0, list.length() - "[]".length()) + "...";
    }
    Stream<AnnotatedType> thrown = Stream.of(executable.getAnnotatedExceptionTypes());
    return "(" + list + ")" + list(" throws ", thrown);
  }

  // Text.

  private static String marks(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
  }

  private static String words(int modifiers) {
    return modifiers == 0 ? "" : Modifier.toString(modifiers) + " ";
  }

  private static String name(Class<?> type) {
    return type.getTypeName().replace('$', '.').replaceFirst("^(org\\.teep4j|java\\.lang)\\.", "");
  }

  /** Types in the order of their names, after a word; nothing if there are none. */
  private static String list(String before, Stream<AnnotatedType> types) {
    List<String> names = types.map(PublicApi::text).sorted().toList();
    return names.isEmpty() ? "" : before + String.join(", ", names);
  }

  private static String variables(TypeVariable<?>[] variables) {
    StringJoiner all = new StringJoiner(", ", "<", "> ").setEmptyValue("");
    for (TypeVariable<?> variable : variables) {
      String bounds = bounds(variable.getAnnotatedBounds(), " & ");
      all.add(variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds));
    }
    return all.toString();
  }

  /** The bounds without {@code Object}, unless that may be null. */
  private static String bounds(AnnotatedType[] bounds, String between) {
    return Stream.of(bounds)
        .map(PublicApi::text)
        .filter(bound -> !bound.equals("Object"))
        .collect(Collectors.joining(between));
  }

  /** A type as it stands in a source, with {@code @Nullable} before it. */
  private static String text(AnnotatedType type) {
    String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    if (type instanceof AnnotatedArrayType array) {
      return text(array.getAnnotatedGenericComponentType())
          + (nullable.isEmpty() ? "" : " @Nullable ")
          + "[]";
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      String lower = bounds(wildcard.getAnnotatedLowerBounds(), " & ");
      String upper = bounds(wildcard.getAnnotatedUpperBounds(), " & ");
      if (wildcard.getAnnotatedLowerBounds().length > 0) {
        return "? super " + lower;
      }
      return upper.isEmpty() ? "?" : "? extends " + upper;
    }
    if (type instanceof AnnotatedTypeVariable) {
      return nullable + type.getType().getTypeName();
    }
    if (type instanceof AnnotatedParameterizedType parameterized) {
      Type raw = ((ParameterizedType) type.getType()).getRawType();
      return nullable
          + name((Class<?>) raw)
          + Stream.of(parameterized.getAnnotatedActualTypeArguments())
              .map(PublicApi::text)
              .collect(Collectors.joining(", ", "<", ">"));
    }
    return nullable + name((Class<?>) type.getType());
  }
}
