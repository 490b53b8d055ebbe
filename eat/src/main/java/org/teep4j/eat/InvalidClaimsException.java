package org.teep4j.eat;

import java.util.List;
import java.util.stream.Collectors;
import org.teep4j.cose.VerificationException;

/** Thrown if claims do not count. It shows nothing of the claims. */
public final class InvalidClaimsException extends VerificationException {

  private static final long serialVersionUID = 1L;

  /** At least one. */
  private final ClaimProblem[] problems;

  /**
   * Creates an exception.
   *
   * @param problems at least one problem
   */
  public InvalidClaimsException(List<ClaimProblem> problems) {
    super(
        Failure.CLAIMS,
        problems.stream().map(ClaimProblem::sentence).collect(Collectors.joining("; ")));
    this.problems = problems.toArray(new ClaimProblem[0]);
  }

  /**
   * All problems that were found.
   *
   * @return an unmodifiable list of at least one
   */
  public List<ClaimProblem> problems() {
    return List.of(problems);
  }
}
