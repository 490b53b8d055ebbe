package org.teep4j.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;

/** Which structures and algorithms of COSE the code can really use: each is tried. */
final class SupportedAlgorithms {

  /** Each structure, with one of its tag and as few elements as it may have. */
  private static final Map<String, String> STRUCTURES = structures();

  private SupportedAlgorithms() {}

  private static Map<String, String> structures() {
    Map<String, String> structures = new LinkedHashMap<>();
    structures.put("COSE_Sign", "98([h'', {}, h'00', [[<<{1: -7}>>, {}, h'00']]])");
    structures.put("COSE_Sign1", "18([<<{1: -7}>>, {}, h'00', h'00'])");
    structures.put("COSE_Encrypt", "96([<<{1: 1}>>, {}, h'00', [[h'', {1: -6}, h'']]])");
    structures.put("COSE_Encrypt0", "16([<<{1: 1}>>, {}, h'00'])");
    structures.put("COSE_Mac", "97([<<{1: 5}>>, {}, h'00', h'00', [[h'', {1: -6}, h'']]])");
    structures.put("COSE_Mac0", "17([<<{1: 5}>>, {}, h'00', h'00'])");
    return structures;
  }

  /** By heading, the rows of each table: cells from left to right. */
  static Map<String, List<List<String>>> tables() throws Exception {
    Map<String, List<List<String>>> tables = new LinkedHashMap<>();
    tables.put("Structures", messages());
    tables.put("Signature algorithms", algorithms(CoseAlgorithm.Kind.SIGNATURE));
    tables.put("MAC algorithms", algorithms(CoseAlgorithm.Kind.MAC));
    tables.put("Content encryption algorithms", algorithms(CoseAlgorithm.Kind.CONTENT_ENCRYPTION));
    tables.put("Key distribution algorithms", algorithms(CoseAlgorithm.Kind.KEY_DISTRIBUTION));
    tables.put("Header parameters", headerParameters());
    tables.put("Digest algorithms", digests());
    return tables;
  }

  private static List<List<String>> messages() throws DecodeException {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, String> structure : STRUCTURES.entrySet()) {
      String tag = structure.getValue().substring(0, 2);
      String shown = decodes(Edn.parse(structure.getValue())) ? "yes" : "no";
      rows.add(List.of(structure.getKey(), tag, shown, shown, shown));
    }
    return rows;
  }

  private static boolean decodes(Bytes encoded) {
    try {
      return CoseMessage.decode(encoded).encode().toBytes().equals(encoded);
    } catch (DecodeException e) {
      return false;
    }
  }

  private static List<List<String>> algorithms(CoseAlgorithm.Kind kind) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.kind() == kind) {
        String shown = AlgorithmTrials.works(algorithm) ? "yes" : "no";
        String named = isNamed(algorithm) ? "yes" : "no";
        rows.add(List.of(algorithm.ianaName(), "" + algorithm.id(), named, named, shown));
      }
    }
    return rows;
  }

  /** Whether a message with the algorithm is decoded, tells its name and is written back. */
  private static boolean isNamed(CoseAlgorithm algorithm) throws DecodeException {
    Bytes encoded = Edn.parse("18([<<{1: " + algorithm.id() + "}>>, {}, h'00', h'00'])");
    CoseSign1 message = CoseSign1.decode(encoded);
    return message.unverifiedHeaders().algorithm().equals(Optional.of(algorithm))
        && message.encode().toBytes().equals(encoded);
  }

  private static List<List<String>> headerParameters() throws DecodeException {
    List<List<String>> rows = new ArrayList<>();
    for (CoseHeaderParameter row : CoseHeaderParameter.values()) {
      String carried = isCarried(row) ? "yes" : "no";
      String understood = row.isUnderstood() ? "yes" : "no";
      rows.add(List.of(row.ianaName(), "" + row.id(), carried, carried, understood));
    }
    return rows;
  }

  /** Whether a message with the parameter is decoded, gives it out and is written back. */
  private static boolean isCarried(CoseHeaderParameter parameter) throws DecodeException {
    String value =
        switch (parameter) {
          case ALG -> "-7";
          case CRIT -> "[100], 100: 1";
          case PAYLOAD_HASH_ALG -> "-16";
          case CONTENT_TYPE, TYP, PREIMAGE_CONTENT_TYPE, PAYLOAD_LOCATION -> "\"text/plain\"";
          case CWT_CLAIMS -> "{1: \"issuer\"}";
          case X5T -> "[-16, h'00']";
          case RECEIPTS -> "[h'00']";
          case VDS -> "1";
          case VDP -> "{}";
          case X5U -> "32(\"https://example.com/chain\")";
          case COUNTER_SIGNATURE, COUNTERSIGNATURE_V2 -> "[h'', {}, h'00']";
          default -> "h'00'";
        };
    // Countersignatures stand beside what they sign.
    boolean beside = parameter.ianaName().toLowerCase(Locale.ROOT).startsWith("counter");
    String map = "{" + parameter.id() + ": " + value + "}";
    String headers = beside ? "h'', " + map : "<<" + map + ">>, {}";
    Bytes encoded = Edn.parse("18([" + headers + ", h'', h''])");
    CoseSign1 message = CoseSign1.decode(encoded);
    return message.unverifiedHeaders().parameter(parameter.label()).isPresent()
        && message.encode().toBytes().equals(encoded);
  }

  private static List<List<String>> digests() throws Exception {
    CoseKey key = ExampleKeys.p256();
    List<List<String>> rows = new ArrayList<>();
    for (SuitDigestAlgorithm algorithm : SuitDigestAlgorithm.values()) {
      SuitManifest manifest =
          SuitManifest.builder(1, SuitCommon.of(SuitComponentIdentifier.ofText("c"))).build();
      SuitEnvelope envelope =
          SuitEnvelope.builder(manifest)
              .digestAlgorithm(algorithm)
              .signer(CoseSigner.of(key))
              .build();
      SuitEnvelope received = SuitEnvelope.decode(envelope.encode().toBytes());
      received.verify(CoseVerifier.of(key));
      rows.add(List.of(algorithm.ianaName(), "" + algorithm.id(), "yes", "yes", "yes"));
    }
    return rows;
  }
}
