package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/** Starts components ({@code suit-directive-invoke}). It may end the program. */
@FunctionalInterface
public interface ComponentInvoker {

  /**
   * An invoker that starts nothing.
   *
   * @return the invoker
   */
  static ComponentInvoker none() {
    return (target, arguments) -> {
      throw new IOException("nothing can be started");
    };
  }

  /**
   * Starts a component with its active content. An invocation has loaded that before; in an update
   * it is the old content, because all new ones become active at the end.
   *
   * @param target the component
   * @param arguments {@code suit-parameter-invoke-args}
   * @throws IOException if the component cannot be started, or has failed
   */
  void invoke(CommandTarget target, Optional<Bytes> arguments) throws IOException;
}
