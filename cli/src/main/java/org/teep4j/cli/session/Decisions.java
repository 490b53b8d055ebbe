package org.teep4j.cli.session;

import java.util.EnumSet;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.session.SessionEvent;
import org.teep4j.teep.session.SessionEvent.Kind;
import org.teep4j.teep.session.SessionListener;

/** Shows what one side decides. */
public final class Decisions implements SessionListener {

  /** What messages do not show. */
  private static final Set<Kind> UNSEEN =
      EnumSet.of(
          Kind.ATTESTED,
          Kind.NOT_ATTESTED,
          Kind.RECORDED,
          Kind.DROPPED,
          Kind.PROCESSED,
          Kind.NOT_PROCESSED);

  private static final Set<Kind> GOOD =
      EnumSet.of(Kind.ACCEPTED, Kind.ATTESTED, Kind.PROCESSED, Kind.RECORDED, Kind.ENDED);

  /** Enough of a thumbprint to tell keys apart. */
  private static final int SHORT = 4;

  private final Screen screen;
  private final String who;
  private final Set<Kind> kinds;
  private final boolean peers;

  private Decisions(Screen screen, String who, Set<Kind> kinds, boolean peers) {
    this.screen = screen;
    this.who = who;
    this.kinds = kinds;
    this.peers = peers;
  }

  /**
   * What cannot be seen in the messages.
   *
   * @param screen where it is shown
   * @param who the side
   */
  public Decisions(Screen screen, String who) {
    this(screen, who, UNSEEN, false);
  }

  /**
   * Everything but what is sent, and with it the key of the other side as soon as that is verified.
   *
   * @param screen where it is shown
   * @param who the side
   * @return the listener
   */
  public static Decisions all(Screen screen, String who) {
    return new Decisions(screen, who, EnumSet.complementOf(EnumSet.of(Kind.SENT)), true);
  }

  @Override
  public void on(SessionEvent event) {
    if (kinds.contains(event.kind())) {
      String peer = peers ? event.peer().map(key -> shortened(key) + ": ").orElse("") : "";
      screen.note(who, GOOD.contains(event.kind()), peer + event.reason());
    }
  }

  /**
   * A thumbprint as it is shown.
   *
   * @param thumbprint the thumbprint of a key
   * @return its first digits
   */
  public static String shortened(Bytes thumbprint) {
    return thumbprint.slice(0, Math.min(SHORT, thumbprint.length())).toHex();
  }
}
