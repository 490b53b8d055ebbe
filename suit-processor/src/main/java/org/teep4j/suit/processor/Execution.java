package org.teep4j.suit.processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseDigest;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitPayloadCheck;
import org.teep4j.suit.SuitWaitInfo;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.encryption.SuitEncryptionInfo;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReportReason;

/** What commands do to a real device: checks, moves content, starts components and waits. */
final class Execution implements Actions {

  private final Platform platform;
  private final ProcessorPolicy policy;
  private final ProcessListener listener;
  private final Contents contents;
  private final Conditions conditions;
  private String name = "";

  Execution(
      Platform platform, ProcessorPolicy policy, ProcessListener listener, Contents contents) {
    this.platform = platform;
    this.policy = policy;
    this.listener = listener;
    this.contents = contents;
    this.conditions = new Conditions(platform, policy, contents);
  }

  @Override
  public Effect condition(
      SuitCommandCode code,
      CommandTarget target,
      ParameterSet parameters,
      SuitRecord place,
      boolean isDependency)
      throws IOException {
    return conditions.check(code, target, parameters, isDependency);
  }

  @Override
  public Effect directive(
      SuitCommandCode code,
      CommandTarget target,
      ParameterSet parameters,
      SuitRecord place,
      String stagingName)
      throws IOException, Refusal, Suspended {
    name = stagingName;
    return switch (code) {
      case DIRECTIVE_FETCH -> fetch(target, parameters);
      case DIRECTIVE_WRITE -> write(target, parameters);
      case DIRECTIVE_COPY -> copy(target, parameters);
      case DIRECTIVE_SWAP -> swap(parameters);
      case DIRECTIVE_INVOKE -> {
        platform.invoker().invoke(target, parameters.value(SuitParameter.INVOKE_ARGS));
        yield Effect.DONE;
      }
      case DIRECTIVE_WAIT -> await(target, parameters);
      default -> throw new IllegalArgumentException("no directive: " + code);
    };
  }

  @Override
  public Effect custom(
      SuitCommand.Custom command, CommandTarget target, ParameterSet parameters, SuitRecord place)
      throws IOException {
    CommandHandler handler =
        Objects.requireNonNull(
            platform.commands().get(command.label()), "checked before the procedure");
    boolean success = handler.execute(command, target, parameters.toParameters());
    return Effect.of(success, SuitParameters.none());
  }

  @Override
  public void activate() throws IOException {
    List<ComponentChange> changes = contents.pending();
    if (!changes.isEmpty()) {
      // An update that was interrupted has staged its changes above other contents.
      platform.journal().clear();
      platform.store().activate(changes);
      platform.store().discardStaged();
      contents.activated();
    }
  }

  @Override
  public VerifiedManifest dependency(CommandTarget target, SuitDigest expected)
      throws IOException, Refusal {
    try {
      Optional<SuitEnvelope> envelope = conditions.envelope(target);
      if (envelope.isEmpty()) {
        throw new Refusal(
            SuitReportReason.CONDITION_FAILED, "the component of the dependency has no content");
      }
      VerifiedManifest verified = platform.dependencyVerifier().verify(envelope.get(), target);
      if (!verified.digest().equals(expected)) {
        throw new Refusal(SuitReportReason.CONDITION_FAILED, "the dependency is another manifest");
      }
      return verified;
    } catch (VerificationException e) {
      throw new Refusal(SuitReportReason.UNAUTHORISED, "the dependency: " + e.getMessage());
    } catch (DecodeException e) {
      throw new Refusal(SuitReportReason.CBOR_PARSE, "the dependency: " + e.getMessage());
    }
  }

  @Override
  public boolean dependencyHas(CommandTarget target, SuitManifestLabel section) throws IOException {
    try {
      Optional<SuitEnvelope> envelope = conditions.envelope(target);
      return envelope.isPresent() && envelope.get().unverifiedManifest().labels().contains(section);
    } catch (DecodeException e) {
      return false;
    }
  }

