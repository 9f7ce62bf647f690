package org.c3tl.knime.logic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Progress;
import org.c3tl.io.MatrixBlock;
import org.c3tl.io.StoredColumn;
import org.c3tl.io.StoredFrame;
import org.c3tl.io.StoredMatrix;
import org.c3tl.pseudobulk.CellSource;

/**
 * Rows of a table as cells: one row per cell or replicate, one column per gene. Labels are kept; values are read from the table
 * again at every pass.
 */
final class TableCells implements CellSource {
  private final RowSource source;
  private final Map<String, Labels> labels;
  private final int[] genes;
  private final List<String> geneNames;
  private final BitSet left;
  private final Skipped skipped;

  private TableCells(RowSource source, Map<String, Labels> labels, int[] genes, List<String> geneNames, BitSet left,
      Skipped skipped) {
    this.source = source;
    this.labels = labels;
    this.genes = genes;
    this.geneNames = geneNames;
    this.left = left;
    this.skipped = skipped;
  }

  /**
   * @param source the table
   * @param columns what its columns mean
   * @param batch name of the column of batches, or null
   * @param wanted the only genes that matter, or null for all
   * @param missing what happens to missing values
   * @param progress told of rows
   * @return its cells
   * @throws IOException if the rows cannot be read
   */
  static TableCells of(RowSource source, EffectColumns columns, String batch, List<String> wanted, MissingValues missing,
      Progress progress) throws IOException {
    List<TableColumn> all = source.columns();
    Map<String, Labels> labels = new LinkedHashMap<>();
    labels.put(all.get(columns.perturbation()).name(), new Labels(columns.perturbation()));
    labels.put(all.get(columns.context()).name(), new Labels(columns.context()));
    if (batch != null) {
      int at = columns.names().indexOf(batch);
      if (at < 0) {
        throw new InvalidInputException(source.name() + " has no column '" + batch + "' for the batches. Its columns begin with "
            + Problems.quote(columns.names()) + ".");
      }
      labels.put(batch, new Labels(at));
    }
    List<Integer> used = columns.genes().stream()
        .filter(g -> wanted == null || wanted.contains(all.get(g).name())).filter(g -> !all.get(g).name().equals(batch)).toList();
    int[] genes = used.stream().mapToInt(g -> g).toArray();
    BitSet left = new BitSet();
    boolean[] without = new boolean[genes.length];
    long[] counts = new long[2];
    source.forEach(row -> {
      int r = (int) counts[0]++;
      progress.update(r / (double) Math.max(1, source.size()), "reading the labels");
      boolean whole = true;
      for (int g = 0; g < genes.length; g++) {
        boolean finite = Double.isFinite(row.number(genes[g]));
        without[g] |= !finite;
        whole &= finite;
      }
      if (!whole && missing == MissingValues.SKIP_ROWS) {
        left.set(r);
        counts[1]++;
        return;
      }
      labels.values().forEach(l -> l.texts.add(row.text(l.column)));
    });
    List<Integer> kept = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    for (int g = 0; g < genes.length; g++) {
      if (without[g] && missing == MissingValues.SKIP_GENES) {
        dropped.add(all.get(genes[g]).name());
      } else {
        kept.add(genes[g]);
      }
    }
    return new TableCells(source, labels, kept.stream().mapToInt(g -> g).toArray(),
        kept.stream().map(g -> all.get(g).name()).toList(), left, new Skipped(counts[0], 0, counts[1], dropped));
  }

  /**
   * @return what was left out for missing values
   */
  Skipped skipped() {
    return skipped;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public StoredFrame obs() {
    return new Frame("obs", (int) skipped.used(), null, labels);
  }

  @Override
  public List<String> matrixNames() {
    return List.of("X");
  }

  @Override
  public StoredMatrix matrix(String name) {
    return new Values();
  }

  @Override
  public StoredFrame var(String matrix) {
    return new Frame("the gene columns", geneNames.size(), geneNames, Map.of());
  }

  @Override
  public void close() {
    // The table belongs to the caller.
  }

  private record Frame(String name, int rows, List<String> index, Map<String, ? extends StoredColumn> columns)
      implements StoredFrame {
    @Override
    public List<String> columnNames() {
      return List.copyOf(columns.keySet());
    }

    @Override
    public StoredColumn column(String column) {
      StoredColumn found = columns.get(column);
      if (found == null) {
        throw new InvalidInputException("There is no column '" + column + "'.");
      }
      return found;
    }
  }

  private static final class Labels implements StoredColumn {
    private final int column;
    private final List<String> texts = new ArrayList<>();
    private Map<String, Integer> index;

    Labels(int column) {
      this.column = column;
    }

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
      return texts.size();
    }

    /** Asked for after the last row. */
    private Map<String, Integer> index() {
      if (index == null) {
        index = new LinkedHashMap<>();
        texts.stream().filter(t -> t != null).forEach(t -> index.putIfAbsent(t, index.size()));
      }
      return index;
    }

    @Override
    public List<String> categories() {
      return List.copyOf(index().keySet());
    }

    @Override
    public int code(int row) {
      return texts.get(row) == null ? -1 : index().get(texts.get(row));
    }

    @Override
    public String text(int row) {
      return texts.get(row);
    }

    @Override
    public double number(int row) {
      return Double.NaN;
    }
  }

  private final class Values implements StoredMatrix {
    @Override
    public String name() {
      return "X";
    }

    @Override
    public Layout layout() {
      return Layout.DENSE;
    }

    @Override
    public String dtype() {
      return "float64";
    }

    @Override
    public long rows() {
      return skipped.used();
    }

    @Override
    public int columns() {
      return genes.length;
    }

    @Override
    public long stored() {
      return rows() * genes.length;
    }

    @Override
    public void forEachBlock(int maxEntries, BlockConsumer consumer) throws IOException {
      Filling filling = new Filling(Math.max(1, Math.min(1024, maxEntries / Math.max(1, genes.length))), consumer);
      int[] at = new int[1];
      source.forEach(row -> {
        if (!left.get(at[0]++)) {
          filling.add(row);
        }
      });
      filling.flush();
    }
  }

  /** Gathers rows into a block. */
  private final class Filling {
    private final int most;
    private final StoredMatrix.BlockConsumer consumer;
    private final MatrixBlock block = new MatrixBlock();

    Filling(int most, StoredMatrix.BlockConsumer consumer) {
      this.most = most;
      this.consumer = consumer;
      block.starts = new int[most + 1];
      block.minors = new int[most * genes.length];
      block.values = new double[most * genes.length];
    }

    void add(RowSource.Row row) throws IOException {
      int n = block.starts[block.majorCount];
      for (int g = 0; g < genes.length; g++) {
        double v = row.number(genes[g]);
        if (v != 0) {
          block.minors[n] = g;
          block.values[n++] = v;
        }
      }
      block.starts[++block.majorCount] = n;
      if (block.majorCount == most) {
        flush();
      }
    }

    void flush() throws IOException {
      if (block.majorCount == 0) {
        return;
      }
      consumer.accept(block);
      block.firstMajor += block.majorCount;
      block.majorCount = 0;
      Arrays.fill(block.starts, 0);
    }
  }
}
