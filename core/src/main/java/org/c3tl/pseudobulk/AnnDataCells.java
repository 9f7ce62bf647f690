package org.c3tl.pseudobulk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.c3tl.data.InvalidInputException;
import org.c3tl.io.AnnDataFile;
import org.c3tl.io.StoredFrame;
import org.c3tl.io.StoredMatrix;

/** Cells of an AnnData file. */
public final class AnnDataCells implements CellSource {
  private final AnnDataFile file;

  private AnnDataCells(AnnDataFile file) {
    this.file = file;
  }

  /**
   * @param path an {@code .h5ad} file
   * @return its cells; to be closed
   * @throws IOException if the file cannot be opened
   * @throws InvalidInputException if it is no AnnData file or damaged
   */
  public static AnnDataCells open(Path path) throws IOException {
    return new AnnDataCells(AnnDataFile.open(path));
  }

  @Override
  public String name() {
    return file.path().toString();
  }

  @Override
  public StoredFrame obs() {
    return file.obs();
  }

  @Override
  public List<String> matrixNames() {
    return file.matrixNames();
  }

  @Override
  public StoredMatrix matrix(String name) {
    return file.matrix(name);
  }

  @Override
  public StoredFrame var(String matrix) {
    if (matrix.equals("raw/X") && file.rawVar() == null) {
      throw new InvalidInputException(name() + " has raw/X but no names of its genes (raw/var). Choose another matrix with "
          + "--counts-layer.");
    }
    return matrix.equals("raw/X") ? file.rawVar() : file.var();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
