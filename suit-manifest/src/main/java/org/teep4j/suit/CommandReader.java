package org.teep4j.suit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.suit.internal.IndexCheck;
import org.teep4j.suit.internal.Items;

/**
 * Reads command sequences, including sequences nested in commands. Two limits bound the nesting:
 * {@link SuitCommandSequence#DEEPEST_NESTING}, and the depth limit of the reader, because each
 * nested sequence is in a byte string. Must not be used after an exception.
 */
final class CommandReader {

  private final CborReader reader;
  private final IndexCheck indexes;
  private final boolean shared;
  private final boolean singleAlternatives;

  /** The number of open sequences. */
  private int nesting;

  /** Reads the sequence of a section, or a {@code SUIT_Shared_Sequence} with its fewer commands. */
  CommandReader(CborReader reader, IndexCheck indexes, boolean shared, SuitDecodeOptions options) {
    this.reader = reader;
    this.indexes = indexes;
    this.shared = shared;
    this.singleAlternatives = options.readsSingleAlternatives();
  }

  /** {@code bstr .cbor SUIT_Command_Sequence}. */
  SuitCommandSequence readWrapped() throws DecodeException {
    reader.enterWrapped();
    SuitCommandSequence sequence = readSequence();
    reader.exitWrapped();
    return sequence;
  }

  private SuitCommandSequence readSequence() throws DecodeException {
    long at = reader.offset();
    Bytes received = reader.unread();
    if (nesting == SuitCommandSequence.DEEPEST_NESTING) {
      throw new DecodeException(Reason.FIXED_LIMIT, at, tooDeep());
    }
    nesting++;
    int count = reader.enterArray();
    if (count > 0 && (count & 1) != 0) {
      throw new DecodeException(
          Reason.WRONG_LENGTH, at, "the last command of the sequence has no argument");
    }
    SuitCommand[] commands = new SuitCommand[Items.room(count < 0 ? count : count / 2)];
    int size = 0;
    while (reader.hasNext()) {
      commands = Items.withRoom(commands, size);
      try {
        commands[size] = readCommand();
      } catch (DecodeException e) {
        throw e.in("command", size);
      }
      size++;
    }
    reader.exitArray();
    nesting--;
    if (size == 0) {
      throw Items.empty(at, "a command sequence");
    }
    return SuitCommandSequence.decoded(commands, size, received);
  }

  private SuitCommand readCommand() throws DecodeException {
    long at = reader.offset();
    long label = reader.readLong();
    SuitCommandCode code = SuitCommandCode.find(label);
    if (shared && !isShared(label)) {
      throw new DecodeException(Reason.UNEXPECTED_ELEMENT, at, notShared(label));
    }
    try {
      if (code != null) {
        return readArgument(code);
      }
      return label < 0
          ? new SuitCommand.Custom(label, readCustomArgument(reader))
          : new SuitCommand.Unknown(label, reader.readEncodedItem());
    } catch (DecodeException e) {
      throw e.in(SuitCommandCode.name(label));
    }
  }

  // Rules that ManifestCheck shares.

  static String tooDeep() {
    return "more than " + SuitCommandSequence.DEEPEST_NESTING + " command sequences in each other";
  }

  /** Whether a shared sequence may contain the command with a label. */
  static boolean isShared(long label) {
    SuitCommandCode code = SuitCommandCode.find(label);
    return code != null ? code.isShared() : label >= 0;
  }

  static String notShared(long label) {
    return "a shared sequence does not admit " + SuitCommandCode.name(label);
  }

  /** The argument of a custom command, of which four types are allowed. */
  static Bytes readCustomArgument(CborReader reader) throws DecodeException {
    CborType type = reader.peekType();
    if (!Items.isInteger(type)
        && type != CborType.BYTE_STRING
        && type != CborType.TEXT_STRING
        && type != CborType.NULL) {
      throw reader.error(
          Reason.UNEXPECTED_TYPE,
          "expected byte string, text string, integer or null, found " + type);
    }
    return reader.readEncodedItem();
  }

