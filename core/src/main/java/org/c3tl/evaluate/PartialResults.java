package org.c3tl.evaluate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.io.AtomicOutput;
import org.c3tl.io.EffectFiles;
import org.c3tl.metric.Scores;
import org.c3tl.train.LearningCurve;

/**
 * Keeps what is finished of a benchmark in a folder, so that it survives being killed and then gives the same results as an
 * uninterrupted run. A file per fold and method, written atomically, sealed with a checksum and bound to data and options; for
 * methods whose predictions are asked for also these. May be used by several threads.
 */
public final class PartialResults {
  /** Keeps nothing. */
  public static final PartialResults NONE = new PartialResults(null, "");

  private static final int MAGIC = 0x43335442;
  private static final int VERSION = 1;
  private static final String SUFFIX = ".result";
  private static final String PREDICTIONS = ".h5ad";

  private final Path folder;
  private final String fingerprint;

  private PartialResults(Path folder, String fingerprint) {
    this.folder = folder;
    this.fingerprint = fingerprint;
  }

  /**
   * Checks, before long work, whether a run may begin.
   *
   * @param folder where results of an earlier run may be
   * @param resume whether to go on from them
   * @throws InvalidInputException if there are some and resume is off
   * @throws IOException if the folder cannot be read
   */
  public static void check(Path folder, boolean resume) throws IOException {
    if (!resume && !results(folder).isEmpty()) {
      throw new InvalidInputException("The folder " + folder + " holds finished folds of an earlier run. Add --resume to go on "
          + "from them, or delete the folder to begin anew.");
    }
  }

  /**
   * @param folder where to keep results; made if missing
   * @param resume whether to go on from what is there
   * @param fingerprint what the results depend on, see {@link Fingerprint}
   * @return results of that run
   * @throws InvalidInputException if the folder holds results and resume is off, or they belong to other data or options
   * @throws IOException if the folder cannot be made or read
   */
  public static PartialResults in(Path folder, boolean resume, String fingerprint) throws IOException {
    check(folder, resume);
    Files.createDirectories(folder);
    PartialResults p = new PartialResults(folder, fingerprint);
    for (Path file : results(folder)) {
      p.read(file, null);
    }
    return p;
  }

