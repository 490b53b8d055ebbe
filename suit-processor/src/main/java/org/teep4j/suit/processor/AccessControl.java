package org.teep4j.suit.processor;

import java.util.Set;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.VerifiedManifest;

/**
 * What the signer of a manifest may do (draft-ietf-suit-manifest, Section 9). The processor asks
 * when a command is about to be executed. It does not ask for conditions, which change nothing.
 */
public interface AccessControl {

  /**
   * Every trusted signer may do everything.
   *
   * @return the rules
   */
  static AccessControl unrestricted() {
    return new AccessControl() {};
  }

  /**
   * Whether a command may use a component: change it, read it as a source, start it or unlink it.
   *
   * @param target the manifest and its signer, and the component that the command works on
   * @param command the command
   * @param used the component that is used: that of the target, or the source
   * @return true if it may
   */
  default boolean permits(
      CommandTarget target, SuitCommandCode command, SuitComponentIdentifier used) {
    return true;
  }

  /**
   * Whether a manifest may set parameters of a component.
   *
   * @param target the manifest and its signer, and the component
   * @param parameters the parameters
   * @return true if it may
   */
  default boolean permitsParameters(CommandTarget target, Set<SuitParameter<?>> parameters) {
    return true;
  }

  /**
   * Whether a root manifest may be stored under an identifier.
   *
   * @param manifest the manifest and its signer
   * @param id {@code suit-manifest-component-id}
   * @return true if it may
   */
  default boolean permitsManifest(VerifiedManifest manifest, SuitComponentIdentifier id) {
    return true;
  }
}
