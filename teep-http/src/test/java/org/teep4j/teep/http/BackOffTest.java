package org.teep4j.teep.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.teep4j.teep.http.SessionResult.Ending;

class BackOffTest {

  private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(4), Duration.ofHours(1));

  @Property
  void pauseIsRandomWithinItsDoubling(@ForAll @IntRange(min = 1) int failures, @ForAll long seed) {
    Duration pause = BACK_OFF.after(failures, new Random(seed));
    long most = Math.min(4000L << Math.min(failures - 1, 20), 3_600_000);
    assertTrue(pause.toMillis() <= most, pause::toString);
    assertTrue(pause.toMillis() >= most / 2, pause::toString);
  }

  @Test
  void devicesDoNotComeBackTogether() {
    Random random = new Random(1);
    long different =
        random.longs(1000).map(i -> BACK_OFF.after(9, random).toSeconds()).distinct().count();
    assertTrue(different > 100, () -> "only " + different);
  }

  @Property
  void tamIsLeftAloneAsItAsks(@ForAll @LongRange(min = 0, max = 999_999_999) long seconds) {
    SessionResult refused =
        new SessionResult(
            URI.create("https://tam"),
            Ending.REFUSED,
            1,
            "HTTP status 503",
            Optional.of(Duration.ofSeconds(seconds)));
    Duration pause = BACK_OFF.after(1, refused, new Random(seconds));
    assertTrue(pause.toSeconds() >= Math.min(seconds, 3600) + 2, pause::toString);
    assertTrue(pause.compareTo(Duration.ofSeconds(3604)) <= 0, pause::toString);
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new BackOff(Duration.ZERO, Duration.ofHours(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BackOff(Duration.ofHours(2), Duration.ofHours(1)));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> BACK_OFF.after(0, new Random(1)));
    assertEquals("failures must be positive: 0", e.getMessage());
  }
}
