package org.teep4j.suit;

import java.util.UUID;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.internal.Items;

/**
 * The value of {@code suit-parameter-vendor-identifier} (draft-ietf-suit-manifest, Section
 * 8.4.8.3): the vendor of a component.
 *
 * <pre>{@code
 * suit-parameter-vendor-identifier => (RFC4122_UUID / cbor-pen)
 *
 * RFC4122_UUID = bstr .size 16
 * cbor-pen = #6.112(bstr)
 * }</pre>
 */
public sealed interface SuitVendorIdentifier extends CborEncodable {

  /**
   * {@code RFC4122_UUID}.
   *
   * @param uuid the vendor's UUID
   */
  record Uuid(UUID uuid) implements SuitVendorIdentifier {

    /**
     * The identifier of a class of this vendor's devices, as the draft recommends it (Section
     * 8.4.8.2): a UUID of version 5 in the name space of the vendor.
     *
     * @param info what devices of this class have in common, such as model and revision
     * @return the value of {@code suit-parameter-class-identifier}
     */
    public UUID classIdentifier(String info) {
      return NamedUuid.of(uuid, info);
    }

    @Override
    public void encodeTo(CborWriter writer) {
      Items.writeUuid(writer, uuid);
    }
  }

  /**
   * {@code cbor-pen}: a private enterprise number as a relative object identifier (CBOR tag 112).
   *
   * @param relativeOid the object identifier relative to 1.3.6.1.4.1, as X.690 encodes it; not
   *     checked. A view of the decoded input
   */
  record CborPen(Bytes relativeOid) implements SuitVendorIdentifier {

    /** The CBOR tag of relative object identifiers below the private enterprise numbers. */
    public static final int TAG = 112;

    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeTag(TAG).writeBytes(relativeOid);
    }
  }

  /**
   * The identifier of a vendor that has a domain, as the draft recommends it (Section 8.4.8.2): a
   * UUID of version 5 in the name space of domain names.
   *
   * @param domain the vendor's domain, such as {@code vendor.example}
   * @return the identifier
   */
  static Uuid ofDomain(String domain) {
    return new Uuid(NamedUuid.of(NamedUuid.DNS, domain));
  }

  /**
   * Reads an identifier at the position of a reader.
   *
   * @param reader positioned at the identifier; afterwards positioned after it
   * @return the identifier
   * @throws DecodeException if the next item is not a vendor identifier
   */
  static SuitVendorIdentifier read(CborReader reader) throws DecodeException {
    return reader.tryReadTag(CborPen.TAG)
        ? new CborPen(reader.readBytes())
        : new Uuid(Items.readUuid(reader));
  }
}
