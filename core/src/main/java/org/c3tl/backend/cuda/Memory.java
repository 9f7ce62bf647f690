package org.c3tl.backend.cuda;

import static org.bytedeco.cuda.global.cudart.cuMemAlloc;
import static org.bytedeco.cuda.global.cudart.cuMemFree;
import static org.bytedeco.cuda.global.cudart.cuMemFreeHost;
import static org.bytedeco.cuda.global.cudart.cuMemHostAlloc;
import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoHAsync;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoDAsync;
import static org.bytedeco.cuda.global.cudart.cuMemsetD32Async;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory on the GPU, and the ways to and from it: through page-locked memory of this machine, which the GPU reads by itself.
 *
 * <p>Row numbers and weights of a step go into a ring: they are copied while the GPU still computes, and stay until the ring is
 * full, so an array that several passes of a step ask for travels once.
 */
final class Memory implements AutoCloseable {
  private static final int STAGE = 1 << 24;
  private static final int ALIGN = 256;

  private final Gpu gpu;
  private final Set<Long> allocated = new HashSet<>();
  private final Pinned stage = new Pinned(STAGE);
  private final Map<Object, Long> inRing = new IdentityHashMap<>();
  private Pinned ring;
  private long ringOnGpu;
  private int used;

  /** Page-locked memory of this machine. */
  private static final class Pinned {
    final BytePointer address;
    final ByteBuffer bytes;

    Pinned(int size) {
      Pointer taken = new Pointer();
      Status.driver(cuMemHostAlloc(taken, size, 0), "taking page-locked memory");
      address = new BytePointer(taken).capacity(size);
      bytes = address.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    void free() {
      cuMemFreeHost(address);
    }
  }

  Memory(Gpu gpu) {
    this.gpu = gpu;
    growRing(1 << 22);
  }

  /**
   * @param bytes how many
   * @return address of as many zeros on the GPU
   */
  long allocate(long bytes) {
    long[] address = new long[1];
    long padded = Math.max(4, (bytes + 3) / 4 * 4);
    Status.driver(cuMemAlloc(address, padded), String.format(Locale.ROOT, "taking %.1f MB", padded / 1e6));
    allocated.add(address[0]);
    Status.driver(cuMemsetD32Async(address[0], 0, padded / 4, gpu.stream()), "clearing memory");
    return address[0];
  }

  void clear(long address, long floats) {
    Status.driver(cuMemsetD32Async(address, 0, floats, gpu.stream()), "clearing memory");
  }

  void free(long address) {
    if (allocated.remove(address)) {
      gpu.await();
      Status.driver(cuMemFree(address), "giving back memory");
    }
  }

  /** Copies floats to the GPU. */
  void put(long address, float[] source, int offset, int count) {
    for (int done = 0; done < count; ) {
      int n = Math.min(STAGE / 4, count - done);
      gpu.await();
      stage.bytes.clear();
      stage.bytes.asFloatBuffer().put(source, offset + done, n);
      Status.driver(cuMemcpyHtoDAsync(address + 4L * done, stage.address, 4L * n, gpu.stream()), "copying to the GPU");
      done += n;
    }
    // Whoever writes to the stage next waits first.
  }

  /** Copies rows to the GPU, one behind the other. */
  void putRows(long address, float[][] rows, int columns) {
    if (rows.length == 0 || columns == 0) {
      return;
    }
    int per = Math.max(1, STAGE / 4 / columns);
    if (columns > STAGE / 4) {
      for (int r = 0; r < rows.length; r++) {
        put(address + 4L * r * columns, rows[r], 0, columns);
      }
      return;
    }
    for (int from = 0; from < rows.length; from += per) {
      int n = Math.min(per, rows.length - from);
      gpu.await();
      for (int r = 0; r < n; r++) {
        stage.bytes.clear();
        stage.bytes.position(4 * r * columns);
        stage.bytes.asFloatBuffer().put(rows[from + r], 0, columns);
      }
      Status.driver(cuMemcpyHtoDAsync(address + 4L * from * columns, stage.address, 4L * n * columns, gpu.stream()),
          "copying to the GPU");
    }
  }

  /** Copies floats from the GPU, once all that was begun is done. */
  void get(long address, float[] target, int offset, int count) {
    for (int done = 0; done < count; ) {
      int n = Math.min(STAGE / 4, count - done);
      receive(address + 4L * done, 4L * n);
      stage.bytes.asFloatBuffer().get(target, offset + done, n);
      done += n;
    }
  }

  /** Copies one double from the GPU, once all that was begun is done. */
  double getDouble(long address) {
    receive(address, Double.BYTES);
    return stage.bytes.getDouble(0);
  }

  private void receive(long address, long bytes) {
    Status.driver(cuMemcpyDtoHAsync(stage.address, address, bytes, gpu.stream()), "copying from the GPU");
    gpu.await();
    stage.bytes.clear();
  }

  /**
   * @param array values that do not change any more, or null
   * @param length how many of them are wanted
   * @return where they stand on the GPU until the ring begins anew; 0 for null
   */
  long ring(int[] array, int length) {
    return array == null ? 0 : inRing.computeIfAbsent(array, a -> {
      int at = reserve(length);
      ring.bytes.clear();
      ring.bytes.position(at);
      ring.bytes.asIntBuffer().put(array, 0, length);
      return send(at, length);
    });
  }

  /**
   * @param array values that do not change any more, or null
   * @return where they stand on the GPU until the ring begins anew; 0 for null
   */
  long ring(float[] array) {
    return array == null ? 0 : inRing.computeIfAbsent(array, a -> {
      int at = reserve(array.length);
      ring.bytes.clear();
      ring.bytes.position(at);
      ring.bytes.asFloatBuffer().put(array);
      return send(at, array.length);
    });
  }

  /**
   * Makes room in the ring for what a pass will ask for, which would otherwise lose its first array when the ring begins anew
   * for its last.
   *
   * @param values how many values at most
   */
  void room(long values) {
    long bytes = 4 * values + 16L * ALIGN;
    if (bytes > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException("A batch of so many rows does not fit the GPU's ring; use smaller batches.");
    }
    if (bytes > ring.bytes.capacity()) {
      growRing((int) (2 * bytes));
    } else if (used + bytes > ring.bytes.capacity()) {
      rewind();
    }
  }

  private int reserve(int length) {
    if (used + 4L * length > ring.bytes.capacity()) {
      throw new IllegalStateException("the ring of row numbers is full");
    }
    int at = used;
    used = (int) Math.min(ring.bytes.capacity(), (used + 4L * length + ALIGN - 1) / ALIGN * ALIGN);
    return at;
  }

  private long send(int at, int length) {
    Status.driver(cuMemcpyHtoDAsync(ringOnGpu + at, ring.address.getPointer(at), 4L * length, gpu.stream()),
        "copying to the GPU");
    return ringOnGpu + at;
  }

  private void rewind() {
    gpu.await();
    inRing.clear();
    used = 0;
  }

  private void growRing(int bytes) {
    if (ring != null) {
      rewind();
      ring.free();
      free(ringOnGpu);
    }
    ring = new Pinned(bytes);
    ringOnGpu = allocate(bytes);
  }

  @Override
  public void close() {
    stage.free();
    ring.free();
    allocated.forEach(a -> cuMemFree(a));
    allocated.clear();
  }
}