  private Effect fetch(CommandTarget target, ParameterSet parameters) throws IOException, Refusal {
    String uri = require(parameters.value(SuitParameter.URI), "there is no URI");
    if (policy.skipsPresentPayloads() && isPresent(target, parameters)) {
      return Effect.DONE;
    }
    Optional<SuitEncryptionInfo> info = encryptionInfo(parameters);
    if (info.isEmpty()) {
      return receive(uri, target, parameters);
    }
    String ciphertext = name + "-ciphertext";
    // The size in the manifest is that of the plaintext. A digest or tag follows.
    try (ContentSink sink = platform.store().resume(request(ciphertext, target, null));
        InputStream in = open(uri, target, parameters, sink.position())) {
      pump(in, sink, null, Optional.empty(), target);
      sink.complete();
    }
    return decrypt(info.get(), platform.store().staged(ciphertext), target, parameters);
  }

  private InputStream open(String uri, CommandTarget target, ParameterSet parameters, long offset)
      throws IOException {
    Optional<Bytes> integrated = IntegratedPayloads.find(target.manifest(), uri);
    if (integrated.isPresent()) {
      int from = (int) Math.min(offset, integrated.get().length());
      return integrated.get().slice(from).asInputStream();
    }
    return platform
        .fetcher()
        .fetch(
            new PayloadFetcher.FetchRequest(
                uri, target, parameters.value(SuitParameter.FETCH_ARGUMENTS), offset));
  }

  private void pump(
      InputStream in,
      ContentSink sink,
      @Nullable CoseDigest digest,
      Optional<Uint> size,
      CommandTarget target)
      throws IOException {
    Uint most = size.orElse(Uint.of(policy.maxPayloadSize()));
    Pump.copy(in, sink, digest, most, bytes -> listener.progress(target, bytes, size));
  }

  /** Whether the component has what a fetch would bring (Section 8.4.10.4). */
  private boolean isPresent(CommandTarget target, ParameterSet parameters) throws IOException {
    Optional<SuitDigest> digest = parameters.value(SuitParameter.IMAGE_DIGEST);
    Optional<Uint> size = parameters.value(SuitParameter.IMAGE_SIZE);
    Optional<ContentSource> content = contents.source(target.component());
    if (digest.isEmpty()
        || size.isEmpty()
        || content.isEmpty()
        || !size.get().equals(Uint.of(content.get().length()))) {
      return false;
    }
    try {
      return contents
          .digest(target.component(), digest.get())
          .map(actual -> actual.bytes().constantTimeEquals(digest.get().bytes()))
          .orElse(false);
    } catch (VerificationException e) {
      return false;
    }
  }

  private Effect receive(String uri, CommandTarget target, ParameterSet parameters)
      throws IOException {
    Optional<Uint> size = parameters.value(SuitParameter.IMAGE_SIZE);
    Optional<SuitDigest> wanted = parameters.value(SuitParameter.IMAGE_DIGEST);
    ComponentStore.StagingRequest request = request(name, target, parameters);
    Optional<SuitDigest> received = Optional.empty();
    // Two parts that were fetched at different times need a digest that says they belong together.
    try (ContentSink sink =
            wanted.isPresent()
                ? platform.store().resume(request)
                : platform.store().stage(request);
        InputStream in = open(uri, target, parameters, sink.position())) {
      CoseDigest digest = sink.position() == 0 ? digestLike(wanted) : null;
      pump(in, sink, digest, size, target);
      sink.complete();
      if (digest != null) {
        received =
            wanted.map(
                like -> new SuitDigest(like.algorithmId(), digest.digest(), like.extensions()));
      }
    }
    return Effect.staged(name, received);
  }

  private static @Nullable CoseDigest digestLike(Optional<SuitDigest> wanted) {
    try {
      return wanted.isPresent() ? Digests.start(wanted.get()) : null;
    } catch (VerificationException e) {
      return null; // image-match will fail
    }
  }

  private Effect write(CommandTarget target, ParameterSet parameters) throws IOException, Refusal {
    Bytes content = require(parameters.value(SuitParameter.CONTENT), "there is no content");
    Optional<SuitEncryptionInfo> info = encryptionInfo(parameters);
    if (info.isEmpty()) {
      try (ContentSink sink = platform.store().stage(request(name, target, parameters))) {
        content.writeTo(sink.stream());
        sink.complete();
      }
      return Effect.staged(name, Optional.empty());
    }
    return decrypt(
        target,
        parameters,
        (decryptor, out) ->
            // The signature of the manifest covers the ciphertext.
            decryptor.decryptUnauthenticated(info.get(), content).bytes().writeTo(out));
  }

