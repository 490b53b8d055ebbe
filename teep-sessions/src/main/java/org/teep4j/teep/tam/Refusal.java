package org.teep4j.teep.tam;

import java.util.Optional;
import org.teep4j.teep.ErrCode;
import org.teep4j.teep.RuleViolation;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepRule;
import org.teep4j.teep.Update;

/** Why a QueryResponse is not used. */
record Refusal(ErrCode code, String text) {

  /** The answer to a broken rule; empty if a receiver tolerates it. */
  static Optional<Refusal> of(RuleViolation violation) {
    TeepRule rule = violation.rule();
    return rule.errCode().map(code -> new Refusal(code, rule.sentence()));
  }

  static Refusal shape(String text) {
    return new Refusal(TeepErrorCode.ERR_PERMANENT_ERROR, text);
  }

  static Refusal attestation(String text) {
    return new Refusal(TeepErrorCode.ERR_ATTESTATION_REQUIRED, text);
  }

  static Refusal later(String text) {
    return new Refusal(TeepErrorCode.ERR_TEMPORARY_ERROR, text);
  }

  /** The Update that says so. */
  Update.Builder update() {
    return Update.builder().errCode(code).errMsg(TeepMessage.diagnostics(text));
  }
}
