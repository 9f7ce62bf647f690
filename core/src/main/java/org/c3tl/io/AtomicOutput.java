package org.c3tl.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.c3tl.data.InvalidInputException;

/**
 * Output files that appear whole or not at all: written beside the target under a temporary name, then moved into place in
 * one step. An existing target is kept unless overwriting was asked for. A target that is a symbolic link keeps being one;
 * the file it leads to is replaced.
 */
public final class AtomicOutput {
  /** How much of the target's name, which writers choose the format by, the temporary name ends in. */
  private static final int KEPT_NAME = 40;
  /** Temporary files and folders in the making, removed if the program is interrupted. */
  static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AtomicOutput::clear, "c3tl-outputs"));
  }

  private AtomicOutput() { }

  /** Writes a file. */
  @FunctionalInterface
  public interface Writer {
    /**
     * @param temporary file to write, which exists and is empty
     * @throws IOException if that fails
     */
    void write(Path temporary) throws IOException;
  }

  /**
   * Checks, before long work, that an output could be written.
   *
   * @param target where the output shall be
   * @param overwrite whether an existing file may be replaced
   * @throws InvalidInputException if it exists and may not be replaced, is a folder or a device, or its folder is missing or
   *     not writable
   */
  public static void check(Path target, boolean overwrite) {
    if (target.getFileName() == null || target.toString().isEmpty()) {
      throw new InvalidInputException("The output '" + target + "' has no file name; give one.");
    }
    Path folder = folder(target);
    if (Files.isDirectory(target)) {
      throw new InvalidInputException("The output " + target + " is a folder; give a file name.");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new InvalidInputException("The output " + target
          + " is not an ordinary file (a device or a pipe?) and cannot be replaced. Choose another name.");
    }
    if (Files.exists(target) && !overwrite) {
      throw exists(target);
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("The folder " + folder + " of the output " + target.getFileName()
          + (Files.exists(folder) ? " is not a folder. Choose another place for the output." : " does not exist. Create it "
          + "first."));
    }
    if (!Files.isWritable(folder)) {
      throw new InvalidInputException("The folder " + folder
          + " cannot be written to. Choose another place for the output.");
    }
  }

  private static InvalidInputException exists(Path target) {
    return new InvalidInputException("The output " + target + " exists already. Choose another name, or add --overwrite to "
        + "replace it.");
  }

  /**
   * Writes the target through a temporary file of the same folder. If anything fails, the temporary file is deleted and the
   * target is as it was. The file has the permissions of any newly created one.
   *
   * @param target where the output shall be
   * @param overwrite whether an existing file may be replaced
   * @param writer writes the content
   * @throws IOException if writing or moving fails, for example because the disc is full; the message names the target. An
   *     IOException that a library wrapped into another exception comes out as one, too
   * @throws InvalidInputException as {@link #check}
   */
  public static void write(Path target, boolean overwrite, Writer writer) throws IOException {
    check(target, overwrite);
    Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    Path temporary = null;
    try {
      temporary = create(place);
      writer.write(temporary);
      // Some file systems report a full disc only now; and the move must not come to the disc before the content.
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      if (!overwrite && Files.exists(target)) {
        throw exists(target);
      }
      move(temporary, place);
    } catch (IOException | RuntimeException e) {
      throw failed(target, e);
    } finally {
      if (temporary != null) {
        Files.deleteIfExists(temporary);
        OPEN.remove(temporary);
      }
    }
  }

  /** Not Files.createTempFile, which lets nobody else read the file. */
  private static Path create(Path place) throws IOException {
    String name = place.getFileName().toString();
    int from = name.offsetByCodePoints(0, Math.max(0, name.codePointCount(0, name.length()) - KEPT_NAME));
    while (true) {
      Path temporary = place.resolveSibling(".c3tl-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + "-"
          + name.substring(from));
      OPEN.add(temporary);
      try {
        return Files.createFile(temporary);
      } catch (FileAlreadyExistsException e) {
        OPEN.remove(temporary);
      } catch (IOException | RuntimeException e) {
        OPEN.remove(temporary);
        throw e;
      }
    }
  }

  private static void move(Path temporary, Path place) throws IOException {
    try {
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Names the output in a failure of the disc, also in one that a library wrapped.
   *
   * @param target what could not be written
   * @param thrown what the writer threw
   * @return an IOException that names the target
   * @throws RuntimeException the one thrown, where it does not come from an IOException
   */
  static IOException failed(Path target, Exception thrown) {
    Throwable io = thrown;
    for (int depth = 0; io != null && !(io instanceof IOException) && depth < 20; depth++) {
      io = io.getCause();
    }
    if (thrown instanceof RuntimeException other && (other instanceof InvalidInputException
        || !(io instanceof IOException))) {
      throw other;
    }
    String reason = io instanceof FileSystemException f && f.getReason() != null ? f.getReason() : io.getMessage();
    // A message of its own may be about an input that was read meanwhile.
    if (thrown instanceof UncheckedIOException && !io.toString().equals(thrown.getMessage())) {
      reason = thrown.getMessage();
    }
    return new IOException("The output " + target + " could not be written: " + reason, thrown);
  }

  private static void clear() {
    for (Path temporary : OPEN) {
      try {
        OutputFolder.delete(temporary);
      } catch (IOException | RuntimeException e) {
        // The program is ending; there is nobody left to tell.
      }
    }
  }

  private static Path folder(Path target) {
    return target.toAbsolutePath().getParent();
  }
}
