package org.teep4j.suit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;

/**
 * {@code system-property-claims} (draft-ietf-suit-report, Section "The SUIT_Report"): properties of
 * a component that were measured or are asserted. TEEP uses the same structure in its list of
 * trusted components.
 *
 * @param componentId the component ({@code system-component-id})
 * @param properties its properties, at least one
 */
public record SystemPropertyClaims(SuitComponentIdentifier componentId, SuitParameters properties)
    implements SuitReport.Entry {

  /** The label of {@code system-component-id}, beside those of the parameters. */
  public static final int COMPONENT_ID_LABEL = 0;

  private static final String COMPONENT_ID = "system-component-id";

  /**
   * Checks the properties.
   *
   * @param componentId as the component
   * @param properties as the component
   * @throws IllegalArgumentException if there are none, or one has the label of the component
   */
  public SystemPropertyClaims {
    Items.requireNotEmpty(properties.isEmpty(), "the map of properties");
    if (properties.others().containsKey((long) COMPONENT_ID_LABEL)) {
      throw new IllegalArgumentException("label 0 is " + COMPONENT_ID);
    }
  }

  /**
   * Decodes one set of claims of which nobody knows who made it.
   *
   * @param input exactly one encoded set of claims, referenced by the result
   * @return the claims
   * @throws DecodeException if the input is anything else
   */
  public static SystemPropertyClaims decodeUnverified(Bytes input) throws DecodeException {
    return decodeUnverified(input, DecodeOptions.defaults());
  }

  /**
   * Decodes one set of claims of which nobody knows who made it.
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
   * Reads one set of claims from where a reader stands, for structures of other documents that
   * contain some.
   *
   * @param reader stands before the claims; stands behind them afterwards
   * @return the claims
   * @throws DecodeException if something else comes next
   */
  public static SystemPropertyClaims read(CborReader reader) throws DecodeException {
    long at = reader.offset();
    @Nullable SuitComponentIdentifier componentId = null;
    SuitParameters.Builder properties = SuitParameters.builder();
    reader.enterMap();
    while (reader.hasNext()) {
      long label = reader.readLong();
      if (label != COMPONENT_ID_LABEL) {
        properties.readValue(reader, label, null);
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
    SuitParameters parameters = properties.decoded();
    if (parameters.isEmpty()) {
      throw new DecodeException(Reason.MISSING_ELEMENT, at, "the claims name no property");
    }
    return new SystemPropertyClaims(componentId, parameters);
  }

  /**
   * The value of a property.
   *
   * @param parameter which property
   * @param <T> the type of its value
   * @return the value, or empty if it is not claimed
   */
  public <T> Optional<T> value(SuitParameter<T> parameter) {
    return properties.value(parameter);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap().writeLong(COMPONENT_ID_LABEL).write(componentId);
    properties.writeEntries(writer);
    writer.endMap();
  }
}