  /** Lists every command, so that a new one does not compile before it has a type. */
  private SuitCommand readArgument(SuitCommandCode code) throws DecodeException {
    return switch (code) {
      case DIRECTIVE_SET_COMPONENT_INDEX -> new SuitDirective.SetComponentIndex(readIndexArg());
      case DIRECTIVE_RUN_SEQUENCE -> new SuitDirective.RunSequence(readWrapped());
      case DIRECTIVE_TRY_EACH -> readTryEach();
      case DIRECTIVE_SET_PARAMETERS -> new SuitDirective.SetParameters(readParameters());
      case DIRECTIVE_OVERRIDE_PARAMETERS -> new SuitDirective.OverrideParameters(readParameters());
      case DIRECTIVE_OVERRIDE_MULTIPLE -> readOverrideMultiple();
      case DIRECTIVE_COPY_PARAMS -> readCopyParams();
      case CONDITION_VENDOR_IDENTIFIER,
          CONDITION_CLASS_IDENTIFIER,
          CONDITION_IMAGE_MATCH,
          CONDITION_USE_BEFORE,
          CONDITION_COMPONENT_SLOT,
          CONDITION_CHECK_CONTENT,
          CONDITION_DEPENDENCY_INTEGRITY,
          CONDITION_IS_DEPENDENCY,
          CONDITION_ABORT,
          CONDITION_DEVICE_IDENTIFIER,
          CONDITION_IMAGE_NOT_MATCH,
          CONDITION_MINIMUM_BATTERY,
          CONDITION_UPDATE_AUTHORIZED,
          CONDITION_VERSION,
          DIRECTIVE_PROCESS_DEPENDENCY,
          DIRECTIVE_WRITE,
          DIRECTIVE_FETCH,
          DIRECTIVE_COPY,
          DIRECTIVE_INVOKE,
          DIRECTIVE_WAIT,
          DIRECTIVE_SWAP,
          DIRECTIVE_UNLINK ->
          SuitCommand.of(code, SuitRepPolicy.read(reader));
    };
  }

  private long readIndex() throws DecodeException {
    long at = reader.offset();
    long index = reader.readUnsigned();
    indexes.accept(index, at);
    return index;
  }

  private SuitIndexArg readIndexArg() throws DecodeException {
    return switch (reader.peekType()) {
      case BOOLEAN -> {
        long at = reader.offset();
        if (!reader.readBoolean()) {
          throw new DecodeException(
              Reason.VALUE_OUT_OF_RANGE,
              at,
              "an index must be an integer, a list of integers or true");
        }
        yield SuitIndexArg.ALL;
      }
      case ARRAY -> {
        long at = reader.offset();
        Long[] several = new Long[Items.room(reader.enterArray())];
        int size = 0;
        while (reader.hasNext()) {
          several = Items.withRoom(several, size);
          several[size++] = readIndex();
        }
        reader.exitArray();
        if (size == 0) {
          throw Items.empty(at, "the list of component indexes");
        }
        yield new SuitIndexArg.Several(Items.list(several, size));
      }
      default -> SuitIndexArg.of(readIndex());
    };
  }

  private SuitDirective.TryEach readTryEach() throws DecodeException {
    long at = reader.offset();
    reader.enterArray();
    List<SuitCommandSequence> sequences = new ArrayList<>();
    boolean nil = false;
    while (!nil && reader.hasNext()) {
      nil = reader.tryReadNull();
      if (!nil) {
        try {
          sequences.add(readWrapped());
        } catch (DecodeException e) {
          throw e.in("", sequences.size());
        }
      }
    }
    reader.exitArray();
    boolean single = singleAlternatives && nil && sequences.size() == 1;
    if (sequences.size() < SuitDirective.TryEach.FEWEST && !single) {
      throw new DecodeException(
          Reason.WRONG_LENGTH, at, SuitDirective.TryEach.tooFew(sequences.size()));
    }
    return new SuitDirective.TryEach(sequences, nil);
  }

  private SuitParameters readParameters() throws DecodeException {
    long at = reader.offset();
    SuitParameters parameters = SuitParameters.read(reader, indexes, !shared);
    if (parameters.isEmpty()) {
      throw Items.empty(at, "the map of parameters");
    }
    return parameters;
  }

  private SuitDirective.OverrideMultiple readOverrideMultiple() throws DecodeException {
    long at = reader.offset();
    SortedMap<Long, SuitParameters> parameters = new TreeMap<>();
    reader.enterMap();
    while (reader.hasNext()) {
      long index = readIndex();
      try {
        parameters.put(index, readParameters());
      } catch (DecodeException e) {
        throw e.in("[" + index + "]");
      }
    }
    reader.exitMap();
    if (parameters.isEmpty()) {
      throw Items.empty(at, "the map of components");
    }
    return new SuitDirective.OverrideMultiple(parameters);
  }

  private SuitDirective.CopyParams readCopyParams() throws DecodeException {
    long at = reader.offset();
    SortedMap<Long, List<Long>> labels = new TreeMap<>();
    reader.enterMap();
    while (reader.hasNext()) {
      long index = readIndex();
      labels.put(index, Items.readLongs(reader));
    }
    reader.exitMap();
    if (labels.isEmpty()) {
      throw Items.empty(at, "the map of components");
    }
    return new SuitDirective.CopyParams(labels);
  }
}
