package org.c3tl.io;

import io.jhdf.object.datatype.BitField;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** Type of an element and how its bytes become a number. This class is immutable. */
final class HdfType {
  /** What an element is. */
  enum Kind { INTEGER, UNSIGNED, FLOAT, BOOLEAN, FIXED_TEXT, VARIABLE_TEXT, COMPOUND, OTHER }

  /** Values that are converted at a time, so that what is between stays in the cache. */
  private static final int PIECE = 1 << 10;
  /** One for each thread: a fresh one for each block would be most of what a pass allocates. */
  private static final ThreadLocal<float[]> SOME = ThreadLocal.withInitial(() -> new float[PIECE]);
  private static final VarHandle[] SHORT = views(short[].class);
  private static final VarHandle[] INT = views(int[].class);
  private static final VarHandle[] LONG = views(long[].class);
  private static final VarHandle[] FLOAT = views(float[].class);
  private static final VarHandle[] DOUBLE = views(double[].class);

  final DataType type;
  final Kind kind;
  final int size;
  /** As NumPy names it. */
  final String dtype;
  private final int order;

  HdfType(DataType type) {
    this.type = type;
    this.size = type.getSize();
    ByteOrder o = ByteOrder.LITTLE_ENDIAN;
    Kind k = Kind.OTHER;
    String name = type.getClass().getSimpleName();
    if (type instanceof EnumDataType e) {
      // h5py stores NumPy booleans as the enumeration FALSE = 0, TRUE = 1 over int8.
      DataType base = e.getBaseType();
      if (base instanceof FixedPoint f && f.getSize() == size) {
        o = f.getByteOrder();
        boolean truth = e.getEnumMapping().equals(Map.of(0, "FALSE", 1, "TRUE"));
        k = truth ? Kind.BOOLEAN : f.isSigned() ? Kind.INTEGER : Kind.UNSIGNED;
        name = truth ? "bool" : (f.isSigned() ? "int" : "uint") + 8 * size;
      }
    } else if (type instanceof FixedPoint f) {
      o = f.getByteOrder();
      if (f.getBitOffset() == 0 && f.getBitPrecision() == 8 * size && (size == 1 || size == 2 || size == 4 || size == 8)) {
        k = f.isSigned() ? Kind.INTEGER : Kind.UNSIGNED;
        name = (f.isSigned() ? "int" : "uint") + 8 * size;
      }
    } else if (type instanceof FloatingPoint f) {
      o = f.getByteOrder();
      int mantissa = size == 2 ? 10 : size == 4 ? 23 : size == 8 ? 52 : -1;
      if (f.getMantissaSize() == mantissa) {
        k = Kind.FLOAT;
        name = "float" + 8 * size;
      }
    } else if (type instanceof BitField) {
      // What jHDF writes for Java booleans.
      if (size == 1) {
        k = Kind.BOOLEAN;
        name = "bool";
      }
    } else if (type instanceof StringData) {
      k = Kind.FIXED_TEXT;
      name = "object";
    } else if (type instanceof VariableLength v) {
      if (v.isVariableLengthString()) {
        k = Kind.VARIABLE_TEXT;
        name = "object";
      }
    } else if (type instanceof CompoundDataType) {
      k = Kind.COMPOUND;
      name = "compound";
    }
    kind = k;
    dtype = name;
    order = o == ByteOrder.BIG_ENDIAN ? 1 : 0;
  }

