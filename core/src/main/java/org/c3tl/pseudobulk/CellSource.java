package org.c3tl.pseudobulk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.c3tl.io.StoredFrame;
import org.c3tl.io.StoredMatrix;

/** Where cells come from: one AnnData file, or anything that looks like one. */
public interface CellSource extends Closeable {
  /**
   * @return name for messages and provenance, such as the path
   */
  String name();

  /**
   * @return one row per cell
   */
  StoredFrame obs();

  /**
   * @return the matrices there are: {@code X}, {@code raw/X}, {@code layers/NAME}
   */
  List<String> matrixNames();

  /**
   * @param name as in {@link #matrixNames()}
   * @return the matrix, cells × genes
   * @throws org.c3tl.data.InvalidInputException if there is none of that name, listing those there are
   */
  StoredMatrix matrix(String name);

  /**
   * @param matrix name of a matrix
   * @return one row per column of that matrix
   */
  StoredFrame var(String matrix);

  @Override
  void close() throws IOException;
}
