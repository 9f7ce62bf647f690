package org.c3tl.backend.cuda;

import org.bytedeco.javacpp.FloatPointer;
import org.c3tl.backend.Matrix;

/** A matrix in the GPU's memory. */
final class CudaMatrix implements Matrix {
  private final int rows;
  private final int columns;
  private final Memory memory;
  private final long address;
  private final OnGpu pointer;

  /** An address of the GPU as cuBLAS's glue wants it; never read from this side. */
  private static final class OnGpu extends FloatPointer {
    OnGpu(long at) {
      super((org.bytedeco.javacpp.Pointer) null);
      address = at;
    }
  }

  CudaMatrix(int rows, int columns, Memory memory) {
    long length = Matrix.requireSize(rows, columns);
    this.rows = rows;
    this.columns = columns;
    this.memory = memory;
    this.address = memory.allocate(4L * length);
    this.pointer = new OnGpu(address);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  long address() {
    return address;
  }

  FloatPointer pointer() {
    return pointer;
  }

  @Override
  public void get(int row, float[] target, int offset, int count) {
    memory.get(address + 4L * row * columns, target, offset, count * columns);
  }

  @Override
  public void put(int row, float[] source, int offset, int count) {
    memory.put(address + 4L * row * columns, source, offset, count * columns);
  }

  @Override
  public void clear() {
    memory.clear(address, (long) rows * columns);
  }

  @Override
  public void close() {
    memory.free(address);
  }
}
