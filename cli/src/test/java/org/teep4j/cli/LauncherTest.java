package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The launcher, in a source tree of its own, with programs that only say that they were run. */
class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "teep4j");

  /** What runs it; {@code -Dteep4j.shell="busybox sh"} tries another. */
  private static final List<String> SHELL =
      List.of(System.getProperty("teep4j.shell", "/bin/sh").split(" "));

  /** What the launcher calls. */
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "cksum",
          "cut",
          "dirname",
          "find",
          "head",
          "ln",
          "mkdir",
          "mv",
          "ps",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sleep",
          "stty",
          "touch");

  /** How the lock is kept. */
  enum Lock {
    FLOCK,
    PID
  }

  @TempDir private Path folder;

  private Path home;
  private Path bin;
  private Path jdk;
  private final List<Process> started = new ArrayList<>();
  private final List<Path> links = new ArrayList<>();

  @BeforeEach
  void makeSourceTree() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no Bourne shell");
    home = Files.createDirectory(folder.resolve("home of teep4j"));
    Files.copy(SCRIPT, home.resolve("teep4j"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.createDirectories(home.resolve("cli/src/main"));
    bin = Files.createDirectory(folder.resolve("bin"));
    jdk = Files.createDirectories(folder.resolve("jdk"));
    java("17.0.1");
    program(jdk.resolve("bin/javac"), "exit 0");
    program(
        bin.resolve("mvn"),
        "echo run >>\"$COUNT\"",
        "while [ -e \"$BLOCK\" ]; do sleep 1; done",
        "[ ! -e \"$BREAK\" ] || { echo '[ERROR] it broke'; exit 1; }",
        "mkdir -p cli/target/launcher",
        "echo built >cli/target/launcher/teep4j.jar");
  }

  @AfterEach
  void endProcesses() throws IOException {
    started.forEach(Process::destroyForcibly);
    for (Path link : links) {
      Files.delete(link);
    }
  }

  /** A Java that says what it was asked to run, and by {@code release} which version it is. */
  private void java(String version) throws IOException {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    program(
        jdk.resolve("bin/java"),
        "case \"$*\" in",
        "  *ArchiveClassesAtExit*) exit 1 ;;",
        "  *-XshowSettings*) echo '    java.specification.version = 11' >&2; exit 0 ;;",
        "esac",
        "echo \"ran $(cat \"$HOME_OF_TEEP4J/cli/target/launcher/ready/teep4j.jar\")\"");
  }

  private static void program(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void tools(Lock lock) throws IOException {
    List<String> names = new ArrayList<>(TOOLS);
    if (lock == Lock.FLOCK) {
      names.add("flock");
    }
    for (String name : names) {
      for (String place : List.of("/usr/bin", "/bin")) {
        Path tool = Path.of(place, name);
        if (Files.isExecutable(tool) && !Files.exists(bin.resolve(name))) {
          links.add(Files.createSymbolicLink(bin.resolve(name), tool));
        }
      }
    }
    assumeTrue(lock == Lock.PID || Files.exists(bin.resolve("flock")), "no flock");
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Path out() {
    return home.resolve("cli/target/launcher");
  }

  /** A start of the launcher, whose output goes to files. */
  private final class Start {
    private final Process process;
    private final Path said = file("err" + started.size());
    private final Path printed = file("out" + started.size());

    Start() throws IOException {
      List<String> command = new ArrayList<>(SHELL);
      command.addAll(List.of(home.resolve("teep4j").toString(), "x"));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().clear();
      builder.environment().put("PATH", bin.toString());
      builder.environment().put("JAVA_HOME", jdk.toString());
      builder.environment().put("HOME_OF_TEEP4J", home.toString());
      builder.environment().put("COUNT", file("count").toString());
      builder.environment().put("BLOCK", file("block").toString());
      builder.environment().put("BREAK", file("break").toString());
      process = builder.redirectError(said.toFile()).redirectOutput(printed.toFile()).start();
      started.add(process);
    }

    String err() throws IOException {
      return Files.readString(said);
    }

    /** Waits for the end, which comes in seconds unless something hangs. */
    int end() throws Exception {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        fail("the launcher hangs; it said: " + err());
      }
      return process.exitValue();
    }

    void requireRan() throws Exception {
      assertEquals(0, end(), err());
      assertEquals("ran built\n", Files.readString(printed), err());
    }

    void requireFailure(String reason) throws Exception {
      assertEquals(2, end(), err());
      assertEquals("", Files.readString(printed));
      assertTrue(err().contains(reason), err());
    }

    void awaitWord(String word) throws Exception {
      await(() -> err().contains(word), word);
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition, String what) throws Exception {
    for (int i = 0; i < 1200; i++) {
      if (condition.holds()) {
        return;
      }
      Thread.sleep(100);
    }
    fail("never came: " + what);
  }

  private long builds() throws IOException {
    return Files.exists(file("count")) ? Files.readAllLines(file("count")).size() : 0;
  }

  private void touchSources() throws IOException {
    Files.setLastModifiedTime(
        home.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(3600)));
  }

  @ParameterizedTest
  @EnumSource
  void itBuildsOnceAndRuns(Lock lock) throws Exception {
    tools(lock);
    Start first = new Start();
    first.requireRan();
    assertTrue(
        first.err().startsWith("teep4j: building teep4j, which takes a minute"), first.err());
    Start second = new Start();
    second.requireRan();
    assertEquals("", second.err());
    assertEquals(1, builds());
    touchSources();
    new Start().requireRan();
    assertEquals(2, builds());
  }

  @ParameterizedTest
  @EnumSource
  void aStartThatWasKilledLeavesNothingToWaitFor(Lock lock) throws Exception {
    tools(lock);
    Files.createFile(file("block"));
    Start killed = new Start();
    await(() -> builds() == 1, "a build");
    killed.process.destroyForcibly().waitFor();
    Files.delete(file("block"));
    Start next = new Start();
    next.requireRan();
    assertFalse(next.err().contains("waiting"), next.err());
    assertEquals(2, builds());
  }

  @ParameterizedTest
  @EnumSource
  void aBuildEndsWithTheStartThatBeganIt(Lock lock) throws Exception {
    tools(lock);
    Files.createFile(file("block"));
    Start killed = new Start();
    await(() -> Files.exists(out().resolve("builder")), "a builder");
    await(() -> !Files.readString(out().resolve("builder")).isEmpty(), "its number");
    String builder = Files.readString(out().resolve("builder")).split(" ", 2)[0];
    killed.process.destroyForcibly().waitFor();
    await(
        () -> ProcessHandle.of(Long.parseLong(builder)).filter(ProcessHandle::isAlive).isEmpty(),
        "the end of the build");
  }

  @ParameterizedTest
  @EnumSource
  void theSecondOfTwoStartsSaysThatItWaits(Lock lock) throws Exception {
    tools(lock);
    Files.createFile(file("block"));
    Start first = new Start();
    await(() -> builds() == 1, "a build");
    Start second = new Start();
    second.awaitWord("teep4j: waiting for another start, which is building …\n");
    Files.delete(file("block"));
    first.requireRan();
    second.requireRan();
    assertEquals(1, builds());
  }

  @ParameterizedTest
  @EnumSource
  void aBuildThatFailsIsTriedAgain(Lock lock) throws Exception {
    tools(lock);
    Files.createFile(file("break"));
    new Start().requireFailure("[ERROR] it broke\nteep4j: the build failed; all that Maven said");
    Files.delete(file("break"));
    new Start().requireRan();
    // What was built before is not run where the sources do not compile.
    touchSources();
    Files.createFile(file("break"));
    new Start().requireFailure("the build failed");
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingCanBeWrittenNobodyWaits(Lock lock) throws Exception {
    tools(lock);
    // A file where the folder would be: not even a superuser can write there.
    Files.createFile(home.resolve("cli/target"));
    Start start = new Start();
    start.requireFailure("cannot write to " + out());
    assertEquals(0, builds());
  }

  @ParameterizedTest
  @EnumSource
  void inAReadOnlyFolderTheOldBuildRuns(Lock lock) throws Exception {
    tools(lock);
    new Start().requireRan();
    List<Path> folders = List.of(out().resolve("ready"), out(), home.resolve("cli/target"));
    try {
      for (Path each : folders) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("r-xr-xr-x"));
      }
      assumeFalse(Files.isWritable(out()), "a superuser writes everywhere");
      Start unchanged = new Start();
      unchanged.requireRan();
      assertEquals("", unchanged.err());
      touchSources();
      requireOlder("cannot write to " + out());
    } finally {
      for (Path each : folders) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private void requireOlder(String reason) throws Exception {
    Start start = new Start();
    start.requireRan();
    assertEquals(
        "teep4j: running a build that is older than its sources: " + reason + ".\n", start.err());
  }

  @ParameterizedTest
  @EnumSource
  void withoutMavenTheOldBuildRuns(Lock lock) throws Exception {
    tools(lock);
    Path maven = bin.resolve("mvn");
    Path away = file("mvn");
    Files.move(maven, away);
    new Start().requireFailure("teep4j: no mvn found. Install Maven 3.8 or later");
    Files.move(away, maven);
    new Start().requireRan();
    Files.move(maven, away);
    Start unchanged = new Start();
    unchanged.requireRan();
    assertEquals("", unchanged.err());
    touchSources();
    requireOlder("no mvn found. Install Maven 3.8 or later; it builds teep4j on first use");
  }

  @ParameterizedTest
  @EnumSource
  void anOldJavaIsToldBeforeAndAfterTheBuild(Lock lock) throws Exception {
    tools(lock);
    String reason =
        "teep4j: a JDK 17 or later is needed, and " + jdk.resolve("bin/java") + " is version ";
    java("11.0.2");
    new Start().requireFailure(reason + "11");
    java("1.8.0_392");
    new Start().requireFailure(reason + "8");
    assertEquals(0, builds());
    java("17.0.1");
    new Start().requireRan();
    for (String old : List.of("11.0.2", "1.8.0_392", "9")) {
      java(old);
      new Start().requireFailure(reason);
    }
    // Without the file that tells the version, Java is asked.
    Files.delete(jdk.resolve("release"));
    new Start().requireFailure(reason + "11");
  }
}
