package org.teep4j.suit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.CborWriter;
import org.teep4j.suit.SuitCommandCode.Argument;
import org.teep4j.suit.internal.Items;

/**
 * {@code SUIT_Directive} (draft-ietf-suit-manifest, Section 8.4.10, and the documents that add
 * directives): an action of a command sequence.
 */
public sealed interface SuitDirective extends SuitCommand {

  /**
   * The directive's row in the table of commands.
   *
   * @return the row
   */
  SuitCommandCode code();

  @Override
  default long label() {
    return code().label();
  }

  /**
   * A directive whose only argument is a reporting policy.
   *
   * @param code the directive
   * @param policy the reporting policy
   */
  record Simple(SuitCommandCode code, SuitRepPolicy policy) implements SuitDirective {

    /**
     * Checks the code.
     *
     * @throws IllegalArgumentException if the code is that of a condition, or of a directive with
     *     another argument
     */
    public Simple {
      if (code.isCondition() || code.argument() != Argument.POLICY) {
        throw new IllegalArgumentException(
            "no directive with a reporting policy: " + code.cddlName());
      }
    }

    @Override
    public void encodeArgumentTo(CborWriter writer) {
      policy.encodeTo(writer);
    }
  }

  /**
   * {@code suit-directive-set-component-index}.
   *
   * <pre>{@code
   * (suit-directive-set-component-index, IndexArg)
   * }</pre>
   *
   * @param index the components that the commands after this one apply to
   */
  record SetComponentIndex(SuitIndexArg index) implements SuitDirective {

    @Override
    public SuitCommandCode code() {
      return SuitCommandCode.DIRECTIVE_SET_COMPONENT_INDEX;
    }

    @Override
    public void encodeArgumentTo(CborWriter writer) {
      index.encodeTo(writer);
    }
  }

  /**
   * {@code suit-directive-run-sequence}.
   *
   * <pre>{@code
   * (suit-directive-run-sequence, bstr .cbor SUIT_Command_Sequence)
   * }</pre>
   *
   * @param sequence the sequence to run
   */
  record RunSequence(SuitCommandSequence sequence) implements SuitDirective {

    @Override
    public SuitCommandCode code() {
      return SuitCommandCode.DIRECTIVE_RUN_SEQUENCE;
    }

    @Override
    public void encodeArgumentTo(CborWriter writer) {
      writer.writeWrapped(sequence);
    }

    // Written by hand: the compiler's version needs several times the stack space for each level.

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof RunSequence other && sequence.equals(other.sequence);
    }

    @Override
    public int hashCode() {
      return sequence.hashCode();
    }

