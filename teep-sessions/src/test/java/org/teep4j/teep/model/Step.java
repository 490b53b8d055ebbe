package org.teep4j.teep.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.teep.TeepMessageType;
import org.teep4j.teep.agent.TeepAgent;
import org.teep4j.teep.tam.TamDecision;

/**
 * Something that happens. Letters are named by their place among those under way, and messages of
 * the past by how many came after them, both in any number of rounds. So each step is possible
 * whatever was before, and a failing play can lose steps and fail all the same.
 */
sealed interface Step {

  void in(Play play);

  /** An application needs a component. */
  record Request(Tee tee, Product product) implements Step {
    @Override
    public void in(Play play) {
      play.want(tee, product, true);
    }
  }

  /** No application needs a component any more. */
  record Unrequest(Tee tee, Product product) implements Step {
    @Override
    public void in(Play play) {
      play.want(tee, product, false);
    }
  }

  /** An Agent connects to a TAM. */
  record Connect(Tee tee, Owner tam) implements Step {
    @Override
    public void in(Play play) {
      play.post.add(Letter.toTam(tam, tee, Optional.empty()));
    }
  }

  /** The same, and all letters arrive. */
  record Session(Tee tee, Owner tam) implements Step {
    @Override
    public void in(Play play) {
      new Connect(tee, tam).in(play);
      play.carry(Play.LONGEST);
    }
  }

  /** An Agent contacts the next TAM. */
  record PolicyCheck(Tee tee) implements Step {
    @Override
    public void in(Play play) {
      play.call(tee, TeepAgent::requestPolicyCheck);
    }
  }

  /** Letters arrive, the oldest first. */
  record Carry(int letters) implements Step {
    @Override
    public void in(Play play) {
      play.carry(letters);
    }
  }

  /** One letter overtakes the others. */
  record Overtake(int place) implements Step {
    @Override
    public void in(Play play) {
      play.letter(place)
          .ifPresent(
              letter -> {
                play.post.remove(letter);
                play.deliver(letter);
              });
    }
  }

  record Lose(int place) implements Step {
    @Override
    public void in(Play play) {
      play.letter(place).ifPresent(play.post::remove);
    }
  }

  record Duplicate(int place) implements Step {
    @Override
    public void in(Play play) {
      play.letter(place).ifPresent(play.post::add);
    }
  }

  /** A letter arrives with one bit changed, and the genuine one comes later. */
  record Damage(int place, int bit) implements Step {
    @Override
    public void in(Play play) {
      play.letter(place).ifPresent(letter -> play.deliver(Play.damaged(letter, bit)));
    }
  }

  /** An old message arrives again. */
  record Replay(TeepMessageType type, int back) implements Step {
    @Override
    public void in(Play play) {
      play.archive.sent(type, back).ifPresent(play::deliver);
    }
  }

  /** An old message of or to one TEE arrives as one of or to the other. */
  record SwapTee(TeepMessageType type, int back) implements Step {
    @Override
    public void in(Play play) {
      play.archive
          .sent(type, back)
          .ifPresent(
              letter ->
                  play.deliver(
                      letter.between(letter.tam(), letter.tee() == Tee.ONE ? Tee.TWO : Tee.ONE)));
    }
  }

  /** An old message of or to some TAM arrives as one of or to another. */
  record SwapTam(TeepMessageType type, int back, Owner tam) implements Step {
    @Override
    public void in(Play play) {
      play.archive
          .sent(type, back)
          .ifPresent(letter -> play.deliver(letter.between(tam, letter.tee())));
    }
  }

  /** An Agent that somebody has taken over calls a success whatever a TAM has sent to anybody. */
  record Lie(TeepMessageType type, int back, Tee tee) implements Step {
    @Override
    public void in(Play play) {
      play.archive
          .sent(type, back)
          .flatMap(letter -> play.archive.success(letter, tee))
          .ifPresent(play::deliver);
    }
  }

  /** The transport tells an Agent that it has failed. */
  record Break(Tee tee, Owner tam) implements Step {
    @Override
    public void in(Play play) {
      play.deliver(Letter.failure(tam, tee));
    }
  }

  record Publish(Owner tam, Product product) implements Step {
    @Override
    public void in(Play play) {
      play.servers.get(tam).publish(product);
    }
  }

