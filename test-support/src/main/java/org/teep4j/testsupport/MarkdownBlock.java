package org.teep4j.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown document.
 *
 * @param language what stands behind the fence, as {@code java}; empty if nothing does
 * @param content the lines between the fences, each with its line feed
 */
public record MarkdownBlock(String language, String content) {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private static final String BEGIN = "// README begin\n";
  private static final String END = "  // README end";

  /**
   * The blocks of a document, in their order.
   *
   * @param markdown the text of the document
   * @return the blocks
   */
  public static List<MarkdownBlock> in(String markdown) {
    return BLOCK
        .matcher(markdown)
        .results()
        .map(block -> new MarkdownBlock(block.group(1), block.group(2)))
        .toList();
  }

  /**
   * The block that a document must have of an example: what stands between the comments {@code
   * README begin} and {@code README end} of a source file, without the indentation there.
   *
   * @param source a Java file
   * @return the block
   * @throws IOException if the file cannot be read
   */
  public static MarkdownBlock ofExample(Path source) throws IOException {
    String code = Files.readString(source);
    String example = code.substring(code.indexOf(BEGIN) + BEGIN.length(), code.indexOf(END));
    return new MarkdownBlock("java", example.stripTrailing().stripIndent() + "\n");
  }
}
