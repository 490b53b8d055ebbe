package org.teep4j.teep;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;

/**
 * What a {@link QueryRequest} asked for, by which its answer is checked. {@link
 * QueryRequest#context()} makes it of a request; a TAM may also make it of what it has stored.
 *
 * @param token the token of the request, if it had one
 * @param dataItemRequested the data items that the request asked for
 * @param versions the versions that the request offered; never empty, because a request without the
 *     option offers version 0
 * @param supportedTeepCipherSuites the cipher suites that the request offered; an empty list admits
 *     any
 */
public record QueryContext(
    Optional<Bytes> token,
    Set<DataItem> dataItemRequested,
    List<Long> versions,
    List<TeepCipherSuite> supportedTeepCipherSuites) {

  static final List<Long> VERSION_0 = List.of(0L);

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there is no version
   */
  public QueryContext {
    Objects.requireNonNull(token);
    EnumSet<DataItem> items = EnumSet.noneOf(DataItem.class);
    items.addAll(dataItemRequested);
    dataItemRequested = Collections.unmodifiableSet(items);
    versions = List.copyOf(versions);
    supportedTeepCipherSuites = List.copyOf(supportedTeepCipherSuites);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("a request without versions offers version 0");
    }
  }

  /**
   * The context of a QueryResponse that an Agent sends without being asked (Section 7.2).
   *
   * @return a context without token and data items, with version 0
   */
  public static QueryContext unsolicited() {
    return new QueryContext(Optional.empty(), Set.of(), VERSION_0, List.of());
  }
}
