package org.teep4j.vectors.format;

import java.nio.file.Path;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;

/**
 * The test vectors of COSE-HPKE: messages with the same plaintext, each with and without externally
 * supplied data, info and pre-shared key.
 *
 * @param plaintext the plaintext of all messages
 * @param psk the pre-shared key
 * @param pskId the identifier of the pre-shared key
 * @param groups the groups, in the order of the file
 */
public record HpkeExamples(Path file, Bytes plaintext, Bytes psk, Bytes pskId, List<Group> groups)
    implements VectorFile {

  public HpkeExamples {
    groups = List.copyOf(groups);
  }

  /**
   * Messages to one key.
   *
   * @param suite the algorithm of the key, by its COSE name
   * @param psk whether the pre-shared key was used
   * @param key the recipient's private key, a COSE_Key
   * @param messages the messages, in the order of the file
   */
  public record Group(String suite, boolean psk, Bytes key, List<Message> messages) {
    public Group {
      messages = List.copyOf(messages);
    }

    /**
     * Whether the messages are COSE_Encrypt0, so that HPKE encrypts the content.
     *
     * @return false for COSE_Encrypt, in which HPKE encrypts the content key
     */
    public boolean isIntegrated() {
      return !suite.endsWith("-KE");
    }
  }

  /**
   * A message.
   *
   * @param external the externally supplied data; empty if there is none
   * @param info the info of HPKE; empty if there is none
   * @param aad the additional authenticated data of HPKE in the recipient; empty if there is none
   * @param message the message, tagged
   */
  public record Message(Bytes external, Bytes info, Bytes aad, Bytes message) {}

  @Override
  public VectorFormat format() {
    return VectorFormat.COSE_HPKE;
  }

  @Override
  public int count() {
    return groups.stream().mapToInt(group -> group.messages().size()).sum();
  }
}
