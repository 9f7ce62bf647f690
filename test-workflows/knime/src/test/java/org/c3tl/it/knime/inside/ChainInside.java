package org.c3tl.it.knime.inside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Loader;
import org.c3tl.knime.port.C3tlModelPortObject;
import org.c3tl.knime.port.C3tlModelPortObjectSpec;
import org.c3tl.model.ModelFile;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.filestore.StandInFileStores;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.StandInProgress;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.StandInPorts;
import org.knime.core.node.port.image.ImagePortObject;
import org.knime.node.StandInNode;

/** The chain Train → Predict → Evaluate, and what may go wrong on it. */
class ChainInside {
  /** Work that may throw anything. */
  private interface Work<T> {
    T run() throws Exception;
  }

  private static StandInNode node(String name, Consumer<NodeSettings> change) throws Exception {
    StandInNode node = Nodes.node(name);
    NodeSettings settings = node.save();
    change.accept(settings);
    node.load(settings);
    return node;
  }

  private static StandInNode trainer() throws Exception {
    return node("Train C³TL", s -> {
      s.addStringArray("targetContext", Effects.TARGET);
      s.addInt("epochs", 30);
    });
  }

  private static C3tlModelPortObject train() throws Exception {
    return (C3tlModelPortObject) trainer().execute(Nodes.context(), Effects.table(Effects.GENES, Effects::measured))[0];
  }

  /** What ND4J and the nodes may depend on without saying so: the thread's class loader. */
  private static <T> T withoutClassLoader(Work<T> work) throws Exception {
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(() -> {
      try {
        result.set(work.run());
      } catch (Throwable e) {
        failure.set(e);
      }
    });
    thread.setContextClassLoader(null);
    thread.start();
    thread.join();
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
    return result.get();
  }