  /** A TEE may not have a component any more, or it may again. */
  record Entitle(Owner tam, Tee tee, Product product, boolean may) implements Step {
    @Override
    public void in(Play play) {
      var without = play.servers.get(tam).withheld.get(product);
      if (may) {
        without.remove(tee);
      } else {
        without.add(tee);
      }
    }
  }

  /** BLUE's Verifier is content with the Evidence of a TEE, or not. */
  record Suspect(Tee tee, boolean suspected) implements Step {
    @Override
    public void in(Play play) {
      var suspects = play.servers.get(Owner.BLUE).suspects;
      if (suspected) {
        suspects.add(tee);
      } else {
        suspects.remove(tee);
      }
    }
  }

  /** The next Update of a TAM has what it may not send. */
  record Plot(Owner tam, Crime crime, Product product) implements Step {
    @Override
    public void in(Play play) {
      Server server = play.servers.get(tam);
      server.plot = Optional.of(crime.by(server, product));
    }
  }

  /** The same, and a TEE gets it. */
  record Attack(Tee tee, Plot plot) implements Step {
    @Override
    public void in(Play play) {
      plot.in(play);
      new Session(tee, plot.tam).in(play);
    }
  }

  /** What a TAM sends beside what its policy says. */
  enum Crime {
    /** A stranger has signed the manifest. */
    FORGED,
    /** It is the oldest manifest. */
    OLDEST,
    /** The component may be another TAM's. */
    ANY_COMPONENT,
    /** Its place may be another TAM's. */
    ANY_PLACE,
    /** The manifest is another author's. */
    OF_ANOTHER_AUTHOR,
    /** What it unlinks may be another TAM's. */
    UNLINK,
    /** The first one of two manifests is good, and the other one is forged. */
    HALF;

    TamDecision.Change by(Server server, Product product) {
      Owner tam = server.owner;
      Product own = tam.offers().get(0);
      long next = server.newest.get(own).sequence() + 1;
      VerifiedManifest forged = Release.of(Owner.STRANGER, own, next).manifest();
      return switch (this) {
        case FORGED -> TamDecision.Change.install(List.of(forged));
        case OLDEST -> install(Release.of(tam, tam.covers(product) ? product : own, 1));
        case ANY_COMPONENT -> install(new Release(tam, own, foreign(tam, product), next));
        case ANY_PLACE -> install(new Release(tam, foreign(tam, product), own, next));
        case OF_ANOTHER_AUTHOR -> install(Release.of(another(tam), product, 1));
        case UNLINK -> new TamDecision.Change(List.of(), List.of(product.place), false);
        case HALF -> TamDecision.Change.install(List.of(server.newest.get(own).manifest(), forged));
      };
    }

    private static TamDecision.Change install(Release release) {
      return TamDecision.Change.install(List.of(release.manifest()));
    }

    /** A component that the TAM has nothing to do with: this one, if it is one. */
    private static Product foreign(Owner tam, Product product) {
      return tam.covers(product)
          ? (tam == Owner.BLUE ? Product.RED_APP : Product.BLUE_APP)
          : product;
    }

    private static Owner another(Owner tam) {
      return tam == Owner.RED ? Owner.GREEN : Owner.RED;
    }
  }

  /** A stranger signs an old message. */
  record Impersonate(TeepMessageType type, int back) implements Step {
    @Override
    public void in(Play play) {
      play.archive.sent(type, back).map(play.archive::resigned).ifPresent(play::deliver);
    }
  }

  record Pass(Duration time) implements Step {
    @Override
    public void in(Play play) {
      play.pass(time);
    }
  }

  record RestartAgent(Tee tee) implements Step {
    @Override
    public void in(Play play) {
      play.restart(tee);
    }
  }

  record RestartTam(Owner tam) implements Step {
    @Override
    public void in(Play play) {
      play.servers.get(tam).restart();
    }
  }

  /** Removes the requests of a TAM that have expired. */
  record Purge(Owner tam) implements Step {
    @Override
    public void in(Play play) {
      play.servers.get(tam).purge();
    }
  }

  /** A write of a device will fail. */
  record DeviceFault(Tee tee, Faults.Kind kind, int write) implements Step {
    @Override
    public void in(Play play) {
      play.devices.get(tee).faults.arm(kind, write);
    }
  }

  /** A write of a TAM will fail. */
  record TamFault(Owner tam, Faults.Kind kind, int write) implements Step {
    @Override
    public void in(Play play) {
      play.servers.get(tam).faults.arm(kind, write);
    }
  }
}
