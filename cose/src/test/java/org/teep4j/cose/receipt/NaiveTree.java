package org.teep4j.cose.receipt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;

/** The definitions of RFC 9162, Section 2.1, as they are written there: recursive and slow. */
final class NaiveTree {

  private NaiveTree() {}

  static Bytes leaf(Bytes entry) {
    return sha256(Bytes.fromHex("00"), entry);
  }

  static Bytes node(Bytes left, Bytes right) {
    return sha256(Bytes.fromHex("01"), left, right);
  }

  static Bytes sha256(Bytes... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Bytes part : parts) {
        digest.update(part.toByteArray());
      }
      return Bytes.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code MTH(D_n)}. */
  static Bytes root(List<Bytes> entries) {
    if (entries.isEmpty()) {
      return sha256();
    }
    if (entries.size() == 1) {
      return leaf(entries.get(0));
    }
    int k = split(entries.size());
    return node(root(entries.subList(0, k)), root(entries.subList(k, entries.size())));
  }

  /** {@code PATH(m, D_n)}. */
  static List<Bytes> path(int m, List<Bytes> entries) {
    if (entries.size() == 1) {
      return List.of();
    }
    int k = split(entries.size());
    List<Bytes> left = entries.subList(0, k);
    List<Bytes> right = entries.subList(k, entries.size());
    return m < k ? with(path(m, left), root(right)) : with(path(m - k, right), root(left));
  }

  /** {@code PROOF(m, D_n)}. */
  static List<Bytes> proof(int m, List<Bytes> entries) {
    return subproof(m, entries, true);
  }

  private static List<Bytes> subproof(int m, List<Bytes> entries, boolean b) {
    if (m == entries.size()) {
      return b ? List.of() : List.of(root(entries));
    }
    int k = split(entries.size());
    List<Bytes> left = entries.subList(0, k);
    List<Bytes> right = entries.subList(k, entries.size());
    return m <= k
        ? with(subproof(m, left, b), root(right))
        : with(subproof(m - k, right, false), root(left));
  }

  private static List<Bytes> with(List<Bytes> path, Bytes last) {
    List<Bytes> longer = new ArrayList<>(path);
    longer.add(last);
    return longer;
  }

  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }
}
