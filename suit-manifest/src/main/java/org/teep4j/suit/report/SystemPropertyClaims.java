package org.teep4j.suit.report;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.internal.Items;

/**
 * {@code system-property-claims} (draft-ietf-suit-report, Section "The SUIT_Report"): measured or
 * asserted properties of a component. TEEP uses the same structure in its list of trusted
 * components.
 *
 * <pre>{@code
 * system-property-claims = {
 *   system-component-id => SUIT_Component_Identifier,
 *   + $$SUIT_Parameters
 * }
 * }</pre>
 *
 * @param componentId the component ({@code system-component-id})
 * @param properties its properties, at least one
 */
public record SystemPropertyClaims(SuitComponentIdentifier componentId, SuitParameters properties)
    implements SuitReport.Entry {

  /**
   * The label of {@code system-component-id}. It shares the map with the labels of the parameters.
   */
  public static final int COMPONENT_ID_LABEL = 0;

  private static final String COMPONENT_ID = "system-component-id";

  /**
   * Checks the properties.
   *
   * @throws IllegalArgumentException if there is no property, or one has the label of {@code
   *     system-component-id}
   */
  public SystemPropertyClaims {
    Items.requireNotEmpty(properties.isEmpty(), "the map of properties");
    if (properties.others().containsKey((long) COMPONENT_ID_LABEL)) {
      throw new IllegalArgumentException("label 0 is " + COMPONENT_ID);
    }
  }

  /**
   * Decodes one set of claims without verifying its origin.
   *
   * @param input exactly one encoded set of claims, referenced by the result
   * @return the claims
   * @throws DecodeException if the input is anything else
   */
  public static SystemPropertyClaims decodeUnverified(Bytes input) throws DecodeException {
    return decodeUnverified(input, DecodeOptions.defaults());
  }

  /**
   * Decodes one set of claims without verifying its origin.
   *
   * @param input exactly one encoded set of claims, referenced by the result
   * @param options limits and strictness
   * @return the claims
   * @throws DecodeException if the input is anything else
   */
  public static SystemPropertyClaims decodeUnverified(Bytes input, DecodeOptions options)
      throws DecodeException {
    CborReader reader = new CborReader(input, options);
    SystemPropertyClaims claims = read(reader);
    reader.expectEnd();
    return claims;
  }

  /**
   * Reads one set of claims at the position of a reader, for structures of other documents that
   * contain such claims.
   *
   * @param reader positioned at the claims; afterwards positioned after them
   * @return the claims
   * @throws DecodeException if the next item is not a set of claims
   */
  public static SystemPropertyClaims read(CborReader reader) throws DecodeException {
    long at = reader.offset();
    @Nullable SuitComponentIdentifier componentId = null;
    SuitParameters.Builder properties = SuitParameters.builder();
    reader.enterMap();
    while (reader.hasNext()) {
      long label = reader.readLong();
      if (label != COMPONENT_ID_LABEL) {
        properties.read(reader, label);
        continue;
      }
      try {
        componentId = SuitComponentIdentifier.read(reader);
      } catch (DecodeException e) {
        throw e.in(COMPONENT_ID);
      }
    }
    reader.exitMap();
    if (componentId == null) {
      throw new DecodeException(Reason.MISSING_ELEMENT, at, "the claims have no " + COMPONENT_ID);
    }
    SuitParameters parameters = properties.build();
    if (parameters.isEmpty()) {
      throw new DecodeException(Reason.MISSING_ELEMENT, at, "the claims contain no property");
    }
    return new SystemPropertyClaims(componentId, parameters);
  }

  /**
   * The value of a property.
   *
   * @param parameter the key of the property
   * @param <T> the type of its value
   * @return the value, or empty if it is not claimed
   */
  public <T> Optional<T> value(SuitParameter<T> parameter) {
    return properties.value(parameter);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap().writeLong(COMPONENT_ID_LABEL).write(componentId);
    properties.encodeEntriesTo(writer);
    writer.endMap();
  }
}
