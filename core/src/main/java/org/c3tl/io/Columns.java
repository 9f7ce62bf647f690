package org.c3tl.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;

/** Columns as they are held in memory: a code per row with the distinct texts, or the numbers as stored. */
final class Columns {
  private Columns() { }

  /**
   * @param field text
   * @param mask one byte per row, not 0 = missing; null if none is
   * @return the column
   */
  static StoredColumn text(HdfField field, byte[] mask) {
    int n = field.rows();
    field.array.source.requireMemory(field.name, 4L * n);
    int[] codes = new int[n];
    Map<String, Integer> seen = new HashMap<>();
    List<String> distinct = new ArrayList<>();
    HdfTexts texts = new HdfTexts(field.array.source, field.name);
    field.forEach((row, bytes, at) -> {
      if (mask != null && mask[row] != 0) {
        codes[row] = -1;
        return;
      }
      String s = texts.text(field.type, bytes, at);
      codes[row] = seen.computeIfAbsent(s, t -> {
        distinct.add(t);
        return distinct.size() - 1;
      });
    });
    return new Coded(StoredColumn.Kind.TEXT, "object", new Codes(codes), distinct);
  }

  /**
   * @param field whole numbers, -1 = missing
   * @param categories what they stand for; no two alike
   * @return the column
   * @throws InvalidInputException if a code stands for nothing
   */
  static StoredColumn categorical(HdfField field, List<String> categories) {
    HdfSource source = field.array.source;
    if (!field.type.isInteger()) {
      throw new InvalidInputException(source.where(field.name) + " holds the codes of a categorical column, but its type is "
          + field.type.dtype + ".");
    }
    Map<String, Integer> unique = new HashMap<>();
    for (String c : categories) {
      if (c == null || unique.put(c, 0) != null) {
        throw new InvalidInputException(source.where(field.name) + " is a categorical column, and its category "
            + (c == null ? "is missing" : "'" + c + "' is there twice") + ". Categories must be distinct.");
      }
    }
    int n = categories.size();
    source.requireMemory(field.name, (long) Codes.size(n) * field.rows());
    Codes codes = new Codes(field.rows(), n);
    field.forEach((row, bytes, at) -> {
      long v = field.type.integer(bytes, at);
      if (v >= n || v < -1) {
        throw source.damaged(field.name, "row " + row + " has the code " + v + ", allowed are -1 to " + (n - 1), null);
      }
      codes.set(row, (int) v);
    });
    return new Coded(StoredColumn.Kind.CATEGORICAL, "category", codes, categories);
  }

  /**
   * @param field numbers or booleans
   * @param mask one byte per row, not 0 = missing; null if none is
   * @return the column
   */
  static StoredColumn number(HdfField field, byte[] mask) {
    return new Numeric(field, mask);
  }

  /**
   * @param frame name of the frame
   * @param source the file
   * @param wanted the column that was asked for
   * @param names the columns there are
   * @return the exception to throw
   */
  static InvalidInputException missing(HdfSource source, String frame, String wanted, List<String> names) {
    return new InvalidInputException(source.path() + " has no " + frame + " column '" + wanted + "'. "
        + (names.isEmpty() ? "It has none." : "There are " + Problems.quote(names) + "."));
  }

  /** A code per row. */
  private static final class Coded implements StoredColumn {
    private final Kind kind;
    private final String dtype;
    private final Codes codes;
    private final List<String> categories;
    private double[] numbers;

    Coded(Kind kind, String dtype, Codes codes, List<String> categories) {
      this.kind = kind;
      this.dtype = dtype;
      this.codes = codes;
      this.categories = Collections.unmodifiableList(categories);
    }

    @Override
    public Kind kind() {
      return kind;
    }

    @Override
    public String dtype() {
      return dtype;
    }

    @Override
    public int size() {
      return codes.rows();
    }

    @Override
    public List<String> categories() {
      return categories;
    }

    @Override
    public int code(int row) {
      return codes.get(row);
    }

    @Override
    public String text(int row) {
      int code = codes.get(row);
      return code < 0 ? null : categories.get(code);
    }

    @Override
    public double number(int row) {
      int code = codes.get(row);
      if (code < 0) {
        return Double.NaN;
      }
      if (numbers == null) {
        double[] parsed = new double[categories.size()];
        Arrays.setAll(parsed, i -> parse(categories.get(i)));
        numbers = parsed;
      }
      return numbers[code];
    }

    private static double parse(String text) {
      try {
        return text.equals("True") ? 1 : text.equals("False") ? 0 : Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
  }

  /** Numbers or booleans. Codes are made when asked for. */
  private static final class Numeric implements StoredColumn {
    private final Kind kind;
    private final String dtype;
    private final HdfField.Numbers numbers;
    private Coded coded;

    Numeric(HdfField field, byte[] mask) {
      numbers = new HdfField.Numbers(field, mask);
      kind = field.type.kind == HdfType.Kind.BOOLEAN ? Kind.BOOLEAN : Kind.NUMBER;
      dtype = field.type.dtype;
    }

    @Override
    public Kind kind() {
      return kind;
    }

    @Override
    public String dtype() {
      return dtype;
    }

    @Override
    public int size() {
      return numbers.size();
    }

    private synchronized Coded coded() {
      if (coded == null) {
        int[] codes = new int[size()];
        Map<String, Integer> seen = new HashMap<>();
        List<String> distinct = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
          String s = numbers.text(i);
          codes[i] = s == null ? -1 : seen.computeIfAbsent(s, t -> {
            distinct.add(t);
            return distinct.size() - 1;
          });
        }
        coded = new Coded(kind, dtype, new Codes(codes), distinct);
      }
      return coded;
    }

    @Override
    public List<String> categories() {
      return coded().categories();
    }

    @Override
    public int code(int row) {
      return coded().code(row);
    }

    @Override
    public String text(int row) {
      return numbers.text(row);
    }

    @Override
    public double number(int row) {
      return numbers.number(row);
    }
  }
}
