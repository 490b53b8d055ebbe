package org.teep4j.vectors.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.vectors.format.NotationPair;

/** Groups the files of digits and notation in one folder by item, and reads them. */
final class PairReader {
  /** A file and its parsed name. */
  private record Member(Path file, PairName name) {}

  /** The files of one item under their common name. */
  record Group(PairName name, List<Path> files) {}

  private PairReader() {}

  /**
   * Puts the files of one folder into groups.
   *
   * @param files files of the folder, in any order; files that are neither digits nor notation are
   *     ignored
   * @return the group of each file that is in one
   */
  static Map<Path, Group> group(List<Path> files) {
    List<Member> members = new ArrayList<>();
    for (Path file : files) {
      PairName.of(nameOf(file)).ifPresent(name -> members.add(new Member(file, name)));
    }
    // Lookup by base name avoids quadratic time in large folders.
    Map<PairName, PairName> notations = new LinkedHashMap<>();
    Map<PairName, Boolean> taken = new LinkedHashMap<>();
    for (Member member : members) {
      if (member.name().notation()) {
        notations.put(key(member.name()), member.name());
      }
    }
    for (Member member : members) {
      if (!member.name().notation() && notations.containsKey(key(member.name()))) {
        taken.put(key(member.name()), true);
      }
    }
    Map<PairName, Group> groups = new LinkedHashMap<>();
    Map<Path, Group> byFile = new LinkedHashMap<>();
    for (Member member : members) {
      PairName home = key(member.name());
      if (!member.name().notation() && !notations.containsKey(home)) {
        PairName parent = parent(member.name(), notations, taken);
        home = parent == null ? home : key(parent);
      }
      Group group = groups.computeIfAbsent(home, name -> new Group(name, new ArrayList<>()));
      group.files().add(member.file());
      byFile.put(member.file(), group);
    }
    return byFile;
  }

  /** The notation that the digits are a variant of: the one with the longest name, or none. */
  private static @Nullable PairName parent(
      PairName digits, Map<PairName, PairName> notations, Map<PairName, Boolean> taken) {
    if (digits.signed()) {
      return null;
    }
    String base = digits.base();
    for (int dot = base.lastIndexOf('.'); dot > 0; dot = base.lastIndexOf('.', dot - 1)) {
      PairName key = new PairName(base.substring(0, dot), false, true, false);
      if (notations.containsKey(key)) {
        return taken.containsKey(key) ? null : key;
      }
    }
    return null;
  }

  private static PairName key(PairName name) {
    return new PairName(name.base(), name.signed(), true, false);
  }

  static NotationPair read(Group group, int limit) throws VectorFormatException {
    List<NotationPair.Digits> digits = new ArrayList<>();
    Optional<NotationPair.NotationText> notation = Optional.empty();
    for (Path file : group.files()) {
      PairName name = PairName.of(nameOf(file)).orElseThrow();
      if (!name.notation()) {
        digits.add(
            new NotationPair.Digits(
                file, name.beyond(group.name()), name.derived(), FileContent.digits(file, limit)));
      } else if (notation.isEmpty()) {
        notation = Optional.of(new NotationPair.NotationText(file, FileContent.text(file, limit)));
      } else {
        throw new VectorFormatException(
            file, "a second notation for " + notation.get().file().getFileName());
      }
    }
    Path first = digits.isEmpty() ? notation.orElseThrow().file() : digits.get(0).file();
    return new NotationPair(first, group.name().base(), notation, digits);
  }

  static String nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }
}
