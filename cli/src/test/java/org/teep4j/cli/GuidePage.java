package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.teep4j.testsupport.MarkdownBlock;

/**
 * A page of the user's guide as a program. Its blocks run in their order:
 *
 * <ul>
 *   <li>{@code java}: imports, or methods and types, or statements. All statements of a page are
 *       one method, so that a later block has the variables of earlier ones. {@code folder} is
 *       where the page works.
 *   <li>{@code sh}: commands of {@code ./teep4j}, which must succeed. A file that they name is in
 *       {@code folder}.
 *   <li>{@code text}: all that the Java blocks of the page print.
 * </ul>
 *
 * <p>Blocks of other languages are shown and not run.
 */
final class GuidePage {

  private static final Pattern IMPORT = Pattern.compile("^import .*;$");
  private static final Pattern MEMBER =
      Pattern.compile("\\A(/\\*\\*.*?\\*/\\s*|@\\S+\\s+)*(static|final class|class|record) .*");
  private static final Pattern FILE = Pattern.compile("[\\w/-]+\\.[a-z0-9]{2,5}");

  /** Declarations of what the build does not depend on, for a block to be compiled against. */
  private static final List<Source> STUBS =
      List.of(
          new Source(
              "org/springframework/context/annotation/Bean",
              "package org.springframework.context.annotation; public @interface Bean {}"),
          new Source(
              "org/springframework/context/annotation/Configuration",
              "package org.springframework.context.annotation; public @interface Configuration {}"),
          new Source(
              "org/springframework/boot/web/servlet/ServletRegistrationBean",
              "package org.springframework.boot.web.servlet; public class"
                  + " ServletRegistrationBean<T extends jakarta.servlet.Servlet> { public"
                  + " ServletRegistrationBean(T servlet, String... urlMappings) {} }"));

  private final StringBuilder imports = new StringBuilder();
  private final StringBuilder members = new StringBuilder();
  private final StringBuilder statements = new StringBuilder();
  private final List<String> commands = new ArrayList<>();
  private final StringBuilder printed = new StringBuilder();

  private final String className;

  GuidePage(Path file) throws IOException {
    className = file.getFileName().toString().replace(".md", "").replace('-', '_') + "_page";
    for (MarkdownBlock block : MarkdownBlock.in(Files.readString(file))) {
      switch (block.language()) {
        case "java" -> addJava(block.content());
        case "sh" -> {
          statements.append("commands.accept(").append(commands.size()).append(");\n");
          commands.add(block.content());
        }
        case "text" -> printed.append(block.content());
        default -> {}
      }
    }
  }

  private void addJava(String block) {
    StringBuilder rest = new StringBuilder();
    block
        .lines()
        .forEach(
            line -> (IMPORT.matcher(line).matches() ? imports : rest).append(line).append('\n'));
    String code = rest.toString().strip();
    boolean isMember = MEMBER.matcher(code.replace('\n', ' ')).matches();
    (isMember ? members : statements).append(code).append('\n');
  }

  /** The whole page, in the form that a compiler takes. */
  private Source source() {
    return new Source(
        className,
        imports
            + "public class "
            + className
            + " {\n"
            + members
            + "public static void run(java.nio.file.Path folder, java.util.function.IntConsumer"
            + " commands) throws Exception {\n"
            + statements
            + "}\n}\n");
  }

  /** What the page says that its Java blocks print. */
  String printed() {
    return printed.toString();
  }

  /** The name of the class that {@link #compile} makes of this page. */
  String className() {
    return className;
  }

  /** Compiles pages into a folder, all at once because a compiler takes long to start. */
  static void compile(List<GuidePage> pages, Path classes) {
    List<Source> sources = new ArrayList<>(STUBS);
    pages.forEach(page -> sources.add(page.source()));
    StringWriter messages = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                messages,
                null,
                null,
                List.of(
                    "-d",
                    classes.toString(),
                    "-proc:none",
                    "-classpath",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))),
                null,
                sources)
            .call();
    assertTrue(compiled, messages::toString);
  }

  /** Runs the commands of a block. */
  void command(int block, Path folder) {
    commands
        .get(block)
        .replaceAll("\\\\\n *", "")
        .lines()
        .forEach(
            line -> {
              try {
                runCommand(line, folder);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static void runCommand(String line, Path folder) throws IOException {
    if (line.startsWith("mkdir ")) {
      Files.createDirectories(folder.resolve(line.substring("mkdir ".length())));
      return;
    }
    String[] redirected = line.replaceFirst(" +#.*", "").split(" > ", -1);
    String[] words = redirected[0].split(" +", -1);
    if (words[0].equals("echo")) {
      Files.writeString(
          folder.resolve(redirected[1]), redirected[0].substring("echo ".length()) + "\n");
      return;
    }
    assertEquals("./teep4j", words[0], line);
    String[] args = new String[words.length - 1];
    for (int i = 0; i < args.length; i++) {
      String word = words[i + 1];
      boolean isFolder = i > 0 && args[i - 1].matches("--(manifests|state|store)");
      args[i] = isFolder || FILE.matcher(word).matches() ? folder.resolve(word).toString() : word;
    }
    Run run = Run.of(args);
    assertEquals(ExitCode.GOOD, run.code, () -> line + ": " + run);
    if (redirected.length > 1) {
      Files.write(
          folder.resolve(redirected[1]),
          run.data.length > 0 ? run.data : run.out.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String name, String code) {
      super(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
