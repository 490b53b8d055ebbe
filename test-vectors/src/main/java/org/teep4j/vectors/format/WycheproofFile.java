package org.teep4j.vectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;

/**
 * A file of Wycheproof test vectors. Groups contain keys and parameters, tests contain inputs.
 * Their fields depend on the schema, so they remain JSON. The JSON trees are shared; callers must
 * not modify them.
 *
 * @param algorithm the algorithm under test
 * @param schema the name of the schema of the file
 * @param groups the groups, in the order of the file
 */
public record WycheproofFile(Path file, String algorithm, String schema, List<Group> groups)
    implements VectorFile {

  public WycheproofFile {
    groups = List.copyOf(groups);
  }

  /**
   * Tests that share a key or parameters.
   *
   * @param type the type of the group
   * @param fields all fields of the group, including {@code tests}
   * @param tests the tests, in the order of the file
   */
  public record Group(String type, JsonNode fields, List<Test> tests) {
    public Group {
      tests = List.copyOf(tests);
    }
  }

  /**
   * One test.
   *
   * @param id its number, unique in the file
   * @param comment the purpose of the test; may be empty
   * @param flags the flags of the test
   * @param result the expected result
   * @param fields all fields of the test
   */
  public record Test(int id, String comment, List<String> flags, Result result, JsonNode fields) {
    public Test {
      flags = List.copyOf(flags);
    }
  }

  /** The expected result. */
  public enum Result {
    /** The operation succeeds. */
    VALID,
    /** The operation is refused. */
    INVALID,
    /** Both are permitted: the input is correct, but weak or in an old form. */
    ACCEPTABLE
  }

  @Override
  public VectorFormat format() {
    return VectorFormat.WYCHEPROOF;
  }

  @Override
  public int count() {
    return groups.stream().mapToInt(group -> group.tests().size()).sum();
  }
}
