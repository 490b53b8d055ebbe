package org.teep4j.suit.processor;

/**
 * What the specifications leave to a device, with safe values to start from.
 *
 * @param equalSequenceNumber whether a manifest with the sequence number of the installed one is
 *     accepted; the text refuses lower ones only
 * @param compatibilityCheckRequired whether a shared sequence without a vendor and a class check is
 *     refused; the text says SHOULD, and published examples have none
 * @param skipsPresentPayloads whether fetch does nothing if digest and size are set and the
 *     component has this content already
 * @param maxComponents the largest number of components of one manifest
 * @param maxDependencyDepth how deep dependencies may nest
 * @param maxCommands the largest number of commands that one procedure executes, once counted for
 *     each component
 * @param maxDependencySize the largest envelope of a dependency, in bytes
 * @param maxPayloadSize the largest payload if the manifest states no size, in bytes
 */
public record ProcessorPolicy(
    boolean equalSequenceNumber,
    boolean compatibilityCheckRequired,
    boolean skipsPresentPayloads,
    int maxComponents,
    int maxDependencyDepth,
    int maxCommands,
    int maxDependencySize,
    long maxPayloadSize) {

  private static final ProcessorPolicy DEFAULTS =
      new ProcessorPolicy(true, false, true, 1024, 8, 100_000, 16 << 20, 1L << 32);

  /**
   * The defaults: equal sequence numbers are accepted, compatibility checks are not required,
   * present payloads are not fetched; 1,024 components, 8 levels, 100,000 commands, dependencies of
   * 16 MiB, payloads of 4 GiB.
   *
   * @return the policy
   */
  public static ProcessorPolicy defaults() {
    return DEFAULTS;
  }

  /**
   * The same policy with another limit of components, that of the device.
   *
   * @param value the largest number of components of one manifest
   * @return the changed policy
   */
  public ProcessorPolicy withMaxComponents(int value) {
    return new ProcessorPolicy(
        equalSequenceNumber,
        compatibilityCheckRequired,
        skipsPresentPayloads,
        value,
        maxDependencyDepth,
        maxCommands,
        maxDependencySize,
        maxPayloadSize);
  }
}
