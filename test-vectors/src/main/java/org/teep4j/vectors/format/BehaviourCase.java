package org.teep4j.vectors.format;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.Dialect;

/**
 * A TAM or an Agent in a state, what happens to it, and what must come of that.
 *
 * @param name the name, unique in its pack
 * @param what the case in one sentence
 * @param rule the rules that it shows, with blanks between them; empty if it names none
 * @param must whether the text decides; otherwise a difference has to be explained
 * @param state the state before
 * @param before what is called before the messages come
 * @param action how the messages come
 * @param deliveries the messages in each numbering, and what must come of them
 * @param after what must be true afterwards
 */
public record BehaviourCase(
    String name,
    String what,
    String rule,
    boolean must,
    BehaviourState state,
    List<Call> before,
    Action action,
    List<Delivery> deliveries,
    List<Statement> after) {

  /**
   * Messages in one numbering.
   *
   * @param dialect the numbering
   * @param incoming whole COSE objects, in turn
   * @param allowed the replies to the last message of which one must come
   */
  public record Delivery(Dialect dialect, List<Bytes> incoming, List<Expected> allowed) {}

  /** How the messages come. */
  public sealed interface Action {}

  /** One message after the other is handed over. */
  public record Messages() implements Action {}

  /**
   * A conceptual API is called.
   *
   * @param api its name, such as {@code ProcessConnect}
   * @param component the component that it is about
   * @param hint the URI of a TAM
   */
  public record Call(String api, Optional<String> component, Optional<URI> hint)
      implements Action {}

  /**
   * The last message is the content of an HTTP request to the TAM.
   *
   * @param method the method
   * @param headers the header fields
   * @param excess if present, the content is this many bytes longer than the largest message
   */
  public record HttpRequest(String method, Map<String, String> headers, OptionalInt excess)
      implements Action {}

  /**
   * The Agent asks for its components over HTTP, and a script answers.
   *
   * @param responses the responses, in turn
   * @param endless whether a new QueryRequest follows each of the Agent's messages, for ever
   */
  public record HttpScript(List<HttpResponse> responses, boolean endless) implements Action {}

  /**
   * A response of a script.
   *
   * @param status the status code; 0 if the connection fails
   * @param headers the header fields; {@code Content-Type} is TEEP's if they do not have it
   * @param message the index of the message that is the content; empty for none
   */
  public record HttpResponse(int status, Map<String, String> headers, OptionalInt message) {}

  /**
   * A reply that may come.
   *
   * @param reply the type of the message, {@link #SILENCE} for none; empty if it is not judged
   * @param fields what its fields must be, by their names
   * @param headers header fields that the HTTP message must have; empty if it must not have them
   */
  public record Expected(
      Optional<String> reply, Map<String, Wish> fields, Map<String, Optional<String>> headers) {
    /** No message. */
    public static final String SILENCE = "silence";
  }

  /**
   * What something must be.
   *
   * @param text as the pack has it
   * @param anyOf the conditions of one of these must all hold
   */
  public record Wish(String text, List<List<Condition>> anyOf) {
    /** Copies the list. */
    public Wish {
      anyOf = List.copyOf(anyOf);
    }
  }

  /** A condition of a field. */
  public sealed interface Condition {}

  /** A condition without a value. */
  public enum Word implements Condition {
    ABSENT("absent"),
    PRESENT("present"),
    NOT_ZERO("any"),
    FRESH("fresh"),
    DIFFERS_FROM_REQUEST("differs from the request's"),
    CONFIGURED("the configured one"),
    ONE_FOR_EACH_MANIFEST("one for each manifest"),
    NONCE_IS_TOKEN("suit-report-nonce = the token"),
    RESULT_TRUE("result true"),
    HAS_REASON("a reason"),
    SIGN1("COSE_Sign1"),
    SIGN("COSE_Sign"),
    NAMES_KEY("kid is the thumbprint of the key"),
    ALGORITHM_OF_PEER("alg as the Agent's (selected suite)"),
    VERIFIES_WITH_TAM("verifies with the TAM's key"),
    VERIFIES_WITH_AGENT("verifies with the Agent's key"),
    DONE("done"),
    NO_PROCESS_ERROR("no ProcessError"),
    PROCESS_ERROR("ProcessError"),
    BOUNDED("the session ends after a bounded number of rounds");

    private final String text;

    Word(String text) {
      this.text = text;
    }

    /** As packs write it. */
    public String text() {
      return text;
    }
  }

  /** The value, in JSON. */
  public record Equal(String json) implements Condition {}

  /** A list with this element, in JSON. */
  public record Contains(String json) implements Condition {}

  /** The number of bytes. */
  public record Length(int least, int most) implements Condition {}

  /** A signature has this algorithm. */
  public record Algorithm(long number) implements Condition {}

  /** The message verifies with this key. */
  public record VerifiesWith(String key) implements Condition {}

  /** Words that this version does not know. They are not judged. */
  public record Unknown(String text) implements Condition, Statement {}

  /** What must be true afterwards. */
  public sealed interface Statement {}

  /** This many messages of the TAM wait for an answer. */
  public record StillOutstanding(int count, Optional<Boolean> challenge) implements Statement {}

  /** The message with this token or challenge waits, or does not. */
  public record Waits(String name, Bytes id, boolean waits) implements Statement {}

  /** What the TAM remembers of the Agent. */
  public enum Device implements Statement {
    UNCHANGED("unchanged"),
    FAILURE_RECORDED("failure recorded with the report"),
    ERROR_RECORDED("an error is recorded"),
    ATTESTED("attested"),
    NOT_ATTESTED("not attested");

    private final String text;

    Device(String text) {
      this.text = text;
    }

    /** As packs write it. */
    public String text() {
      return text;
    }
  }

  /**
   * What is installed: on the device of an Agent, or as far as a TAM knows.
   *
   * @param anyOf the sequence numbers by component, of which one map is right
   * @param asReported whether the reports of the reply must say the same
   */
  public record Installed(List<Map<String, Long>> anyOf, boolean asReported) implements Statement {}
}
