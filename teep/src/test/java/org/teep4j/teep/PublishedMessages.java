package org.teep4j.teep;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teep4j.codec.Bytes;

/**
 * The five messages that Appendix D of draft-ietf-teep-protocol prints: in the numbering of -26
 * (pull request 420 of ietf-teep/teep-protocol, commit 15c643e), in that of the drafts up to -25
 * (commit a9d2fad), and those of -16 (tag draft-16).
 */
final class PublishedMessages {

  static final Bytes TOKEN = Bytes.fromHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");

  /** The SUIT envelope in the Update: the same bytes in both numberings. */
  static final Bytes ENVELOPE =
      Bytes.fromHex(
          "a2025873825824822f5820db601ade73092b58532ca03fbb663de49532435336f1558b49bb622726a2fedd"
              + "584ad28443a10126a0f658405b2d535a2b6d5e3c585c1074f414da9e10bd285c99a33916dade3ed3"
              + "8812504817ac48b62b8e984ec622785bd1c411888be531b1b594507816b201f6f28579a40358d4a4"
              + "01010203035884a20281844b544545502d446576696365485365637572654653508d82573a926d47"
              + "54935332dc29997f74427461045854"
              + "8614a40150c0ddd5f15243566087db4f5b0aa26c2f0250db42f7093d8c55"
              + "baa8c5265fc5820f4e035824822f58208cf71ac86af31be184ec7a05a411a8c3a14fd9b77a30d046"
              + "397481469468ece80e14010f020f0958458614a115783b68747470733a2f2f6578616d706c652e6f"
              + "72672f38643832353733612d393236642d343735342d393335332d3332646332393939376637342e"
              + "7461150f030f");

  static final Bytes TC_DIGEST =
      Bytes.fromHex("822f5820a7fd6593eac32eb4be578278e6540c5c09cfd7d4d234973054833b2b93030609");

  private static final String SUITES_AND_PROFILES =
      "82818212288182123284842f28381c39fffd842f32381c39fffd842f28381c01842f32381c1818";

  private static final Map<TeepMessageType, String> RFC =
      Map.of(
          TeepMessageType.QUERY_REQUEST,
          "8501a21350" + TOKEN.toHex() + "038100" + SUITES_AND_PROFILES + "03",
          TeepMessageType.QUERY_RESPONSE,
          "8202a41350"
              + TOKEN.toHex()
              + "050006400781a200814f0102030405060708090a0b0c0d0e0f035824"
              + TC_DIGEST.toHex(),
          TeepMessageType.UPDATE,
          "8203a21350" + TOKEN.toHex() + "098159014e" + ENVELOPE.toHex(),
          TeepMessageType.SUCCESS,
          "8204a11350" + TOKEN.toHex(),
          TeepMessageType.ERROR,
          "8305a21350" + TOKEN.toHex() + "0b696469736b2d66756c6c0b");

  private static final Map<TeepMessageType, String> DRAFT_25 =
      Map.of(
          TeepMessageType.QUERY_REQUEST,
          "8501a21450" + TOKEN.toHex() + "038100" + SUITES_AND_PROFILES + "03",
          TeepMessageType.QUERY_RESPONSE,
          "8202a41450"
              + TOKEN.toHex()
              + "060007400881a200814f0102030405060708090a0b0c0d0e0f035824"
              + TC_DIGEST.toHex(),
          TeepMessageType.UPDATE,
          "8203a21450" + TOKEN.toHex() + "0a8159014e" + ENVELOPE.toHex(),
          TeepMessageType.SUCCESS,
          "8205a11450" + TOKEN.toHex(),
          TeepMessageType.ERROR,
          "8306a21450" + TOKEN.toHex() + "0c696469736b2d66756c6c11");

  /** Two messages of -16 say something else; the others are those of DRAFT_25. */
  private static final Map<TeepMessageType, String> DRAFT_16 =
      Map.of(
          TeepMessageType.QUERY_REQUEST,
          "8501a21450" + TOKEN.toHex() + "0381008281821226818212278282260182270103",
          TeepMessageType.QUERY_RESPONSE,
          "8202a51450"
              + TOKEN.toHex()
              + "0581821226060007400881a200814f0102030405060708090a0b0c0d0e0f035824"
              + TC_DIGEST.toHex());

  private PublishedMessages() {}

  static Bytes encoded(TeepMessageType type, Dialect dialect) {
    return Bytes.fromHex(
        switch (dialect) {
          case RFC -> RFC.get(type);
          case DRAFT_25 -> DRAFT_25.get(type);
          case DRAFT_16 -> DRAFT_16.getOrDefault(type, DRAFT_25.get(type));
        });
  }

  /** What each of them says; the same in the numberings of -26 and up to -25. */
  static TeepMessage expected(TeepMessageType type, Dialect dialect) {
    if (dialect == Dialect.DRAFT_16 && type == TeepMessageType.QUERY_REQUEST) {
      return QueryRequest.builder()
          .token(TOKEN)
          .versions(List.of(0L))
          .supportedTeepCipherSuites(
              List.of(TeepCipherSuite.SIGN1_ES256, TeepCipherSuite.SIGN1_EDDSA))
          .supportedSuitCoseProfiles(
              List.of(SuitValues.profile(-16, -7, -29, 1), SuitValues.profile(-16, -8, -29, 1)))
          .dataItemRequested(Set.of(DataItem.ATTESTATION, DataItem.TRUSTED_COMPONENTS))
          .build();
    } else if (dialect == Dialect.DRAFT_16 && type == TeepMessageType.QUERY_RESPONSE) {
      return queryResponse().selectedTeepCipherSuite(TeepCipherSuite.SIGN1_ES256).build();
    }
    return expected(type);
  }

  private static QueryResponse.Builder queryResponse() {
    return QueryResponse.builder()
        .token(TOKEN)
        .selectedVersion(0)
        .attestationPayload(Bytes.empty())
        .tcList(
            List.of(SuitValues.claims(Bytes.fromHex("0102030405060708090a0b0c0d0e0f"), TC_DIGEST)));
  }

  static TeepMessage expected(TeepMessageType type) {
    return switch (type) {
      case QUERY_REQUEST ->
          QueryRequest.builder()
              .token(TOKEN)
              .versions(List.of(0L))
              .supportedTeepCipherSuites(
                  List.of(TeepCipherSuite.SIGN1_ESP256, TeepCipherSuite.SIGN1_ED25519))
              .supportedSuitCoseProfiles(
                  List.of(
                      SuitValues.profile(-16, -9, -29, -65534),
                      SuitValues.profile(-16, -19, -29, -65534),
                      SuitValues.profile(-16, -9, -29, 1),
                      SuitValues.profile(-16, -19, -29, 24)))
              .dataItemRequested(Set.of(DataItem.ATTESTATION, DataItem.TRUSTED_COMPONENTS))
              .build();
      case QUERY_RESPONSE -> queryResponse().build();
      case UPDATE -> Update.builder().token(TOKEN).manifestList(List.of(ENVELOPE)).build();
      case SUCCESS -> Success.builder().token(TOKEN).build();
      case ERROR ->
          TeepError.builder(TeepErrorCode.ERR_MANIFEST_PROCESSING_FAILED)
              .token(TOKEN)
              .errMsg("disk-full")
              .build();
    };
  }
}