  private static List<Path> results(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().endsWith(SUFFIX) && !isTemporary(f)).sorted().toList();
    }
  }

  /**
   * @return number of results that are kept
   * @throws IOException if the folder cannot be read
   */
  public int count() throws IOException {
    return folder == null ? 0 : results(folder).size();
  }

  private Path file(String fold, String method, String suffix) {
    // Names are free text: the digest keeps apart what becomes alike where only safe characters stay.
    String safe = (fold + "-" + method).replaceAll("[^A-Za-z0-9_-]", "_");
    String digest = new Fingerprint().add(fold).add(method).text().substring(0, 12);
    return folder.resolve(safe.substring(0, Math.min(80, safe.length())) + "-" + digest + suffix);
  }

  /**
   * @param fold a fold
   * @param method name of a method
   * @param predictions whether its predictions must be there, too
   * @return its result on that fold, or null where it is not finished
   * @throws IOException if the file cannot be read
   */
  FoldResult load(Fold fold, String method, boolean predictions) throws IOException {
    if (folder == null) {
      return null;
    }
    Path file = file(fold.name(), method, SUFFIX);
    if (!Files.exists(file) || predictions && !Files.exists(file(fold.name(), method, PREDICTIONS))) {
      return null;
    }
    FoldResult result = read(file, fold);
    if (!result.fold().equals(fold.name()) || !result.method().equals(method)) {
      throw damaged(file, null);
    }
    return result;
  }

  /**
   * @param fold name of a fold
   * @param method name of a method
   * @return the predictions that were kept, or null where there are none
   */
  public Path predictions(String fold, String method) {
    Path file = folder == null ? null : file(fold, method, PREDICTIONS);
    return file != null && Files.exists(file) ? file : null;
  }

  /**
   * @param fold the fold of the result
   * @param result what to keep
   * @param prediction predictions to keep beside it, or null
   * @throws IOException if it cannot be written
   */
  void save(Fold fold, FoldResult result, EffectTable prediction) throws IOException {
    if (folder == null) {
      return;
    }
    if (prediction != null) {
      EffectFiles.write(file(fold.name(), result.method(), PREDICTIONS), prediction, true);
    }
    AtomicOutput.write(file(fold.name(), result.method(), SUFFIX), true, temporary -> {
      CRC32 crc = new CRC32();
      try (DataOutputStream out = new DataOutputStream(new CheckedOutputStream(
          new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16), crc))) {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        write(out, fingerprint);
        write(out, result.fold());
        write(out, result.method());
        write(out, result.scores());
        write(out, result.curve());
        out.writeLong(crc.getValue());
      }
    });
  }

  /** Removes all of it, once the results are written. */
  public void clear() throws IOException {
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    for (Path result : results(folder)) {
      String name = result.getFileName().toString();
      Files.deleteIfExists(folder.resolve(name.substring(0, name.length() - SUFFIX.length()) + PREDICTIONS));
      Files.delete(result);
    }
    deleteTemporary();
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }

  /** What a run that was killed was just writing; see {@link AtomicOutput}. */
  private static boolean isTemporary(Path file) {
    return file.getFileName().toString().startsWith(".c3tl-");
  }

  private void deleteTemporary() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path f : files.filter(PartialResults::isTemporary).toList()) {
        Files.deleteIfExists(f);
      }
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(DataOutputStream out, List<ContextScore> scores) throws IOException {
    out.writeInt(scores.size());
    List<String> last = null;
    for (ContextScore s : scores) {
      write(out, s.context());
      write(out, s.metric());
      out.writeLong(s.seed());
      boolean same = s.perturbations().equals(last);
      out.writeBoolean(same);
      if (!same) {
        out.writeInt(s.perturbations().size());
        for (String p : s.perturbations()) {
          write(out, p);
        }
      }
      last = s.perturbations();
      double[] values = s.scores().perPerturbation();
      out.writeInt(values == null ? -1 : values.length);
      for (int i = 0; values != null && i < values.length; i++) {
        out.writeDouble(values[i]);
      }
      out.writeDouble(s.scores().context());
      out.writeInt(s.scores().degenerate());
      out.writeInt(s.scores().of());
    }
  }

  private static void write(DataOutputStream out, LearningCurve curve) throws IOException {
    out.writeInt(curve == null ? -1 : curve.points().size());
    for (LearningCurve.Point p : curve == null ? List.<LearningCurve.Point>of() : curve.points()) {
      write(out, p.phase());
      out.writeInt(p.member());
      out.writeInt(p.epoch());
      out.writeDouble(p.trainMse());
      out.writeDouble(p.validationPearson());
      out.writeDouble(p.validationMse());
    }
  }

  /** @return the result, or null where only its head was to be checked, the fold being null */
  private FoldResult read(Path file, Fold fold) throws IOException {
    CRC32 crc = new CRC32();
    long size = Files.size(file);
    try (DataInputStream in = new DataInputStream(new CheckedInputStream(
        new BufferedInputStream(Files.newInputStream(file), 1 << 16), crc))) {
      if (in.readInt() != MAGIC || in.readInt() != VERSION) {
        throw new InvalidInputException(file + " is not a result of this version of c3tl. Delete it to begin anew.");
      }
      if (!text(in, size).equals(fingerprint)) {
        throw new InvalidInputException("The finished fold " + file + " belongs to other data, options or another version of "
            + "c3tl. Give the same input and options as before, or delete the folder to begin anew.");
      }
      if (fold == null) {
        return null;
      }
      String name = text(in, size);
      String method = text(in, size);
      List<ContextScore> scores = scores(in, size, name, method);
      LearningCurve curve = curve(in, size);
      long expected = crc.getValue();
      if (in.readLong() != expected) {
        throw damaged(file, null);
      }
      return new FoldResult(name, method, scores, curve);
    } catch (EOFException e) {
      throw damaged(file, e);
    }
  }

  private static List<ContextScore> scores(DataInputStream in, long size, String fold, String method) throws IOException {
    List<ContextScore> scores = new ArrayList<>();
    List<String> perturbations = List.of();
    for (int n = length(in, size); n > 0; n--) {
      String context = text(in, size);
      String metric = text(in, size);
      long seed = in.readLong();
      if (!in.readBoolean()) {
        List<String> names = new ArrayList<>();
        for (int i = length(in, size); i > 0; i--) {
          names.add(text(in, size));
        }
        perturbations = List.copyOf(names);
      }
      int values = in.readInt();
      if (values < -1 || values > size / 8) {
        throw new EOFException("length " + values);
      }
      double[] each = values < 0 ? null : new double[values];
      for (int i = 0; i < values; i++) {
        each[i] = in.readDouble();
      }
      scores.add(new ContextScore(method, fold, seed, context, metric, perturbations,
          new Scores(each, in.readDouble(), in.readInt(), in.readInt())));
    }
    return scores;
  }

  private static LearningCurve curve(DataInputStream in, long size) throws IOException {
    int n = in.readInt();
    if (n < 0) {
      return null;
    }
    List<LearningCurve.Point> points = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      points.add(new LearningCurve.Point(text(in, size), in.readInt(), in.readInt(), in.readDouble(), in.readDouble(),
          in.readDouble()));
    }
    return new LearningCurve(points);
  }

  private static int length(DataInputStream in, long size) throws IOException {
    int n = in.readInt();
    if (n < 0 || n > size) {
      throw new EOFException("length " + n);
    }
    return n;
  }

  private static String text(DataInputStream in, long size) throws IOException {
    byte[] bytes = new byte[length(in, size)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static InvalidInputException damaged(Path file, Exception cause) {
    return new InvalidInputException("The finished fold " + file + " is damaged. Delete it to compute it again.", cause);
  }
}
