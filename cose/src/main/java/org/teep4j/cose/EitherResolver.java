package org.teep4j.cose;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Combines two resolvers. If the first refuses, the second is asked; the refusal is thrown only if
 * the second finds nothing.
 */
record EitherResolver(CoseKeyResolver first, CoseKeyResolver second) implements CoseKeyResolver {

  @Override
  public List<CoseVerifier> resolve(CoseHeaders headers) throws VerificationException {
    List<CoseVerifier> found;
    try {
      found = first.resolve(headers);
    } catch (VerificationException e) {
      List<CoseVerifier> others = second.resolve(headers);
      if (others.isEmpty()) {
        throw e;
      }
      return others;
    }
    return Stream.concat(found.stream(), second.resolve(headers).stream())
        .collect(Collectors.toUnmodifiableList());
  }

  @Override
  public CoseKeyResolver forOneMessage() {
    return new EitherResolver(first.forOneMessage(), second.forOneMessage());
  }
}
