package org.teep4j.benchmarks;

import co.nstant.in.cbor.CborException;
import java.io.IOException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;

/** Insists that all libraries read the same from one item. */
final class Peers {

  private Peers() {}

  /**
   * Compares sums, or, of libraries that keep what they read as it was, what they write of it.
   *
   * @param item one item in preferred encoding
   */
  static void agree(byte[] item) throws DecodeException, IOException, CborException {
    long sum = Teep4jWalk.sum(Bytes.wrap(item));
    Check.sameValues("jackson's parser", sum, Jackson.sum(item));
    Check.sameValues("jackson's tree", sum, Jackson.sum(Jackson.tree(item)));
    Check.sameValues("jackson 3's parser", sum, Jackson3.sum(item));
    Check.sameValues("jackson 3's tree", sum, Jackson3.sum(Jackson3.tree(item)));
    Check.sameValues("upokecenter", sum, Upokecenter.sum(Upokecenter.tree(item)));
    Bytes written = Bytes.wrap(Authlete.encode(Authlete.tree(item)));
    Check.sameValues("authlete", sum, Teep4jWalk.sum(written)); // some integers longer than needed
    Check.sameBytes("borer", item, Borer.encode(Borer.tree(item)));
    Check.sameBytes("nstant", item, Nstant.encode(Nstant.tree(item), item.length));
  }
}
