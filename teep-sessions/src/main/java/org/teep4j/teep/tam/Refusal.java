package org.teep4j.teep.tam;

import org.teep4j.teep.ErrCode;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;

/** Why a QueryResponse is not used. */
record Refusal(ErrCode code, String text) {

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
