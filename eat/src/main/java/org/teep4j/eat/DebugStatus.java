package org.teep4j.eat;

/** {@code debug-status-type} (RFC 9711, Section 4.2.9): whether debugging is possible. */
public enum DebugStatus implements Named {
  /** Some debug facility is enabled. */
  ENABLED(0, "enabled"),
  /** All are disabled now. */
  DISABLED(1, "disabled"),
  /** All are disabled and have been so since boot. */
  DISABLED_SINCE_BOOT(2, "disabled-since-boot"),
  /** Only the maker, which {@code oemid} names, can enable any. */
  DISABLED_PERMANENTLY(3, "disabled-permanently"),
  /** Nobody can enable any. */
  DISABLED_FULLY_AND_PERMANENTLY(4, "disabled-fully-and-permanently");

  private final int number;
  private final String jsonName;

  DebugStatus(int number, String jsonName) {
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
