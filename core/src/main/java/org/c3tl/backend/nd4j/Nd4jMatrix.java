package org.c3tl.backend.nd4j;

import org.c3tl.backend.Matrix;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** An array of ND4J. */
final class Nd4jMatrix implements Matrix {
  private final INDArray array;

  Nd4jMatrix(int rows, int columns) {
    Matrix.requireSize(rows, columns);
    array = Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'c');
  }

  /** All of it. */
  INDArray all() {
    return array;
  }

  /** Its first rows, not copied. */
  INDArray first(int n) {
    return rows(0, n);
  }

  private INDArray rows(int from, int n) {
    return from == 0 && n == rows() ? array : array.get(NDArrayIndex.interval(from, from + n), NDArrayIndex.all());
  }

  @Override
  public int rows() {
    return (int) array.size(0);
  }

  @Override
  public int columns() {
    return (int) array.size(1);
  }

  @Override
  public void get(int row, float[] target, int offset, int count) {
    float[] values = rows(row, count).dup('c').data().asFloat();
    System.arraycopy(values, 0, target, offset, count * columns());
  }

  @Override
  public void put(int row, float[] source, int offset, int count) {
    float[] values = java.util.Arrays.copyOfRange(source, offset, offset + count * columns());
    rows(row, count).assign(Nd4j.create(values, new long[] {count, columns()}, 'c'));
  }

  @Override
  public void clear() {
    array.assign(0);
  }

  @Override
  public void close() {
    if (array.closeable()) {
      array.close();
    }
  }
}
