package org.teep4j.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.teep4j.cli.session.Screen;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.VerifiedManifest;

/** What happens in the demonstration, one part after the other. */
final class Story {
  /** A Trusted Component. */
  static final SuitComponentIdentifier WALLET = SuitComponentIdentifier.ofText("wallet");

  /** Its personalization data. */
  static final SuitComponentIdentifier PIN = SuitComponentIdentifier.ofText("wallet", "pin");

  /** Another one, which a stranger has signed. */
  static final SuitComponentIdentifier GAME = SuitComponentIdentifier.ofText("game");

  private static final Bytes FIRST = Bytes.ofUtf8("wallet, version 1");
  private static final Bytes SECOND = Bytes.ofUtf8("wallet, version 2");
  private static final Bytes SECRET = Bytes.ofUtf8("PIN of this device: 2718");

  private final Screen screen;
  private final DemoClock clock;
  private final DemoAuthor author;
  private final DemoTam tam;
  private final DemoDevice device;
  private boolean asExpected = true;

  Story(Screen screen, DemoClock clock, DemoAuthor author, DemoTam tam, DemoDevice device) {
    this.screen = screen;
    this.clock = clock;
    this.author = author;
    this.tam = tam;
    this.device = device;
  }

  /**
   * Lets it happen.
   *
   * @return whether everything came as it must
   */
  boolean tell()
      throws IOException, GeneralSecurityException, DecodeException, VerificationException {
    install();
    update();
    personalize();
    refuse();
    delete();
    finish();
    return asExpected;
  }

  private void install()
      throws IOException, GeneralSecurityException, DecodeException, VerificationException {
    screen.title("1  An application needs the Trusted Component /wallet");
    tam.catalogue().add(author.integrated(WALLET, 1, FIRST));
    device.request(WALLET);
    expect(WALLET, Optional.of(FIRST));
  }

  private void update()
      throws IOException, GeneralSecurityException, DecodeException, VerificationException {
    screen.title("2  A day later: the author has published an update, and the device asks for it");
    tam.catalogue().add(author.integrated(WALLET, 2, SECOND));
    clock.dayLater();
    device.check();
    expect(WALLET, Optional.of(SECOND));
  }

  private void personalize()
      throws IOException, GeneralSecurityException, DecodeException, VerificationException {
    screen.title("3  Personalization data, encrypted so that this device alone can read it");
    tam.catalogue().add(author.encrypted(PIN, 1, SECRET, device.encryptionKey()));
    device.request(PIN);
    expect(PIN, Optional.of(SECRET));
  }

  private void refuse()
      throws IOException, GeneralSecurityException, DecodeException, VerificationException {
    screen.title("4  The TAM sends a manifest of an author whom the device does not trust");
    VerifiedManifest foreign = new DemoAuthor().integrated(GAME, 1, Bytes.ofUtf8("no game"));
    tam.catalogue().add(foreign);
    device.request(GAME);
    tam.catalogue().remove(foreign);
    expect(GAME, Optional.empty());
  }

  private void delete() throws IOException {
    screen.title("5  No application needs the personalization data any more");
    device.unrequest(PIN);
    expect(PIN, Optional.empty());
  }

  private void finish() {
    screen.title("The device afterwards (" + screen.traffic() + ")");
    for (SuitComponentIdentifier each : List.of(WALLET, PIN, GAME)) {
      screen.entry(each.toString(), device.content(each).map(Story::text).orElse("nothing"));
    }
  }

  private static String text(Bytes content) {
    String text = new String(content.toByteArray(), StandardCharsets.UTF_8);
    boolean isText = text.chars().allMatch(c -> c >= ' ' && c <= '~');
    return isText ? "\"" + text + "\"" : content.length() + " bytes";
  }

  private void expect(SuitComponentIdentifier component, Optional<Bytes> content) {
    if (!device.content(component).equals(content)) {
      screen.note("demo", false, component + " is not as it should be");
      asExpected = false;
    }
  }
}
