package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.vectors.format.WycheproofFile;
import org.teep4j.vectors.format.WycheproofFile.Result;

/** Reads Wycheproof test vectors. */
final class WycheproofReader {
  private WycheproofReader() {}

  static WycheproofFile read(JsonNode json, Path file) throws VectorFormatException {
    Fields top = Fields.of(file, "", json);
    List<WycheproofFile.Group> groups = new ArrayList<>();
    for (Fields element : top.objects("testGroups")) {
      groups.add(group(element));
    }
    WycheproofFile read =
        new WycheproofFile(file, top.text("algorithm"), top.text("schema"), groups);
    if (read.count() == 0) {
      throw top.error("no tests");
    }
    if (read.count() != top.integer("numberOfTests")) {
      throw top.error("\"numberOfTests\" is not the number of tests, " + read.count());
    }
    return read;
  }

  private static WycheproofFile.Group group(Fields fields) throws VectorFormatException {
    List<WycheproofFile.Test> tests = new ArrayList<>();
    for (Fields element : fields.objects("tests")) {
      tests.add(
          new WycheproofFile.Test(
              element.integer("tcId"),
              element.optionalText("comment").orElse(""),
              element.texts("flags"),
              result(element),
              element.node()));
    }
    return new WycheproofFile.Group(fields.text("type"), fields.node(), tests);
  }

  private static Result result(Fields fields) throws VectorFormatException {
    return switch (fields.text("result")) {
      case "valid" -> Result.VALID;
      case "invalid" -> Result.INVALID;
      case "acceptable" -> Result.ACCEPTABLE;
      default -> throw fields.error("no result \"" + fields.text("result") + "\"");
    };
  }
}
