package org.teep4j.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command and the commands under it, in the macros of man(7). */
final class ManPage {
  private final CommandSpec root;
  private final StringBuilder out = new StringBuilder();

  ManPage(CommandSpec root) {
    this.root = root;
  }

  String text() {
    String name = root.name();
    line(".\\\" Made by '" + name + " man'.");
    line(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"" + name + "\" \"User Commands\"");
    line(".SH NAME");
    String[] description = root.usageMessage().description();
    line(name + " \\- " + escaped(description[0]));
    line(".SH SYNOPSIS");
    synopsis(root);
    line(".SH OPTIONS");
    options(root);
    line(".SH COMMANDS");
    commands(root);
    line(".SH EXIT STATUS");
    for (String footer : root.usageMessage().footer()) {
      paragraph(footer);
    }
    return out.toString();
  }

  private void commands(CommandSpec above) {
    for (CommandLine each : above.subcommands().values()) {
      CommandSpec command = each.getCommandSpec();
      line(".SS " + escaped(command.qualifiedName()));
      synopsis(command);
      for (String text : command.usageMessage().description()) {
        paragraph(text);
      }
      options(command);
      footer(command);
      commands(command);
    }
  }

  private void synopsis(CommandSpec command) {
    CommandLine.Help help =
        new CommandLine.Help(
            command, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    String synopsis = help.synopsis(0).replaceAll("\\s+", " ").strip();
    String name = command.qualifiedName();
    line(".PP");
    line("\\fB" + escaped(name) + "\\fR" + escaped(synopsis.substring(name.length())));
  }

  private void options(CommandSpec command) {
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      entry("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter);
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        String names = "\\fB" + escaped(String.join(", ", option.names())) + "\\fR";
        boolean hasValue = option.arity().max() > 0;
        entry(hasValue ? names + " \\fI" + escaped(option.paramLabel()) + "\\fR" : names, option);
      }
    }
  }

  private void entry(String head, ArgSpec argument) {
    line(".TP");
    line(head);
    for (String text : argument.description()) {
      line(escaped(text));
    }
  }

  /** Examples keep their lines. */
  private void footer(CommandSpec command) {
    for (String text : command.usageMessage().footer()) {
      if (text.startsWith("  ")) {
        line(".br");
        line("\\ \\ " + escaped(text.strip()));
      } else {
        paragraph(text);
      }
    }
  }

  private void paragraph(String text) {
    if (!text.isBlank()) {
      line(".PP");
      line(escaped(text));
    }
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  /**
   * Text in which nothing is a macro, hyphens can be copied as they were typed, and other
   * characters than those of ASCII have their names.
   */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.replace("%n", " ")
        .replace("%%", "%")
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                default -> {
                  if (c < 0x7f) {
                    escaped.appendCodePoint(c);
                  } else {
                    escaped.append(String.format(Locale.ROOT, "\\[u%04X]", c));
                  }
                }
              }
            });
    boolean looksLikeMacro = escaped.indexOf(".") == 0 || escaped.indexOf("'") == 0;
    return looksLikeMacro ? "\\&" + escaped : escaped.toString();
  }
}
