package org.c3tl.io;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.c3tl.data.InvalidInputException;

/**
 * Folders of results that appear whole: all files are written into a temporary folder beside the target, then moved. A new
 * folder comes into place in one step; in an existing one each file does. Other files of an existing folder are left alone.
 */
public final class OutputFolder {
  private OutputFolder() { }

  /** Writes the files of a folder. */
  @FunctionalInterface
  public interface Writer {
    /**
     * @param temporary empty folder to write into
     * @throws IOException if that fails
     */
    void write(Path temporary) throws IOException;
  }

  /**
   * Checks, before long work, that results could be written.
   *
   * @param folder where the results shall be
   * @param names files, relative to the folder, that will be written
   * @param overwrite whether existing ones may be replaced
   * @throws InvalidInputException if one exists and may not be replaced, the folder is a file, or its parent is missing or
   *     not writable
   */
  public static void check(Path folder, Collection<String> names, boolean overwrite) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InvalidInputException("The output " + folder + " is a file; a folder is needed. Choose another name.");
    }
    Path place = Files.exists(folder) ? folder : folder.toAbsolutePath().getParent();
    if (place == null || !Files.isDirectory(place)) {
      throw new InvalidInputException("The folder " + place + ", in which the output " + folder.getFileName()
          + " shall be made, does not exist. Create it first.");
    }
    if (!Files.isWritable(place)) {
      throw new InvalidInputException("The folder " + place + " cannot be written to. Choose another place for the output.");
    }
    List<String> there = names.stream().filter(n -> Files.exists(folder.resolve(n))).toList();
    if (!there.isEmpty() && !overwrite) {
      throw new InvalidInputException("The output folder " + folder + " already has " + String.join(", ", there)
          + ". Choose another folder, or add --overwrite to replace them.");
    }
  }

  /**
   * Writes the files. If anything fails before they are moved, nothing is changed.
   *
   * @param folder where the results shall be; made where it does not exist
   * @param overwrite whether existing files may be replaced
   * @param writer writes into the temporary folder, subfolders included
   * @throws IOException if writing or moving fails, for example because the disc is full; the message names the folder
   * @throws InvalidInputException as {@link #check}
   */
  public static void write(Path folder, boolean overwrite, Writer writer) throws IOException {
    check(folder, List.of(), overwrite);
    boolean fresh = !Files.exists(folder);
    Path place = fresh ? folder.toAbsolutePath().getParent() : folder;
    Path temporary = null;
    try {
      temporary = Files.createTempDirectory(place, ".c3tl-");
      AtomicOutput.OPEN.add(temporary);
      fill(temporary, folder, overwrite, fresh, writer);
    } catch (IOException | RuntimeException e) {
      throw AtomicOutput.failed(folder, e);
    } finally {
      if (temporary != null) {
        delete(temporary);
        AtomicOutput.OPEN.remove(temporary);
      }
    }
  }

  private static void fill(Path temporary, Path folder, boolean overwrite, boolean fresh, Writer writer) throws IOException {
    writer.write(temporary);
    List<Path> files = files(temporary);
    check(folder, files.stream().map(f -> temporary.relativize(f).toString()).toList(), overwrite);
    if (fresh) {
      openToOthers(temporary, folder.toAbsolutePath().getParent());
      move(temporary, folder);
      return;
    }
    for (Path file : files) {
      Path target = folder.resolve(temporary.relativize(file).toString());
      Files.createDirectories(target.getParent());
      move(file, target);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
    }
  }

  /** Temporary folders are private; results get the permissions of the folder they are made in. */
  private static void openToOthers(Path temporary, Path like) throws IOException {
    if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(like));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(p);
        }
      }
    }
  }
}
