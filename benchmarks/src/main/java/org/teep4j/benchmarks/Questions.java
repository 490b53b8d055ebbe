package org.teep4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.benchmarks.Question.Contestant;
import org.teep4j.benchmarks.Question.Group;
import org.teep4j.benchmarks.Question.Role;
import org.teep4j.cli.UsageException;

/** All {@link Question}s, in the order in which a reader gets them: the one list of them. */
final class Questions {

  /** The published messages, as a sentence names them. */
  private static final Map<String, String> MESSAGES =
      Map.of(
          "query_request", "a QueryRequest",
          "query_response", "a QueryResponse",
          "update", "an Update",
          "teep_success", "a Success",
          "teep_error", "an Error");

  private Questions() {}

  /** The list. */
  static List<Question> all() {
    List<String> messages =
        List.of("update", "query_request", "query_response", "teep_success", "teep_error");
    List<String> envelopes =
        List.of(
            "teep-26/suit_personalization",
            "teep-26/suit_integrated",
            "suit-manifest/example0-signed",
            "suit-manifest/example2-signed");
    List<Question> all = new ArrayList<>();
    messages.forEach(message -> all.add(decodeMessage(message)));
    envelopes.forEach(envelope -> all.add(decodeEnvelope(envelope)));
    all.add(decodeDocument());
    messages.forEach(message -> all.add(encodeMessage(message)));
    envelopes.forEach(envelope -> all.add(encodeEnvelope(envelope)));
    all.add(encodeDocument());
    for (String size : List.of("64", "1")) {
      all.add(decodeLarge(size));
      all.add(encodeLargeToArray(size));
      all.add(encodeLargeToChannel(size));
    }
    all.addAll(CryptoQuestions.all());
    return List.copyOf(all);
  }

  /**
   * Those of a name each, or all if there is no name.
   *
   * @throws UsageException if a name is none
   */
  static List<Question> named(List<String> names) throws UsageException {
    List<Question> all = all();
    for (String name : names) {
      if (all.stream().noneMatch(question -> question.isNamed(name))) {
        throw new UsageException(
            "nothing is called '"
                + name
                + "'; the groups are "
                + Stream.of(Group.values()).map(Group::id).collect(Collectors.joining(", "))
                + ", and 'teep4j bench --list' tells the questions");
      }
    }
    return names.isEmpty()
        ? all
        : all.stream().filter(question -> names.stream().anyMatch(question::isNamed)).toList();
  }

  private static Question decodeMessage(String message) {
    return new Question(
        "decode-" + shortName(message),
        Group.DECODE,
        "Decoding "
            + MESSAGES.get(message)
            + ", "
            + bytes(Inputs.published("teep-26", message).length()),
        "Teep4j checks every rule of the CDDL on the way to a typed message; a generic tree leaves"
            + " that to whoever uses it.",
        message.equals("update"),
        1,
        Map.of("message", message),
        of(
            "TeepDecode",
            own("teep4j", "typed message").inBrief(),
            own("teep4jWalk", "values alone"),
            peer("jackson3Streaming", "jackson 3, streaming"),
            peer("jackson3Tree", "jackson 3, tree").inBrief(),
            peer("jacksonStreaming", "jackson 2, streaming"),
            peer("jacksonTree", "jackson 2, tree"),
            peer("borerTree", "borer, tree").inBrief(),
            peer("upokecenterTree", "upokecenter, tree"),
            peer("authleteTree", "authlete, tree"),
            peer("nstantTree", "nstant, tree")));
  }

  private static Question decodeEnvelope(String envelope) {
    String name = Inputs.part(envelope, 1);
    return new Question(
        "decode-" + shortName(name),
        Group.DECODE,
        "Decoding the SUIT envelope "
            + name
            + ", "
            + bytes(Inputs.published(Inputs.part(envelope, 0), name).length()),
        "Envelope and manifest, down to the parameters of each command, all rules checked but no"
            + " signature. The others make a generic tree of each layer, and were told where the"
            + " layers are.",
        name.equals("suit_personalization"),
        5,
        Map.of("envelope", envelope),
        of(
            "SuitDecode",
            own("teep4jEnvelopeAndManifest", "typed").inBrief(),
            peer("jacksonStreamingAllLayers", "jackson 2, streaming"),
            peer("jackson3TreeAllLayers", "jackson 3, tree").inBrief(),
            peer("jacksonTreeAllLayers", "jackson 2, tree"),
            peer("borerTreeAllLayers", "borer, tree").inBrief(),
            peer("upokecenterTreeAllLayers", "upokecenter, tree"),
            peer("authleteTreeAllLayers", "authlete, tree"),
            peer("nstantTreeAllLayers", "nstant, tree"),
            own("teep4jEnvelope", "envelope alone"),
            peer("jacksonStreaming", "jackson 2, outer map alone"),
            peer("jacksonTree", "jackson 2, outer map's tree"),
            peer("upokecenterTree", "upokecenter, outer map alone")));
  }

  private static Question decodeDocument() {
    return new Question(
        "decode-document",
        Group.DECODE,
        "Reading 10,000 maps with integer keys, 628,480 bytes",
        "Every value is read. The loop is written by hand for these bytes and checks their types"
            + " and nothing else.",
        true,
        1,
        Map.of(),
        of(
            "DocumentDecode",
            own("teep4jReader", "reader").inBrief(),
            own("teep4jWalk", "any structure"),
            floor("cursorLoop", "a loop over the array").inBrief(),
            peer("jackson3Streaming", "jackson 3, streaming").inBrief(),
            peer("jackson3Tree", "jackson 3, tree"),
            peer("jacksonStreaming", "jackson 2, streaming"),
            peer("jacksonTree", "jackson 2, tree"),
            peer("borerTree", "borer, tree"),
            peer("upokecenterTree", "upokecenter, tree"),
            peer("authleteTree", "authlete, tree"),
            peer("nstantTree", "nstant, tree")));
  }

