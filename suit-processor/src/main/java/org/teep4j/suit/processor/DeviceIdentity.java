package org.teep4j.suit.processor;

import java.util.Set;
import java.util.UUID;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVendorIdentifier;

/**
 * The identifiers of the device and of its components (draft-ietf-suit-manifest, Section 8.4.8.2).
 * A condition holds if one of them equals the parameter.
 */
public interface DeviceIdentity {

  /**
   * The vendors of a component.
   *
   * @param component the component
   * @return UUIDs, or private enterprise numbers
   */
  Set<SuitVendorIdentifier> vendorIds(SuitComponentIdentifier component);

  /**
   * The classes of a component.
   *
   * @param component the component
   * @return the class identifiers
   */
  Set<UUID> classIds(SuitComponentIdentifier component);

  /**
   * The identifiers of the single device.
   *
   * @param component the component
   * @return the device identifiers
   */
  Set<UUID> deviceIds(SuitComponentIdentifier component);

  /**
   * The same identifiers for each component.
   *
   * @param vendorIds the vendors
   * @param classIds the classes
   * @param deviceIds the identifiers of the single device
   * @return the identity
   */
  static DeviceIdentity of(
      Set<SuitVendorIdentifier> vendorIds, Set<UUID> classIds, Set<UUID> deviceIds) {
    return new FixedIdentity(Set.copyOf(vendorIds), Set.copyOf(classIds), Set.copyOf(deviceIds));
  }
}
