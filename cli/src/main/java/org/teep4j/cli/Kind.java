package org.teep4j.cli;

import java.util.Locale;
import org.teep4j.teep.ContentKind;

/** What bytes can be demanded to be. */
enum Kind {
  /** A TEEP message, in a COSE_Sign1 or COSE_Sign or without. */
  TEEP,
  /** A COSE object. */
  COSE,
  /** A SUIT envelope. */
  SUIT,
  /** A COSE_Key or COSE_KeySet. */
  KEY,
  /** Any CBOR. */
  CBOR,
  /** Items of any CBOR one after the other (RFC 8742). */
  SEQUENCE;

  /** The name as it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How to look at bytes that look like something, given what they are demanded to be. */
  ContentKind resolve(ContentKind found) {
    boolean signed = found == ContentKind.SIGNED_TEEP_MESSAGE || found == ContentKind.COSE_MESSAGE;
    return switch (this) {
      case TEEP -> signed ? ContentKind.SIGNED_TEEP_MESSAGE : ContentKind.TEEP_MESSAGE;
      case COSE -> ContentKind.COSE_MESSAGE;
      case SUIT -> ContentKind.SUIT_ENVELOPE;
      case KEY ->
          found == ContentKind.COSE_KEY_SET ? ContentKind.COSE_KEY_SET : ContentKind.COSE_KEY;
      case CBOR, SEQUENCE -> ContentKind.CBOR;
    };
  }
}
