package org.c3tl.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;

/**
 * GCT text of the Broad Institute: genes are rows, samples are columns. Version 1.3 carries metadata of both; in version 1.2
 * the sample names must read {@code perturbation|context}.
 *
 * <h2>References</h2>
 * <pre>
 * Enache et al. The GCTx format and cmap{Py, R, M, J} packages. Bioinformatics 35, 2019.
 * </pre>
 */
final class GctEffects {
  private GctEffects() { }

  /**
   * @param head the first characters of a text
   * @return whether it is GCT
   */
  static boolean isGct(String head) {
    return head.startsWith("#1.2") || head.startsWith("#1.3");
  }

  /**
   * @param file the file, for messages
   * @param in its text from the start
   * @param perturbationColumn metadata field of the samples; null for the usual ones
   * @param contextColumn metadata field of the samples; null for the usual ones
   * @param replicates whether samples of the same names are numbered ({@link EffectColumns#numbered}) instead of refused
   * @return the table
   * @throws InvalidInputException naming everything that is wrong, by line and column
   * @throws IOException if reading fails
   */
  static EffectTable read(Path file, BufferedReader in, String perturbationColumn, String contextColumn, boolean replicates)
      throws IOException {
    return new Reading(file, in).table(perturbationColumn, contextColumn, replicates);
  }

  private static final class Reading {
    private final Path file;
    private final BufferedReader in;
    private int number;

    Reading(Path file, BufferedReader in) {
      this.file = file;
      this.in = in;
    }

    /** @return fields of the next line that is not blank, or null at the end */
    private String[] next() throws IOException {
      String line;
      do {
        line = in.readLine();
        number++;
      } while (line != null && line.isBlank());
      return line == null ? null : line.split("\t", -1);
    }

    private String[] line(String what) throws IOException {
      String[] fields = next();
      if (fields == null) {
        throw new InvalidInputException(file + " ends before " + what + "; it is not complete.");
      }
      return fields;
    }

    private InvalidInputException bad(String what) {
      return new InvalidInputException(file + ", line " + number + ": " + what);
    }

    EffectTable table(String perturbationColumn, String contextColumn, boolean replicates) throws IOException {
      boolean v13 = next()[0].strip().equals("#1.3");
      int[] n = sizes(v13);
      int rows = n[0];
      int samples = n[1];
      int meta = v13 ? n[2] : 1;
      String[] header = trimmed(line("the line with the names of the samples"), 1L + meta + samples);
      SampleMetadata metadata = new SampleMetadata(file, Arrays.asList(header).subList(1 + meta, header.length));
      if (v13) {
        for (int k = 0; k < n[3]; k++) {
          String[] f = trimmed(line("the " + n[3] + " lines of sample metadata"), header.length);
          metadata.put(f[0], Arrays.asList(f).subList(1 + meta, f.length));
        }
      }
      metadata.resolve(perturbationColumn, contextColumn, replicates);
      List<String> ids = new ArrayList<>();
      Map<String, List<String>> rowMetadata = new LinkedHashMap<>();
      for (int m = 1; m <= meta; m++) {
        rowMetadata.put(header[m], new ArrayList<>());
      }
      // Grows by what is really in the file, whatever the second line says.
      List<float[]> genes = new ArrayList<>();
      Problems problems = new Problems();
      int found = 0;
      for (String[] f = next(); f != null && found < 1000; f = next()) {
        f = trimmed(f, header.length);
        ids.add(f[0]);
        for (int m = 1; m <= meta; m++) {
          rowMetadata.get(header[m]).add(f[m]);
        }
        float[] values = new float[samples];
        for (int s = 0; s < samples; s++) {
          String text = f[1 + meta + s];
          values[s] = FloatText.parse(text);
          if (!Float.isFinite(values[s])) {
            found++;
            problems.add(file + ", line " + number + ", column " + (2 + meta + s) + " (gene '" + f[0] + "', sample '"
                + header[1 + meta + s] + "') has " + FloatText.complaint(text) + ".");
          }
        }
        genes.add(values);
      }
      problems.throwIfAny();
      if (genes.size() != rows) {
        throw new InvalidInputException(file + " holds " + genes.size() + " genes, but its second line says " + rows
            + "; it is not complete, or was edited.");
      }
      return metadata.table(GeneNames.of(ids, rowMetadata), (s, into) -> {
        for (int g = 0; g < into.length; g++) {
          into[g] = genes.get(g)[s];
        }
      });
    }

    private int[] sizes(boolean v13) throws IOException {
      String[] f = line("the line with its sizes");
      int wanted = v13 ? 4 : 2;
      int[] n = new int[wanted];
      try {
        for (int i = 0; i < wanted; i++) {
          n[i] = Integer.parseInt(f[i].strip());
        }
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        n[0] = -1;
      }
      if (Arrays.stream(n).anyMatch(v -> v < 0) || n[0] == 0 || n[1] == 0) {
        throw bad("there must be " + wanted + " sizes (" + (v13 ? "genes, samples, gene fields, sample fields"
            : "genes, samples") + "), separated by tabs; found '" + String.join(" ", f) + "'.");
      }
      return n;
    }

    /** Spreadsheets add empty fields at the end of short lines. */
    private String[] trimmed(String[] fields, long wanted) {
      int n = fields.length;
      while (n > wanted && fields[n - 1].isBlank()) {
        n--;
      }
      if (n != wanted) {
        throw bad("there are " + n + " columns where " + wanted + " are expected from the sizes in the second line.");
      }
      return Arrays.copyOf(fields, n);
    }
  }
}
