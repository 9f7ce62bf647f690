package org.c3tl.knime.logic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.c3tl.data.InvalidInputException;
import org.c3tl.io.AtomicOutput;
import org.c3tl.model.C3tlModel;
import org.c3tl.model.ModelFile;

/** Work of the nodes C³TL Model Reader and C³TL Model Writer. Thread-safe. */
public final class ModelFiles {
  private static Read last;

  private ModelFiles() { }

  private record Read(Path file, FileTime time, long size, C3tlModel model) { }

  /**
   * Reads a model. The last one is kept, because KNIME asks for the names at every change of a dialog.
   *
   * @param file a {@code .c3tl} file
   * @return the model
   * @throws IOException if it cannot be opened
   * @throws InvalidInputException if it is no model or damaged
   */
  public static synchronized C3tlModel read(Path file) throws IOException {
    Path real = file.toRealPath();
    FileTime time = Files.getLastModifiedTime(real);
    long size = Files.size(real);
    if (last == null || !last.file.equals(real) || !last.time.equals(time) || last.size != size) {
      last = new Read(real, time, size, ModelFile.read(file));
    }
    return last.model;
  }

  /**
   * @param target where a model shall be written
   * @param overwrite whether an existing file may be replaced
   * @throws InvalidInputException if it cannot be
   */
  public static void check(Path target, boolean overwrite) {
    AtomicOutput.check(target, overwrite);
  }

  /**
   * @param model a {@code .c3tl} file
   * @param target where its bytes go, whole or not at all
   * @param overwrite whether an existing file may be replaced
   * @throws IOException if that fails
   * @throws InvalidInputException if the target may not be replaced or cannot be written
   */
  public static void write(Path model, Path target, boolean overwrite) throws IOException {
    check(target, overwrite);
    AtomicOutput.write(target, overwrite, temporary -> Files.copy(model, temporary, StandardCopyOption.REPLACE_EXISTING));
  }
}
