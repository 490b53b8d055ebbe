package org.teep4j.eat;

/**
 * {@code intended-use-type} (RFC 9711, Section 4.3.3 and the registry "EAT Intended Uses"): what a
 * token is for.
 */
public enum IntendedUse implements Named {
  /** The consumer wants to know how secure the device is now. */
  GENERIC(1, "generic"),
  /** The device registers for a service. */
  REGISTRATION(2, "registration"),
  /** The device is given keys or settings. */
  PROVISIONING(3, "provisioning"),
  /** A certificate is issued for the device. */
  CSR(4, "csr"),
  /** The device proves that it possesses a key. */
  POP(5, "pop");

  private final int number;
  private final String jsonName;

  IntendedUse(int number, String jsonName) {
    this.number = number;
    this.jsonName = jsonName;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String jsonName() {
    return jsonName;
  }
}
