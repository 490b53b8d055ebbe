package org.teep4j.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of Wycheproof test vectors. Keys and parameters stand in the groups, inputs in the tests;
 * their fields depend on the schema, so they stay JSON here. The JSON trees are shared: read them,
 * leave them alone.
 *
 * @param file the file
 * @param algorithm the algorithm under test
 * @param schema the name of the schema of the file
 * @param groups the groups, in the order of the file
 */
public record WycheproofFile(Path file, String algorithm, String schema, List<Group> groups)
    implements VectorFile {

  /**
   * Takes an unmodifiable copy of the list.
   *
   * @param file as the component
   * @param algorithm as the component
   * @param schema as the component
   * @param groups as the component
   */
  public WycheproofFile {
    groups = List.copyOf(groups);
  }

  /**
   * Tests that share a key or parameters.
   *
   * @param type the type of the group
   * @param fields all fields of the group, {@code tests} included
   * @param tests the tests, in the order of the file
   */
  public record Group(String type, JsonNode fields, List<Test> tests) {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param type as the component
     * @param fields as the component
     * @param tests as the component
     */
    public Group {
      tests = List.copyOf(tests);
    }
  }

  /**
   * One test.
   *
   * @param id its number, unique in the file
   * @param comment what it tests; may be empty
   * @param flags what it is marked with
   * @param result what must come out
   * @param fields all fields of the test
   */
  public record Test(int id, String comment, List<String> flags, Result result, JsonNode fields) {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param id as the component
     * @param comment as the component
     * @param flags as the component
     * @param result as the component
     * @param fields as the component
     */
    public Test {
      flags = List.copyOf(flags);
    }
  }

  /** What must come out. */
  public enum Result {
    /** The operation succeeds. */
    VALID,
    /** The operation is refused. */
    INVALID,
    /** Either will do: the input is right, and weak or of an old form. */
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
