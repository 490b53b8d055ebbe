package org.teep4j.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;

/**
 * CBOR that can be changed and stays well-formed: what a search for input that costs much works on.
 * Byte strings that hold CBOR are trees as well.
 */
final class Tree {

  /** What a node is. */
  private enum Form {
    LEAF,
    ARRAY,
    MAP,
    TAG,
    WRAPPED
  }

  private static final int DEEPEST = 64;

  /** Small items of all kinds, many of them labels and algorithms. */
  private static final String[] LEAVES = {
    "00",
    "01",
    "02",
    "03",
    "04",
    "07",
    "0a",
    "0c",
    "0f",
    "12",
    "14",
    "17",
    "1821",
    "190102",
    "20",
    "26",
    "27",
    "1a00010203",
    "3904d2",
    "1b8000000000000000",
    "40",
    "4100",
    "43a10126",
    "44a0a0a0a0",
    "60",
    "6161",
    "62c3a4",
    "f4",
    "f6",
    "f7",
    "f90000",
    "fb3ff199999999999a",
    "5f4100ff",
    "80",
    "a0"
  };

  private final Form form;
  private final byte[] leaf;
  private final long tag;

  /** The elements; of a map keys and values in turn. */
  private final List<Tree> children;

  private Tree(Form form, byte[] leaf, long tag, List<Tree> children) {
    this.form = form;
    this.leaf = leaf;
    this.tag = tag;
    this.children = children;
  }

  private static Tree leaf(byte[] item) {
    return new Tree(Form.LEAF, item, 0, List.of());
  }

  private static Tree of(Form form, List<Tree> children) {
    return new Tree(form, new byte[0], 0, children);
  }

  // Reading and writing.

  /** The tree of one item; a leaf if the input is no CBOR. */
  static Tree of(byte[] input) {
    try {
      CborReader reader = new CborReader(Bytes.wrap(input));
      Tree tree = read(reader);
      reader.expectEnd();
      return tree;
    } catch (DecodeException refused) {
      return leaf(input);
    }
  }

  private static Tree read(CborReader reader) throws DecodeException {
    CborType type = reader.peekType();
    switch (type) {
      case ARRAY, MAP -> {
        List<Tree> children = new ArrayList<>();
        if (type == CborType.ARRAY) {
          reader.enterArray();
        } else {
          reader.enterMap();
        }
        while (reader.hasNext()) {
          children.add(read(reader));
          if (type == CborType.MAP) {
            children.add(read(reader));
          }
        }
        if (type == CborType.ARRAY) {
          reader.exitArray();
          return of(Form.ARRAY, children);
        }
        reader.exitMap();
        return of(Form.MAP, children);
      }
      case TAG -> {
        long number = reader.readTag();
        return new Tree(Form.TAG, new byte[0], number, List.of(read(reader)));
      }
      case BYTE_STRING -> {
        Bytes item = reader.readEncodedItem();
        CborReader again = new CborReader(item);
        Tree inner = of(again.readBytes().toByteArray());
        return inner.form == Form.LEAF
            ? leaf(item.toByteArray())
            : of(Form.WRAPPED, List.of(inner));
      }
      default -> {
        return leaf(reader.readEncodedItem().toByteArray());
      }
    }
  }

