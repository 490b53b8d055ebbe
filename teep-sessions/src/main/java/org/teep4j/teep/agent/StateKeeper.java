package org.teep4j.teep.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDigest;

/**
 * Keeps the state of an Agent in its store: one small value for the state, and one for each Update
 * that is being carried out. What is in memory changes only after the store has it.
 */
final class StateKeeper {

  private static final String STATE = "state";
  private static final int NAME_LENGTH = 8;

  private final AgentStore store;
  private @Nullable AgentState state;

  StateKeeper(AgentStore store) {
    this.store = store;
  }

  /**
   * The state.
   *
   * @throws IOException if the store cannot be read, or has something else in it
   */
  AgentState state() throws IOException {
    if (state == null) {
      Optional<Bytes> saved = store.load(STATE);
      try {
        state = saved.isEmpty() ? AgentState.NEW : AgentState.decode(saved.get());
      } catch (DecodeException e) {
        throw new IOException("the state of the Agent is damaged", e);
      }
    }
    return state;
  }

  void save(AgentState changed) throws IOException {
    if (!changed.equals(state())) {
      store.save(STATE, Segments.of(Bytes.wrap(changed.toByteArray())));
      state = changed;
    }
  }

  void save(TrustedTam tam, TamState changed) throws IOException {
    save(state().with(tam, changed));
  }

  void saveUpdate(TrustedTam tam, Bytes payload) throws IOException {
    store.save(name(tam), Segments.of(payload));
  }

  Optional<Bytes> loadUpdate(TrustedTam tam) throws IOException {
    return store.load(name(tam));
  }

  void removeUpdate(TrustedTam tam) throws IOException {
    store.remove(name(tam));
  }

  /** The names of values are short, and a URI may have any characters. */
  private static String name(TrustedTam tam) {
    Bytes uri = Bytes.wrap(tam.uri().toString().getBytes(StandardCharsets.UTF_8));
    return "update-" + digest(uri).slice(0, NAME_LENGTH).toHex();
  }

  /** What tells Updates apart. */
  static Bytes digest(Bytes content) {
    try {
      return CoseDigest.compute(CoseAlgorithm.SHA_256, Segments.of(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
