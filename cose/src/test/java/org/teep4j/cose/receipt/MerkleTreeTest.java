package org.teep4j.cose.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Trees and their proofs, beside the definitions of RFC 9162. */
class MerkleTreeTest {

  private static List<Bytes> entries(int count) {
    List<Bytes> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(Bytes.ofUtf8("d" + i));
    }
    return entries;
  }

  private static MerkleTree tree(List<Bytes> entries) {
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < entries.size(); i++) {
      assertEquals(i, tree.append(entries.get(i)));
    }
    assertEquals(entries.size(), tree.size());
    return tree;
  }

  /** The example with seven leaves and the names of its nodes (RFC 9162, Section 2.1.5). */
  @Test
  void theExampleOfRfc9162() {
    List<Bytes> d = entries(7);
    MerkleTree tree = tree(d);
    List<Bytes> leaves = d.stream().map(NaiveTree::leaf).toList();
    Bytes a = leaves.get(0);
    Bytes b = leaves.get(1);
    Bytes c = leaves.get(2);
    Bytes dd = leaves.get(3);
    Bytes e = leaves.get(4);
    Bytes f = leaves.get(5);
    Bytes j = leaves.get(6);
    Bytes g = NaiveTree.node(a, b);
    Bytes h = NaiveTree.node(c, dd);
    Bytes i = NaiveTree.node(e, f);
    Bytes k = NaiveTree.node(g, h);
    Bytes l = NaiveTree.node(i, j);
    assertEquals(NaiveTree.node(k, l), tree.head().root());
    assertEquals(List.of(b, h, l), tree.inclusionProof(0, 7).path());
    assertEquals(List.of(c, g, l), tree.inclusionProof(3, 7).path());
    assertEquals(List.of(f, j, k), tree.inclusionProof(4, 7).path());
    assertEquals(List.of(i, k), tree.inclusionProof(6, 7).path());
    assertEquals(List.of(c, dd, g, l), tree.consistencyProof(3, 7).path());
    assertEquals(List.of(l), tree.consistencyProof(4, 7).path());
    assertEquals(List.of(i, j, k), tree.consistencyProof(6, 7).path());
  }

  @Test
  void anEmptyTreeHasTheHashOfNothing() {
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        new MerkleTree().head().root().toHex());
  }

  /** All proofs of all trees up to a size. */
  @Test
  void everyProofIsThatOfTheDefinition() throws Exception {
    List<Bytes> all = entries(18);
    MerkleTree tree = tree(all);
    for (int size = 1; size <= all.size(); size++) {
      List<Bytes> entries = all.subList(0, size);
      Bytes root = NaiveTree.root(entries);
      assertEquals(new TreeHead(size, root), tree.head(size));
      for (int leaf = 0; leaf < size; leaf++) {
        InclusionProof proof = tree.inclusionProof(leaf, size);
        assertEquals(NaiveTree.path(leaf, entries), proof.path());
        assertEquals(root, proof.computeRoot(entries.get(leaf)));
        assertEquals(proof, InclusionProof.decodeUnverified(proof.encode().toBytes()));
      }
      for (int older = 1; older < size; older++) {
        ConsistencyProof proof = tree.consistencyProof(older, size);
        assertEquals(NaiveTree.proof(older, entries), proof.path());
        assertEquals(root, proof.computeRoot(NaiveTree.root(all.subList(0, older))));
        assertEquals(proof, ConsistencyProof.decodeUnverified(proof.encode().toBytes()));
      }
    }
  }

  @Property(tries = 40)
  void largerTreesToo(
      @ForAll @IntRange(min = 2, max = 700) int size,
      @ForAll @IntRange(min = 0, max = 10_000) int seed)
      throws Exception {
    List<Bytes> entries = entries(size);
    MerkleTree tree = tree(entries);
    int leaf = seed % size;
    int older = 1 + seed % (size - 1);
    Bytes root = NaiveTree.root(entries);
    assertEquals(root, tree.head().root());
    assertEquals(NaiveTree.path(leaf, entries), tree.inclusionProof(leaf, size).path());
    assertEquals(root, tree.inclusionProof(leaf, size).computeRoot(entries.get(leaf)));
    ConsistencyProof proof = tree.consistencyProof(older, size);
    assertEquals(NaiveTree.proof(older, entries), proof.path());
    assertEquals(root, proof.computeRoot(NaiveTree.root(entries.subList(0, older))));
  }

  /** Another entry, hash or root leads to another root or to none. */
  @Property(tries = 40)
  void whatIsChangedLeadsElsewhere(
      @ForAll @IntRange(min = 2, max = 40) int size,
      @ForAll @IntRange(min = 0, max = 10_000) int seed) {
    List<Bytes> entries = entries(size);
    MerkleTree tree = tree(entries);
    Bytes root = tree.head().root();
    int leaf = seed % size;
    InclusionProof proof = tree.inclusionProof(leaf, size);
    assertFalse(root.equals(proof.computeRoot(Bytes.ofUtf8("other"))));
    assertFalse(root.equals(proof.computeRoot(entries.get((leaf + 1) % size))));
    InclusionProof changed =
        new InclusionProof(size, leaf, changed(proof.path(), seed % proof.path().size()));
    assertFalse(root.equals(changed.computeRoot(entries.get(leaf))));

    int older = 1 + seed % (size - 1);
    Bytes olderRoot = tree.head(older).root();
    ConsistencyProof grown = tree.consistencyProof(older, size);
    ConsistencyProof other =
        new ConsistencyProof(older, size, changed(grown.path(), seed % grown.path().size()));
    try {
      assertFalse(root.equals(other.computeRoot(olderRoot)));
    } catch (VerificationException e) {
      assertEquals(Failure.PROOF, e.failure());
    }
  }

  private static List<Bytes> changed(List<Bytes> path, int index) {
    List<Bytes> other = new ArrayList<>(path);
    other.set(index, NaiveTree.sha256(path.get(index)));
    return other;
  }

  @Test
  void anOlderRootMustBeThatOfTheProof() {
    MerkleTree tree = tree(entries(7));
    VerificationException e =
        assertThrows(
            VerificationException.class,
            () -> tree.consistencyProof(3, 7).computeRoot(tree.head(2).root()));
    assertEquals(Failure.PROOF, e.failure());
    assertThrows(
        IllegalArgumentException.class,
        () -> tree.consistencyProof(4, 7).computeRoot(Bytes.fromHex("00")));
  }

  /** The largest numbers that can be read: 63 steps, in no time. */
  @Test
  void aTreeMayBeOfAnySize() throws Exception {
    Bytes hash = NaiveTree.sha256();
    long largest = Long.MAX_VALUE;
    List<Bytes> path = Collections.nCopies(63, hash);
    assertEquals(63, new InclusionProof(largest, 0, path).path().size());
    new InclusionProof(largest, 0, path).computeRoot(hash);
    List<Bytes> longest = Collections.nCopies(64, hash);
    ConsistencyProof proof = new ConsistencyProof((1L << 62) + 1, largest, longest.subList(0, 64));
    assertThrows(VerificationException.class, () -> proof.computeRoot(hash));
  }

  @Test
  void sizesThatTheTreeNeverHadAreRefused() {
    MerkleTree tree = tree(entries(3));
    assertThrows(IllegalArgumentException.class, () -> tree.head(4));
    assertThrows(IllegalArgumentException.class, () -> tree.head(-1));
    assertThrows(IllegalArgumentException.class, () -> tree.inclusionProof(3, 3));
    assertThrows(IllegalArgumentException.class, () -> tree.inclusionProof(-1, 3));
    assertThrows(IllegalArgumentException.class, () -> tree.inclusionProof(0, 4));
    assertThrows(IllegalArgumentException.class, () -> tree.consistencyProof(0, 3));
    assertThrows(IllegalArgumentException.class, () -> tree.consistencyProof(3, 3));
    assertThrows(IllegalArgumentException.class, () -> new TreeHead(-1, NaiveTree.sha256()));
    assertThrows(IllegalArgumentException.class, () -> new TreeHead(1, Bytes.empty()));
  }

  @Test
  void malformedProofsAreRefused() throws Exception {
    String hash = "h'" + "00".repeat(32) + "'";
    inclusion(Reason.VALUE_OUT_OF_RANGE, 1, "", "[0, 0, []]");
    inclusion(Reason.VALUE_OUT_OF_RANGE, 1, "", "[1, 1, []]");
    inclusion(Reason.VALUE_OUT_OF_RANGE, 1, "", "[18446744073709551615, 1, []]");
    inclusion(Reason.UNEXPECTED_TYPE, 1, "", "[-1, 0, []]");
    inclusion(Reason.WRONG_LENGTH, 3, "path", "[2, 0, []]");
    inclusion(Reason.WRONG_LENGTH, 3, "path", "[2, 0, [" + hash + ", " + hash + "]]");
    inclusion(Reason.WRONG_LENGTH, 3, "path", "[1, 0, [" + hash + "]]");
    inclusion(Reason.WRONG_LENGTH, 4, "path", "[2, 0, [h'00']]");
    inclusion(Reason.UNEXPECTED_TYPE, 4, "path", "[2, 0, [1]]");
    inclusion(Reason.WRONG_LENGTH, 0, "", "[2, 0]");
    inclusion(Reason.WRONG_LENGTH, 0, "", "[2, 0, " + hash + ", 1]");
    InclusionProof.decodeUnverified(Edn.parse("[1, 0, []]"));
    inclusion(Reason.TRAILING_BYTES, 4, "", Bytes.fromHex("8301008000"));
    consistency(Reason.VALUE_OUT_OF_RANGE, 1, "[0, 1, []]");
    consistency(Reason.VALUE_OUT_OF_RANGE, 1, "[1, 1, []]");
    consistency(Reason.VALUE_OUT_OF_RANGE, 1, "[2, 1, []]");
    consistency(Reason.WRONG_LENGTH, 3, "[1, 2, []]");
    consistency(Reason.WRONG_LENGTH, 3, "[1, 2, [" + hash + ", " + hash + "]]");
    ConsistencyProof.decodeUnverified(Edn.parse("[1, 2, [" + hash + "]]"));
  }

  private static void inclusion(Reason reason, long offset, String path, String edn)
      throws DecodeException {
    inclusion(reason, offset, path, Edn.parse(edn));
  }

  private static void inclusion(Reason reason, long offset, String path, Bytes encoded) {
    DecodeException e =
        assertThrows(DecodeException.class, () -> InclusionProof.decodeUnverified(encoded));
    assertEquals(reason, e.reason(), e.getMessage());
    assertEquals(offset, e.offset(), e.getMessage());
    assertEquals(path, e.path());
  }

  private static void consistency(Reason reason, long offset, String edn) throws DecodeException {
    Bytes encoded = Edn.parse(edn);
    DecodeException e =
        assertThrows(DecodeException.class, () -> ConsistencyProof.decodeUnverified(encoded));
    assertEquals(reason, e.reason(), e.getMessage());
    assertEquals(offset, e.offset(), e.getMessage());
  }
}