  byte[] encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out);
    return out.toByteArray();
  }

  private void write(ByteArrayOutputStream out) {
    switch (form) {
      case LEAF -> out.writeBytes(leaf);
      case ARRAY -> head(out, 4, children.size());
      case MAP -> head(out, 5, children.size() / 2);
      case TAG -> head(out, 6, tag);
      case WRAPPED -> {
        byte[] inner = children.get(0).encoded();
        head(out, 2, inner.length);
        out.writeBytes(inner);
        return;
      }
    }
    for (Tree child : children) {
      child.write(out);
    }
  }

  private static void head(ByteArrayOutputStream out, int major, long value) {
    int bytes = value < 24 ? 0 : value < 1 << 8 ? 1 : value < 1 << 16 ? 2 : 4;
    int information = bytes == 0 ? (int) value : bytes == 1 ? 24 : bytes == 2 ? 25 : 26;
    out.write(major << 5 | information);
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (value >> 8 * i));
    }
  }

  // Changing.

  private int size() {
    int size = 1;
    for (Tree child : children) {
      size += child.size();
    }
    return size;
  }

  /** The node at a place, counted depth first. */
  private Tree at(int place) {
    int left = place - 1;
    for (Tree child : children) {
      int size = child.size();
      if (left < size) {
        return left < 0 ? this : child.at(left);
      }
      left -= size;
    }
    return this;
  }

  private Tree replaced(int place, Tree other) {
    if (place == 0) {
      return other;
    }
    List<Tree> changed = new ArrayList<>(children);
    int left = place - 1;
    for (int i = 0; i < changed.size(); i++) {
      int size = changed.get(i).size();
      if (left < size) {
        changed.set(i, changed.get(i).replaced(left, other));
        break;
      }
      left -= size;
    }
    return new Tree(form, leaf, tag, changed);
  }

  /** One change; parts may come from another tree. */
  Tree mutated(Random random, Tree other) {
    int place = random.nextInt(size());
    Tree node = at(place);
    Tree changed =
        switch (random.nextInt(6)) {
          case 0 -> randomLeaf(random);
          case 1 -> other.at(random.nextInt(other.size()));
          case 2 -> node.nested(random);
          case 3 -> node.without(random);
          default -> node.repeated(random);
        };
    return replaced(place, changed);
  }

  private static Tree randomLeaf(Random random) {
    return leaf(Bytes.fromHex(LEAVES[random.nextInt(LEAVES.length)]).toByteArray());
  }

  /** This many times inside something. */
  private Tree nested(Random random) {
    Tree nested = this;
    int kind = random.nextInt(6);
    for (int i = 1 + random.nextInt(random.nextBoolean() ? 3 : DEEPEST); i > 0; i--) {
      nested =
          switch (kind) {
            case 0 -> of(Form.ARRAY, List.of(nested));
            case 1 -> of(Form.MAP, List.of(randomLeaf(random), nested));
            case 2 -> of(Form.MAP, List.of(nested, randomLeaf(random)));
            case 3 -> of(Form.WRAPPED, List.of(nested));
            case 4 -> new Tree(Form.TAG, new byte[0], random.nextInt(100), List.of(nested));
            default -> of(Form.MAP, List.of(text(2), nested, text(1), leaf(new byte[] {0})));
          };
    }
    return nested;
  }

  private static Tree text(int value) {
    return leaf(new byte[] {0x61, (byte) ('a' + value)});
  }

  private Tree without(Random random) {
    if (children.size() < 2 || form == Form.TAG || form == Form.WRAPPED) {
      return randomLeaf(random);
    }
    List<Tree> fewer = new ArrayList<>(children);
    int unit = form == Form.MAP ? 2 : 1;
    int at = random.nextInt(fewer.size() / unit) * unit;
    for (int i = 0; i < unit; i++) {
      fewer.remove(at);
    }
    return of(form, fewer);
  }

  /** With one element again and again; in a map with keys that differ, rising or falling. */
  private Tree repeated(Random random) {
    if (form != Form.ARRAY && form != Form.MAP) {
      List<Tree> same = new ArrayList<>();
      for (int i = 2 + random.nextInt(200); i > 0; i--) {
        same.add(this);
      }
      return of(Form.ARRAY, same);
    }
    List<Tree> more = new ArrayList<>(children);
    int unit = form == Form.MAP ? 2 : 1;
    if (more.isEmpty()) {
      more.add(randomLeaf(random));
      more.addAll(more.subList(0, unit - 1));
    }
    int at = random.nextInt(more.size() / unit) * unit;
    int times = 1 + random.nextInt(200);
    int start = random.nextInt(60_000);
    int step = random.nextBoolean() ? 1 : -1;
    for (int i = 0; i < times; i++) {
      if (form == Form.MAP) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        head(key, 0, Math.floorMod(start + step * i, 65_536));
        more.add(leaf(key.toByteArray()));
      }
      more.add(more.get(at + unit - 1));
    }
    return of(form, more);
  }
}
