package org.c3tl.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.c3tl.backend.Compute;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.io.AtomicOutput;

/**
 * Saves the state of a training in a folder, so that it survives being killed and then gives the same model as an
 * uninterrupted run. A file per fit, replaced atomically, sealed with a checksum and bound to data and options.
 */
public final class Checkpoints {
  /** Saves nothing. */
  public static final Checkpoints NONE = new Checkpoints(null, 0, "");

  private static final int MAGIC = 0x4333544C;
  private static final int VERSION = 1;
  private static final String SUFFIX = ".checkpoint";

  private final Path folder;
  private final long interval;
  private final String fingerprint;
  /** Several fits may run at a time, each with a file of its own. */
  private volatile long last = System.nanoTime();

  private Checkpoints(Path folder, long interval, String fingerprint) {
    this.folder = folder;
    this.interval = interval;
    this.fingerprint = fingerprint;
  }

  /**
   * @param folder where to save; made if missing
   * @param resume whether to go on from what is there
   * @param seconds least time between two saves of a fit, 0 for every epoch
   * @param set the data
   * @param options the options
   * @return checkpoints of that training
   * @throws InvalidInputException if the folder holds checkpoints and resume is off, or they belong to other data or options
   * @throws IOException if the folder cannot be made or read
   */
  public static Checkpoints in(Path folder, boolean resume, double seconds, TrainingSet set, TrainOptions options)
      throws IOException {
    Files.createDirectories(folder);
    List<Path> there;
    try (Stream<Path> files = Files.list(folder)) {
      there = files.filter(Checkpoints::isWhole).toList();
    }
    if (!there.isEmpty() && !resume) {
      throw new InvalidInputException("The folder " + folder + " holds checkpoints of an earlier training. Add --resume to go on "
          + "from them, or give another folder.");
    }
    Checkpoints c = new Checkpoints(folder, (long) (seconds * 1e9), fingerprint(set, options));
    for (Path file : there) {
      c.read(file);
    }
    return c;
  }

  private static String fingerprint(TrainingSet set, TrainOptions options) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      TrainOptions anyMachine = new TrainOptions(options.network(), options.basisRank(), options.learningRate(),
          options.weightDecay(), options.dropout(), options.batch(), options.epochs(), options.patience(),
          options.criterion(), options.validation(), options.leaveOneOut(), options.ensemble(), options.seed(), Compute.DEFAULT);
      digest.update((anyMachine + "\n" + set.targets() + "\n"
          + new TreeMap<>(set.groups()) + "\n").getBytes(StandardCharsets.UTF_8));
      for (EffectTable t : new EffectTable[] {set.training(), set.validation()}) {
        if (t != null) {
          add(digest, t);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(MessageDigest digest, EffectTable t) {
    digest.update(String.join("\n", t.genes().names()).getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.allocate(4 * t.genes().size());
    for (int r = 0; r < t.size(); r++) {
      digest.update(t.cell(r).toString().getBytes(StandardCharsets.UTF_8));
      bytes.clear();
      bytes.asFloatBuffer().put(t.values(r));
      digest.update(bytes);
      bytes.rewind();
    }
  }

  /**
   * @param finished whether the fit is complete, which is always saved
   * @return whether a state should be saved now
   */
  boolean due(boolean finished) {
    return folder != null && (finished || System.nanoTime() - last >= interval);
  }

  private Path file(String key) {
    return folder.resolve(key + SUFFIX);
  }

  /**
   * @param key name of the fit
   * @return its saved state, or null
   * @throws IOException if the file cannot be read
   */
  FitState load(String key) throws IOException {
    return folder == null || !Files.exists(file(key)) ? null : read(file(key));
  }

  /** Not the temporary file of a writing that was killed. */
  private static boolean isWhole(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SUFFIX) && !name.startsWith(".");
  }

  /** Removes all checkpoints, once the model is written. */
  public void clear() throws IOException {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path f : files.filter(p -> p.getFileName().toString().endsWith(SUFFIX)).toList()) {
        Files.delete(f);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isEmpty()) {
        Files.delete(folder);
      }
    }
  }

