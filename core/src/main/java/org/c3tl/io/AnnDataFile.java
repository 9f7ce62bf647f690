package org.c3tl.io;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;

/**
 * An AnnData file ({@code .h5ad}) of any generation from 0.5 on, open for reading. Tables and matrices are read when asked
 * for, and matrices in blocks, so that opening is quick and memory does not depend on the number of cells.
 *
 * <p>Read are: {@code X}, {@code layers/NAME} and {@code raw/X} as CSR, CSC or dense, of any number type, indices of 32 or 64
 * bits; {@code obs} and {@code var} with categorical, text, number, boolean and nullable columns; compression by gzip, lzf or
 * none. Anything else of the file does no harm.
 *
 * <p>Everything in the file is checked before it is trusted. A file that is damaged, or none of this kind, leads to an
 * {@link InvalidInputException}; a failing disc to an {@link IOException} or {@link UncheckedIOException}.
 *
 * <p>One thread may use the file at a time, except that several may stream matrices.
 */
public final class AnnDataFile implements AutoCloseable {
  /** Most values that {@link #denseFloat} reads. */
  private static final long DENSE_LIMIT = 1L << 28;

  private final HdfSource source;
  private final StoredFrame obs;
  private final StoredFrame var;
  private final StoredFrame rawVar;
  private final Map<String, String> matrices;

  private AnnDataFile(HdfSource source) {
    this.source = source;
    List<String> top = source.children("");
    if (!top.contains("obs") || !top.contains("var")) {
      throw new InvalidInputException(notAnnData(source, top));
    }
    obs = Frames.open(source, "obs", "obs");
    var = Frames.open(source, "var", "var");
    Map<String, String> found = new LinkedHashMap<>();
    if (top.contains("X")) {
      found.put("X", "X");
    }
    StoredFrame raw = null;
    if (top.contains("raw.X")) {
      found.put("raw/X", "raw.X");
      raw = top.contains("raw.var") ? Frames.open(source, "raw.var", "raw/var") : null;
    } else if (top.contains("raw")) {
      List<String> inRaw = source.children("raw");
      if (inRaw.contains("X")) {
        found.put("raw/X", "raw/X");
      }
      raw = inRaw.contains("var") ? Frames.open(source, "raw/var", "raw/var") : null;
    }
    rawVar = raw;
    for (String layer : source.children("layers")) {
      found.put("layers/" + layer, "layers/" + layer);
    }
    matrices = Collections.unmodifiableMap(found);
  }

