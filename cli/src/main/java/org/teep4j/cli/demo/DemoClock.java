package org.teep4j.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of both sides, which the story can move. */
final class DemoClock implements InstantSource {
  private volatile Duration ahead = Duration.ZERO;

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  void dayLater() {
    ahead = ahead.plusDays(1);
  }
}