  @Test
  void aTrainsPredictsAndEvaluatesOnAThreadWithoutClassLoader() throws Exception {
    Properties before = (Properties) System.getProperties().clone();
    PortObject[] trained = withoutClassLoader(
        () -> trainer().execute(Nodes.context(), Effects.table(Effects.GENES, Effects::measured)));
    C3tlModelPortObject model = assertInstanceOf(C3tlModelPortObject.class, trained[0]);
    assertEquals(Effects.PERTURBATIONS, model.getSpec().perturbations().size());
    assertEquals(List.of(Effects.TARGET), model.getSpec().targets());
    assertTrue(((BufferedDataTable) trained[1]).size() > 1);

    StandInNode predictor = Nodes.node("C³TL Predict Context");
    BufferedDataTable predicted = (BufferedDataTable) withoutClassLoader(
        () -> predictor.execute(Nodes.context(), model, null))[0];
    assertEquals(Effects.PERTURBATIONS - 3, predicted.size());
    assertEquals(Collections.nCopies(13, Effects.TARGET), Effects.column(predicted, "context"));

    PortObject[] evaluated = withoutClassLoader(() -> Nodes.node("C³TL Evaluate").execute(Nodes.context(), predicted,
        Effects.table(Effects.GENES, (p, c) -> true)));
    BufferedDataTable metrics = (BufferedDataTable) evaluated[0];
    assertTrue(new HashSet<>(Effects.column(metrics, "method")).contains("c3tl"));
    // The effects of this data add up; a network that learnt nothing scores about 0.
    double pearson = value(metrics, "c3tl", "pearson_deltapert");
    assertTrue(pearson > 0.5, "Pearson correlation " + pearson);
    ImagePortObject plot = (ImagePortObject) evaluated[1];
    Path png = Files.createTempFile("c3tl", ".png");
    try (var out = Files.newOutputStream(png)) {
      image(plot).save(out);
    }
    assertTrue(ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(png))).getWidth() > 100);
    assertEquals(before, System.getProperties(), "A JVM-wide property was set.");
  }

  private static org.knime.core.data.image.ImageContent image(ImagePortObject plot) throws Exception {
    var field = ImagePortObject.class.getDeclaredField("content");
    field.setAccessible(true);
    return (org.knime.core.data.image.ImageContent) field.get(plot);
  }

  private static double value(BufferedDataTable metrics, String method, String metric) {
    List<String> methods = Effects.column(metrics, "method");
    List<String> names = Effects.column(metrics, "metric");
    double[] values = Effects.numbers(metrics, "value");
    double sum = 0;
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (methods.get(i).equals(method) && names.get(i).equals(metric)) {
        sum += values[i];
        n++;
      }
    }
    assertTrue(n > 0, "There is no " + metric + " among " + new HashSet<>(names));
    return sum / n;
  }

  @Test
  void wholeChainConfiguresBeforeAnythingRan() throws Exception {
    PortObjectSpec effects = Effects.table(Effects.GENES, Effects::measured).getSpec();
    PortObjectSpec[] trained = trainer().configure(effects);
    C3tlModelPortObjectSpec model = assertInstanceOf(C3tlModelPortObjectSpec.class, trained[0]);
    assertEquals(Effects.GENES, model.genes().size());
    PortObjectSpec[] predicted = Nodes.node("C³TL Predict Context").configure(model, null);
    assertTrue(((DataTableSpec) predicted[0]).containsName("G0"));
    PortObjectSpec[] evaluated = Nodes.node("C³TL Evaluate").configure(predicted[0], effects);
    assertTrue(((DataTableSpec) evaluated[0]).containsName("metric"));
  }

  @Test
  void nativesComeFromTheFragmentAndLieInTheBundlesOwnFolder() throws Exception {
    train();
    String cache = Loader.getCacheDir().getPath();
    assertTrue(cache.contains("configuration"), cache);
    List<String> libraries = new ArrayList<>();
    try (var files = Files.walk(Path.of(cache))) {
      files.filter(f -> f.toString().matches(".*nd4jcpu.*\\.(so|dylib|dll)")).forEach(f -> libraries.add(f.toString()));
    }
    assertFalse(libraries.isEmpty(), cache);
    assertNull(System.getProperty("org.bytedeco.javacpp.cachedir"));
  }

  @Test
  void viewsHaveDataAndPagesThatNeedNoNetwork() throws Exception {
    StandInNode trainer = trainer();
    trainer.execute(Nodes.context(), Effects.table(Effects.GENES, Effects::measured));
    assertTrue(trainer.viewData().contains("svg"), trainer.viewData());
    for (String name : List.of("Train C³TL", "C³TL Evaluate")) {
      String page = Nodes.node(name).viewPage();
      assertFalse(page.matches("(?s).*(src|href)=\"(https?:)?//.*"), page);
    }
  }

  @Test
  void modelSurvivesSavingAndIsTheFileOfTheCommandLine() throws Exception {
    C3tlModelPortObject model = train();
    assertEquals(C3tlModelPortObjectSpec.of(ModelFile.read(model.file())), model.getSpec());
    File moved = File.createTempFile("c3tl", "store");
    Files.write(moved.toPath(), Files.readAllBytes(StandInFileStores.files(model).get(0).toPath()));
    C3tlModelPortObjectSpec spec = StandInPorts.reload(model.getSpec(), new C3tlModelPortObjectSpec.Serializer());
    assertEquals(model.getSpec(), spec);
    C3tlModelPortObject loaded = StandInPorts.reload(model, new C3tlModelPortObject.Serializer(), spec, List.of(moved));
    Files.delete(model.file());
    assertEquals(model.getSummary(), loaded.getSummary());
    BufferedDataTable predicted = (BufferedDataTable) Nodes.node("C³TL Predict Context").execute(Nodes.context(), loaded,
        null)[0];
    assertEquals(Effects.PERTURBATIONS - 3, predicted.size());
    assertEquals(1, loaded.getViews().length);
  }

  @Test
  void modelTravelsThroughAFile() throws Exception {
    C3tlModelPortObject model = train();
    Path file = Files.createTempDirectory("c3tl").resolve("model.c3tl");
    StandInNode writer = node("C³TL Model Writer", s -> s.addString("file", file.toString()));
    writer.execute(Nodes.context(), model);
    assertArrayEquals(Files.readAllBytes(model.file()), Files.readAllBytes(file));
    String message = assertThrows(InvalidSettingsException.class, () -> writer.configure(model.getSpec())).getMessage();
    assertTrue(message.contains("exists already") && message.contains("'Overwrite'"), message);
    node("C³TL Model Writer", s -> {
      s.addString("file", file.toString());
      s.addBoolean("overwrite", true);
    }).execute(Nodes.context(), model);

    StandInNode reader = node("C³TL Model Reader", s -> s.addString("file", file.toString()));
    C3tlModelPortObject read = (C3tlModelPortObject) reader.execute(Nodes.context())[0];
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(read.file()));
    assertEquals(model.getSpec(), read.getSpec());
    assertArrayEquals(new PortObjectSpec[] {model.getSpec()}, reader.configure());

    Files.write(file, new byte[] {1, 2, 3});
    String damaged = assertThrows(KNIMEException.class, () -> executeOnly(reader)).getMessage();
    assertTrue(damaged.contains(file.toString()) && damaged.contains("not a C3TL model"), damaged);
  }

  /** Executes although configuring has failed, as when the file changed in between. */
  private static void executeOnly(StandInNode reader) throws Exception {
    try {
      reader.execute(Nodes.context());
    } catch (InvalidSettingsException e) {
      throw new KNIMEException(e.getMessage(), e);
    }
  }

  @Test
  void cancelsInTheMiddle() throws Exception {
    StandInProgress progress = new StandInProgress();
    StandInNode trainer = node("Train C³TL", s -> {
      s.addStringArray("targetContext", Effects.TARGET);
      s.addInt("epochs", 100_000);
      s.addInt("patience", 100_000);
    });
    BufferedDataTable effects = Effects.table(200, Effects::measured);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(() -> {
      try {
        trainer.execute(Nodes.context(progress), effects);
      } catch (Throwable e) {
        thrown.set(e);
      }
    });
    thread.start();
    assertTrue(progress.await("epoch", 60_000), "no epoch in " + progress.messages());
    progress.cancel();
    long cancelled = System.nanoTime();
    thread.join(30_000);
    double seconds = (System.nanoTime() - cancelled) / 1e9;
    assertInstanceOf(CanceledExecutionException.class, thrown.get());
    assertTrue(seconds < 10, seconds + " s until the node stopped");
    List<Double> fractions = progress.fractions();
    assertTrue(fractions.stream().allMatch(f -> f >= 0 && f <= 1), fractions.toString());
    // The next run must not be harmed.
    train();
  }

  @Test
  void wrongSettingsAreRefusedWithTheirTitles() throws Exception {
    DataTableSpec spec = Effects.table(Effects.GENES, Effects::measured).getDataTableSpec();
    for (String key : List.of("epochs", "hidden", "batch")) {
      String message = assertThrows(InvalidSettingsException.class,
          () -> node("Train C³TL", s -> s.addInt(key, -1)).configure(spec)).getMessage();
      assertTrue(message.contains("-1"), message);
    }
    String column = assertThrows(InvalidSettingsException.class,
        () -> node("Train C³TL", s -> s.addString("contextColumn", "nowhere")).configure(spec)).getMessage();
    assertTrue(column.contains("nowhere"), column);
    assertThrows(InvalidSettingsException.class, () -> node("Train C³TL", s -> s.addString("activation", "SIGMOID")));
  }

  @Test
  void tableThatDoesNotFitTheModelIsRefusedWhenConfiguring() throws Exception {
    C3tlModelPortObject model = train();
    StandInNode predictor = Nodes.node("C³TL Predict Context");
    DataTableSpec few = Effects.table(Effects.GENES - 2, Effects::measured).getDataTableSpec();
    String message = assertThrows(InvalidSettingsException.class,
        () -> predictor.configure(model.getSpec(), few)).getMessage();
    assertTrue(message.contains("2 of the model's 12 genes") && message.contains("G10"), message);
    StandInNode strange = node("C³TL Predict Context", s -> s.addStringArray("context", "HeLa"));
    String unknown = assertThrows(InvalidSettingsException.class, () -> strange.configure(model.getSpec(), null)).getMessage();
    assertTrue(unknown.contains("HeLa") && unknown.contains("C0"), unknown);
  }

  @Test
  void newContextIsPredictedFromFewMeasurements() throws Exception {
    StandInNode trainer = node("Train C³TL", s -> s.addInt("epochs", 30));
    PortObject model = trainer.execute(Nodes.context(), Effects.table(Effects.GENES, (p, c) -> !c.equals(Effects.TARGET)))[0];
    BufferedDataTable few = Effects.table(Effects.GENES, (p, c) -> c.equals(Effects.TARGET) && Effects.measured(p, c));
    BufferedDataTable predicted = (BufferedDataTable) Nodes.node("C³TL Predict Context").execute(Nodes.context(), model,
        few)[0];
    assertEquals(Effects.PERTURBATIONS - 3, predicted.size());
  }
}
