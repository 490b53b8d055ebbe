package org.teep4j.vectors.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVersion;

/**
 * A device, manifests that it processes, and what comes of them.
 *
 * @param name the name, which is also that of the scenario's folder
 * @param what the scenario in one sentence
 * @param rule the rules that it shows, with blanks between them
 * @param must whether the text decides; otherwise a difference has to be explained
 * @param components what the device has before the first step
 * @param installed the manifests that are installed before the first step
 * @param trusted the encoded keys whose signatures and MACs count, by name
 * @param access the component prefixes that each key may use; empty if all may use everything
 * @param steps what happens, in order
 */
public record Scenario(
    String name,
    String what,
    String rule,
    boolean must,
    List<Component> components,
    List<Installed> installed,
    Map<String, Bytes> trusted,
    Optional<Map<String, List<SuitComponentIdentifier>>> access,
    List<Step> steps) {

  /**
   * A place of the device.
   *
   * @param id its identifier
   * @param content empty if there is nothing in it
   * @param slot what component-slot compares with
   * @param version what version compares with
   */
  public record Component(
      SuitComponentIdentifier id,
      Optional<Bytes> content,
      Optional<Uint> slot,
      Optional<SuitVersion> version) {}

  /**
   * An installed manifest.
   *
   * @param id its identifier; empty for a manifest without one
   * @param sequenceNumber its sequence number
   */
  public record Installed(Optional<SuitComponentIdentifier> id, Uint sequenceNumber) {}

  /**
   * One procedure.
   *
   * @param procedure {@code update}, {@code invoke}, {@code uninstall}, {@code stage} or {@code
   *     install}
   * @param envelope the envelope
   * @param device the device while the procedure runs
   * @param fetchable what a fetch of a URI delivers
   * @param expected what must come of it
   */
  public record Step(
      String procedure,
      Bytes envelope,
      Device device,
      Map<String, Bytes> fetchable,
      Expected expected) {}

  /**
   * What a device is and knows.
   *
   * @param vendorIds UUIDs, or encoded private enterprise numbers
   * @param classIds UUIDs
   * @param deviceId a UUID
   * @param maxComponents the most components of a manifest
   * @param time seconds since 1970
   * @param battery milliwatt-hours
   * @param authorised whether every update is authorised
   * @param authorisedUpTo the largest number of a priority that is authorised
   * @param events what the device says of events: {@code over}, {@code waiting}, {@code
   *     unsupported}
   * @param customCommands whether each known custom command succeeds, by label
   * @param decryptionKeys encoded COSE_Keys
   */
  public record Device(
      List<Bytes> vendorIds,
      List<Bytes> classIds,
      Optional<Bytes> deviceId,
      Optional<Integer> maxComponents,
      long time,
      Optional<Uint> battery,
      boolean authorised,
      Optional<Long> authorisedUpTo,
      String events,
      Map<Long, Boolean> customCommands,
      List<Bytes> decryptionKeys) {}

  /**
   * What must come of a step. A list that is empty as an {@link Optional} is not judged.
   *
   * @param result {@code complete}, {@code abort}, {@code incomplete} or {@code either}
   * @param components the states of components
   * @param invoked the components that are started, with their arguments
   * @param fetched the URIs in the order of the first attempt
   * @param notFetched URIs that are not tried
   * @param reasons the reasons that a report may give
   * @param sections the sections in which the procedure may end
   * @param commands the commands that may end it
   * @param componentIndexes the components of these commands
   * @param sequenceAfter the sequence number that is installed afterwards
   * @param record the place of the failure
   * @param records the records of the report, others may lie between them
   * @param reference what the report refers to
   */
  public record Expected(
      String result,
      List<State> components,
      Optional<List<String>> invoked,
      Optional<List<String>> fetched,
      List<String> notFetched,
      List<Long> reasons,
      List<Long> sections,
      List<Long> commands,
      List<Long> componentIndexes,
      Optional<Uint> sequenceAfter,
      Optional<Place> record,
      List<Place> records,
      Optional<Reference> reference) {}

  /**
   * The state of a component.
   *
   * @param id the component
   * @param state {@code present}, {@code absent}, {@code unchanged}, {@code unchanged-or-absent},
   *     {@code not}, {@code any}
   * @param digests SHA-256 as digits: of the content, or those that the content must not have
   * @param size the number of bytes
   */
  public record State(
      SuitComponentIdentifier id, String state, List<String> digests, Optional<Long> size) {}

  /**
   * A place in a report.
   *
   * @param manifestId the component indexes that lead to the manifest
   * @param section the section
   * @param offset the offset in the section
   * @param componentIndex the component
   */
  public record Place(List<Long> manifestId, long section, long offset, long componentIndex) {}

  /**
   * A SUIT_Reference.
   *
   * @param uri the URI, if it is judged
   * @param digest the digest's bytes, if they are judged
   */
  public record Reference(Optional<String> uri, Optional<Bytes> digest) {}
}
