package org.teep4j.cose;

import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.internal.DerException;
import org.teep4j.cose.internal.DerReader;
import org.teep4j.cose.internal.PasswordEncryption;

/**
 * Reads PKCS #12 files (RFC 7292) that are protected by a password: private keys, encrypted or not,
 * and certificates. Other bags are passed over.
 *
 * <pre>{@code
 * PFX ::= SEQUENCE {
 *   version    INTEGER {v3(3)},
 *   authSafe   ContentInfo,       -- of an AuthenticatedSafe ::= SEQUENCE OF ContentInfo
 *   macData    MacData OPTIONAL }
 *
 * SafeBag ::= SEQUENCE {
 *   bagId          OBJECT IDENTIFIER,
 *   bagValue       [0] EXPLICIT ANY DEFINED BY bagId,
 *   bagAttributes  SET OF PKCS12Attribute OPTIONAL }
 * }</pre>
 */
final class Pkcs12 {

  // Content octets of object identifiers.
  private static final String DATA = "2a864886f70d010701"; // 1.2.840.113549.1.7.1
  private static final String ENCRYPTED_DATA = "2a864886f70d010706"; // 1.2.840.113549.1.7.6
  private static final String KEY_BAG = "2a864886f70d010c0a0101"; // 1.2.840.113549.1.12.10.1.1
  private static final String SHROUDED_KEY_BAG = "2a864886f70d010c0a0102"; // ….12.10.1.2
  private static final String CERTIFICATE_BAG = "2a864886f70d010c0a0103"; // ….12.10.1.3
  private static final String X509_CERTIFICATE = "2a864886f70d01091601"; // ….1.9.22.1

  private static final int CONTENT = 0xa0;
  private static final int ENCRYPTED_CONTENT = 0x80;

  private final PasswordEncryption password;
  private final List<KeyPart> parts = new ArrayList<>();

  private Pkcs12(PasswordEncryption password) {
    this.password = password;
  }

  /** The keys and certificates of a file, in their order. */
  static List<KeyPart> parts(Bytes der, PasswordEncryption password)
      throws DerException, InvalidKeyException {
    DerReader pfx = new DerReader(der).readSequence();
    pfx.readInteger();
    DerReader authSafe = pfx.readSequence();
    if (!authSafe.readObjectIdentifier().equals(DATA)) {
      throw new InvalidKeyException("the PKCS #12 file is protected by a key, not by a password");
    }
    Bytes content = authSafe.enter(CONTENT).readOctetString();
    if (pfx.hasNext()) {
      password.checkMac(pfx.readSequence(), content);
    }
    pfx.expectEnd();
    Pkcs12 file = new Pkcs12(password);
    DerReader safes = new DerReader(content).readSequence();
    while (safes.hasNext()) {
      file.readContents(safes.readSequence());
    }
    if (file.parts.isEmpty()) {
      throw new InvalidKeyException("the PKCS #12 file has no key and no certificate");
    }
    return file.parts;
  }

  private void readContents(DerReader info) throws DerException, InvalidKeyException {
    String type = info.readObjectIdentifier();
    DerReader content = info.enter(CONTENT);
    if (type.equals(DATA)) {
      readBags(content.readOctetString());
    } else if (type.equals(ENCRYPTED_DATA)) {
      DerReader data = content.readSequence();
      data.readInteger();
      DerReader encrypted = data.readSequence();
      encrypted.readObjectIdentifier();
      byte[] plain = password.decrypt(encrypted.readSequence(), encrypted.read(ENCRYPTED_CONTENT));
      // Not cleared: the certificates in it are read later.
      readBags(Bytes.wrap(plain));
    } else {
      throw new InvalidKeyException("the PKCS #12 file is protected by a key, not by a password");
    }
  }

  private void readBags(Bytes contents) throws DerException, InvalidKeyException {
    DerReader bags = new DerReader(contents).readSequence();
    while (bags.hasNext()) {
      if (parts.size() == PemBlock.MOST_BLOCKS) {
        throw new InvalidKeyException(
            "a PKCS #12 file has at most " + PemBlock.MOST_BLOCKS + " keys and certificates");
      }
      DerReader bag = bags.readSequence();
      String type = bag.readObjectIdentifier();
      DerReader value = bag.enter(CONTENT);
      switch (type) {
        case KEY_BAG -> add(DerKeys.readPkcs8(value.readSequence()));
        case SHROUDED_KEY_BAG -> add(DerKeys.readEncrypted(value.readSequence(), password));
        case CERTIFICATE_BAG -> addCertificate(value.readSequence());
        default -> {} // a revocation list, a secret of another kind, or nested bags
      }
    }
  }

  private void add(CoseKey key) {
    parts.add(new KeyPart("private key", false, 0, () -> key));
  }

  private void addCertificate(DerReader bag) throws DerException {
    if (bag.readObjectIdentifier().equals(X509_CERTIFICATE)) {
      Bytes certificate = bag.enter(CONTENT).readOctetString();
      parts.add(new KeyPart("certificate", true, 0, () -> key(certificate)));
    }
  }

  private static CoseKey key(Bytes certificate) throws DecodeException {
    try {
      return DerKeys.read(DerStructure.CERTIFICATE, certificate, null);
    } catch (DerException | InvalidKeyException e) {
      throw new DecodeException(
          Reason.INVALID_KEY, 0, "a certificate in the PKCS #12 file: " + e.getMessage());
    }
  }
}
