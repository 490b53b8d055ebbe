package org.teep4j.suit.processor.file;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A virtual machine of its own for a class with a main method. */
final class Child {

  private Child() {}

  /** Starts it; its output and errors are one stream. */
  static Process start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
