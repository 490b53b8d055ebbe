package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.vectors.CborPath;
import org.teep4j.vectors.CoseExpectation;
import org.teep4j.vectors.EatExpectation;
import org.teep4j.vectors.Erratum;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.PrimitiveExpectation;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.VectorSet;

/** Performs the checks of a vector in this project's own format. */
final class VectorChecks {
  private final VectorSet set;
  private final TestVector vector;
  private final Bytes bytes;
  private final SuitChecks suit;

  VectorChecks(VectorSet set, TestVector vector) {
    this.set = set;
    this.vector = vector;
    this.bytes = vector.hex().orElse(Bytes.empty());
    this.suit = new SuitChecks(set, vector, bytes);
  }

  List<ReplayResult> run() {
    Run run = new Run(vector.id());
    Set<String> unshown = new HashSet<>();
    Set<String> shown = new HashSet<>();
    for (Expectation expectation : vector.expectations()) {
      int before = run.shown().size();
      run.check(nameOf(expectation), () -> check(expectation));
      (run.shown().size() > before ? shown : unshown).addAll(expectation.errata());
    }
    unshown.removeAll(shown);
    // An erratum that no check has shown is not reported.
    List<Erratum> errata =
        vector.errata().stream().filter(erratum -> !unshown.contains(erratum.id())).toList();
    return run.results(
        errata, errata.stream().anyMatch(erratum -> erratum.severity().concernsVector()));
  }

  /** The name of the check in the vector file. */
  private static String nameOf(Expectation expectation) {
    String type = expectation.getClass().getSimpleName();
    return type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private String check(Expectation expectation)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    if (expectation instanceof Expectation.Decode) {
      return decode();
    } else if (expectation instanceof Expectation.Refuse check) {
      return refuse(check);
    } else if (expectation instanceof Expectation.Encode check) {
      return encode(check);
    } else if (expectation instanceof Expectation.Field check) {
      return field(check);
    } else if (expectation instanceof Expectation.Deterministic check) {
      return CborChecks.deterministic(bytes, check);
    } else if (expectation instanceof Expectation.Item check) {
      return CborChecks.item(bytes, check);
    } else if (expectation instanceof Expectation.Keys check) {
      return CborChecks.keys(bytes, check);
    } else if (expectation instanceof Expectation.Content check) {
      return CborChecks.content(bytes, check);
    } else if (expectation instanceof Expectation.Notation check) {
      return CborChecks.notation(bytes, check);
    } else if (expectation instanceof Expectation.RefuseNotation check) {
      return CborChecks.refuseNotation(check);
    } else if (expectation instanceof Expectation.SameBytes check) {
      return sameBytes(check);
    } else if (expectation instanceof Expectation.TeepRules check) {
      return new TeepChecks(set, vector).rules(check);
    } else if (expectation instanceof Expectation.Profile check) {
      return SuitChecks.profile(bytes, check);
    } else if (expectation instanceof Expectation.Version check) {
      return VersionChecks.version(bytes, check);
    } else if (expectation instanceof Expectation.VersionMatch) {
      throw new NotDone("conditions are not evaluated yet");
    } else if (expectation instanceof CoseExpectation check) {
      return new CoseChecks(set, vector, bytes).check(check);
    } else if (expectation instanceof EatExpectation check) {
      return new EatChecks(set, vector, bytes).check(check);
    } else if (expectation instanceof PrimitiveExpectation check) {
      return PrimitiveChecks.check(set, check);
    }
    return suit.check(expectation);
  }

  private String decode() throws NotDone, DecodeException {
    Kinds.decode(vector.kind(), vector.dialect(), bytes);
    return "decoded as " + vector.kind().word();
  }

  private String refuse(Expectation.Refuse check) throws CheckFailure, NotDone {
    VectorKind kind = check.as().orElse(vector.kind());
    Optional<String> dialect = check.dialect().isPresent() ? check.dialect() : vector.dialect();
    try {
      Kinds.decode(kind, dialect, bytes);
    } catch (DecodeException refused) {
      CheckFailure.require(
          check.admits(refused.reason()),
          "refused with "
              + refused.reason()
              + " at offset "
              + refused.offset()
              + " instead of "
              + check.reason());
      if (check.offset().isPresent()) {
        CheckFailure.requireEqual(
            (long) check.offset().getAsInt(), refused.offset(), "the offset of the refusal");
      }
      return "refused as " + kind.word() + ": " + refused.reason();
    }
    throw new CheckFailure(
        "was accepted as " + kind.word() + ", and must be refused with " + check.reason());
  }

  private String encode(Expectation.Encode check) throws CheckFailure, NotDone, DecodeException {
    Bytes encoded = Kinds.decode(vector.kind(), vector.dialect(), bytes).encoded();
    if (encoded.equals(bytes)) {
      return "encoded again to the same bytes";
    }
    CheckFailure.requireEqual(check.hex().orElse(bytes), encoded, "encoding again");
    return "encoded again in deterministic form";
  }

  private String field(Expectation.Field check) throws CheckFailure, NotDone, DecodeException {
    Bytes item = check.at().find(bytes);
    boolean message = vector.kind().hasDialect() && check.at().equals(CborPath.ROOT);
    Bytes found =
        message
            ? new TeepChecks(set, vector).field(check.name())
            : SuitChecks.field(item, check.name());
    CheckFailure.requireEqual(check.value(), found, check.name());
    return check.name();
  }

  private String sameBytes(Expectation.SameBytes check) throws CheckFailure, DecodeException {
    Bytes other = bytesOf(set, check.vector());
    CheckFailure.requireEqual(other, check.at().find(bytes), "the item at " + check.at());
    return "the bytes of " + check.vector();
  }

  /** The bytes of another vector of the set. */
  static Bytes bytesOf(VectorSet set, String id) throws CheckFailure {
    return vectorOf(set, id)
        .hex()
        .orElseThrow(() -> new CheckFailure("vector " + id + " has no bytes"));
  }

  /** Another vector of the set. */
  static TestVector vectorOf(VectorSet set, String id) throws CheckFailure {
    return set.vector(id).orElseThrow(() -> new CheckFailure("the set has no vector " + id));
  }
}
