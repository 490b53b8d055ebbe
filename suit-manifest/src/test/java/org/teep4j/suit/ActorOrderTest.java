package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Actors are in the order of their encodings, which is not made for it. */
class ActorOrderTest {

  @Provide
  Arbitrary<SuitMetaActorId> actors() {
    Arbitrary<String> texts =
        Arbitraries.strings()
            .withChars('a', 'b', '\u007f', '\u0080', '\u07ff', '\u0800', '\ud7ff', '\uffff')
            .ofMaxLength(3);
    Arbitrary<String> pairs = Arbitraries.of("", "\ud800\udc00", "\udbff\udfff", "\ud83d\ude00");
    return Arbitraries.oneOf(
        SuitArbitraries.actor(),
        Arbitraries.longs().between(-300, 300).map(SuitMetaActorId.Int::new),
        texts.flatMap(text -> pairs.map(pair -> new SuitMetaActorId.Text(text + pair + text))));
  }

  @Property(tries = 5000)
  void isThatOfTheEncodings(
      @ForAll("actors") SuitMetaActorId first, @ForAll("actors") SuitMetaActorId second) {
    int encodings = first.encode().toBytes().compareTo(second.encode().toBytes());
    assertEquals(Integer.signum(encodings), Integer.signum(first.compareTo(second)));
  }
}
