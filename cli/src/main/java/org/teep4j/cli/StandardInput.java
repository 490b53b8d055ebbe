package org.teep4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard input, of which there is one: it cannot be the key and the content too. Knows the files
 * that are read and written as well, for the same reason.
 */
public final class StandardInput {
  /** The file name that means standard input or standard output. */
  static final String NAME = "-";

  /** The default of the maximum input size in bytes. Messages and keys are smaller. */
  static final int DEFAULT_LARGEST = 64 << 20;

  private final InputStream stream;
  private final boolean keyboard;
  private final Places places = new Places();
  private final Passphrases passphrases;
  private int largest = DEFAULT_LARGEST;
  private boolean claimed;

  /** The command that reads standard input because no file was given. */
  private @Nullable String implied;

  /**
   * Makes it.
   *
   * @param stream the stream, of a pipe or a file
   */
  public StandardInput(InputStream stream) {
    this(stream, false);
  }

  /**
   * Makes it.
   *
   * @param stream what it is read from
   * @param keyboard whether it is a terminal
   */
  public StandardInput(InputStream stream, boolean keyboard) {
    this(stream, keyboard, keyboard ? Passphrases.terminal() : file -> null);
  }

  StandardInput(InputStream stream, boolean keyboard, Passphrases.Prompt prompt) {
    this.stream = stream;
    this.keyboard = keyboard;
    this.passphrases = new Passphrases(this, prompt);
  }

  /** The largest input in bytes that is read into memory. */
  int largest() {
    return largest;
  }

  void largest(int bytes) {
    largest = bytes;
  }

  /**
   * The file that was given, or standard input if none was.
   *
   * @param command the command, for the error message
   */
  String orFile(@Nullable String file, String command) throws UsageException {
    if (file != null) {
      return file;
    }
    if (keyboard) {
      throw new UsageException(needed(command));
    }
    implied = command;
    return NAME;
  }

  private static String needed(String command) {
    return "a file, or - for standard input, is needed; see teep4j " + command + " --help";
  }

  Passphrases passphrases() {
    return passphrases;
  }

  Places places() {
    return places;
  }

  InputStream claim() throws UsageException {
    if (claimed) {
      throw new UsageException("- can be one of the inputs: give files for the others");
    }
    claimed = true;
    return implied == null ? stream : notEmpty(implied);
  }

  /** Refuses empty input if no file was given, because the file name was probably forgotten. */
  private InputStream notEmpty(String command) throws UsageException {
    PushbackInputStream in = new PushbackInputStream(stream);
    try {
      int first = in.read();
      if (first < 0) {
        throw new UsageException("standard input is empty: " + needed(command));
      }
      in.unread(first);
      return in;
    } catch (IOException unreadable) {
      throw new UsageException(
          "standard input cannot be read, and " + needed(command) + ": " + unreadable.getMessage());
    }
  }
}