  private static VarHandle[] views(Class<?> array) {
    return new VarHandle[] {MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN),
        MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN)};
  }

  /**
   * @return whether elements are numbers or booleans
   */
  boolean isNumber() {
    return kind == Kind.INTEGER || kind == Kind.UNSIGNED || kind == Kind.FLOAT || kind == Kind.BOOLEAN;
  }

  /**
   * @return whether elements are whole numbers
   */
  boolean isInteger() {
    return kind == Kind.INTEGER || kind == Kind.UNSIGNED;
  }

  /**
   * @return whether elements are text
   */
  boolean isText() {
    return kind == Kind.FIXED_TEXT || kind == Kind.VARIABLE_TEXT;
  }

  /**
   * @param bytes where the element is
   * @param at its first byte
   * @return a whole number; unsigned ones of 8 bytes may come out negative
   */
  long integer(byte[] bytes, int at) {
    boolean unsigned = kind != Kind.INTEGER;
    return switch (size) {
      case 1 -> unsigned ? bytes[at] & 0xff : bytes[at];
      case 2 -> {
        short v = (short) SHORT[order].get(bytes, at);
        yield unsigned ? v & 0xffff : v;
      }
      case 4 -> {
        int v = (int) INT[order].get(bytes, at);
        yield unsigned ? v & 0xffffffffL : v;
      }
      default -> (long) LONG[order].get(bytes, at);
    };
  }

  /**
   * @param bytes where the element is
   * @param at its first byte
   * @return the element as a number, booleans as 0 and 1
   */
  double number(byte[] bytes, int at) {
    if (kind == Kind.FLOAT) {
      return switch (size) {
        case 2 -> half((short) SHORT[order].get(bytes, at));
        case 4 -> (float) FLOAT[order].get(bytes, at);
        default -> (double) DOUBLE[order].get(bytes, at);
      };
    }
    long v = integer(bytes, at);
    if (kind == Kind.BOOLEAN) {
      return v == 0 ? 0 : 1;
    }
    return v < 0 && kind == Kind.UNSIGNED ? (v >>> 1) * 2.0 + (v & 1) : v;
  }

  /**
   * @param bytes elements one after the other
   * @param from first byte
   * @param count how many elements
   * @param into receives them from index 0
   */
  void numbers(byte[] bytes, int from, int count, double[] into) {
    if (kind == Kind.FLOAT && size == 4) {
      // In bulk: a value at a time takes three times as long.
      FloatBuffer all = buffer(bytes, from, count).asFloatBuffer();
      float[] some = SOME.get();
      for (int i = 0; i < count; i += PIECE) {
        int n = Math.min(PIECE, count - i);
        all.get(some, 0, n);
        for (int j = 0; j < n; j++) {
          into[i + j] = some[j];
        }
      }
    } else if (kind == Kind.FLOAT && size == 8) {
      buffer(bytes, from, count).asDoubleBuffer().get(into, 0, count);
    } else {
      for (int i = 0, at = from; i < count; i++, at += size) {
        into[i] = number(bytes, at);
      }
    }
  }

  /**
   * Reads indices.
   *
   * @param bytes elements one after the other
   * @param from where the first element begins
   * @param count how many elements
   * @param limit every index must be from 0 to below this
   * @param into receives them from index 0
   * @return position of the first index that is out of range, or -1
   */
  int indices(byte[] bytes, int from, int count, int limit, int[] into) {
    if (size == 4) {
      buffer(bytes, from, count).asIntBuffer().get(into, 0, count);
      // A sign bit where an index is below 0 or not below the limit; faster than a least and a greatest.
      int sign = 0;
      for (int i = 0; i < count; i++) {
        sign |= into[i] | limit - 1 - into[i];
      }
      for (int i = 0; sign < 0 && i < count; i++) {
        if (into[i] < 0 || into[i] >= limit) {
          return i;
        }
      }
    } else {
      for (int i = 0, at = from; i < count; i++, at += size) {
        long v = integer(bytes, at);
        if (v < 0 || v >= limit) {
          return i;
        }
        into[i] = (int) v;
      }
    }
    return -1;
  }

  private ByteBuffer buffer(byte[] bytes, int from, int count) {
    return ByteBuffer.wrap(bytes, from, count * size).order(order == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  private static double half(short bits) {
    int exponent = bits >> 10 & 31;
    int mantissa = bits & 1023;
    double v = exponent == 0 ? mantissa * 0x1p-24
        : exponent == 31 ? mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN
        : (1024 + mantissa) * Math.scalb(1.0, exponent - 25);
    return bits < 0 ? -v : v;
  }
}
