package org.teep4j.eat;

/** Why claims that are well-formed do not count. The list is closed. */
public enum ClaimProblem {
  /** The time of {@code exp} has come. */
  EXPIRED("the token has expired"),
  /** There is no {@code exp}, which was demanded. */
  NO_EXPIRATION("the token does not expire"),
  /** The time of {@code nbf} has not come. */
  NOT_YET_VALID("the token is not valid yet"),
  /** {@code iat} is in the future. */
  ISSUED_IN_FUTURE("the token was issued in the future"),
  /** {@code iat} is longer ago than was demanded. */
  TOO_OLD("the token is too old"),
  /** There is no {@code iat}, and a greatest age was demanded. */
  NO_ISSUED_AT("the token does not say when it was issued"),
  /** {@code iss} is absent or another one. */
  ISSUER("the issuer is not the one that is expected"),
  /** {@code aud} is absent, or the expected audience is not in it. */
  AUDIENCE("the token is for others"),
  /** {@code eat_nonce} is absent, or the expected nonce is not in it. */
  NONCE("the nonce is not the one that is expected"),
  /** {@code cnf} is absent, or names another key. */
  CONFIRMATION("the token does not name the key of the presenter"),
  /** {@code eat_profile} is absent or another one. */
  PROFILE("the profile is not the one that is expected");

  private final String sentence;

  ClaimProblem(String sentence) {
    this.sentence = sentence;
  }

  /**
   * The problem as a sentence for people.
   *
   * @return a sentence without capital and full stop, which shows nothing of the claims
   */
  public String sentence() {
    return sentence;
  }
}
