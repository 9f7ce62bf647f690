package org.c3tl.pseudobulk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.c3tl.data.InvalidInputException;
import org.c3tl.io.MatrixBlock;
import org.c3tl.io.StoredColumn;
import org.c3tl.io.StoredFrame;
import org.c3tl.io.StoredMatrix;

/** Cells that stand in memory, in any layout and in blocks as small as wanted. */
final class MemoryCells implements CellSource {
  private final String name;
  private final List<String> genes;
  private final Map<String, String[]> obs = new LinkedHashMap<>();
  private final Map<String, String[]> var = new LinkedHashMap<>();
  private final Map<String, StoredMatrix> matrices = new LinkedHashMap<>();
  private int cells;

  MemoryCells(String name, String... genes) {
    this.name = name;
    this.genes = List.of(genes);
  }

  MemoryCells matrix(String matrix, StoredMatrix.Layout layout, double[][] x) {
    cells = x.length;
    matrices.put(matrix, new Matrix(matrix, layout, x, 3));
    return this;
  }

  MemoryCells x(double[]... x) {
    return matrix("X", StoredMatrix.Layout.CSR, x);
  }

  MemoryCells column(String column, String... values) {
    obs.put(column, values);
    return this;
  }

  MemoryCells geneColumn(String column, String... values) {
    var.put(column, values);
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StoredFrame obs() {
    return new Frame("obs", cells, null, obs);
  }

  @Override
  public List<String> matrixNames() {
    return List.copyOf(matrices.keySet());
  }

  @Override
  public StoredMatrix matrix(String matrix) {
    if (!matrices.containsKey(matrix)) {
      throw new InvalidInputException("no matrix " + matrix);
    }
    return matrices.get(matrix);
  }

  @Override
  public StoredFrame var(String matrix) {
    return new Frame("var", genes.size(), genes, var);
  }

  @Override
  public void close() { }

  private record Frame(String name, int rows, List<String> index, Map<String, String[]> columns) implements StoredFrame {
    @Override
    public List<String> columnNames() {
      return List.copyOf(columns.keySet());
    }

    @Override
    public StoredColumn column(String column) {
      if (!columns.containsKey(column)) {
        throw new InvalidInputException("no column " + column);
      }
      return new Column(columns.get(column));
    }
  }

  private record Column(String[] values) implements StoredColumn {
    @Override
    public Kind kind() {
      return Kind.TEXT;
    }

    @Override
    public String dtype() {
      return "object";
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public List<String> categories() {
      return Arrays.stream(values).filter(v -> v != null).distinct().toList();
    }

    @Override
    public int code(int row) {
      return categories().indexOf(values[row]);
    }

    @Override
    public String text(int row) {
      return values[row];
    }

    @Override
    public double number(int row) {
      return Double.NaN;
    }
  }

  /** Blocks of a few lines, in one block object that is used again and again, as readers do. */
  private record Matrix(String name, Layout layout, double[][] x, int lines) implements StoredMatrix {
    @Override
    public String dtype() {
      return "float64";
    }

    @Override
    public long rows() {
      return x.length;
    }

    @Override
    public int columns() {
      return x.length == 0 ? 0 : x[0].length;
    }

    @Override
    public long stored() {
      return Arrays.stream(x).flatMapToDouble(Arrays::stream).filter(v -> v != 0).count();
    }

    @Override
    public void forEachBlock(int maxEntries, BlockConsumer consumer) throws IOException {
      boolean byColumn = layout == Layout.CSC;
      int majors = byColumn ? columns() : x.length;
      int minors = byColumn ? x.length : columns();
      MatrixBlock block = new MatrixBlock();
      for (int first = 0; first < majors; first += lines) {
        int from = first;
        int n = Math.min(lines, majors - first);
        List<int[]> at = new ArrayList<>();
        int[] starts = new int[n + 1];
        for (int k = 0; k < n; k++) {
          for (int m = 0; m < minors; m++) {
            if ((byColumn ? x[m][from + k] : x[from + k][m]) != 0) {
              at.add(new int[] {k, m});
            }
          }
          starts[k + 1] = at.size();
        }
        block.firstMajor = first;
        block.majorCount = n;
        block.starts = starts;
        block.minors = at.stream().mapToInt(a -> a[1]).toArray();
        block.values = IntStream.range(0, at.size()).mapToDouble(i -> {
          int[] a = at.get(i);
          return byColumn ? x[a[1]][from + a[0]] : x[from + a[0]][a[1]];
        }).toArray();
        consumer.accept(block);
        Arrays.fill(block.minors, -1);
        Arrays.fill(block.values, Double.NaN);
      }
    }
  }
}
