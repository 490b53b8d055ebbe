package org.teep4j.teep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.teep4j.codec.Shape;
import org.teep4j.cose.CoseShapes;
import org.teep4j.eat.EatShapes;
import org.teep4j.suit.SuitShapes;
import org.teep4j.suit.report.SuitReportShapes;

/**
 * The shapes of TEEP messages. With a shape, a printer of diagnostic notation can name the parts of
 * a message and descend into its SUIT structures.
 */
public final class TeepShapes {

  private static final Shape CIPHER_SUITE =
      Shape.arrayOf(
          Shape.array(
              Shape.integers(Map.of(TeepCipherSuite.COSE_SIGN1, "cose-sign1")),
              CoseShapes.algorithm()));

  /** {@code suit-cose-profile}. */
  private static final Shape COSE_PROFILES = Shape.arrayOf(Shape.arrayOf(CoseShapes.algorithm()));

  /** {@code SUIT_Report_Unprotected / SUIT_Report_Protected}. */
  private static final Shape REPORT = SuitReportShapes.protectedReport();

  /** An EAT, which may be encrypted, or a bundle. Any other payload is printed as a byte string. */
  private static final Shape ATTESTATION_PAYLOAD = Shape.wrapped(EatShapes.token());

  private static final Map<Dialect, Shape> MESSAGES = new EnumMap<>(Dialect.class);

  static {
    for (Dialect dialect : Dialect.values()) {
      MESSAGES.put(dialect, messages(dialect));
    }
  }

  private TeepShapes() {}

  /**
   * The shape of an unprotected message of any type ({@code teep-message}).
   *
   * @param dialect the numbering of the sender
   * @return the shape
   */
  public static Shape message(Dialect dialect) {
    return MESSAGES.getOrDefault(dialect, Shape.any());
  }

  /**
   * The shape of a signed message: COSE_Sign1 or COSE_Sign, tagged or not.
   *
   * @param dialect the numbering of the sender
   * @return the shape
   */
  public static Shape signedMessage(Dialect dialect) {
    return CoseShapes.message(Shape.wrapped(message(dialect)));
  }

  private static Shape messages(Dialect dialect) {
    Map<Long, Shape> byType = new HashMap<>();
    for (TeepMessageType type : TeepMessageType.values()) {
      byType.put(type.number(dialect), message(type, dialect));
    }
    return Shape.arrayByFirst(byType);
  }

  private static Shape message(TeepMessageType type, Dialect dialect) {
    List<Shape> elements = new ArrayList<>();
    Map<Long, String> name = Map.of(type.number(dialect), "TEEP-TYPE-" + type.cddlName());
    elements.add(Shape.integers(name).named("type"));
    TeepLabel[] options =
        Arrays.stream(TeepLabel.values())
            .filter(label -> label.isIn(dialect) && type.option(label) != null)
            .toArray(TeepLabel[]::new);
    elements.add(map(dialect, options).named("options"));
    if (type == TeepMessageType.QUERY_REQUEST) {
      elements.add(named(TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES, dialect));
      elements.add(named(TeepLabel.SUPPORTED_SUIT_COSE_PROFILES, dialect));
      elements.add(dataItems(dialect).named("data-item-requested"));
    } else if (type == TeepMessageType.ERROR) {
      elements.add(named(TeepLabel.ERR_CODE, dialect));
    }
    return Shape.array(elements, Shape.any());
  }

  private static Shape named(TeepLabel label, Dialect dialect) {
    return value(label, dialect).named(label.cddlName());
  }

  private static Shape map(Dialect dialect, TeepLabel... labels) {
    Map<Long, Shape> values = new HashMap<>();
    for (TeepLabel label : labels) {
      values.put(label.number(dialect), named(label, dialect));
    }
    return Shape.map(values);
  }

  private static Shape value(TeepLabel label, Dialect dialect) {
    return switch (label) {
      case SUPPORTED_TEEP_CIPHER_SUITES -> Shape.arrayOf(CIPHER_SUITE);
      case SELECTED_TEEP_CIPHER_SUITE -> CIPHER_SUITE;
      case SUPPORTED_SUIT_COSE_PROFILES -> COSE_PROFILES;
      case SUPPORTED_FRESHNESS_MECHANISMS ->
          Shape.arrayOf(
              names(
                  TeepFreshnessMechanism.values(),
                  TeepFreshnessMechanism::cddlName,
                  mechanism -> mechanism.number(dialect)));
      case ERR_CODE ->
          names(
              Arrays.stream(TeepErrorCode.values())
                  .filter(code -> TeepErrorCode.TABLE.has(code, dialect))
                  .toArray(TeepErrorCode[]::new),
              TeepErrorCode::cddlName,
              code -> code.number(dialect));
      case ATTESTATION_PAYLOAD -> ATTESTATION_PAYLOAD;
      case MANIFEST_LIST -> Shape.arrayOf(Shape.wrapped(SuitShapes.envelope()));
      case SUIT_REPORTS -> Shape.arrayOf(Shape.wrapped(REPORT).or(REPORT));
      case TC_LIST -> Shape.arrayOf(SuitReportShapes.systemPropertyClaims());
      case UNNEEDED_MANIFEST_LIST -> Shape.arrayOf(SuitShapes.componentIdentifier());
      case COMPONENT_ID -> SuitShapes.componentIdentifier();
      case REQUESTED_TC_LIST ->
          Shape.arrayOf(
              map(
                  dialect,
                  TeepLabel.COMPONENT_ID,
                  TeepLabel.TC_MANIFEST_SEQUENCE_NUMBER,
                  TeepLabel.HAVE_BINARY));
      default -> Shape.any();
    };
  }

  private static Shape dataItems(Dialect dialect) {
    Map<Integer, String> bits = new HashMap<>();
    for (DataItem item : DataItem.values()) {
      bits.put((int) item.number(dialect), item.cddlName());
    }
    return Shape.bits(bits);
  }

  private static <E> Shape names(E[] rows, Function<E, String> name, Function<E, Long> number) {
    Map<Long, String> names = new HashMap<>();
    for (E row : rows) {
      names.put(number.apply(row), name.apply(row));
    }
    return Shape.integers(names);
  }
}
