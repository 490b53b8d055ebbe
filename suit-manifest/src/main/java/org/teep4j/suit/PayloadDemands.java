package org.teep4j.suit;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a manifest demands of the payloads that it fetches. {@link PayloadSearch} finds it.
 *
 * @param demands the demands by URI
 * @param fetched the URIs that commands fetch from
 * @param isComplete whether the search reached no bound
 */
record PayloadDemands(
    Map<String, List<PayloadDemand>> demands, Set<String> fetched, boolean isComplete) {

  /** The demands on the payload of a URI; it must satisfy one of them. */
  List<PayloadDemand> of(String uri) {
    return demands.getOrDefault(uri, List.of());
  }
}
