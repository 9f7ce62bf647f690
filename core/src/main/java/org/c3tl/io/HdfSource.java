package org.c3tl.io;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.c3tl.data.InvalidInputException;

/**
 * An open HDF5 file. jHDF finds what is in it; numbers and text are read by {@link HdfArray}. Whatever jHDF throws at damaged
 * files leaves as {@link InvalidInputException} that names file and object. Links to other places are not followed.
 */
final class HdfSource implements AutoCloseable {
  private final Path path;
  private final HdfChannel channel;
  private final HdfFile file;

  private HdfSource(Path path, HdfChannel channel) {
    this.path = path;
    this.channel = channel;
    this.file = guard("", () -> new HdfFile(channel));
    long end = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
    if (end > channel.size()) {
      throw damaged("", "it has " + channel.size() + " of its " + end + " bytes", null);
    }
  }

  /**
   * @param path an HDF5 file
   * @return the open file
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be opened
   * @throws InvalidInputException if it is empty, a folder, or no HDF5 file, saying what it looks like
   */
  static HdfSource open(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (Files.isDirectory(path)) {
      boolean zarr = Files.exists(path.resolve(".zgroup")) || Files.exists(path.resolve(".zattrs"))
          || Files.exists(path.resolve("zarr.json"));
      throw new InvalidInputException(path + (zarr ? " is a Zarr store, which is not read. Convert it in Python: "
          + "anndata.read_zarr(path).write_h5ad('cells.h5ad')." : " is a folder; give a file."));
    }
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(path + " is not an ordinary file. HDF5 cannot be read from a pipe; save it first.");
    }
    HdfChannel channel = new HdfChannel(path);
    try {
      checkStart(path, channel);
      return new HdfSource(path, channel);
    } catch (RuntimeException | IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void checkStart(Path path, HdfChannel channel) throws IOException {
    if (channel.size() == 0) {
      throw new InvalidInputException(path + " is empty (0 bytes). The program that should have written it may have failed.");
    }
    byte[] start = new byte[(int) Math.min(64, channel.size())];
    channel.read(ByteBuffer.wrap(start), 0);
    if (isSignature(start)) {
      return;
    }
    // A user block of 512, 1024, ... bytes may stand before the signature.
    byte[] later = new byte[8];
    for (long at = 512; at > 0 && at <= channel.size() - 8; at *= 2) {
      channel.read(ByteBuffer.wrap(later), at);
      if (isSignature(later)) {
        return;
      }
    }
    String what = "its first bytes are no HDF5 signature";
    if (start.length > 1 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
      what = "it is compressed with gzip; unpack it first if it holds an .h5ad";
    } else if (start.length > 3 && start[0] == 'P' && start[1] == 'K') {
      what = "it is a ZIP archive";
    } else if (isText(start)) {
      what = "it is a text file";
    }
    throw new InvalidInputException(path + " is no AnnData (.h5ad) file: " + what + ".");
  }

  private static boolean isSignature(byte[] b) {
    return b.length >= 8 && b[0] == (byte) 0x89 && b[1] == 'H' && b[2] == 'D' && b[3] == 'F' && b[4] == '\r' && b[5] == '\n'
        && b[6] == 0x1a && b[7] == '\n';
  }

  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  /**
   * @return the file's path
   */
  Path path() {
    return path;
  }

  /**
   * @return the channel all reads go through
   */
  HdfChannel channel() {
    return channel;
  }

  /**
   * @return jHDF's file
   */
  HdfFile file() {
    return file;
  }

  /**
   * @param object path inside the file, may be empty
   * @return file and object, as messages begin
   */
  String where(String object) {
    return object.isEmpty() ? path.toString() : path + ", '" + object + "',";
  }

  /**
   * Runs what may stumble over a damaged file.
   *
   * @param <T> type of the result
   * @param object path inside the file, for messages
   * @param action calls jHDF
   * @return what the action returned
   * @throws InvalidInputException if the action failed because of what is in the file
   * @throws UncheckedIOException if the disc failed
   */
  <T> T guard(String object, Supplier<T> action) {
    try {
      return action.get();
    } catch (InvalidInputException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      throw translate(object, e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      // A loop among the file's own addresses, or a size field that no file of this length can have.
      throw damaged(object, "it refers to itself or claims an impossible size", e);
    }
  }

  private RuntimeException translate(String object, RuntimeException e) {
    String reason = null;
    int depth = 0;
    for (Throwable t = e; t != null && depth < 50; t = t.getCause(), depth++) {
      if (t instanceof UnsupportedHdfException) {
        return new InvalidInputException(where(object) + " uses a feature of HDF5 that is not read (" + t.getMessage()
            + "). Write the file again in Python: anndata.read_h5ad(path).write_h5ad(other).", e);
      }
      if (t instanceof EOFException) {
        return damaged(object, "it is cut off or its addresses are wrong: " + t.getMessage(), e);
      }
      if (t instanceof OutOfMemoryError || t instanceof StackOverflowError) {
        return damaged(object, "it refers to itself or claims an impossible size", t);
      }
      if (t instanceof ClosedChannelException) {
        return new IllegalStateException(path + " was closed while it was read", e);
      }
      if (t instanceof IOException io && !"Trying to read more bytes than available".equals(io.getMessage())) {
        return new UncheckedIOException(path + " cannot be read: " + io.getMessage(), io);
      }
      if (t.getMessage() != null) {
        reason = t.getMessage();
      }
    }
    return damaged(object, reason == null ? e.getClass().getSimpleName() : reason, e);
  }

  /**
   * @param object path inside the file
   * @param reason what is wrong, to stand in brackets
   * @param cause what was thrown, may be null
   * @return the exception to throw
   */
  InvalidInputException damaged(String object, String reason, Throwable cause) {
    return new InvalidInputException(where(object) + " cannot be read: the file is damaged or not complete (" + reason
        + "). Copy or write it again.", cause);
  }

  /**
   * @param object path inside the file
   * @param rest what it is stored as and what is read instead, following the object in a sentence
   * @return the exception to throw for something that may be in order but is not read here
   */
  InvalidInputException unsupported(String object, String rest) {
    return new InvalidInputException(where(object) + rest, new UnsupportedHdfException(rest));
  }

  /**
   * @param e an exception of this class
   * @return whether it is about something that may be in order but is not read here, and not about damage
   */
  static boolean isUnsupported(InvalidInputException e) {
    Throwable t = e;
    for (int depth = 0; t != null && depth < 50; depth++, t = t.getCause()) {
      if (t instanceof UnsupportedHdfException) {
        return true;
      }
    }
    return false;
  }

  /**
   * @return the root group
   */
  Group root() {
    return file;
  }

  /**
   * @param object names separated by slashes, from the root
   * @return the object, or null if there is none
   * @throws InvalidInputException if it is a link elsewhere, or the file is damaged
   */
  Node find(String object) {
    Node at = file;
    for (String name : object.split("/")) {
      if (!(at instanceof Group group)) {
        return null;
      }
      at = guard(object, () -> group.getChild(name));
      if (at == null) {
        return null;
      }
      if (at instanceof Link) {
        throw unsupported(object, " is a link to another place, and links are not followed. Write the file again with the "
            + "data in it.");
      }
    }
    return at;
  }

  /**
   * @param object path of a group
   * @return names in it, in stored order; empty if there is no such group
   */
  List<String> children(String object) {
    Node node = object.isEmpty() ? file : find(object);
    return node instanceof Group group ? new ArrayList<>(guard(object, group::getChildren).keySet()) : List.of();
  }

  /**
   * @param object path of a dataset
   * @return it, or null if there is none
   */
  HdfArray array(String object) {
    Node node = find(object);
    return node instanceof Dataset dataset ? new HdfArray(this, object, dataset) : null;
  }

  /**
   * @param object path of the node, for messages
   * @param node a node
   * @param name an attribute's name
   * @return its value as jHDF gives it, or null where there is none or it is empty
   */
  Object attribute(String object, Node node, String name) {
    return guard(object, () -> {
      Attribute a = node.getAttribute(name);
      return a == null ? null : a.getData();
    });
  }

  /**
   * @param object path of the node, for messages
   * @param node a node
   * @param name an attribute's name
   * @return its value if it is one text, else null
   */
  String textAttribute(String object, Node node, String name) {
    Object v = attribute(object, node, name);
    if (v instanceof String[] many && many.length == 1) {
      return many[0];
    }
    return v instanceof String s ? s : null;
  }

  /**
   * @param object path of the node, for messages
   * @param node a node
   * @param name an attribute's name
   * @return its value if it is a list of texts; an empty list for an empty attribute; null if there is none
   */
  List<String> textsAttribute(String object, Node node, String name) {
    Map<String, Attribute> all = guard(object, node::getAttributes);
    if (!all.containsKey(name)) {
      return null;
    }
    Object v = attribute(object, node, name);
    if (v instanceof String[] many) {
      return List.of(many);
    }
    return v instanceof String s ? List.of(s) : List.of();
  }

  /**
   * @param object path of the node, for messages
   * @param node a node
   * @param name an attribute's name
   * @return its value if it is a list of whole numbers, else null
   */
  long[] numbersAttribute(String object, Node node, String name) {
    Object v = attribute(object, node, name);
    if (v instanceof long[] many) {
      return many;
    }
    if (v instanceof int[] many) {
      long[] out = new long[many.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = many[i];
      }
      return out;
    }
    if (v instanceof Object[] many) {
      long[] out = new long[many.length];
      for (int i = 0; i < out.length; i++) {
        if (!(many[i] instanceof Number n)) {
          return null;
        }
        out[i] = n.longValue();
      }
      return out;
    }
    return null;
  }

  /**
   * Refuses what would not fit into memory, before it is allocated.
   *
   * @param object path of what is read
   * @param bytes how much is needed
   */
  void requireMemory(String object, long bytes) {
    Runtime r = Runtime.getRuntime();
    long free = r.maxMemory() - r.totalMemory() + r.freeMemory();
    if (bytes > free / 10 * 9) {
      System.gc();
      free = r.maxMemory() - r.totalMemory() + r.freeMemory();
      if (bytes > free / 10 * 9) {
        throw new InvalidInputException(String.format(Locale.ROOT, "%s needs %,d MB of memory, and Java has %,d MB left. Give it "
            + "more with java -Xmx, or check the file.", where(object), bytes >> 20, free >> 20));
      }
    }
  }

  @Override
  public void close() throws IOException {
    // Not HdfFile.close(), which fails for a file that was opened from a channel (0.13.0).
    channel.close();
  }
}
