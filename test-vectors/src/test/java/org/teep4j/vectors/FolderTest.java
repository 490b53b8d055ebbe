package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.vectors.load.LoadLimits;
import org.teep4j.vectors.load.LoadedVectors;
import org.teep4j.vectors.load.SkippedFile.Cause;
import org.teep4j.vectors.load.VectorFormatException;
import org.teep4j.vectors.load.VectorLoader;

class FolderTest {
  @TempDir Path root;

  private Path write(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void link(String name, Path target) throws IOException {
    try {
      Files.createSymbolicLink(root.resolve(name), target);
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      assumeTrue(false, "this system has no symbolic links");
    }
  }

  /** One line for each file, read or passed over, without the folder of the test. */
  private List<String> report(VectorLoader loader) throws VectorFormatException {
    LoadedVectors loaded = loader.load(root);
    assertEquals(root, loaded.root());
    List<String> lines = new ArrayList<>();
    loaded.files().forEach(file -> lines.add(name(file.file()) + " " + file.format()));
    loaded
        .skipped()
        .forEach(file -> lines.add(name(file.file()) + " " + file.cause() + ": " + file.reason()));
    return lines;
  }

  private String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  @Test
  void aWalkGoesByNameAndListsEverything() throws Exception {
    write("b/own.json", SetFormatTest.GOOD);
    write("b/a.hex", "01");
    write("b/a.diag", "1");
    write("c.json", UpstreamJsonTest.COSE);
    write("a/f.json", UpstreamJsonTest.APPENDIX_F);
    write("a/x/deep.json", UpstreamJsonTest.WYCHEPROOF);
    write("a/broken.json", "{");
    write("a/other.json", "{}");
    write("B.hex", "0");
    write(".git/hidden.json", "{");
    write("README.md", "text");
    assertEquals(
        List.of(
            "a/f.json CBOR_APPENDIX_F",
            "a/x/deep.json WYCHEPROOF",
            "b/a.hex HEX_AND_NOTATION",
            "b/own.json TEEP4J",
            "c.json COSE_WG_EXAMPLE",
            ".git OTHER_FILE: a hidden folder",
            "B.hex UNREADABLE: an odd number of hexadecimal digits",
            "README.md OTHER_FILE: not named like vectors",
            "a/broken.json UNREADABLE: not JSON: Unexpected end-of-input: expected close marker for"
                + " Object at line 1, column 2",
            "a/other.json UNKNOWN_FORMAT: JSON, but in none of the known formats"),
        report(new VectorLoader()));
    assertEquals(2 + 3 + 1 + 2 + 1, new VectorLoader().load(root).count());
  }

  @Test
  void oneBadFileOfAPairLeavesTheOther() throws Exception {
    write("a.hex", "0");
    write("a.diag", "1");
    assertEquals(
        List.of("a.diag HEX_AND_NOTATION", "a.hex UNREADABLE: an odd number of hexadecimal digits"),
        report(new VectorLoader()));
  }

  @Test
  void linksThatGoRoundAreFollowedOnce() throws Exception {
    write("a/f.json", UpstreamJsonTest.APPENDIX_F);
    link("a/up", root);
    link("b", root.resolve("a"));
    link("c.json", root.resolve("a/f.json"));
    link("d.json", root.resolve("nothing"));
    assertEquals(
        List.of(
            "a/f.json CBOR_APPENDIX_F",
            "c.json CBOR_APPENDIX_F",
            "a/up SEEN_BEFORE: a folder that was reached before",
            "b SEEN_BEFORE: a folder that was reached before",
            "d.json UNREADABLE: no such file"),
        report(new VectorLoader()));
  }

  @Test
  void largeFilesAreNotRead() throws Exception {
    int size = UpstreamJsonTest.APPENDIX_F.length();
    write("a.json", UpstreamJsonTest.APPENDIX_F);
    write("b.json", UpstreamJsonTest.APPENDIX_F + " ");
    LoadLimits limits = new LoadLimits(size, 10, 1);
    assertEquals(
        List.of(
            "a.json CBOR_APPENDIX_F", "b.json LIMIT: larger than the limit of " + size + " bytes"),
        report(new VectorLoader(limits)));
    VectorFormatException refused =
        assertThrows(
            VectorFormatException.class,
            () -> new VectorLoader(limits).loadFile(root.resolve("b.json")));
    assertEquals(Cause.LIMIT, refused.kind());
  }

  @Test
  void filesAndDepthAreLimited() throws Exception {
    write("a/b/f.json", UpstreamJsonTest.APPENDIX_F);
    write("a/f.json", UpstreamJsonTest.APPENDIX_F);
    write("c.json", UpstreamJsonTest.APPENDIX_F);
    assertEquals(
        List.of(
            "a/f.json CBOR_APPENDIX_F",
            "c.json CBOR_APPENDIX_F",
            "a/b LIMIT: more than 1 folders deep"),
        report(new VectorLoader(new LoadLimits(1000, 10, 1))));
    assertEquals(
        List.of(
            "c.json CBOR_APPENDIX_F",
            "a LIMIT: with this folder there are more than 3 files and folders"),
        report(new VectorLoader(new LoadLimits(1000, 3, 9))));
    assertThrows(IllegalArgumentException.class, () -> new LoadLimits(0, 1, 1));
  }

  @Test
  void aFileIsAFolderOfOne() throws Exception {
    Path file = write("a.json", UpstreamJsonTest.APPENDIX_F);
    LoadedVectors loaded = new VectorLoader().load(file);
    assertEquals(List.of(new VectorLoader().loadFile(file)), loaded.files());
    assertEquals(List.of(), loaded.skipped());
    VectorFormatException refused =
        assertThrows(
            VectorFormatException.class, () -> new VectorLoader().load(root.resolve("none")));
    assertEquals(root.resolve("none") + ": no such file", refused.getMessage());
    VectorFormatException noFile =
        assertThrows(VectorFormatException.class, () -> new VectorLoader().loadFile(root));
    assertEquals("not a regular file", noFile.reason());
  }

  @Test
  void someCausesAreFailures() {
    assertTrue(Cause.UNREADABLE.isFailure());
    assertTrue(Cause.LIMIT.isFailure());
    assertFalse(Cause.OTHER_FILE.isFailure());
    assertFalse(Cause.UNKNOWN_FORMAT.isFailure());
    assertFalse(Cause.SEEN_BEFORE.isFailure());
  }

  /** A changed byte makes a file unreadable or leaves it readable; nothing else may come of it. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void changedFilesCauseNothingElse(
      @ForAll @IntRange(min = 0, max = 8) int which, @ForAll int at, @ForAll byte value)
      throws IOException {
    List<String> samples =
        List.of(
            SetFormatTest.GOOD,
            UpstreamJsonTest.COSE,
            UpstreamJsonTest.GLUECOSE_SIGN,
            UpstreamJsonTest.APPENDIX_A,
            UpstreamJsonTest.APPENDIX_F,
            UpstreamJsonTest.NOTATIONS,
            UpstreamJsonTest.WYCHEPROOF,
            UpstreamJsonTest.HPKE,
            UpstreamJsonTest.CWT);
    byte[] content = samples.get(which).getBytes(StandardCharsets.UTF_8);
    content[Math.floorMod(at, content.length)] = value;
    Path file = Files.createTempFile("changed", ".json");
    try {
      assertTrue(new VectorLoader().loadFile(Files.write(file, content)).count() > 0);
    } catch (VectorFormatException refused) {
      assertEquals(file, refused.file());
    } finally {
      Files.delete(file);
    }
  }
}
