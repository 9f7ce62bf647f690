package org.c3tl.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Text elements of a file. Variable-length text stands in global heaps, small collections scattered over the file; the last
 * few are kept, since neighbours mostly share one. All text is taken as UTF-8, as h5py does.
 */
final class HdfTexts {
  private static final int KEPT = 64;
  /** Bytes of a collection's or an object's header. */
  private static final int HEADER = 16;

  private final HdfSource source;
  private final String name;
  private final Map<Long, Heap> heaps = new LinkedHashMap<>(KEPT, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Heap> eldest) {
      return size() > KEPT;
    }
  };

  /** One collection: its bytes and where each object starts. */
  private record Heap(byte[] bytes, Map<Integer, Integer> starts) { }

  HdfTexts(HdfSource source, String name) {
    this.source = source;
    this.name = name;
  }

  /**
   * @param type type of the element, fixed or variable text
   * @param bytes where the element is
   * @param at its first byte
   * @return the text
   */
  String text(HdfType type, byte[] bytes, int at) {
    if (type.kind == HdfType.Kind.FIXED_TEXT) {
      int end = at;
      while (end < at + type.size && bytes[end] != 0) {
        end++;
      }
      return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }
    ByteBuffer b = ByteBuffer.wrap(bytes, at, type.size).order(ByteOrder.LITTLE_ENDIAN);
    int offsets = source.file().getHdfBackingStorage().getSizeOfOffsets();
    if (type.size != 8 + offsets || offsets != 8 && offsets != 4) {
      throw source.damaged(name, "its text references have " + type.size + " bytes", null);
    }
    int length = b.getInt();
    long address = offsets == 8 ? b.getLong() : b.getInt() & 0xffffffffL;
    int index = b.getInt();
    if (length == 0 || index == 0 || address == 0) {
      return "";
    }
    Heap heap = heaps.get(address);
    if (heap == null) {
      heap = load(address);
      heaps.put(address, heap);
    }
    Integer start = heap.starts.get(index);
    if (start == null || length < 0 || length > size(heap.bytes, start)) {
      throw source.damaged(name, "a text of " + length + " bytes is not where it is said to be", null);
    }
    int end = start + HEADER;
    int limit = end + length;
    while (end < limit && heap.bytes[end] != 0) {
      end++;
    }
    return new String(heap.bytes, start + HEADER, end - start - HEADER, StandardCharsets.UTF_8);
  }

  private static long size(byte[] heap, int start) {
    return ByteBuffer.wrap(heap).order(ByteOrder.LITTLE_ENDIAN).getLong(start + 8);
  }

  private Heap load(long address) {
    long at = address + source.file().getHdfBackingStorage().getUserBlockSize();
    byte[] head = new byte[HEADER];
    read(at, head);
    long size = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong(8);
    if (head[0] != 'G' || head[1] != 'C' || head[2] != 'O' || head[3] != 'L' || size < HEADER
        || size > source.channel().size() - at || size > Integer.MAX_VALUE - 16) {
      throw source.damaged(name, "there is no text at " + address, null);
    }
    source.requireMemory(name, size);
    byte[] all = new byte[(int) size];
    read(at, all);
    Map<Integer, Integer> starts = new java.util.HashMap<>();
    ByteBuffer b = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    int pos = HEADER;
    while (pos <= size - HEADER) {
      int index = b.getShort(pos) & 0xffff;
      long n = b.getLong(pos + 8);
      // Index 0 is the free space at the end.
      if (index == 0) {
        break;
      }
      if (n < 0 || n > size - pos - HEADER) {
        throw source.damaged(name, "the texts at " + address + " overrun their space", null);
      }
      starts.put(index, pos);
      pos += HEADER + (int) (n + 7 & ~7L);
      if (pos < 0) {
        break;
      }
    }
    return new Heap(all, starts);
  }

  private void read(long at, byte[] into) {
    try {
      source.channel().read(ByteBuffer.wrap(into), at);
    } catch (EOFException e) {
      throw source.damaged(name, e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(source.path() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