  /**
   * @param key name of the fit
   * @param s its state
   * @throws IOException if it cannot be written; the state saved before is then kept
   */
  void save(String key, FitState s) throws IOException {
    AtomicOutput.write(file(key), true, temporary -> {
      CRC32 crc = new CRC32();
      try (DataOutputStream out = new DataOutputStream(new CheckedOutputStream(
          new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16), crc))) {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeUTF(fingerprint);
        out.writeBoolean(s.finished());
        out.writeInt(s.epoch());
        out.writeLong(s.orderState());
        out.writeInt(s.order().length);
        for (int i : s.order()) {
          out.writeInt(i);
        }
        out.writeLong(s.steps());
        write(out, s.weights());
        write(out, s.means());
        write(out, s.squares());
        out.writeBoolean(s.best() != null);
        if (s.best() != null) {
          write(out, s.best());
        }
        out.writeInt(s.bestEpoch());
        out.writeDouble(s.bestScore());
        out.writeInt(s.points().size());
        for (LearningCurve.Point p : s.points()) {
          out.writeUTF(p.phase());
          out.writeInt(p.member());
          out.writeInt(p.epoch());
          out.writeDouble(p.trainMse());
          out.writeDouble(p.validationPearson());
          out.writeDouble(p.validationMse());
        }
        out.writeLong(crc.getValue());
      }
    });
    last = System.nanoTime();
  }

  private FitState read(Path file) throws IOException {
    CRC32 crc = new CRC32();
    long size = Files.size(file);
    try (DataInputStream in = new DataInputStream(new CheckedInputStream(
        new BufferedInputStream(Files.newInputStream(file), 1 << 16), crc))) {
      if (in.readInt() != MAGIC || in.readInt() != VERSION) {
        throw new InvalidInputException(file + " is not a checkpoint of this version of c3tl. Delete it to begin anew.");
      }
      if (!in.readUTF().equals(fingerprint)) {
        throw new InvalidInputException("The checkpoint " + file + " belongs to other data or other options. Give the same "
            + "input and options as before, or another folder.");
      }
      boolean finished = in.readBoolean();
      int epoch = in.readInt();
      long orderState = in.readLong();
      int[] order = new int[length(in, size)];
      for (int i = 0; i < order.length; i++) {
        order[i] = in.readInt();
      }
      long steps = in.readLong();
      Map<String, float[]> weights = readMap(in, size);
      List<float[]> means = readList(in, size);
      List<float[]> squares = readList(in, size);
      Map<String, float[]> best = in.readBoolean() ? readMap(in, size) : null;
      int bestEpoch = in.readInt();
      double bestScore = in.readDouble();
      List<LearningCurve.Point> points = new ArrayList<>();
      for (int n = length(in, size); n > 0; n--) {
        points.add(new LearningCurve.Point(in.readUTF(), in.readInt(), in.readInt(), in.readDouble(), in.readDouble(),
            in.readDouble()));
      }
      long expected = crc.getValue();
      if (in.readLong() != expected) {
        throw damaged(file, null);
      }
      return new FitState(finished, epoch, orderState, order, steps, weights, means, squares, best, bestEpoch, bestScore,
          points);
    } catch (EOFException | NegativeArraySizeException e) {
      throw damaged(file, e);
    }
  }

  private static InvalidInputException damaged(Path file, Exception cause) {
    return new InvalidInputException("The checkpoint " + file + " is damaged. Delete it to begin anew.", cause);
  }

  private static int length(DataInputStream in, long size) throws IOException {
    int n = in.readInt();
    if (n < 0 || n > size / 4) {
      throw new EOFException("length " + n);
    }
    return n;
  }

  private static void write(DataOutputStream out, Map<String, float[]> m) throws IOException {
    out.writeInt(m.size());
    for (Map.Entry<String, float[]> e : m.entrySet()) {
      out.writeUTF(e.getKey());
      write(out, e.getValue());
    }
  }

  private static void write(DataOutputStream out, List<float[]> all) throws IOException {
    out.writeInt(all.size());
    for (float[] a : all) {
      write(out, a);
    }
  }

  private static void write(DataOutputStream out, float[] a) throws IOException {
    out.writeInt(a.length);
    ByteBuffer bytes = ByteBuffer.allocate(4 * a.length);
    bytes.asFloatBuffer().put(a);
    out.write(bytes.array());
  }

  private static Map<String, float[]> readMap(DataInputStream in, long size) throws IOException {
    Map<String, float[]> m = new LinkedHashMap<>();
    for (int n = length(in, size); n > 0; n--) {
      m.put(in.readUTF(), readArray(in, size));
    }
    return m;
  }

  private static List<float[]> readList(DataInputStream in, long size) throws IOException {
    List<float[]> all = new ArrayList<>();
    for (int n = length(in, size); n > 0; n--) {
      all.add(readArray(in, size));
    }
    return all;
  }

  private static float[] readArray(DataInputStream in, long size) throws IOException {
    float[] a = new float[length(in, size)];
    byte[] bytes = new byte[4 * a.length];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(a);
    return a;
  }
}
