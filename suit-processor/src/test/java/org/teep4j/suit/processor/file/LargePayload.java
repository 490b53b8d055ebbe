package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseDigest;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.encryption.SuitEncryptionInfo;
import org.teep4j.suit.encryption.SuitEncryptor;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.PayloadFetcher;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessResult;
import org.teep4j.suit.processor.authoring.Author;
import org.teep4j.suit.processor.authoring.SequenceBuilder;
import org.teep4j.suit.processor.fetch.FileFetcher;

/** Processes payloads that are larger than the memory of the process. */
final class LargePayload {

  static final String DONE = "done";

  private static final SuitComponentIdentifier APP = SuitComponentIdentifier.ofText("app");
  private static final SuitComponentIdentifier COPY = SuitComponentIdentifier.ofText("copy");
  private static final SuitRepPolicy POLICY = SuitRepPolicy.NONE;
  private static final String PLAIN_URI = "https://a.example/plain";
  private static final String ENCRYPTED_URI = "https://a.example/encrypted";

  private LargePayload() {}

  /** Content of any size, made as it is read. */
  private record Made(long length) implements ContentSource {

    @Override
    public InputStream open() {
      return new InputStream() {
        private long left = length;

        @Override
        public int read() {
          return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
          if (left == 0) {
            return -1;
          }
          int given = (int) Math.min(count, left);
          Arrays.fill(target, offset, offset + given, (byte) left);
          left -= given;
          return given;
        }
      };
    }
  }

  /**
   * Processes a plain and an encrypted payload.
   *
   * @param arguments a folder, and the size of the payloads in MiB
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Made content = new Made(Long.parseLong(arguments[1]) << 20);
    SuitDigest digest = digest(content);

    PayloadFetcher made = request -> content.open();
    update(folder.resolve("plain"), made, Optional.empty(), parameters(content, digest, PLAIN_URI));

    SuitCoseProfile profile = SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM;
    CoseKey key = CoseKeys.generate(CoseCurve.P256);
    Path encrypted = folder.resolve("encrypted");
    SuitEncryptionInfo info;
    try (OutputStream out = Files.newOutputStream(encrypted)) {
      info = SuitEncryptor.of(profile, key).encrypt(content, out);
    }
    SuitParameters.Builder parameters =
        parameters(content, digest, ENCRYPTED_URI)
            .set(SuitParameter.ENCRYPTION_INFO, info.encode().toBytes());
    update(
        folder.resolve("decrypted"),
        FileFetcher.of(Map.of(ENCRYPTED_URI, encrypted)),
        Optional.of(SuitDecryptor.of(key, profile)),
        parameters);
    System.out.println(DONE);
  }

  private static SuitDigest digest(Made content) throws Exception {
    CoseDigest digest = CoseDigest.of(CoseAlgorithm.SHA_256);
    byte[] piece = new byte[1 << 16];
    try (InputStream in = content.open()) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        digest.update(Bytes.wrap(piece, 0, count));
      }
    }
    return new SuitDigest(SuitDigestAlgorithm.SHA_256, digest.digest());
  }

  private static SuitParameters.Builder parameters(Made content, SuitDigest digest, String uri) {
    return SuitParameters.builder()
        .set(SuitParameter.URI, uri)
        .set(SuitParameter.IMAGE_DIGEST, digest)
        .set(SuitParameter.IMAGE_SIZE, content.length());
  }

  /** Fetches, compares, copies and compares again. */
  private static void update(
      Path folder,
      PayloadFetcher fetcher,
      Optional<SuitDecryptor> decryptor,
      SuitParameters.Builder parameters)
      throws IOException {
    Author author = new Author();
    SuitParameters fetched = parameters.build();
    SuitManifest manifest =
        SuitManifest.builder(1, SuitCommon.of(APP, COPY))
            .sequence(
                SuitManifestLabel.PAYLOAD_FETCH,
                SequenceBuilder.sequence()
                    .setComponentIndex(0)
                    .overrideParameters(fetched)
                    .add(SuitCommandCode.DIRECTIVE_FETCH, POLICY)
                    .add(SuitCommandCode.CONDITION_IMAGE_MATCH, POLICY)
                    .build())
            .sequence(
                SuitManifestLabel.INSTALL,
                SequenceBuilder.sequence()
                    .setComponentIndex(1)
                    .overrideParameters(
                        SuitParameters.builder()
                            .set(SuitParameter.SOURCE_COMPONENT, 0L)
                            .set(
                                SuitParameter.IMAGE_DIGEST,
                                fetched.value(SuitParameter.IMAGE_DIGEST).orElseThrow())
                            .build())
                    .add(SuitCommandCode.DIRECTIVE_COPY, POLICY)
                    .add(SuitCommandCode.CONDITION_IMAGE_MATCH, POLICY)
                    .build())
            .build();
    try (FilePlatform files = FilePlatform.open(folder)) {
      var builder = files.builder(DeviceIdentity.of(Set.of(), Set.of(), Set.of())).fetcher(fetcher);
      decryptor.ifPresent(builder::decryptor);
      ProcessResult result =
          new ManifestProcessor(builder.build())
              .process(author.sign(manifest, Map.of()), Procedure.UPDATE);
      if (!result.isComplete()) {
        throw new AssertionError(result.failure());
      }
      for (SuitComponentIdentifier component : List.of(APP, COPY)) {
        Files.delete(files.store().file(component));
      }
    }
  }
}