    @Override
    public String toString() {
      return "RunSequence[" + sequence + ']';
    }
  }

  /**
   * {@code suit-directive-try-each}: runs sequences in their order until one succeeds.
   *
   * <pre>{@code
   * SUIT_Directive_Try_Each_Argument = [
   *   2* bstr .cbor SUIT_Command_Sequence,
   *   ? nil
   * ]
   * }</pre>
   *
   * @param sequences at least two sequences; one before a nil, if {@link
   *     SuitDecodeOptions#readsSingleAlternatives} permits it to the decoder
   * @param endsWithNil whether the list ends with nil; then the directive succeeds even if no
   *     sequence does
   */
  record TryEach(List<SuitCommandSequence> sequences, boolean endsWithNil)
      implements SuitDirective {

    static final int FEWEST = 2;

    static String tooFew(int sequences) {
      return "expected at least two sequences, found " + sequences;
    }

    /**
     * Copies and checks the list.
     *
     * @throws IllegalArgumentException if there is no sequence, or one and no nil
     */
    public TryEach {
      sequences = List.copyOf(sequences);
      if (sequences.size() + (endsWithNil ? 1 : 0) < FEWEST || sequences.isEmpty()) {
        throw new IllegalArgumentException("try-each has at least two sequences");
      }
    }

    @Override
    public SuitCommandCode code() {
      return SuitCommandCode.DIRECTIVE_TRY_EACH;
    }

    @Override
    public void encodeArgumentTo(CborWriter writer) {
      writer.beginArray();
      sequences.forEach(writer::writeWrapped);
      if (endsWithNil) {
        writer.writeNull();
      }
      writer.endArray();
    }

    // Written by hand, as in RunSequence.

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof TryEach other
          && endsWithNil == other.endsWithNil
          && sequences.equals(other.sequences);
    }

    @Override
    public int hashCode() {
      return 31 * sequences.hashCode() + Boolean.hashCode(endsWithNil);
    }

    @Override
    public String toString() {
      return "TryEach" + sequences + (endsWithNil ? " or nothing" : "");
    }
  }

  /**
   * {@code suit-directive-override-parameters}: sets parameters of the current components.
   *
   * <pre>{@code
   * (suit-directive-override-parameters, { + $$SUIT_Parameters })
   * }</pre>
   *
   * @param parameters the parameters to set, at least one
   */
  record OverrideParameters(SuitParameters parameters) implements SuitDirective {

    /**
     * Checks the parameters.
     *
     * @throws IllegalArgumentException if there are none
     */
    public OverrideParameters {
      Items.requireNotEmpty(parameters.isEmpty(), "the map of parameters");
    }

    @Override
    public SuitCommandCode code() {
      return SuitCommandCode.DIRECTIVE_OVERRIDE_PARAMETERS;
    }

    @Override
    public void encodeArgumentTo(CborWriter writer) {
      parameters.encodeTo(writer);
    }
  }

  /**
   * {@code suit-directive-set-parameters} (draft-ietf-suit-trust-domains): sets parameters of the
   * current components, except those that are already set.
   *
   * <pre>{@code
   * (suit-directive-set-parameters, { + $$SUIT_Parameters })
   * }</pre>
   *
   * @param parameters the parameters to set, at least one
   */
  record SetParameters(SuitParameters parameters) implements SuitDirective {

    /**
     * Checks the parameters.
     *
     * @throws IllegalArgumentException if there are none
     */
    public SetParameters {
      Items.requireNotEmpty(parameters.isEmpty(), "the map of parameters");
    }

    @Override
    public SuitCommandCode code() {
      return SuitCommandCode.DIRECTIVE_SET_PARAMETERS;
    }

    @Override
    public void encodeArgumentTo(CborWriter writer) {
      parameters.encodeTo(writer);
    }
  }

  /**
   * {@code suit-directive-override-multiple} (draft-ietf-suit-update-management): sets parameters
   * of the named components. Afterwards the last of them is the current component.
   *
   * <pre>{@code
   * SUIT_Override_Mult_Arg = { + uint => { + $$SUIT_Parameters } }
   * }</pre>
   *
   * @param parameters at least one map of at least one parameter, by component index
   */
  record OverrideMultiple(SortedMap<Long, SuitParameters> parameters) implements SuitDirective {

    /**
     * Copies and checks the map.
     *
     * @throws IllegalArgumentException if a map is empty or an index is negative
     */
    public OverrideMultiple {
      parameters = Items.sorted(parameters);
      Items.requireNotEmpty(parameters.isEmpty(), "the map of components");
      parameters.forEach(
          (index, values) -> {
            Items.requireUnsigned(index, "a component index");
            Items.requireNotEmpty(values.isEmpty(), "the map of parameters");
          });
    }

    @Override
    public SuitCommandCode code() {
      return SuitCommandCode.DIRECTIVE_OVERRIDE_MULTIPLE;
    }

    @Override
    public void encodeArgumentTo(CborWriter writer) {
      writer.beginMap();
      parameters.forEach((index, values) -> writer.writeLong(index).write(values));
      writer.endMap();
    }
  }

  /**
   * {@code suit-directive-copy-params} (draft-ietf-suit-update-management): copies parameters of
   * other components to the current ones.
   *
   * <pre>{@code
   * SUIT_Directive_Copy_Params = { + uint => [ + int ] }
   * }</pre>
   *
   * @param labels at least one list of at least one parameter label, by the index of the source
   *     component
   */
  record CopyParams(SortedMap<Long, List<Long>> labels) implements SuitDirective {

    /**
     * Copies and checks the map.
     *
     * @throws IllegalArgumentException if the map or a list is empty, or an index is negative
     */
    public CopyParams {
      labels = copyOf(labels);
      Items.requireNotEmpty(labels.isEmpty(), "the map of components");
      labels.forEach(
          (index, list) -> {
            Items.requireUnsigned(index, "a component index");
            Items.requireNotEmpty(list.isEmpty(), "the list of parameter labels");
          });
    }

    private static SortedMap<Long, List<Long>> copyOf(Map<Long, List<Long>> labels) {
      SortedMap<Long, List<Long>> copy = new TreeMap<>();
      labels.forEach((index, list) -> copy.put(index, List.copyOf(list)));
      return Collections.unmodifiableSortedMap(copy);
    }

    @Override
    public SuitCommandCode code() {
      return SuitCommandCode.DIRECTIVE_COPY_PARAMS;
    }

    @Override
    public void encodeArgumentTo(CborWriter writer) {
      writer.beginMap();
      labels.forEach(
          (index, list) -> {
            writer.writeLong(index);
            Items.writeLongs(writer, list);
          });
      writer.endMap();
    }
  }
}
