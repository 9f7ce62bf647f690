package org.c3tl.io;

import io.jhdf.object.datatype.CompoundDataType;
import java.util.ArrayList;
import java.util.List;

/** One value per row of a dataset: the dataset's elements, or one member of its compound elements. */
final class HdfField {
  private static final int BLOCK = 1 << 19;

  final HdfArray array;
  final HdfType type;
  /** Path, for messages. */
  final String name;
  private final int offset;

  private HdfField(HdfArray array, HdfType type, int offset, String name) {
    this.array = array;
    this.type = type;
    this.offset = offset;
    this.name = name;
  }

  /** Receives elements in order. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param row the element's row
     * @param bytes where the element is
     * @param at its first byte
     */
    void accept(int row, byte[] bytes, int at);
  }

  /**
   * @param array a dataset with one element per row
   * @return its elements
   */
  static HdfField of(HdfArray array) {
    if (array.columns != 1) {
      throw array.source.damaged(array.name, "it has " + array.columns + " columns where one is expected", null);
    }
    return new HdfField(array, array.type, 0, array.name);
  }

  /**
   * @param array a dataset of compound elements
   * @return its members' names, in order
   */
  static List<String> members(HdfArray array) {
    List<String> names = new ArrayList<>();
    for (CompoundDataType.CompoundDataMember m : ((CompoundDataType) array.type.type).getMembers()) {
      names.add(m.getName());
    }
    return names;
  }

  /**
   * @param array a dataset of compound elements
   * @param member name of a member
   * @return that member, or null if there is none
   */
  static HdfField member(HdfArray array, String member) {
    for (CompoundDataType.CompoundDataMember m : ((CompoundDataType) array.type.type).getMembers()) {
      if (m.getName().equals(member)) {
        HdfType t = new HdfType(m.getDataType());
        String name = array.name + "/" + member;
        if (m.getOffset() < 0 || t.size <= 0 || m.getOffset() > array.type.size - t.size) {
          throw array.source.damaged(name, "it lies outside its record", null);
        }
        return new HdfField(array, t, m.getOffset(), name);
      }
    }
    return null;
  }

  /**
   * @return number of rows
   * @throws org.c3tl.data.InvalidInputException if there are too many
   */
  int rows() {
    if (array.rows > Integer.MAX_VALUE - 16) {
      throw array.source.damaged(array.name, "it has " + array.rows + " rows", null);
    }
    return (int) array.rows;
  }

  /**
   * @param sink receives every element, from the first row to the last
   */
  void forEach(Sink sink) {
    int n = rows();
    int unit = array.type.size;
    int block = Math.max(1, BLOCK / unit);
    byte[] bytes = new byte[Math.min(n, block) * unit];
    try (HdfArray.Reader reader = array.reader()) {
      for (int row = 0; row < n; row += block) {
        int count = Math.min(block, n - row);
        reader.read(row, count, bytes);
        for (int k = 0; k < count; k++) {
          sink.accept(row + k, bytes, k * unit + offset);
        }
      }
    }
  }

  /**
   * @return the elements' bytes, one after the other
   */
  byte[] bytes() {
    if (type == array.type) {
      return array.readAll();
    }
    long n = (long) rows() * type.size;
    array.source.requireMemory(name, n);
    byte[] all = new byte[Math.toIntExact(n)];
    forEach((row, bytes, at) -> System.arraycopy(bytes, at, all, row * type.size, type.size));
    return all;
  }

  /**
   * @return the elements as text
   */
  String[] texts() {
    array.source.requireMemory(name, rows() * 8L);
    String[] all = new String[rows()];
    if (type.isText()) {
      HdfTexts texts = new HdfTexts(array.source, name);
      forEach((row, bytes, at) -> all[row] = texts.text(type, bytes, at));
    } else {
      Numbers numbers = new Numbers(this, null);
      for (int i = 0; i < all.length; i++) {
        all[i] = numbers.text(i);
      }
    }
    return all;
  }

  /** Numbers or booleans as stored, with an optional mask of missing ones. */
  static final class Numbers {
    private final HdfType type;
    private final byte[] bytes;
    private final byte[] mask;

    /**
     * @param field numbers or booleans
     * @param mask one byte per row, not 0 = missing; null if none is
     */
    Numbers(HdfField field, byte[] mask) {
      if (!field.type.isNumber()) {
        throw field.array.source.unsupported(field.name, " holds elements of type " + field.type.dtype + ", which are not "
            + "read.");
      }
      type = field.type;
      bytes = field.bytes();
      this.mask = mask;
    }

    int size() {
      return bytes.length / type.size;
    }

    double number(int row) {
      return mask != null && mask[row] != 0 ? Double.NaN : type.number(bytes, row * type.size);
    }

    String text(int row) {
      if (mask != null && mask[row] != 0) {
        return null;
      }
      int at = row * type.size;
      if (type.kind == HdfType.Kind.BOOLEAN) {
        return type.integer(bytes, at) == 0 ? "False" : "True";
      }
      if (type.kind == HdfType.Kind.INTEGER) {
        return Long.toString(type.integer(bytes, at));
      }
      if (type.kind == HdfType.Kind.UNSIGNED) {
        return Long.toUnsignedString(type.integer(bytes, at));
      }
      double v = type.number(bytes, at);
      if (Double.isNaN(v)) {
        return null;
      }
      if (v == Math.rint(v) && Math.abs(v) < 1e15) {
        return Long.toString((long) v);
      }
      return type.size == 8 ? Double.toString(v) : Float.toString((float) v);
    }
  }
}
