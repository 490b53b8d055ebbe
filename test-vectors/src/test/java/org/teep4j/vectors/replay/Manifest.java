package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.Notation.all;
import static org.teep4j.vectors.replay.Notation.classId;
import static org.teep4j.vectors.replay.Notation.hex;
import static org.teep4j.vectors.replay.Notation.index;
import static org.teep4j.vectors.replay.Notation.override;
import static org.teep4j.vectors.replay.Notation.sequence;
import static org.teep4j.vectors.replay.Notation.vendor;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;

/** A manifest in diagnostic notation, and its envelope. */
final class Manifest {
  private final List<String> components;
  private final Map<Long, String> dependencies = new TreeMap<>();
  private final Map<Long, String> members = new TreeMap<>();
  private final Map<Long, String> severed = new TreeMap<>();
  private final Map<Long, String> strangers = new TreeMap<>();
  private final Map<String, Bytes> payloads = new LinkedHashMap<>();
  private String[] shared;
  private List<String> signers = List.of(Keys.AUTHOR);
  private boolean tagged = true;
  private UnaryOperator<Bytes> signedDigest = digest -> digest;
  private UnaryOperator<Bytes> sent = manifest -> manifest;

  private Manifest(String... components) {
    this.components = List.of(components);
    members.put(1L, "1");
    members.put(2L, "1");
  }

  /** A manifest with a shared sequence that checks vendor and class of each component. */
  static Manifest of(String... components) {
    return new Manifest(components);
  }

  Manifest numbered(String number) {
    members.put(2L, number);
    return this;
  }

  Manifest shared(String... commands) {
    shared = commands;
    return this;
  }

  /** A dependency whose envelope lies in a component behind all others, as in the examples. */
  Manifest dependency(long index, String home) {
    dependencies.put(index, home == null ? "{}" : "{1: " + Notation.id(home) + "}");
    return this;
  }

  Manifest id(String path) {
    members.put(5L, Notation.id(path));
    return this;
  }

  Manifest on(long section, String... commands) {
    members.put(section, "<<" + sequence(commands) + ">>");
    return this;
  }

  Manifest member(long label, String notation) {
    members.put(label, notation);
    return this;
  }

  /** A section outside the manifest, which has its digest. */
  Manifest severed(long section, String... commands) {
    return severedMember(section, sequence(commands));
  }

  Manifest severedMember(long label, String notation) {
    Bytes wrapped = wrap(parse(notation));
    members.put(label, "[-16, " + hex(sha256(wrapped).toHex()) + "]");
    severed.put(label, "<<" + notation + ">>");
    return this;
  }

  /** Takes a severed section away, or puts another one in its place. */
  Manifest delivering(long section, String... commands) {
    if (commands.length == 0) {
      severed.remove(section);
    } else {
      severed.put(section, "<<" + sequence(commands) + ">>");
    }
    return this;
  }

  /** A section in the envelope of which the manifest knows nothing. */
  Manifest stranger(long section, String... commands) {
    strangers.put(section, "<<" + sequence(commands) + ">>");
    return this;
  }

  Manifest payload(String key, Bytes content) {
    payloads.put(key, content);
    return this;
  }

  Manifest signedBy(String... keys) {
    signers = List.of(keys);
    return this;
  }

  Manifest untagged() {
    tagged = false;
    return this;
  }

  /** Signatures over something else than the digest. */
  Manifest signing(UnaryOperator<Bytes> change) {
    signedDigest = change;
    return this;
  }

  /** Another manifest than the one that was signed. */
  Manifest sending(UnaryOperator<Bytes> change) {
    sent = change;
    return this;
  }

  Bytes digest() {
    return sha256(wrap(manifest()));
  }

  private Bytes manifest() {
    Map<Long, String> all = new TreeMap<>(members);
    all.putIfAbsent(3L, "<<" + common() + ">>");
    return parse(map(all));
  }

  private String common() {
    Map<Long, String> common = new TreeMap<>();
    if (!dependencies.isEmpty()) {
      common.put(1L, map(dependencies));
    }
    if (!components.isEmpty()) {
      common.put(
          2L, components.stream().map(Notation::id).collect(Collectors.joining(", ", "[", "]")));
    }
    String[] commands = shared == null ? compatible() : shared;
    if (commands.length > 0) {
      common.put(4L, "<<" + sequence(commands) + ">>");
    }
    return map(common);
  }

  private String[] compatible() {
    String each = components.size() + dependencies.size() == 1 ? index(0) : all();
    return new String[] {
      each,
      override(vendor(Notation.VENDOR), classId(Notation.CLASS)),
      Notation.CHECK_VENDOR,
      Notation.CHECK_CLASS
    };
  }

  private static String map(Map<Long, String> entries) {
    return entries.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** The envelope. */
  Bytes envelope() {
    Bytes manifest = manifest();
    Bytes digest = parse("[-16, " + hex(sha256(wrap(manifest)).toHex()) + "]");
    List<String> wrapper = new ArrayList<>();
    wrapper.add(hex(digest.toHex()));
    for (String signer : signers) {
      Bytes signed = signedDigest.apply(digest);
      Bytes block = signer.equals("es256") ? Keys.es256(signed) : Keys.block(signer, signed);
      wrapper.add(hex(block.toHex()));
    }
    Map<Long, String> envelope = new TreeMap<>(severed);
    envelope.putAll(strangers);
    envelope.put(2L, "<<[" + String.join(", ", wrapper) + "]>>");
    envelope.put(3L, hex(sent.apply(manifest).toHex()));
    StringBuilder text = new StringBuilder(map(envelope));
    text.setLength(text.length() - 1);
    payloads.forEach(
        (key, content) ->
            text.append(", \"").append(key).append("\": ").append(hex(content.toHex())));
    return parse((tagged ? "107(" : "(").substring(tagged ? 0 : 1) + text + (tagged ? "})" : "}"));
  }

  static Bytes parse(String notation) {
    try {
      return Edn.parse(notation);
    } catch (DecodeException e) {
      throw new AssertionError(notation, e);
    }
  }

  private static Bytes wrap(Bytes content) {
    return new CborWriter().writeBytes(content).toBytes();
  }

  static Bytes sha256(Bytes content) {
    try {
      return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(content.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Changes one bit in the middle. */
  static Bytes damaged(Bytes content) {
    byte[] bytes = content.toByteArray();
    byte[] changed = Arrays.copyOf(bytes, bytes.length);
    changed[changed.length / 2] ^= 1;
    return Bytes.wrap(changed);
  }
}