  private Effect copy(CommandTarget target, ParameterSet parameters) throws IOException, Refusal {
    SuitComponentIdentifier from = sourceOf(parameters);
    ContentSource source =
        require(contents.source(from), "the source component " + from + " has no content");
    Optional<SuitEncryptionInfo> info = encryptionInfo(parameters);
    if (info.isPresent()) {
      return decrypt(info.get(), source, target, parameters);
    }
    if (from.equals(target.component())) {
      return Effect.DONE;
    }
    platform.store().copy(request(name, target, parameters), source);
    return Effect.staged(name, Optional.empty());
  }

  private Effect swap(ParameterSet parameters) throws IOException, Refusal {
    SuitComponentIdentifier other = sourceOf(parameters);
    if (!contents.isPresent(other)) {
      throw failed("the source component " + other + " has no content");
    }
    return Effect.DONE; // the machine exchanges the contents, here and when it replays a journal
  }

  private Effect await(CommandTarget target, ParameterSet parameters) throws Refusal, Suspended {
    SuitWaitInfo events =
        require(parameters.value(SuitParameter.WAIT_INFO), "there are no events to wait for");
    return switch (platform.environment().awaited(target, events)) {
      case OVER -> Effect.DONE;
      case WAITING -> throw new Suspended(Optional.of(events));
      case UNSUPPORTED -> throw failed("the device cannot tell when the events happen");
    };
  }

  private Effect decrypt(
      SuitEncryptionInfo info,
      ContentSource ciphertext,
      CommandTarget target,
      ParameterSet parameters)
      throws IOException, Refusal {
    Optional<SuitPayloadCheck> check =
        parameters
            .value(SuitParameter.IMAGE_DIGEST)
            .map(
                digest ->
                    new SuitPayloadCheck(
                        SuitPayloadCheck.Subject.PLAINTEXT,
                        digest,
                        parameters.value(SuitParameter.IMAGE_SIZE)));
    return decrypt(
        target,
        parameters,
        (decryptor, out) -> {
          if (check.isPresent()) {
            decryptor.decrypt(info, ciphertext, out, check.get());
          } else {
            decryptor.decrypt(info, ciphertext, out); // refuses what has no tag
          }
        });
  }

  @FunctionalInterface
  private interface Decryption {
    void run(SuitDecryptor decryptor, OutputStream out) throws VerificationException, IOException;
  }

  /** Tries the keys of the device. What a wrong key or a wrong tag leaves behind is discarded. */
  private Effect decrypt(CommandTarget target, ParameterSet parameters, Decryption decryption)
      throws IOException, Refusal {
    VerificationException refusal = null;
    for (SuitDecryptor decryptor : platform.decryptors()) {
      try (ContentSink sink = platform.store().stage(request(name, target, parameters))) {
        decryption.run(decryptor, sink.stream());
        sink.complete();
        return Effect.staged(name, Optional.empty());
      } catch (VerificationException e) {
        refusal = VerificationException.moreTelling(refusal, e);
      }
    }
    throw failed(
        refusal == null
            ? "the device has no decryption key"
            : "the payload cannot be decrypted: " + refusal.getMessage());
  }

  private static Optional<SuitEncryptionInfo> encryptionInfo(ParameterSet parameters)
      throws Refusal {
    try {
      Optional<Bytes> encoded = parameters.value(SuitParameter.ENCRYPTION_INFO);
      return encoded.isPresent()
          ? Optional.of(SuitEncryptionInfo.decode(encoded.get()))
          : Optional.empty();
    } catch (DecodeException e) {
      throw new Refusal(SuitReportReason.COSE_UNSUPPORTED, "encryption info: " + e.getMessage());
    }
  }

  static SuitComponentIdentifier sourceOf(ParameterSet parameters) throws Refusal {
    return require(parameters.source(), "there is no source component");
  }

  private static <T> T require(Optional<T> value, String explanation) throws Refusal {
    if (value.isEmpty()) {
      throw failed(explanation);
    }
    return value.get();
  }

  private static Refusal failed(String explanation) {
    return new Refusal(SuitReportReason.OPERATION_FAILED, explanation);
  }

  private ComponentStore.StagingRequest request(
      String name, CommandTarget target, @Nullable ParameterSet parameters) {
    return new ComponentStore.StagingRequest(
        name,
        target,
        parameters == null ? Optional.empty() : parameters.value(SuitParameter.IMAGE_SIZE),
        parameters == null ? Optional.empty() : parameters.value(SuitParameter.COMPONENT_METADATA));
  }
}
