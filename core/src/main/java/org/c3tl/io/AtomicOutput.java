package org.c3tl.io;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.c3tl.data.InvalidInputException;

/**
 * Output files that appear whole or not at all: written beside the target under a temporary name, then moved into place in
 * one step. An existing target is kept unless overwriting was asked for.
 */
public final class AtomicOutput {
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
   * @throws InvalidInputException if it exists and may not be replaced, is a folder, or its folder is missing or not writable
   */
  public static void check(Path target, boolean overwrite) {
    Path folder = folder(target);
    if (Files.isDirectory(target)) {
      throw new InvalidInputException("The output " + target + " is a folder; give a file name.");
    }
    if (Files.exists(target) && !overwrite) {
      throw new InvalidInputException("The output " + target + " exists already. Choose another name, or add --overwrite to "
          + "replace it.");
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("The folder " + folder + " of the output " + target.getFileName()
          + " does not exist. Create it first.");
    }
    if (!Files.isWritable(folder)) {
      throw new InvalidInputException("The folder " + folder + " cannot be written to. Choose another place for the output.");
    }
  }

  /**
   * Writes the target through a temporary file of the same folder. If anything fails, the temporary file is deleted and the
   * target is as it was.
   *
   * @param target where the output shall be
   * @param overwrite whether an existing file may be replaced
   * @param writer writes the content
   * @throws IOException if writing or moving fails, for example because the disc is full
   * @throws InvalidInputException as {@link #check}
   */
  public static void write(Path target, boolean overwrite, Writer writer) throws IOException {
    check(target, overwrite);
    String name = target.getFileName().toString();
    // The suffix is kept, since writers choose the format by it.
    Path temporary = Files.createTempFile(folder(target), ".c3tl-", "-" + name);
    try {
      writer.write(temporary);
      try {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Path folder(Path target) {
    return target.toAbsolutePath().getParent();
  }
}
