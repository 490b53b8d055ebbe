package org.teep4j.suit.processor;

import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.suit.SuitComponentIdentifier;

/**
 * What the commit point of a procedure does to one component.
 *
 * <pre>{@code
 * change = [ component : SUIT_Component_Identifier,
 *            staged : tstr / from : SUIT_Component_Identifier / nil ]
 * }</pre>
 */
public sealed interface ComponentChange extends CborEncodable {

  /**
   * The component that changes.
   *
   * @return the identifier
   */
  SuitComponentIdentifier component();

  /**
   * The component gets staged content.
   *
   * @param component the component
   * @param name the name under which the content was staged; may be that of several changes
   */
  record Staged(SuitComponentIdentifier component, String name) implements ComponentChange {}

  /**
   * The component gets the content that another one had before the commit point. Two of these with
   * each other's components are an exchange ({@code suit-directive-swap}).
   *
   * @param component the component
   * @param from the component whose old content it gets
   */
  record Moved(SuitComponentIdentifier component, SuitComponentIdentifier from)
      implements ComponentChange {}

  /**
   * The component has no content any more.
   *
   * @param component the component
   */
  record Removed(SuitComponentIdentifier component) implements ComponentChange {}

  @Override
  default void encodeTo(CborWriter writer) {
    writer.beginArray().write(component());
    if (this instanceof Staged staged) {
      writer.writeText(staged.name());
    } else if (this instanceof Moved moved) {
      writer.write(moved.from());
    } else {
      writer.writeNull();
    }
    writer.endArray();
  }

  /**
   * Reads a change, for stores that keep what they are about to do.
   *
   * @param reader positioned at the change; afterwards positioned after it
   * @return the change
   * @throws DecodeException if the next item is not a change
   */
  static ComponentChange read(CborReader reader) throws DecodeException {
    reader.enterArray(2);
    SuitComponentIdentifier component = SuitComponentIdentifier.read(reader);
    ComponentChange change =
        switch (reader.peekType()) {
          case TEXT_STRING -> new Staged(component, reader.readText());
          case ARRAY -> new Moved(component, SuitComponentIdentifier.read(reader));
          default -> {
            if (!reader.tryReadNull()) {
              throw reader.error(Reason.UNEXPECTED_TYPE, "no change of a component");
            }
            yield new Removed(component);
          }
        };
    reader.exitArray();
    return change;
  }
}