  private static Question encodeMessage(String message) {
    return new Question(
        "encode-" + shortName(message),
        Group.ENCODE,
        "Encoding "
            + MESSAGES.get(message)
            + ", "
            + bytes(Inputs.deterministic("teep-26", message).length),
        "To a new array. Teep4j starts from a typed message; the others from their tree or a list"
            + " of calls, with keys in order and lengths known.",
        message.equals("update"),
        1,
        Map.of("message", message),
        of(
            "TeepEncode",
            own("teep4j", "typed message").inBrief(),
            own("teep4jKeptWriter", "kept writer"),
            peer("borerTree", "borer, tree").inBrief(),
            peer("jacksonGenerator", "jackson 2, generator").inBrief(),
            peer("upokecenterTree", "upokecenter, tree"),
            peer("authleteTree", "authlete, tree"),
            peer("nstantTree", "nstant, tree")));
  }

  private static Question encodeEnvelope(String envelope) {
    String name = Inputs.part(envelope, 1);
    return new Question(
        "encode-" + shortName(name),
        Group.ENCODE,
        "Encoding the SUIT envelope "
            + name
            + ", "
            + bytes(Inputs.deterministic(Inputs.part(envelope, 0), name).length),
        "To a new array. The manifest in an envelope is signed bytes and stays as it is; the last"
            + " row makes them from the values.",
        false,
        1,
        Map.of("envelope", envelope),
        of(
            "SuitEncode",
            own("teep4jEnvelope", "envelope").inBrief(),
            own("teep4jEnvelopeKeptWriter", "kept writer"),
            peer("borerTree", "borer, tree").inBrief(),
            peer("jacksonGenerator", "jackson 2, generator").inBrief(),
            peer("upokecenterTree", "upokecenter, tree"),
            peer("authleteTree", "authlete, tree"),
            peer("nstantTree", "nstant, tree"),
            own("teep4jManifest", "manifest")));
  }

  private static Question encodeDocument() {
    return new Question(
        "encode-document",
        Group.ENCODE,
        "Writing 10,000 maps with integer keys, 628,480 bytes",
        "jackson's generator is told how many entries each map will have; Teep4j's writer finds"
            + " out.",
        true,
        1,
        Map.of(),
        of(
            "DocumentEncode",
            own("teep4jWriter", "writer").inBrief(),
            own("teep4jKeptWriter", "kept writer"),
            peer("jacksonGenerator", "jackson 2, generator").inBrief(),
            peer("borerTree", "borer, tree").inBrief(),
            peer("upokecenterTree", "upokecenter, tree"),
            peer("nstantTree", "nstant, tree")));
  }

  private static Question decodeLarge(String size) {
    return new Question(
        "large-decode-" + size,
        Group.LARGE,
        "Decoding an Update that carries " + size + " MiB",
        "Message, envelope and manifest. Teep4j hands out views of the input; the others copy the"
            + " payload.",
        size.equals("64"),
        1,
        Map.of("payloadMiB", size),
        of(
            "LargeUpdateDecode",
            own("teep4j", "typed message").inBrief(),
            peer("jacksonStreaming", "jackson 2, streaming").inBrief(),
            peer("upokecenterTree", "upokecenter, tree")));
  }

  private static Question encodeLargeToArray(String size) {
    return new Question(
        "large-encode-" + size,
        Group.LARGE,
        "Encoding an Update that carries " + size + " MiB, to an array",
        "A copy of an array that holds the bytes already is what cannot be beaten.",
        size.equals("64"),
        1,
        Map.of("payloadMiB", size),
        of(
            "LargeUpdateEncode",
            own("teep4jToArray", "typed message").inBrief(),
            floor("arrayCopy", "a copy of the array").inBrief(),
            peer("jacksonGeneratorToArray", "jackson 2, generator").inBrief(),
            peer("upokecenterTreeToArray", "upokecenter, tree")));
  }

  private static Question encodeLargeToChannel(String size) {
    return new Question(
        "large-send-" + size,
        Group.LARGE,
        "Encoding an Update that carries " + size + " MiB, to a channel",
        "The channel, or stream, takes everything and keeps nothing.",
        false,
        1,
        Map.of("payloadMiB", size),
        of(
            "LargeUpdateEncode",
            own("teep4jToChannel", "typed message").inBrief(),
            peer("jacksonGeneratorToStream", "jackson 2, generator").inBrief(),
            peer("upokecenterTreeToStream", "upokecenter, tree").inBrief()));
  }

  // How contestants are written down.

  private static List<Contestant> of(String type, Contestant... contestants) {
    return Stream.of(contestants)
        .map(
            c ->
                new Contestant(
                    type + "." + c.benchmark(), c.parameters(), c.label(), c.role(), c.brief()))
        .toList();
  }

  static Contestant own(String method, String way) {
    return new Contestant(method, Map.of(), "Teep4j, " + way, Role.OWN, false);
  }

  static Contestant peer(String method, String label) {
    return new Contestant(method, Map.of(), label, Role.PEER, false);
  }

  static Contestant floor(String method, String label) {
    return new Contestant(method, Map.of(), label, Role.FLOOR, false);
  }

  private static String shortName(String vector) {
    return vector.replaceFirst("^(teep|suit)_", "").replaceFirst("-signed$", "").replace('_', '-');
  }

  private static String bytes(int size) {
    return String.format(Locale.ROOT, "%,d bytes", size);
  }
}
