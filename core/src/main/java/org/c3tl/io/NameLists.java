package org.c3tl.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;

/**
 * Plain lists of names, of genes or perturbations: one per line. Blanks around a name, empty lines and lines that begin with
 * {@code #} are ignored.
 */
public final class NameLists {
  private NameLists() { }

  /**
   * @param file a text file, UTF-8, gzipped or not
   * @param kind what the names are, in the singular, for messages: {@code "gene"}
   * @return the names in order, each once
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws IOException if the disc fails
   * @throws InvalidInputException if there is no name in it, a line has several columns, or it is no text
   */
  public static List<String> read(Path file, String kind) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    Problems problems = new Problems();
    TextFile.read(file, in -> {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        String name = line.strip();
        if (name.isEmpty() || name.startsWith("#")) {
          continue;
        }
        if (name.indexOf('\t') >= 0) {
          problems.add(file + ", line " + number + ": there are several columns, but a list has one " + kind
              + " per line. Keep the column of names only.");
        }
        names.add(name);
      }
      return null;
    });
    problems.require(!names.isEmpty(), file + " holds no " + kind + "; write one per line.");
    problems.throwIfAny();
    return new ArrayList<>(names);
  }
}
