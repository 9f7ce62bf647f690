package org.c3tl.io;

import io.jhdf.object.message.FilterPipelineMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes the filters of a chunk: shuffle, gzip, lzf, checksum. The size of the result is known beforehand, so a chunk that
 * would unpack to more is refused instead of filling the memory, which jHDF's own filters do.
 */
final class HdfFilters {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int LZF = 32000;

  /** One filter with the size of an element for shuffle. */
  private record Step(int id, int elementSize) { }

  private final List<Step> steps = new ArrayList<>();
  private final Inflater inflater;
  private byte[] spare = new byte[0];

  /**
   * @param message the dataset's filters, or null for none
   * @param elementSize bytes of an element
   * @param source the file, for messages
   * @param object path of the dataset, for messages
   * @throws org.c3tl.data.InvalidInputException if there is a filter that is not known here, naming it
   */
  HdfFilters(FilterPipelineMessage message, int elementSize, HdfSource source, String object) {
    boolean deflate = false;
    if (message != null) {
      for (FilterPipelineMessage.FilterInfo f : message.getFilters()) {
        int[] data = f.getData();
        switch (f.getId()) {
          case DEFLATE -> deflate = true;
          case SHUFFLE, FLETCHER32, LZF -> { }
          default -> throw source.unsupported(object, " is compressed with " + name(f) + ", which is not read. Read are "
              + "gzip, lzf and no compression: write the file again in Python with "
              + "adata.write_h5ad(path, compression='gzip').");
        }
        int unit = f.getId() == SHUFFLE && data.length > 0 && data[0] > 0 ? data[0] : elementSize;
        steps.add(new Step(f.getId(), unit));
      }
    }
    inflater = deflate ? new Inflater() : null;
  }

  private static String name(FilterPipelineMessage.FilterInfo f) {
    return switch (f.getId()) {
      case 4 -> "szip";
      case 5 -> "nbit";
      case 6 -> "scaleoffset";
      case 307 -> "bzip2";
      case 32001 -> "blosc";
      case 32004 -> "lz4";
      case 32008 -> "bitshuffle";
      case 32013 -> "zfp";
      case 32015 -> "zstd";
      case 32026 -> "blosc2";
      default -> "HDF5 filter " + f.getId();
    };
  }

  /**
   * @return whether chunks are stored as they are
   */
  boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Frees native memory. The object must not be used afterwards. */
  void end() {
    if (inflater != null) {
      inflater.end();
    }
  }

  /**
   * @param stored the chunk as in the file
   * @param length how much of it is used
   * @param mask filters that were left out for this chunk
   * @param into receives the chunk
   * @param size size of the chunk in bytes
   * @throws DamagedException if it does not unpack to exactly that size
   */
  void decode(byte[] stored, int length, int mask, byte[] into, int size) throws DamagedException {
    byte[] from = stored;
    // Two buffers take turns; the result is copied if it ends in the wrong one.
    int room = size + 16;
    if (spare.length < room) {
      spare = new byte[room];
    }
    byte[] other = spare;
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (i < Integer.SIZE && (mask >>> i & 1) != 0) {
        continue;
      }
      Step step = steps.get(i);
      switch (step.id) {
        case FLETCHER32 -> {
          if (length < 4) {
            throw new DamagedException("a chunk is too short for its checksum");
          }
          length -= 4;
        }
        case DEFLATE -> {
          byte[] to = from == into ? other : into;
          length = inflate(from, length, to, size, i > 0);
          from = to;
        }
        case LZF -> {
          byte[] to = from == into ? other : into;
          length = lzf(from, length, to, size);
          from = to;
        }
        default -> {
          byte[] to = from == into ? other : into;
          if (length > to.length || length > size + 4) {
            throw new DamagedException("a chunk is larger than declared");
          }
          unshuffle(from, length, step.elementSize, to);
          from = to;
        }
      }
    }
    if (length != size) {
      throw new DamagedException("a chunk unpacks to " + length + " bytes where " + size + " are declared");
    }
    if (from != into) {
      System.arraycopy(from, 0, into, 0, size);
    }
  }

  private int inflate(byte[] from, int length, byte[] to, int size, boolean more) throws DamagedException {
    inflater.reset();
    inflater.setInput(from, 0, length);
    // A checksum below this filter adds four bytes.
    int room = Math.min(to.length, more ? size + 4 : size);
    int n = 0;
    try {
      while (!inflater.finished()) {
        int got = inflater.inflate(to, n, room - n);
        n += got;
        if (got == 0 && !inflater.finished()) {
          throw new DamagedException(n == room ? "a compressed chunk holds more than the " + size + " bytes declared"
              : "a compressed chunk ends too early");
        }
      }
    } catch (DataFormatException e) {
      throw new DamagedException("a compressed chunk is damaged (" + e.getMessage() + ")");
    }
    return n;
  }

  /** LZF as in liblzf: literal runs (control below 32) and back references. */
  static int lzf(byte[] from, int length, byte[] to, int size) throws DamagedException {
    int in = 0;
    int out = 0;
    int room = Math.min(size + 4, to.length);
    while (in < length) {
      int control = from[in++] & 0xff;
      if (control < 32) {
        int run = control + 1;
        if (in + run > length || out + run > room) {
          throw new DamagedException("a compressed chunk is damaged");
        }
        System.arraycopy(from, in, to, out, run);
        in += run;
        out += run;
      } else {
        int run = control >> 5;
        if (run == 7) {
          if (in >= length) {
            throw new DamagedException("a compressed chunk ends too early");
          }
          run += from[in++] & 0xff;
        }
        run += 2;
        if (in >= length) {
          throw new DamagedException("a compressed chunk ends too early");
        }
        int back = out - ((control & 0x1f) << 8) - (from[in++] & 0xff) - 1;
        if (back < 0 || out + run > room) {
          throw new DamagedException("a compressed chunk is damaged");
        }
        for (int k = 0; k < run; k++) {
          // Source and target overlap on purpose: a reference may repeat what it is writing.
          to[out++] = to[back++];
        }
      }
    }
    return out;
  }

  private static void unshuffle(byte[] from, int length, int unit, byte[] to) {
    int n = length / unit;
    if (unit == 4) {
      for (int i = 0, o = 0; i < n; i++, o += 4) {
        to[o] = from[i];
        to[o + 1] = from[i + n];
        to[o + 2] = from[i + 2 * n];
        to[o + 3] = from[i + 3 * n];
      }
    } else {
      for (int b = 0; b < unit; b++) {
        for (int i = 0, o = b, at = b * n; i < n; i++, o += unit) {
          to[o] = from[at + i];
        }
      }
    }
    int done = n * unit;
    System.arraycopy(from, done, to, done, length - done);
  }

  /** The stored bytes contradict themselves. Caught where file and dataset are known. */
  static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message, null, false, false);
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(steps.toArray());
  }
}
