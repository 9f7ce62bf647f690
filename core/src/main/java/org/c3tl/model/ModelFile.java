package org.c3tl.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Residual;
import org.c3tl.data.Axis;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Provenance;
import org.c3tl.io.AtomicOutput;
import org.c3tl.io.HdfOutput;
import org.c3tl.io.SplitJson;

/**
 * The model file {@code .c3tl}: one HDF5 file that Python reads with h5py.
 *
 * <p>Root attributes {@code format} ({@value #FORMAT}) and {@code version}; {@code meta}, one JSON text with network,
 * normalisation, targets, split and provenance; {@code genes}, {@code perturbations}, {@code contexts}; {@code measured}
 * ({@code perturbations × contexts}, 0 or 1); {@code basis} ({@code rank × genes}) where there is one; {@code mean}
 * ({@code perturbations × features}); {@code refinement} ({@link Refinement}; {@code gene_sd} where
 * calibrated; absent in version 1); {@code members/K/weights/NAME}, {@code members/K/z}
 * ({@code perturbations × latent}) and {@code members/K/psi} ({@code contexts × latent}). Rows of NaN stand for "never
 * measured".
 */
public final class ModelFile {
  /** Value of the root attribute {@code format}. */
  public static final String FORMAT = "c3tl-model";
  /** Highest value of the root attribute {@code version} that is read, and the one written. */
  public static final int VERSION = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFile() { }

  /**
   * @param file where the model shall be
   * @param model the model
   * @param overwrite whether an existing file may be replaced
   * @throws IOException if writing fails
   */
  public static void write(Path file, C3tlModel model, boolean overwrite) throws IOException {
    AtomicOutput.write(file, overwrite, temporary -> HdfOutput.write(temporary, out -> {
      out.putAttribute("format", FORMAT);
      out.putAttribute("version", VERSION);
      out.putDataset("meta", new String[] {meta(model).toString()});
      out.putDataset("genes", model.genes().names().toArray(String[]::new));
      out.putDataset("perturbations", model.perturbations().names().toArray(String[]::new));
      out.putDataset("contexts", model.contexts().names().toArray(String[]::new));
      out.putDataset("measured", bytes(model.measured()));
      if (model.features().basis() != null) {
        out.putDataset("basis", model.features().basis());
      }
      out.putDataset("mean", filled(model.mean(), model.features().features()));
      write(out.putGroup("refinement"), model);
      WritableGroup members = out.putGroup("members");
      Map<String, int[]> shapes = shapes(model);
      for (int m = 0; m < model.members().size(); m++) {
        C3tlModel.Member member = model.members().get(m);
        WritableGroup group = members.putGroup(String.valueOf(m));
        group.putDataset("z", filled(member.z(), model.network().latent()));
        group.putDataset("psi", filled(member.psi(), model.network().latent()));
        WritableGroup weights = group.putGroup("weights");
        member.weights().forEach((name, w) -> weights.putDataset(name, matrix(w, shapes.get(name))));
      }
    }));
  }

  private static void write(WritableGroup group, C3tlModel model) {
    Refinement r = model.refinement();
    int genes = model.genes().size();
    int contexts = r.contexts().size();
    float[][] shift = new float[contexts][];
    double[] agreement = new double[contexts];
    double[] strength = new double[contexts];
    for (int c = 0; c < contexts; c++) {
      shift[c] = r.contexts().get(c).shift();
      agreement[c] = r.contexts().get(c).agreement();
      strength[c] = r.contexts().get(c).strength();
    }
    group.putDataset("context_shift", shift);
    group.putDataset("context_agreement", agreement);
    group.putDataset("context_strength", strength);
    group.putDataset("perturbation_coupling", r.perturbations().coupling());
    group.putDataset("perturbation_strength", r.perturbations().strength());
    group.putDataset("perturbation_spread", r.perturbations().spread());
    if (r.neighbours() != null) {
      group.putDataset("cell_features", r.neighbours().features());
      group.putDataset("cell_perturbation", r.neighbours().perturbation());
      group.putDataset("cell_context", r.neighbours().context());
    }
    if (r.spread() != null) {
      group.putDataset("gene_sd", new float[][] {r.spread().gene()});
    }
  }

  private static Map<String, int[]> shapes(C3tlModel model) {
    return NetworkShapes.of(model.network(), model.features().features(), model.perturbations().size(),
        model.trainedContexts());
  }

