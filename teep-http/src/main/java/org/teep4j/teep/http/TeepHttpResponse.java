package org.teep4j.teep.http;

import java.util.Map;
import org.teep4j.codec.Bytes;

/**
 * An HTTP response that an adapter sends as it is. It has no other header fields of content than
 * these; the adapter adds {@code Content-Length} and whatever its server adds.
 *
 * @param status the status code
 * @param fields header fields
 * @param content the content; empty for none
 */
public record TeepHttpResponse(int status, Map<String, String> fields, Bytes content) {

  /** Copies the fields. */
  public TeepHttpResponse {
    fields = Map.copyOf(fields);
  }
}
