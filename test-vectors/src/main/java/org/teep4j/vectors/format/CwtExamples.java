package org.teep4j.vectors.format;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;

/**
 * The examples of RFC 8392, Appendix A: CBOR Web Tokens and the keys to open them.
 *
 * @param claims the claims set of all tokens that have keys
 * @param keys the keys as COSE_Key, by the number of their section
 * @param tokens the tokens, in the order of the file
 */
public record CwtExamples(Path file, Bytes claims, Map<String, Bytes> keys, List<Token> tokens)
    implements VectorFile {

  public CwtExamples {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    tokens = List.copyOf(tokens);
  }

  /**
   * A token, or a claims set without a message around it.
   *
   * @param section the section number, and the part of the section
   * @param tags its tags from the outside in; none for a claims set
   * @param keys the sections of the keys that open it, outermost first; none for a claims set
   */
  public record Token(String section, Bytes token, List<Integer> tags, List<String> keys) {
    public Token {
      tags = List.copyOf(tags);
      keys = List.copyOf(keys);
    }
  }

  @Override
  public VectorFormat format() {
    return VectorFormat.RFC8392;
  }

  @Override
  public int count() {
    return tokens.size();
  }
}
