package org.teep4j.teep;

import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SystemPropertyClaims;

/**
 * A member of the option maps: a label and a value type. An option has the same type in every
 * message.
 *
 * @param label the key
 * @param item the type of the value
 * @param isList whether the type is a list; errors in a list name the element
 */
record TeepOption<T>(TeepLabel label, TeepItem<T> item, boolean isList) {

  static final TeepOption<Bytes> TOKEN = scalar(TeepLabel.TOKEN, TeepItem.bytes(8, 64));

  static final TeepOption<Bytes> CHALLENGE = scalar(TeepLabel.CHALLENGE, TeepItem.bytes(8, 512));

  static final TeepOption<List<Long>> VERSIONS = list(TeepLabel.VERSIONS, TeepItem.UINT32);

  static final TeepOption<TeepCipherSuite> SELECTED_TEEP_CIPHER_SUITE =
      scalar(TeepLabel.SELECTED_TEEP_CIPHER_SUITE, TeepItem.CIPHER_SUITE);

  static final TeepOption<Long> SELECTED_VERSION =
      scalar(TeepLabel.SELECTED_VERSION, TeepItem.UINT32);

  static final TeepOption<List<TeepCipherSuite>> SUPPORTED_TEEP_CIPHER_SUITES =
      list(TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES, TeepItem.CIPHER_SUITE);

  static final TeepOption<List<SuitCoseProfile>> SUPPORTED_SUIT_COSE_PROFILES =
      list(TeepLabel.SUPPORTED_SUIT_COSE_PROFILES, TeepItem.COSE_PROFILE);

  static final TeepOption<List<FreshnessMechanism>> SUPPORTED_FRESHNESS_MECHANISMS =
      list(TeepLabel.SUPPORTED_FRESHNESS_MECHANISMS, TeepItem.FRESHNESS_MECHANISM);

  static final TeepOption<String> ATTESTATION_PAYLOAD_FORMAT =
      scalar(TeepLabel.ATTESTATION_PAYLOAD_FORMAT, TeepItem.text(0, Integer.MAX_VALUE));

  static final TeepOption<Bytes> ATTESTATION_PAYLOAD =
      scalar(TeepLabel.ATTESTATION_PAYLOAD, TeepItem.bytes(0, Integer.MAX_VALUE));

  /** The {@code suit-reports} of a QueryRequest or QueryResponse. */
  static final TeepOption<List<Bytes>> BOOT_REPORTS =
      answer(TeepLabel.SUIT_REPORTS, ReportItem.WRAPPED);

  /** The {@code suit-reports} of a Success or Error. */
  static final TeepOption<List<Bytes>> UPDATE_REPORTS =
      answer(TeepLabel.SUIT_REPORTS, ReportItem.INLINE_IN_DRAFT_16);

  static final TeepOption<List<SystemPropertyClaims>> TC_LIST =
      answer(TeepLabel.TC_LIST, TeepItem.SYSTEM_PROPERTY_CLAIMS);

  static final TeepOption<List<RequestedTcInfo>> REQUESTED_TC_LIST =
      list(TeepLabel.REQUESTED_TC_LIST, TeepItem.REQUESTED_TC_INFO);

  static final TeepOption<List<SuitComponentIdentifier>> UNNEEDED_MANIFEST_LIST =
      list(TeepLabel.UNNEEDED_MANIFEST_LIST, TeepItem.COMPONENT_IDENTIFIER);

  static final TeepOption<List<Long>> EXT_LIST = answer(TeepLabel.EXT_LIST, TeepItem.UINT32);

  static final TeepOption<List<Segments>> MANIFEST_LIST =
      list(TeepLabel.MANIFEST_LIST, TeepItem.LARGE_BYTES);

  static final TeepOption<String> MSG = scalar(TeepLabel.MSG, TeepItem.text(1, 128));

  static final TeepOption<String> ERR_MSG = scalar(TeepLabel.ERR_MSG, TeepItem.text(1, 128));

  static final TeepOption<String> ERR_LANG = scalar(TeepLabel.ERR_LANG, TeepItem.text(1, 35));

  static final TeepOption<ErrCode> ERR_CODE = scalar(TeepLabel.ERR_CODE, TeepItem.ERR_CODE);

  /** Reads the value. The path of an error contains the name of the option. */
  T read(CborReader reader, Dialect dialect) throws DecodeException {
    try {
      return item.reader().read(reader, dialect);
    } catch (DecodeException e) {
      throw isList ? e : e.in(label.cddlName());
    }
  }

  private static <T> TeepOption<T> scalar(TeepLabel label, TeepItem<T> item) {
    return new TeepOption<>(label, item, false);
  }

  private static <E> TeepOption<List<E>> list(TeepLabel label, TeepItem<E> element) {
    return new TeepOption<>(label, TeepItem.listOf(label.cddlName(), element, false), true);
  }

  /**
   * A list that answers a bit of {@code data-item-requested}. The text demands it, and the CDDL
   * demands an element, which an Agent may not have. Deployed Agents (libteep) send an empty array,
   * so that is read and written. No bit requests the other lists, so they follow the CDDL.
   */
  private static <E> TeepOption<List<E>> answer(TeepLabel label, TeepItem<E> element) {
    return new TeepOption<>(label, TeepItem.listOf(label.cddlName(), element, true), true);
  }
}
