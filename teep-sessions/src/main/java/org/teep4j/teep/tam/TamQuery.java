package org.teep4j.teep.tam;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.teep4j.teep.DataItem;

/**
 * What the first QueryRequest of a session asks for.
 *
 * @param dataItems the items beside attestation ({@code data-item-requested})
 * @param model whether and how it asks for attestation
 * @param attestUnknownKeys whether an Agent whose key is not trusted is asked for attestation by a
 *     second QueryRequest; its key is then trusted for as long as the verdict holds
 */
public record TamQuery(Set<DataItem> dataItems, AttestationModel model, boolean attestUnknownKeys) {

  /**
   * Copies the set, without {@link DataItem#ATTESTATION}, which the model decides.
   *
   * @throws NullPointerException if a component is null
   */
  public TamQuery {
    Set<DataItem> others = EnumSet.noneOf(DataItem.class);
    others.addAll(dataItems);
    others.remove(DataItem.ATTESTATION);
    dataItems = Set.copyOf(others);
    Objects.requireNonNull(model);
  }

  /**
   * Asks for the installed Trusted Components.
   *
   * @param model whether and how to ask for attestation
   */
  public static TamQuery trustedComponents(AttestationModel model) {
    return new TamQuery(Set.of(DataItem.TRUSTED_COMPONENTS), model, false);
  }

  /** The same query, which asks unknown Agents for attestation. */
  public TamQuery attestingUnknownKeys() {
    return new TamQuery(dataItems, model, true);
  }
}
