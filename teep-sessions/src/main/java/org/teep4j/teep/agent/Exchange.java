package org.teep4j.teep.agent;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;

/**
 * How far an Update has come.
 *
 * <pre>{@code
 * exchange = [
 *   digest : bstr,                ; SHA-256 of the Update
 *   algorithm : int,              ; of the cipher suite of the answer
 *   done : uint,                  ; steps: first the unneeded manifests, then those to install
 *   running : bstr / nil,         ; the digest of the manifest of the next step
 *   reports : [ * bstr ],
 *   answer : bstr / nil
 * ]
 * }</pre>
 *
 * @param digest tells Updates apart, and belongs to the stored message
 * @param algorithm the algorithm that signs the answer
 * @param done the number of manifests that are unlinked or installed
 * @param running the next step has begun, for the manifest with this digest
 * @param reports the protected reports so far
 * @param answer the signed answer, once there is one
 */
record Exchange(
    Bytes digest,
    long algorithm,
    int done,
    Optional<Bytes> running,
    List<Bytes> reports,
    Optional<Bytes> answer)
    implements CborEncodable {

  Exchange {
    reports = List.copyOf(reports);
  }

  static Exchange begin(Bytes digest, long algorithm) {
    return new Exchange(digest, algorithm, 0, Optional.empty(), List.of(), Optional.empty());
  }

  Exchange starting(Bytes manifest) {
    return new Exchange(digest, algorithm, done, Optional.of(manifest), reports, answer);
  }

  Exchange finished(List<Bytes> allReports) {
    return new Exchange(digest, algorithm, done + 1, Optional.empty(), allReports, answer);
  }

  /** The answer has the reports, which are not kept twice. */
  Exchange answered(Bytes message) {
    return new Exchange(digest, algorithm, done, Optional.empty(), List.of(), Optional.of(message));
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray().writeBytes(digest).writeLong(algorithm).writeLong(done);
    TamState.writeBytes(writer, running);
    AgentState.writeBytes(writer, reports);
    TamState.writeBytes(writer, answer);
    writer.endArray();
  }

  static Exchange read(CborReader reader) throws DecodeException {
    reader.enterArray(6);
    Bytes digest = reader.readBytes();
    long algorithm = reader.readLong();
    int done = (int) reader.readLong();
    Optional<Bytes> running = TamState.readBytes(reader);
    Exchange exchange =
        new Exchange(
            digest,
            algorithm,
            done,
            running,
            AgentState.readBytes(reader),
            TamState.readBytes(reader));
    reader.exitArray();
    return exchange;
  }
}
