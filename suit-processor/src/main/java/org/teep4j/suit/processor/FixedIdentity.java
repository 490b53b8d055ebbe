package org.teep4j.suit.processor;

import java.util.Set;
import java.util.UUID;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVendorIdentifier;

/** Identifiers that hold for every component. */
record FixedIdentity(Set<SuitVendorIdentifier> vendors, Set<UUID> classes, Set<UUID> devices)
    implements DeviceIdentity {

  @Override
  public Set<SuitVendorIdentifier> vendorIds(SuitComponentIdentifier component) {
    return vendors;
  }

  @Override
  public Set<UUID> classIds(SuitComponentIdentifier component) {
    return classes;
  }

  @Override
  public Set<UUID> deviceIds(SuitComponentIdentifier component) {
    return devices;
  }
}
