package org.teep4j.suit.author;

import org.teep4j.codec.Uint;

/**
 * One of the alternative images of a component (draft-ietf-suit-manifest, Section 7.7).
 *
 * @param slot the value of {@code suit-parameter-component-slot}: the slot that the image is for
 * @param uri where the image is fetched from
 * @param image the digest and size of the image
 */
public record Slot(Uint slot, String uri, Image image) {

  /**
   * Checks the URI.
   *
   * @param slot the slot that the image is for
   * @param uri where the image is fetched from
   * @param image the digest and size of the image
   * @throws IllegalArgumentException if the URI is empty
   */
  public Slot {
    Source.requireUri(uri);
  }

  /**
   * An image for a slot.
   *
   * @param slot the slot, not negative
   * @param uri where the image is fetched from
   * @param image the digest and size of the image
   * @return the slot
   * @throws IllegalArgumentException if the slot is negative or the URI is empty
   */
  public static Slot of(long slot, String uri, Image image) {
    return new Slot(Uint.of(slot), uri, image);
  }
}