  private static ObjectNode meta(C3tlModel model) {
    ObjectNode o = JSON.createObjectNode();
    ObjectNode n = o.putObject("network");
    n.put("hidden", model.network().hidden());
    n.put("depth", model.network().depth());
    n.put("latent", model.network().latent());
    n.put("activation", model.network().activation().id());
    n.put("residual", model.network().residual().id());
    o.put("scale", model.features().scale());
    o.put("normalisation", model.normalisation());
    Blend blend = model.refinement().blend();
    ObjectNode b = o.putObject("blend");
    b.put("network", blend.network());
    b.put("mean", blend.mean());
    b.put("shift", blend.shift());
    b.put("neighbours", blend.neighbours());
    b.put("agreement", blend.agreement());
    b.put("strength", blend.strength());
    b.put("consensus", blend.consensus());
    if (model.refinement().neighbours() != null) {
      b.put("ridge", model.refinement().neighbours().ridge());
    }
    double kappa = model.refinement().perturbations().kappa();
    if (Double.isFinite(kappa)) {
      o.put("kappa", kappa);
    }
    Weighting weighting = model.refinement().perturbations().weighting();
    o.putObject("weighting").put("length", weighting.length()).put("context", weighting.context());
    ArrayNode targets = o.putArray("targets");
    model.targets().forEach(targets::add);
    ObjectNode provenance = o.putObject("provenance");
    model.provenance().entries().forEach(provenance::put);
    if (model.split() != null) {
      o.put("split", SplitJson.write(model.split()));
    }
    return o;
  }

