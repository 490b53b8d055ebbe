package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.CaseWorld.FAILED;
import static org.teep4j.vectors.replay.CaseWorld.SUCCESS;
import static org.teep4j.vectors.replay.CaseWorld.TC_URI;
import static org.teep4j.vectors.replay.CaseWorld.UT;
import static org.teep4j.vectors.replay.CaseWorld.error;

import java.util.Collections;
import org.teep4j.codec.Bytes;

/** What an Agent does with Updates. */
final class UpdateCaseStories {
  private static final String INSTALLED_5 = "[{'component': 'hello', 'sequence': 5}]";
  private static final String INSTALL = "[Update, {manifest-list: [$M5], token: $UT}]";
  private static final String UNLINK =
      "[Update, {unneeded-manifest-list: [$hello.suit], token: $UT}]";
  private static final String QUERY = "[QueryRequest, {token: $T1}, $suites, $profiles, 2]";

  private final CasePack pack;

  private UpdateCaseStories(CasePack pack) {
    this.pack = pack;
  }

  static void addTo(CasePack pack) {
    UpdateCaseStories stories = new UpdateCaseStories(pack);
    stories.installing();
    stories.refusing();
    stories.numbers();
    stories.unlinking();
    stories.repeating();
    stories.otherUpdates();
    stories.bounds();
  }

  private CaseStory update(String name, String rule, String message, String what) {
    return pack.agent("update-" + name, rule, "TEEP 7.2.2").what(what).receives("tam", message);
  }

  private static void after(CaseStory story, String installed) {
    story.after("{'installed': '" + installed + "'}");
  }

  private void installing() {
    after(
        update("install", "A7 A5", INSTALL, "A manifest with its payload.").expect(SUCCESS),
        "hello 5");
    after(
        update("no-token", "A7", INSTALL.replace(", token: $UT", ""), "No token comes back.")
            .expect("{'reply': 'success', 'token': 'absent'}"),
        "hello 5");
    after(
        update(
                "two",
                "A7",
                "[Update, {manifest-list: [$M5, $OTHER], token: $UT}]",
                "Manifests are installed in turn.")
            .with("requested", "['hello', 'other']")
            .expect(SUCCESS),
        "hello 5, other 1");
    after(
        update(
                "fetch",
                "A7",
                "[Update, {manifest-list: [$M5-fetched], token: $UT}]",
                "The payload is fetched.")
            .with(
                "fetchable", "{'" + TC_URI + "': '" + Bytes.ofUtf8("Hello, TEE! 5").toHex() + "'}")
            .expect(SUCCESS),
        "hello 5");
    after(
        update(
                "unreachable",
                "A7 F10",
                "[Update, {manifest-list: [$M5-fetched], token: $UT}]",
                "The payload cannot be fetched now: the TAM may try again.")
            .should()
            .expect(error(10, UT))
            .also(FAILED),
        "nothing");
    after(
        update(
                "wrong-content",
                "A7 F10",
                "[Update, {manifest-list: [$M5-fetched], token: $UT}]",
                "The URI delivers something else.")
            .with("fetchable", "{'" + TC_URI + "': '00'}")
            .expect(FAILED),
        "nothing");
  }

  private void refused(String name, String rule, String manifest, String what) {
    after(
        update(name, rule, "[Update, {manifest-list: [$" + manifest + "], token: $UT}]", what)
            .expect(FAILED),
        "nothing");
  }

  private void refusing() {
    refused("bad-signature", "A7 F10", "M5-bad-signature", "The manifest's signature is wrong.");
    refused("other-signer", "A7 F10", "M5-other-signer", "Nobody trusts the signer.");
    refused("bad-digest", "A7 F10", "M5-bad-digest", "The manifest is not the signed one.");
    refused("bad-payload", "A7 F10", "M5-bad-payload", "The payload is not the manifest's.");
    refused("no-envelope", "A7 F10", "T1", "What should be a manifest is none.");
    after(
        update(
                "second-bad",
                "A7 F10",
                "[Update, {manifest-list: [$M5, $OTHER-bad-payload], token: $UT}]",
                "The first is installed, the second fails.")
            .with("requested", "['hello', 'other']")
            .expect(FAILED),
        "hello 5 or nothing, as the reports say");
    after(
        update(
                "first-bad",
                "A7 F10",
                "[Update, {manifest-list: [$OTHER-bad-payload, $M5], token: $UT}]",
                "The first fails: the second is not tried.")
            .with("requested", "['hello', 'other']")
            .expect(FAILED),
        "nothing");
    after(
        update("other-domain", "A7 F10", INSTALL, "The TAM may not touch the component.")
            .with("prefix", "'ns'")
            .with("requested", "[]")
            .expect(FAILED),
        "nothing");
    after(
        update(
                "own-domain",
                "A7",
                "[Update, {manifest-list: [$NS5], token: $UT}]",
                "What has the TAM's prefix it may install.")
            .with("prefix", "'ns'")
            .with("requested", "[]")
            .expect(SUCCESS),
        "ns/hello 5");
    after(
        pack.agent("update-of-stranger", "A3", "TEEP 7.2")
            .what("The signer of manifests is no TAM.")
            .receives("signer", INSTALL)
            .expect(error(1, "absent"))
            .also(error(6, "absent")),
        "nothing");
  }

  // D17.

