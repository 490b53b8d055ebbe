package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Strictness;

/** What holds for every message. */
class TeepMessagePropertiesTest {

  private static final DecodeOptions DETERMINISTIC =
      DecodeOptions.defaults().withStrictness(Strictness.CORE_DETERMINISTIC);

  /** Whether a dialect has a number for every option and error code of a message. */
  private static boolean hasNumbersOf(TeepMessage message, Dialect dialect) {
    return Arrays.stream(TeepLabel.values())
            .noneMatch(label -> !label.isIn(dialect) && message.has(label))
        && hasNumberOf(errCode(message), dialect);
  }

  private static @Nullable ErrCode errCode(TeepMessage message) {
    return message instanceof TeepError error
        ? error.errCode()
        : message instanceof Update update ? update.errCode().orElse(null) : null;
  }

  private static boolean hasNumberOf(@Nullable ErrCode code, Dialect dialect) {
    return !(code instanceof TeepErrorCode known) || TeepErrorCode.TABLE.has(known, dialect);
  }

  private static void comesBack(TeepMessage message, Dialect dialect) throws DecodeException {
    if (!hasNumbersOf(message, dialect)) {
      assertThrows(IllegalArgumentException.class, () -> message.toBytes(dialect));
      return;
    }
    Bytes encoded = message.toBytes(dialect);
    assertEquals(encoded, Bytes.wrap(message.encode(dialect).toByteArray()));
    TeepMessage decoded = TeepMessage.decodeUnverified(encoded, dialect, DETERMINISTIC);
    assertEquals(message, decoded);
    assertEquals(message.hashCode(), decoded.hashCode());
    assertEquals(encoded, decoded.toBytes(dialect));
    assertEquals(message.violations(), decoded.violations());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void queryRequestsComeBack(@ForAll("queryRequests") QueryRequest message, @ForAll Dialect dialect)
      throws DecodeException {
    comesBack(message, dialect);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void queryResponsesComeBack(
      @ForAll("queryResponses") QueryResponse message, @ForAll Dialect dialect)
      throws DecodeException {
    comesBack(message, dialect);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void updatesComeBack(@ForAll("updates") Update message, @ForAll Dialect dialect)
      throws DecodeException {
    comesBack(message, dialect);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void successesComeBack(@ForAll("successes") Success message, @ForAll Dialect dialect)
      throws DecodeException {
    comesBack(message, dialect);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void errorsComeBack(@ForAll("errors") TeepError message, @ForAll Dialect dialect)
      throws DecodeException {
    comesBack(message, dialect);
  }

  /** Reading in one dialect and writing in another changes numbers and forms, and nothing else. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void dialectsSayTheSame(
      @ForAll("messages") TeepMessage message, @ForAll Dialect one, @ForAll Dialect other)
      throws DecodeException {
    Assume.that(hasNumbersOf(message, one) && hasNumbersOf(message, other));
    Bytes encoded = message.toBytes(one);
    TeepMessage translated =
        TeepMessage.decodeUnverified(
            TeepMessage.decodeUnverified(encoded, one).toBytes(other), other);
    assertEquals(message, translated);
    assertEquals(encoded, translated.toBytes(one));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void randomBytesAreRefusedOrDecoded(@ForAll("noise") Bytes noise, @ForAll Dialect dialect) {
    TeepMessage message;
    try {
      message = TeepMessage.decodeUnverified(noise, dialect);
    } catch (DecodeException e) {
      return;
    }
    message.toBytes(dialect);
  }

  @Provide
  Arbitrary<QueryRequest> queryRequests() {
    return TeepArbitraries.queryRequests();
  }

  @Provide
  Arbitrary<QueryResponse> queryResponses() {
    return TeepArbitraries.queryResponses();
  }

  @Provide
  Arbitrary<Update> updates() {
    return TeepArbitraries.updates();
  }

  @Provide
  Arbitrary<Success> successes() {
    return TeepArbitraries.successes();
  }

  @Provide
  Arbitrary<TeepError> errors() {
    return TeepArbitraries.errors();
  }

  @Provide
  Arbitrary<TeepMessage> messages() {
    return Arbitraries.oneOf(queryRequests(), queryResponses(), updates(), successes(), errors());
  }

  /** Anything at all, and arrays that begin like a message. */
  @Provide
  Arbitrary<Bytes> noise() {
    Arbitrary<Bytes> begun =
        TeepArbitraries.bytes(0, 60)
            .map(
                tail -> {
                  byte[] head = {(byte) 0x82, 0x02, (byte) 0xa1};
                  byte[] whole = new byte[head.length + tail.length()];
                  System.arraycopy(head, 0, whole, 0, head.length);
                  tail.copyTo(whole, head.length);
                  return Bytes.wrap(whole);
                });
    return Arbitraries.oneOf(TeepArbitraries.bytes(0, 100), begun);
  }
}
