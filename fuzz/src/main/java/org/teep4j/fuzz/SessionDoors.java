package org.teep4j.fuzz;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.TrustTier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.tam.AgentRecord;
import org.teep4j.teep.tam.AttestedDevice;
import org.teep4j.teep.tam.ManifestSummary;
import org.teep4j.teep.tam.OutstandingRequest;
import org.teep4j.teep.tam.ReportedError;
import org.teep4j.teep.tam.ReportedManifest;
import org.teep4j.teep.tam.TamRecords;

/** What a TAM reads from its store. */
final class SessionDoors {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000, 5);
  private static final SuitComponentIdentifier COMPONENT = SuitComponentIdentifier.ofText("tc");
  private static final SuitDigest DIGEST =
      new SuitDigest(SuitDigestAlgorithm.SHA_256, Bytes.wrap(new byte[32]));
  private static final ManifestSummary MANIFEST =
      new ManifestSummary(DIGEST, Uint.of(1), Optional.of(COMPONENT), List.of(COMPONENT));

  private static final AttestedDevice DEVICE =
      new AttestedDevice(
          EatClaims.builder().hardwareModel(Bytes.ofUtf8("model")).build(),
          Optional.of(TrustTier.AFFIRMING),
          Map.of("part", new AttestedDevice.Part(EatClaims.builder().build(), Optional.empty())));

  private SessionDoors() {}

  static List<Door<?>> all() {
    return List.of(
        Door.decoding("tam-request", TamRecords::decodeRequest, "TamRecords.decodeRequest")
            .checking(
                (request, input) ->
                    Require.equal(
                        request,
                        TamRecords.decodeRequest(TamRecords.encode(request)),
                        "round trip"))
            .from(SessionDoors::requests),
        Door.decoding("tam-agent", TamRecords::decodeAgent, "TamRecords.decodeAgent")
            .checking(
                (agent, input) ->
                    Require.equal(
                        agent, TamRecords.decodeAgent(TamRecords.encode(agent)), "round trip"))
            .within(Budget.CLAIMS)
            .from(SessionDoors::agents));
  }

  private static List<byte[]> requests() {
    Bytes id = Bytes.wrap(new byte[32]);
    return List.of(
        TamRecords.encode(
                OutstandingRequest.queryRequest(id, Set.of(DataItem.TRUSTED_COMPONENTS), TIME))
            .toByteArray(),
        TamRecords.encode(
                OutstandingRequest.update(id, id, List.of(MANIFEST), List.of(COMPONENT), TIME))
            .toByteArray());
  }

  private static List<byte[]> agents() {
    return List.of(
        TamRecords.encode(
                new AgentRecord(
                    FixedKeys.SIGNING.thumbprint(),
                    TIME,
                    Optional.of(FixedKeys.SIGNING.toPublic()),
                    Optional.of(TIME),
                    Optional.of(DEVICE),
                    List.of(MANIFEST),
                    List.of(new ReportedManifest(DIGEST, Optional.of(1L))),
                    Optional.of(
                        new ReportedError(
                            TIME, TeepErrorCode.ERR_TEMPORARY_ERROR, Optional.of("no"))),
                    1))
            .toByteArray());
  }
}