  /**
   * @param file a model file
   * @return the model
   * @throws InvalidInputException if the file is no model, is damaged, or was written by a newer version
   * @throws IOException if it cannot be opened
   */
  public static C3tlModel read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new InvalidInputException("The model " + file + " is not a file that can be read.");
    }
    long size = Files.size(file);
    try (HdfFile in = new HdfFile(file)) {
      return new Reader(file, in, size).read();
    } catch (InvalidInputException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | JsonProcessingException e) {
      throw new InvalidInputException("The file " + file + " is not a C3TL model, or is damaged (" + e.getMessage()
          + "). Give a .c3tl file written by 'c3tl train'.", e);
    }
  }

  /** Reads one file. Every size is checked against the file's own before anything is allocated. */
  private static final class Reader {
    private final Path file;
    private final HdfFile in;
    private final long size;

    Reader(Path file, HdfFile in, long size) {
      this.file = file;
      this.in = in;
      this.size = size;
    }

    C3tlModel read() throws IOException {
      Attribute format = in.getAttribute("format");
      if (format == null || !FORMAT.equals(format.getData())) {
        throw new InvalidInputException("The file " + file + " is an HDF5 file but not a C3TL model. Give a .c3tl file written "
            + "by 'c3tl train'.");
      }
      int version = ((Number) in.getAttribute("version").getData()).intValue();
      if (version > VERSION) {
        throw new InvalidInputException("The model " + file + " has format version " + version + ", but this c3tl reads up to "
            + VERSION + ". Update c3tl.");
      }
      JsonNode meta = JSON.readTree(strings("meta")[0]);
      JsonNode n = meta.get("network");
      NetworkOptions network = new NetworkOptions(n.get("hidden").asInt(), n.get("depth").asInt(), n.get("latent").asInt(),
          Activation.valueOf(n.get("activation").asText().toUpperCase(Locale.ROOT)),
          Residual.valueOf(n.get("residual").asText().toUpperCase(Locale.ROOT)));
      Axis genes = Axis.of("gene", Arrays.asList(strings("genes")));
      Axis perturbations = Axis.of("perturbation", Arrays.asList(strings("perturbations")));
      Axis contexts = Axis.of("context", Arrays.asList(strings("contexts")));
      float[][] basis = in.getChildren().containsKey("basis") ? matrix(in, "basis", -1, genes.size()) : null;
      FeatureMap features = new FeatureMap(genes.size(), basis, meta.get("scale").asDouble());
      float[][] mean = in.getChildren().containsKey("mean")
          ? holed(matrix(in, "mean", perturbations.size(), features.features()))
          : new float[perturbations.size()][features.features()];
      Refinement refinement = refinement(meta, genes.size(), perturbations.size(), contexts.size(),
          features.features());
      boolean[][] measured = booleans(perturbations.size(), contexts.size());
      List<C3tlModel.Member> members = members(network, features, perturbations.size(), contexts.size());
      List<String> targets = new ArrayList<>();
      meta.get("targets").forEach(t -> targets.add(t.asText()));
      Map<String, String> provenance = new LinkedHashMap<>();
      meta.get("provenance").properties().forEach(e -> provenance.put(e.getKey(), e.getValue().asText()));
      return new C3tlModel(genes, perturbations, contexts, targets, network, features, members, mean,
          refinement, measured, meta.has("split") ? SplitJson.read(meta.get("split").asText()) : null,
          meta.get("normalisation").asText(), new Provenance(provenance));
    }

    private Refinement refinement(JsonNode meta, int genes, int perturbations, int contexts, int features) {
      if (!in.getChildren().containsKey("refinement")) {
        return withoutRefinement(genes, perturbations, contexts);
      }
      Group group = (Group) child(in, "refinement");
      JsonNode b = meta.get("blend");
      Blend blend = new Blend(b.get("network").asDouble(), b.get("mean").asDouble(), b.get("shift").asDouble(),
          b.get("neighbours").asDouble(), b.get("agreement").asDouble(), b.get("strength").asDouble(),
          b.get("consensus").asDouble());
      PerturbationTraits traits = new PerturbationTraits(vector(group, "perturbation_coupling", perturbations),
          vector(group, "perturbation_strength", perturbations), vector(group, "perturbation_spread", perturbations),
          meta.has("kappa") ? meta.get("kappa").asDouble() : Double.POSITIVE_INFINITY,
          new Weighting(meta.get("weighting").get("length").asDouble(), meta.get("weighting").get("context").asDouble()));
      float[][] shift = matrix(group, "context_shift", contexts, genes);
      double[] agreement = vector(group, "context_agreement", contexts);
      double[] strength = vector(group, "context_strength", contexts);
      List<ContextTraits> of = new ArrayList<>();
      for (int c = 0; c < contexts; c++) {
        of.add(new ContextTraits(shift[c], agreement[c], strength[c]));
      }
      Spread spread = group.getChildren().containsKey("gene_sd") ? new Spread(matrix(group, "gene_sd", 1, genes)[0]) : null;
      Neighbours neighbours = group.getChildren().containsKey("cell_features")
          ? neighbours(group, features, perturbations, contexts, b.get("ridge").asDouble()) : null;
      return new Refinement(blend, traits, of, neighbours, spread);
    }

    /** Models of version 1 are the networks alone. */
    private static Refinement withoutRefinement(int genes, int perturbations, int contexts) {
      double[] spread = new double[perturbations];
      Arrays.fill(spread, 1);
      return new Refinement(Blend.NONE, new PerturbationTraits(new double[perturbations], new double[perturbations], spread,
          Double.POSITIVE_INFINITY, Weighting.NONE), Collections.nCopies(contexts, ContextTraits.unknown(genes)), null, null);
    }

    private Neighbours neighbours(Group group, int features, int perturbations, int contexts, double ridge) {
      float[][] x = matrix(group, "cell_features", -1, features);
      return new Neighbours(x, indices(group, "cell_perturbation", x.length, perturbations),
          indices(group, "cell_context", x.length, contexts), perturbations, contexts, ridge);
    }

    private int[] indices(Group group, String name, int length, int below) {
      Dataset d = dataset(group, name);
      if (!Arrays.equals(d.getDimensions(), new int[] {length})) {
        throw new InvalidInputException("In the model " + file + ", " + d.getPath() + " has shape "
            + Arrays.toString(d.getDimensions()) + " instead of [" + length + "]; it is damaged.");
      }
      int[] of = (int[]) d.getData();
      for (int i : of) {
        if (i < 0 || i >= below) {
          throw new InvalidInputException("In the model " + file + ", " + d.getPath() + " holds " + i + "; allowed are 0 to "
              + (below - 1) + ". It is damaged.");
        }
      }
      return of;
    }

    private double[] vector(Group group, String name, int length) {
      Dataset d = dataset(group, name);
      int[] shape = d.getDimensions();
      if (shape.length != 1 || shape[0] != length) {
        throw new InvalidInputException("In the model " + file + ", " + d.getPath() + " has shape " + Arrays.toString(shape)
            + " instead of [" + length + "]; it is damaged.");
      }
      return (double[]) d.getData();
    }

    private List<C3tlModel.Member> members(NetworkOptions network, FeatureMap features, int perturbations, int contexts) {
      Group group = (Group) child(in, "members");
      List<C3tlModel.Member> members = new ArrayList<>();
      for (int m = 0; group.getChildren().containsKey(String.valueOf(m)); m++) {
        Group member = (Group) child(group, String.valueOf(m));
        Group weights = (Group) child(member, "weights");
        int trained = (int) Math.min(contexts, ((Dataset) child(weights, "z.context")).getDimensionsAsLong()[0]);
        Map<String, float[]> w = new LinkedHashMap<>();
        NetworkShapes.of(network, features.features(), perturbations, trained)
            .forEach((name, shape) -> w.put(name, flat(matrix(weights, name, shape[0], shape[1]))));
        members.add(new C3tlModel.Member(w, holed(matrix(member, "z", perturbations, network.latent())),
            holed(matrix(member, "psi", contexts, network.latent()))));
      }
      if (members.isEmpty()) {
        throw new InvalidInputException("The model " + file + " holds no network.");
      }
      return members;
    }

    private Node child(Group group, String name) {
      Node node = group.getChildren().get(name);
      if (node == null) {
        throw new InvalidInputException("The model " + file + " lacks " + group.getPath() + name + "; it is damaged.");
      }
      if (node.isLink()) {
        throw new InvalidInputException("The model " + file + " holds a link at " + group.getPath() + name
            + "; links are not followed.");
      }
      return node;
    }

    private Dataset dataset(Group group, String name) {
      Dataset d = (Dataset) child(group, name);
      long bytes = d.getSizeInBytes();
      if (bytes < 0 || bytes > size) {
        throw new InvalidInputException("In the model " + file + ", " + d.getPath() + " claims " + bytes
            + " bytes, more than the file has; it is damaged.");
      }
      return d;
    }

    private String[] strings(String name) {
      Object data = dataset(in, name).getData();
      return data instanceof String one ? new String[] {one} : (String[]) data;
    }

    private float[][] matrix(Group group, String name, int rows, int columns) {
      Dataset d = dataset(group, name);
      int[] shape = d.getDimensions();
      if (shape.length != 2 || rows >= 0 && shape[0] != rows || shape[1] != columns) {
        throw new InvalidInputException("In the model " + file + ", " + d.getPath() + " has shape " + Arrays.toString(shape)
            + " instead of [" + (rows < 0 ? "any" : rows) + ", " + columns + "]; it is damaged.");
      }
      return (float[][]) d.getData();
    }

    private boolean[][] booleans(int rows, int columns) {
      Dataset d = dataset(in, "measured");
      int[] shape = d.getDimensions();
      if (shape.length != 2 || shape[0] != rows || shape[1] != columns) {
        throw new InvalidInputException("In the model " + file + ", /measured has shape " + Arrays.toString(shape)
            + " instead of [" + rows + ", " + columns + "]; it is damaged.");
      }
      byte[][] data = (byte[][]) d.getData();
      boolean[][] b = new boolean[rows][columns];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          b[i][j] = data[i][j] != 0;
        }
      }
      return b;
    }
  }

  private static byte[][] bytes(boolean[][] b) {
    byte[][] out = new byte[b.length][b[0].length];
    for (int i = 0; i < b.length; i++) {
      for (int j = 0; j < b[i].length; j++) {
        out[i][j] = (byte) (b[i][j] ? 1 : 0);
      }
    }
    return out;
  }

  private static float[][] filled(float[][] rows, int columns) {
    float[][] out = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      out[i] = rows[i];
      if (out[i] == null) {
        out[i] = new float[columns];
        Arrays.fill(out[i], Float.NaN);
      }
    }
    return out;
  }

  private static float[][] holed(float[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length > 0 && Float.isNaN(rows[i][0])) {
        rows[i] = null;
      }
    }
    return rows;
  }

  private static float[][] matrix(float[] flat, int[] shape) {
    float[][] m = new float[shape[0]][shape[1]];
    for (int i = 0; i < shape[0]; i++) {
      System.arraycopy(flat, i * shape[1], m[i], 0, shape[1]);
    }
    return m;
  }

  private static float[] flat(float[][] m) {
    float[] f = new float[m.length * m[0].length];
    for (int i = 0; i < m.length; i++) {
      System.arraycopy(m[i], 0, f, i * m[0].length, m[0].length);
    }
    return f;
  }
}
