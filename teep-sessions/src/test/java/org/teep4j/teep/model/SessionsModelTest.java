package org.teep4j.teep.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import org.teep4j.teep.TeepMessageType;
import org.teep4j.teep.model.Step.Crime;

/**
 * Whatever three TAMs, two TEEs and the network between them do in whatever order, and whatever
 * fails: nothing unauthorized or older is installed, no token counts twice, nothing stays open, and
 * afterwards all works again. {@code -Djqwik.tries.default=20000} plays longer.
 */
@Tag("once")
class SessionsModelTest {

  private static final int MOST_STEPS = 40;

  private static final String PLAYS = "plays";
  private static final long ENOUGH = 200;
  private static final long LONG_RUN = 1000;
  private static final List<String> FREQUENT =
      List.of(
          "SUCCESS after an Update",
          "ERROR after an Update",
          "refused Update",
          "interrupted Update",
          "resumed with SUCCESS",
          "QUERY_RESPONSE used by TAM",
          "SUCCESS used by TAM",
          "ERROR used by TAM",
          "SUCCESS not used by TAM",
          "broken off by TAM");

  /** A TAM and what it publishes. */
  private record Offer(Owner tam, Product product) {}

  private static final Arbitrary<Tee> TEES = Arbitraries.of(Tee.class);
  private static final Arbitrary<Owner> TAMS = Arbitraries.of(Owner.TAMS);
  private static final Arbitrary<Product> PRODUCTS = Arbitraries.of(Product.class);
  private static final Arbitrary<Offer> OFFERS =
      Arbitraries.of(
          Owner.TAMS.stream()
              .flatMap(tam -> tam.offers().stream().map(product -> new Offer(tam, product)))
              .toList());
  private static final Arbitrary<Integer> PLACES = Arbitraries.integers().between(0, 3);
  private static final Arbitrary<Integer> BACK = Arbitraries.integers().between(0, 4);
  private static final Arbitrary<TeepMessageType> TYPES = Arbitraries.of(TeepMessageType.class);
  private static final Arbitrary<Boolean> YES_OR_NO = Arbitraries.of(true, false);
  private static final Arbitrary<Integer> BITS = Arbitraries.integers().between(0, 8000);
  private static final Arbitrary<Faults.Kind> FAULTS = Arbitraries.of(Faults.Kind.class);

  /** The store of a TAM says nothing else than what has happened. */
  private static final Arbitrary<Faults.Kind> TAM_FAULTS =
      Arbitraries.of(Faults.Kind.FAILS, Faults.Kind.POWER_FAILS, Faults.Kind.POWER_FAILS_LATE);

  private static final Arbitrary<Integer> WRITES = Arbitraries.integers().between(1, 20);

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.<Step>frequencyOf(
            Tuple.of(8, Combinators.combine(TEES, PRODUCTS).as(Step.Request::new)),
            Tuple.of(3, Combinators.combine(TEES, PRODUCTS).as(Step.Unrequest::new)),
            Tuple.of(3, TEES.map(Step.PolicyCheck::new)),
            Tuple.of(4, Combinators.combine(TEES, TAMS).as(Step.Connect::new)),
            Tuple.of(8, Combinators.combine(TEES, TAMS).as(Step.Session::new)),
            Tuple.of(16, Arbitraries.integers().between(1, 9).map(Step.Carry::new)),
            Tuple.of(3, PLACES.map(Step.Overtake::new)),
            Tuple.of(2, PLACES.map(Step.Lose::new)),
            Tuple.of(3, PLACES.map(Step.Duplicate::new)),
            Tuple.of(2, Combinators.combine(PLACES, BITS).as(Step.Damage::new)),
            Tuple.of(5, Combinators.combine(TYPES, BACK).as(Step.Replay::new)),
            Tuple.of(5, Combinators.combine(TYPES, BACK).as(Step.SwapTee::new)),
            Tuple.of(2, Combinators.combine(TYPES, BACK, TAMS).as(Step.SwapTam::new)),
            Tuple.of(5, Combinators.combine(TYPES, BACK, TEES).as(Step.Lie::new)),
            Tuple.of(1, Combinators.combine(TYPES, BACK).as(Step.Impersonate::new)),
            Tuple.of(1, Combinators.combine(TEES, TAMS).as(Step.Break::new)),
            Tuple.of(4, OFFERS.map(offer -> new Step.Publish(offer.tam(), offer.product()))),
            Tuple.of(
                2, Combinators.combine(OFFERS, TEES, YES_OR_NO).as(SessionsModelTest::entitle)),
            Tuple.of(3, Combinators.combine(TEES, YES_OR_NO).as(Step.Suspect::new)),
            Tuple.of(2, plots()),
            Tuple.of(8, Combinators.combine(TEES, plots()).as(Step.Attack::new)),
            Tuple.of(3, Arbitraries.of(10, 50, 300).map(Duration::ofMinutes).map(Step.Pass::new)),
            Tuple.of(1, TEES.map(Step.RestartAgent::new)),
            Tuple.of(1, TAMS.map(Step.RestartTam::new)),
            Tuple.of(1, TAMS.map(Step.Purge::new)),
            Tuple.of(4, Combinators.combine(TEES, FAULTS, WRITES).as(Step.DeviceFault::new)),
            Tuple.of(
                2,
                Combinators.combine(TAMS, TAM_FAULTS, Arbitraries.integers().between(1, 2))
                    .as(Step.TamFault::new)))
        .list()
        .ofMaxSize(MOST_STEPS)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Step.Plot> plots() {
    return Combinators.combine(TAMS, Arbitraries.of(Crime.class), PRODUCTS).as(Step.Plot::new);
  }

  private static Step entitle(Offer offer, Tee tee, boolean may) {
    return new Step.Entitle(offer.tam(), tee, offer.product(), may);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void noPlayBreaksTheRules(@ForAll("steps") List<Step> steps) {
    Play play = new Play();
    steps.forEach(play::take);
    play.end();
    Tally.count(PLAYS);
  }

  /** Otherwise the property would say little. */
  @AfterProperty
  void muchHappens() {
    Map<String, Long> counts = Tally.counts();
    long plays = counts.getOrDefault(PLAYS, 0L);
    if (plays > LONG_RUN) {
      System.out.println(counts);
    }
    for (String each : FREQUENT) {
      assertTrue(plays < ENOUGH || counts.containsKey(each), counts::toString);
    }
  }
}