  private void numbers() {
    after(
        update("higher-number", "A7 D17", INSTALL.replace("M5", "M6"), "A newer manifest.")
            .with("installed", INSTALLED_5)
            .expect(SUCCESS),
        "hello 6");
    after(
        update("equal-number", "A7 D17", INSTALL, "An equal number is not lower.")
            .should()
            .with("installed", INSTALLED_5)
            .expect(SUCCESS),
        "hello 5");
    after(
        update("lower-number", "A7 D17 F10", INSTALL.replace("M5", "M4"), "An older manifest.")
            .with("installed", INSTALLED_5)
            .expect(FAILED),
        "hello 5");
  }

  private void unlinking() {
    after(
        update("unlink", "A7", UNLINK, "A manifest is unlinked, and its component goes.")
            .with("installed", INSTALLED_5)
            .with("requested", "[]")
            .expect("{'reply': 'success', 'token': '" + UT + "'}"),
        "nothing");
    after(
        update(
                "unlink-unknown",
                "A7 F10",
                "[Update, {unneeded-manifest-list: [$other.suit], manifest-list: [$M5], token:"
                    + " $UT}]",
                "Unlinking fails: nothing is installed after that.")
            .expect(FAILED),
        "nothing");
    after(
        update(
                "unlink-then-install",
                "A7",
                "[Update, {unneeded-manifest-list: [$hello.suit], manifest-list: [$OTHER], token:"
                    + " $UT}]",
                "Unlinking comes first.")
            .with("installed", INSTALLED_5)
            .with("requested", "['other']")
            .expect("{'reply': 'success', 'token': '" + UT + "'}"),
        "other 1");
    after(
        update("unlink-other-domain", "A7 F10", UNLINK, "It belongs to another TAM.")
            .with("installed", INSTALLED_5)
            .with("prefix", "'ns'")
            .with("requested", "[]")
            .expect(FAILED),
        "hello 5");
  }

  // D15.

  private void repeating() {
    after(
        update("without-session", "A7 D15", INSTALL, "Nothing was answered that it could follow.")
            .should()
            .with("session", "'none'")
            .expect(error(1, UT)),
        "nothing");
    CaseStory replayed =
        pack.agent("update-replayed-unlink", "A7 D15", "TEEP 10")
            .what("An old Update would delete what was installed again.")
            .should()
            .with("installed", INSTALLED_5)
            .with("requested", "[]")
            .receives("tam", UNLINK)
            .receives("tam", INSTALL.replace("$UT", "$T2"))
            .receives("tam", UNLINK)
            .expect("{'reply': 'error', 'err-code': 1}");
    after(replayed, "hello 5");
    CaseStory twice =
        pack.agent("update-sent-twice", "A7 D15", "TEEP 10")
            .what("The same Update again is answered and not carried out again.")
            .should()
            .receives("tam", INSTALL)
            .receives("tam", INSTALL)
            .expect(SUCCESS)
            .also("{'reply': 'error', 'err-code': 1}");
    after(twice, "hello 5");
    after(
        pack.agent("update-after-query", "A5 A7", "TEEP 7.2")
            .what("The whole session: QueryRequest, then Update.")
            .with("session", "'none'")
            .receives("tam+tam-ed", QUERY)
            .receives("tam", INSTALL)
            .expect(SUCCESS),
        "hello 5");
  }

  // A8.

  private void otherUpdates() {
    after(
        update("empty", "A8 D16", "[Update, {token: $UT}]", "There is nothing to do.")
            .should()
            .expect("{'reply': 'success', 'token': '" + UT + "', 'suit-reports': 'absent'}"),
        "nothing");
    after(
        update(
                "err-code",
                "A8 D16",
                "[Update, {err-code: ERR_PERMANENT_ERROR, err-msg: \"no\", token: $UT}]",
                "The TAM refuses: it is logged, and Success closes both ends.")
            .should()
            .expect("{'reply': 'success', 'token': '" + UT + "', 'event': 'ACCEPTED'}")
            .also("{'reply': null}"),
        "nothing");
    after(
        update(
                "result",
                "A8",
                "[Update, {attestation-payload: h'00', token: $UT}]",
                "An Attestation Result is kept.")
            .should()
            .expect("{'reply': 'success', 'token': '" + UT + "'}"),
        "nothing");
    after(
        update(
                "empty-manifest-list",
                "A8 D8",
                "[Update, {manifest-list: [], token: $UT}]",
                "The CDDL wants an element.")
            .should()
            .expect("{'reply': 'error', 'err-code': 1}")
            .also(SUCCESS),
        "nothing");
    after(
        update(
                "err-code-0",
                "A3 F9",
                "[Update, {err-code: 0, token: $UT}]",
                "The code 0 is reserved.")
            .expect("{'reply': 'error', 'err-code': 1}"),
        "nothing");
  }

  // A9.

  private void bounds() {
    String many = String.join(", ", Collections.nCopies(33, "$other.suit"));
    after(
        update(
                "too-many",
                "A9 F9",
                "[Update, {unneeded-manifest-list: [" + many + "], token: $UT}]",
                "More manifests than the Agent takes.")
            .should()
            .expect("{'reply': 'error', 'err-code': 'any', 'token': '" + UT + "'}"),
        "nothing");
    CaseStory rounds =
        pack.agent("too-many-rounds", "A9", "TEEP 10.1")
            .what("A session has an end.")
            .should()
            .with("session", "'none'");
    for (int i = 0; i < 17; i++) {
      rounds.receives("tam", QUERY);
    }
    rounds.expect("{'reply': null}").also("{'reply': 'error', 'err-code': 'any'}");
  }
}
