package org.teep4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Prints how files fared: a block for a single file, a line for each of several, or JSON. */
final class VerifyReport {
  private static final String VERIFIED = "verified";
  private static final String REFUSED = "NOT VERIFIED";

  private final Console console;
  private final PrintWriter out;
  private final boolean json;
  private final int files;

  /** The columns for names; 0 if what was found stands under the name. */
  private final int names;

  private int verified;
  private int refused;
  private int unreadable;

  /**
   * Prepares the report.
   *
   * @param out where it goes
   * @param names the names of all files
   */
  VerifyReport(Console console, PrintWriter out, List<String> names, boolean json) {
    this.console = console;
    this.out = out;
    this.json = json;
    this.files = names.size();
    int longest = names.stream().mapToInt(name -> shown(name).length()).max().orElse(0);
    boolean fits = !console.terminal().screen() || longest <= console.terminal().width() / 3;
    this.names = fits ? longest : 0;
  }

  private static String shown(String name) {
    return Text.safe(name.equals(StandardInput.NAME) ? "standard input" : name);
  }

  /** Tells of a file that was read. */
  void add(Verdict verdict) {
    boolean good = verdict.refusal().isEmpty();
    verified += good ? 1 : 0;
    refused += good ? 0 : 1;
    if (json) {
      object(verdict);
    } else if (files == 1) {
      block(verdict);
    } else {
      String what = verdict.refusal().map(Refusal::sentence).orElse(verdict.findings().summary());
      line(good, Text.safe(verdict.input().name()), Text.safe(what));
    }
  }

  /** Tells of a file that cannot be read, and why. */
  void addUnreadable(String file, String reason) {
    unreadable++;
    console.error(reason);
    if (json) {
      String name = file.equals(StandardInput.NAME) ? "standard input" : file;
      String detail = reason.startsWith(name + ": ") ? reason.substring(name.length() + 2) : reason;
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("input", name).put("verified", false);
      refuse(
          object,
          Findings.Step.READ,
          new Refusal("NOT_READ", false, detail, OptionalLong.empty(), "", ""));
      out.println(Text.json(object));
    }
  }

  /** Ends the report and returns the exit code. */
  int end() {
    if (!json && files > 1) {
      String rest = unreadable == 0 ? "" : ", " + unreadable + " cannot be read";
      out.println(verified + " of " + files + " files verified" + rest);
    }
    return unreadable > 0 ? ExitCode.USAGE : refused > 0 ? ExitCode.REJECTED : ExitCode.GOOD;
  }

  private String state(boolean good) {
    return good ? console.terminal().green(VERIFIED) : console.terminal().red(REFUSED);
  }

  private void block(Verdict verdict) {
    String title = Text.safe(verdict.input().name()) + ": " + state(verdict.refusal().isEmpty());
    if (verdict.refusal().isEmpty()) {
      verdict.findings().lines().print(out, title);
      return;
    }
    Refusal refusal = verdict.refusal().get();
    Fields lines = new Fields(console.terminal());
    lines.add("reason", refusal.sentence());
    lines.print(out, title);
    out.print(refusal.excerpt(verdict.input().bytes()));
  }

  private void line(boolean good, String name, String what) {
    String state =
        state(good) + " ".repeat(REFUSED.length() + 2 - (good ? VERIFIED : REFUSED).length());
    String lead = " ".repeat(REFUSED.length() + 2 + (names == 0 ? 0 : names + 2));
    String first = state + name;
    if (names == 0) {
      out.println(first);
    }
    int room =
        console.terminal().screen()
            ? Math.max(20, console.terminal().width() - lead.length())
            : Integer.MAX_VALUE;
    boolean behind = names > 0;
    for (String part : Text.wrap(what, room)) {
      out.println(behind ? first + " ".repeat(names - name.length() + 2) + part : lead + part);
      behind = false;
    }
  }

  private void object(Verdict verdict) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("input", verdict.input().name()).put("size", verdict.input().bytes().length());
    object.put("verified", verdict.refusal().isEmpty());
    Findings findings = verdict.findings();
    if (verdict.refusal().isPresent()) {
      findings.structure().ifPresent(structure -> object.put("structure", structure));
      refuse(object, findings.step(), verdict.refusal().get());
    } else {
      object.setAll(findings.json());
    }
    out.println(Text.json(object));
  }

  private static void refuse(ObjectNode object, Findings.Step step, Refusal refusal) {
    ObjectNode refused = object.putObject("refusal");
    InspectJson.write(refusal, refused.put("step", step.name().toLowerCase(Locale.ROOT)));
  }
}