  /**
   * @param path an {@code .h5ad} file
   * @return the open file
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws IOException if it cannot be opened or read
   * @throws InvalidInputException if it is empty, a folder, damaged, no HDF5 file, or HDF5 but not AnnData, saying which
   */
  public static AnnDataFile open(Path path) throws IOException {
    HdfSource source = HdfSource.open(path);
    try {
      return new AnnDataFile(source);
    } catch (UncheckedIOException e) {
      source.close();
      throw e.getCause();
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  static String notAnnData(HdfSource source, List<String> top) {
    String format = source.textAttribute("", source.root(), "format");
    String what;
    if (format != null) {
      what = "its format is '" + format + "'";
    } else if (top.contains("matrix")) {
      what = "it looks like a count matrix of 10x Genomics; convert it in Python: "
          + "scanpy.read_10x_h5(path).write_h5ad('cells.h5ad')";
    } else if (top.contains("row_attrs") && top.contains("col_attrs")) {
      what = "it looks like a Loom file; convert it in Python: anndata.read_loom(path).write_h5ad('cells.h5ad')";
    } else if (top.contains("mod")) {
      what = "it looks like a MuData file; write the modality you need to an .h5ad of its own";
    } else if (top.contains("assays")) {
      what = "it looks like a Seurat file; convert it to .h5ad first";
    } else if (top.contains("0")) {
      what = "it looks like a GCTX file; the name of one must end in .gctx";
    } else {
      what = top.isEmpty() ? "it holds nothing" : "it holds " + Problems.quote(top);
    }
    return source.path() + " is an HDF5 file but no AnnData file, which has 'obs' and 'var': " + what + ".";
  }

  /**
   * @return the file's path
   */
  public Path path() {
    return source.path();
  }

  /**
   * @return number of observations (cells)
   */
  public long observations() {
    return obs.rows();
  }

  /**
   * @return number of variables (genes)
   */
  public int variables() {
    return var.rows();
  }

  /**
   * @return the table of observations
   */
  public StoredFrame obs() {
    return obs;
  }

  /**
   * @return the table of variables
   */
  public StoredFrame var() {
    return var;
  }

  /**
   * @return the table of the variables of {@code raw/X}, or null if there is none
   */
  public StoredFrame rawVar() {
    return rawVar;
  }

  /**
   * @return names of the matrices in the file: {@code X}, {@code raw/X}, {@code layers/NAME}
   */
  public List<String> matrixNames() {
    return List.copyOf(matrices.keySet());
  }

  /**
   * @param name one of {@link #matrixNames()}
   * @return the matrix, of {@link #observations()} rows
   * @throws InvalidInputException if there is none of that name (listing those there are), or it is damaged, or its shape is
   *     not that of obs and var
   */
  public StoredMatrix matrix(String name) {
    String object = matrices.get(name);
    if (object == null) {
      throw new InvalidInputException(path() + " has no matrix '" + name + "'. " + (matrices.isEmpty() ? "It has none at all."
          : "It has " + Problems.quote(matrices.keySet()) + "."));
    }
    StoredMatrix m = source.guard(object, () -> open(object, name));
    StoredFrame genes = name.equals("raw/X") ? rawVar : var;
    if (m.rows() != obs.rows() || genes != null && m.columns() != genes.rows()) {
      throw source.damaged(object, "it is " + m.rows() + " × " + m.columns() + ", but obs has " + obs.rows() + " rows and "
          + (genes == null ? "var" : genes.name() + " has " + genes.rows()), null);
    }
    return m;
  }

  private StoredMatrix open(String object, String name) {
    Node node = source.find(object);
    if (node instanceof Dataset dataset) {
      HdfArray data = new HdfArray(source, object, dataset);
      if (data.rank == 2) {
        return new DenseMatrix(name, data, data.rows, data.columns);
      }
      // Old AnnData dropped the dimension of a single observation or variable.
      StoredFrame genes = name.equals("raw/X") && rawVar != null ? rawVar : var;
      if (data.rank == 1 && (genes.rows() == 1 || obs.rows() == 1) && data.rows < Integer.MAX_VALUE - 16) {
        return genes.rows() == 1 ? new DenseMatrix(name, data, data.rows, 1) : new DenseMatrix(name, data, 1, (int) data.rows);
      }
      throw source.damaged(object, "it has " + data.rank + " dimensions instead of 2", null);
    }
    if (!(node instanceof Group)) {
      throw source.damaged(object, "it is neither a group nor a dataset", null);
    }
    String format = source.textAttribute(object, node, "encoding-type");
    long[] shape = source.numbersAttribute(object, node, "shape");
    if (format == null) {
      format = source.textAttribute(object, node, "h5sparse_format");
      format = format == null ? null : format + "_matrix";
    }
    if (shape == null) {
      shape = source.numbersAttribute(object, node, "h5sparse_shape");
    }
    boolean csr = "csr_matrix".equals(format);
    if (!csr && !"csc_matrix".equals(format)) {
      throw source.unsupported(object, " is stored as " + (format == null ? "a group without 'encoding-type'"
          : "'" + format + "'") + ", which is not read. Read are csr_matrix, csc_matrix and dense arrays.");
    }
    if (shape == null || shape.length != 2 || shape[0] < 0 || shape[1] < 0 || shape[1] > Integer.MAX_VALUE - 16) {
      throw source.damaged(object, "its shape is " + (shape == null ? "missing" : java.util.Arrays.toString(shape)), null);
    }
    return new SparseMatrix(source, object, name, csr, shape[0], (int) shape[1]);
  }

  /**
   * @param group {@code obsm}, {@code varm}, {@code obsp}, {@code varp}, {@code layers} or {@code uns}
   * @return names of what is in it; empty if there is no such group
   */
  public List<String> names(String group) {
    return source.children(group);
  }

  /**
   * @return every single text of {@code uns}, by key
   */
  public Map<String, String> unsText() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String key : names("uns")) {
      String text = unsText(key);
      if (text != null) {
        all.put(key, text);
      }
    }
    return all;
  }

  /**
   * @param key name of an entry of {@code uns}
   * @return its text, or null if there is no such entry or it is not a single text
   */
  public String unsText(String key) {
    String object = "uns/" + key;
    if (!(source.find(object) instanceof Dataset dataset)) {
      return null;
    }
    return source.guard(object, () -> {
      if (dataset.getSize() != 1 || dataset.getDimensions().length > 1) {
        return null;
      }
      HdfArray array = new HdfArray(source, object, dataset);
      return array.type.isText() ? HdfField.of(array).texts()[0] : null;
    });
  }

  /**
   * Reads a small matrix whole, such as {@code varm/control} or {@code layers/sd}; sparse ones too.
   *
   * @param object its path inside the file
   * @return its rows, or null if there is nothing at that path
   * @throws InvalidInputException if it is no matrix, damaged, or has more than 2^28 values
   */
  public float[][] denseFloat(String object) {
    if (source.find(object) == null) {
      return null;
    }
    StoredMatrix m = source.guard(object, () -> open(object, object));
    long n = Math.multiplyExact(m.rows(), (long) m.columns());
    if (n > DENSE_LIMIT || m.rows() > Integer.MAX_VALUE - 16) {
      throw new InvalidInputException(source.where(object) + " has " + n + " values, too many to be read at once (at most "
          + DENSE_LIMIT + ").");
    }
    source.requireMemory(object, 4 * n);
    float[][] all = new float[(int) m.rows()][m.columns()];
    boolean byRow = m.layout() != StoredMatrix.Layout.CSC;
    try {
      m.forEachBlock(1 << 18, b -> {
        for (int k = 0; k < b.majorCount; k++) {
          int major = (int) b.firstMajor + k;
          for (int e = b.starts[k]; e < b.starts[k + 1]; e++) {
            if (byRow) {
              all[major][b.minors[e]] += (float) b.values[e];
            } else {
              all[b.minors[e]][major] += (float) b.values[e];
            }
          }
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** {@inheritDoc} */
  @Override
  public void close() throws IOException {
    source.close();
  }
}
