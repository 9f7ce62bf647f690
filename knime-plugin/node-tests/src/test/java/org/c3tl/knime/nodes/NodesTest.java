package org.c3tl.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.knime.logic.EffectLayout;
import org.c3tl.knime.logic.TableColumn;
import org.c3tl.knime.port.C3tlModelPortObject;
import org.c3tl.simulate.EffectSettings;
import org.c3tl.simulate.EffectSimulator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.image.png.PNGImageCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.StandInProgress;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.image.ImagePortObject;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.StandInNode;

/** The nodes as KNIME drives them: configured, then executed, tables in and out. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NodesTest {
  private static EffectTable effects;
  private static String target;

  @TempDir
  Path folder;
  private StandInProgress progress;

  @BeforeAll
  static void simulate() {
    effects = new EffectSimulator(new EffectSettings(5, 16, 30, 4, 8, 1, 0.3, 0, 3)).measured();
    target = effects.contexts().name(0);
  }

  @BeforeEach
  void start() {
    progress = new StandInProgress();
  }

  /** A node with some settings changed. */
  private static StandInNode node(DefaultNodeFactory factory, Consumer<NodeSettings> change) throws InvalidSettingsException {
    StandInNode node = new StandInNode(factory);
    NodeSettings settings = node.save();
    change.accept(settings);
    node.load(settings);
    return node;
  }

  private PortObject[] execute(StandInNode node, PortObject... in) throws Exception {
    return node.execute(progress.context(Files.createTempDirectory(folder, "store").toFile()), in);
  }

  private BufferedDataTable table(EffectTable of) throws IOException {
    EffectLayout layout = new EffectLayout(List.of(), false, of.genes().names(), false);
    return Tables.write(progress.context(folder.toFile()), Tables.spec(layout.columns(), null),
        sink -> layout.write(of, sink, Progress.NONE));
  }

  private BufferedDataTable table(List<TableColumn> columns, List<List<Object>> rows) throws IOException {
    return Tables.write(progress.context(folder.toFile()), Tables.spec(columns, null), sink -> {
      for (List<Object> r : rows) {
        sink.accept(r);
      }
    });
  }

  private static Consumer<NodeSettings> quickly() {
    return s -> {
      s.addInt("epochs", 4);
      s.addInt("ensemble", 2);
      s.addInt("basisRank", 8);
      s.addStringArray("targetContext", target);
      s.addDouble("knownFraction", 0.3);
    };
  }

  private static List<String> column(BufferedDataTable table, String name) {
    int at = table.getDataTableSpec().findColumnIndex(name);
    List<String> values = new ArrayList<>();
    try (var rows = table.iterator()) {
      while (rows.hasNext()) {
        DataRow row = rows.next();
        DataCell cell = row.getCell(at);
        values.add(cell.isMissing() ? null : cell.toString());
      }
    }
    return values;
  }

  @Test
  void theChainTrainsPredictsAndEvaluates() throws Exception {
    BufferedDataTable measured = table(effects);
    StandInNode train = node(new TrainNodeFactory(), quickly());
    PortObject[] trained = execute(train, measured);
    assertNull(train.warning());
    assertTrue(progress.messages().stream().anyMatch(m -> m.contains("epoch") && m.contains("loss")), progress.messages() + "");
    assertTrue(((BufferedDataTable) trained[1]).size() > 4);
    assertTrue(train.viewData().contains("<svg"), train.viewData());
    assertTrue(train.viewPage().contains("UIExtensionRequest"));

    StandInNode predict = new StandInNode(new PredictNodeFactory());
    BufferedDataTable predicted = (BufferedDataTable) execute(predict, trained[0], null)[0];
    assertNull(predict.warning());
    assertEquals(List.of(target), column(predicted, "context").stream().distinct().toList());
    assertEquals(3 + 2 * 30, predicted.getDataTableSpec().getNumColumns());

    StandInNode evaluate = new StandInNode(new EvaluateNodeFactory());
    PortObject[] scored = execute(evaluate, predicted, measured);
    assertNull(evaluate.warning());
    assertTrue(column((BufferedDataTable) scored[0], "method").contains("c3tl"));
    assertTrue(column((BufferedDataTable) scored[0], "method").contains("mean"));
    byte[] png = ((PNGImageCell) ((ImagePortObject) scored[1]).toDataCell()).getImageContent().getByteArray();
    assertTrue(ImageIO.read(new ByteArrayInputStream(png)).getWidth() >= 300);
    assertTrue(evaluate.viewData().contains("pearson_delta"));
  }

  private PortObject model() throws Exception {
    return execute(node(new TrainNodeFactory(), quickly()), table(effects))[0];
  }

  @Test
  void aNewContextIsPredictedFromItsTable() throws Exception {
    EffectTable.Builder b = EffectTable.builder(effects.kind(), effects.genes());
    for (int p = 0; p < 5; p++) {
      b.row(effects.perturbations().name(p), "new cells", effects.values(effects.rowOf(p, 1)));
    }
    PortObject model = model();
    StandInNode predict = node(new PredictNodeFactory(), s -> s.addBoolean("standardDeviations", false));
    BufferedDataTable predicted = (BufferedDataTable) execute(predict, model, table(b.build()))[0];
    assertEquals(11, predicted.size());
    assertEquals("new cells", column(predicted, "context").get(0));
    assertEquals(3 + 30, predicted.getDataTableSpec().getNumColumns());
    C3tlModelPortObject port = (C3tlModelPortObject) model;
    assertEquals(30, port.getSpec().genes().size());
  }

  @Test
  void columnsAreChosenByThemselves() throws Exception {
    List<TableColumn> columns = new ArrayList<>(List.of(new TableColumn("cell_line", TableColumn.Kind.TEXT),
        new TableColumn("note", TableColumn.Kind.TEXT), new TableColumn("Drug", TableColumn.Kind.TEXT)));
    columns.add(new TableColumn("TP53", TableColumn.Kind.NUMBER));
    DataTableSpec spec = Tables.spec(columns, null);
    StandInNode train = new StandInNode(new TrainNodeFactory());
    PortObjectSpec[] out = train.configure(spec);
    assertEquals("Drug", train.save().getString("perturbationColumn"));
    assertEquals("cell_line", train.save().getString("contextColumn"));
    assertEquals(6, ((DataTableSpec) out[1]).getNumColumns());
  }

  @Test
  void theChainConfiguresBeforeItRuns() throws Exception {
    DataTableSpec measured = table(effects).getDataTableSpec();
    PortObjectSpec[] train = node(new TrainNodeFactory(), quickly()).configure(measured);
    PortObjectSpec[] predict = new StandInNode(new PredictNodeFactory()).configure(train[0], null);
    assertEquals(3 + 2 * 30, ((DataTableSpec) predict[0]).getNumColumns());
    PortObjectSpec[] evaluate = new StandInNode(new EvaluateNodeFactory()).configure(predict[0], measured);
    assertEquals(6, ((DataTableSpec) evaluate[0]).getNumColumns());
    PortObjectSpec[] again = node(new TrainNodeFactory(), s -> s.addString("missingValues", "SKIP_GENES")).configure(measured);
    assertNull(node(new PredictNodeFactory(), s -> s.addStringArray("context", "c")).configure(again[0], null)[0]);
  }

  @Test
  void configuringSaysWhatToDo() throws Exception {
    DataTableSpec nothing = Tables.spec(List.of(new TableColumn("x", TableColumn.Kind.NUMBER)), null);
    String message = assertThrows(InvalidSettingsException.class,
        () -> new StandInNode(new TrainNodeFactory()).configure(nothing)).getMessage();
    assertTrue(message.contains("No column of The table of effects is chosen for the perturbations"), message);
    message = assertThrows(InvalidSettingsException.class,
        () -> new StandInNode(new PseudobulkNodeFactory()).configure((PortObjectSpec) null)).getMessage();
    assertTrue(message.contains("Connect a table, or give an .h5ad file"), message);
    message = assertThrows(InvalidSettingsException.class, () -> node(new PseudobulkNodeFactory(),
        s -> s.addString("file", folder.resolve("no.h5ad").toString())).configure((PortObjectSpec) null)).getMessage();
    assertTrue(message.contains("does not exist"), message);

    PortObjectSpec model = model().getSpec();
    message = assertThrows(InvalidSettingsException.class, () -> node(new PredictNodeFactory(),
        s -> s.addStringArray("context", "nowhere")).configure(model, null)).getMessage();
    assertTrue(message.contains("does not know the context 'nowhere'"), message);
    DataTableSpec other = Tables.spec(List.of(new TableColumn("perturbation", TableColumn.Kind.TEXT),
        new TableColumn("context", TableColumn.Kind.TEXT), new TableColumn("other", TableColumn.Kind.NUMBER)), null);
    message = assertThrows(InvalidSettingsException.class,
        () -> new StandInNode(new PredictNodeFactory()).configure(model, other)).getMessage();
    assertTrue(message.contains("30 of the model's 30 genes are missing"), message);
    message = assertThrows(InvalidSettingsException.class,
        () -> new StandInNode(new EvaluateNodeFactory()).configure(table(effects).getSpec(), other)).getMessage();
    assertTrue(message.contains("lacks 30 of the 30 predicted genes"), message);
  }

  @Test
  void emptyTablesWarnOrSayWhyNot() throws Exception {
    EffectLayout layout = new EffectLayout(List.of(), false, effects.genes().names(), false);
    BufferedDataTable empty = table(layout.columns(), List.of());
    StandInNode pseudobulk = new StandInNode(new PseudobulkNodeFactory());
    assertEquals(0, ((BufferedDataTable) execute(pseudobulk, empty)[0]).size());
    assertTrue(pseudobulk.warning().contains("is empty"), pseudobulk.warning());
    KNIMEException e = assertThrows(KNIMEException.class, () -> execute(node(new TrainNodeFactory(), s -> { }), empty));
    assertTrue(e.getMessage().contains("no effects to train on"), e.getMessage());
    PortObject model = model();
    StandInNode predict = new StandInNode(new PredictNodeFactory());
    assertEquals(0, ((BufferedDataTable) execute(predict, model, empty)[0]).size());
    assertTrue(predict.warning().contains("Nothing was predicted"), predict.warning());
    StandInNode evaluate = new StandInNode(new EvaluateNodeFactory());
    assertEquals(0, ((BufferedDataTable) execute(evaluate, empty, table(effects))[0]).size());
    assertTrue(evaluate.warning().contains("Nothing was scored"), evaluate.warning());
  }

  @Test
  void missingValuesAreSkippedAndCounted() throws Exception {
    EffectLayout layout = new EffectLayout(List.of(), false, effects.genes().names(), false);
    List<List<Object>> rows = new ArrayList<>();
    layout.write(effects, r -> rows.add(new ArrayList<>(r)), Progress.NONE);
    rows.get(3).set(0, null);
    rows.get(20).set(5, null);
    rows.get(21).set(6, Double.NaN);
    StandInNode train = node(new TrainNodeFactory(), quickly());
    execute(train, table(layout.columns(), rows));
    assertTrue(train.warning().contains("Skipped 1 of 80 rows") && train.warning().contains("Skipped 2 of 80 rows"),
        train.warning());
  }

  @Test
  void perturbationsOfOneGroupAreKnownOrHiddenTogether() throws Exception {
    EffectLayout layout = new EffectLayout(List.of(), false, effects.genes().names(), false);
    List<TableColumn> columns = new ArrayList<>(layout.columns());
    columns.add(new TableColumn("gene", TableColumn.Kind.TEXT));
    List<List<Object>> rows = new ArrayList<>();
    layout.write(effects, r -> {
      rows.add(new ArrayList<>(r));
      rows.get(rows.size() - 1).add("g" + effects.perturbations().indexOf((String) r.get(0)) % 4);
    }, Progress.NONE);
    BufferedDataTable table = table(columns, rows);
    Consumer<NodeSettings> grouped = quickly().andThen(s -> s.addString("perturbationGroup", "gene"));
    PortObject model = execute(node(new TrainNodeFactory(), grouped), table)[0];
    Map<Integer, Set<String>> byGroup = new HashMap<>();
    for (String p : column((BufferedDataTable) execute(new StandInNode(new PredictNodeFactory()), model, null)[0],
        "perturbation")) {
      byGroup.computeIfAbsent(effects.perturbations().indexOf(p) % 4, g -> new HashSet<>()).add(p);
    }
    assertTrue(!byGroup.isEmpty() && byGroup.size() < 4, "hidden groups: " + byGroup);
    byGroup.values().forEach(of -> assertEquals(4, of.size(), "hidden in part: " + byGroup));
    String message = assertThrows(InvalidSettingsException.class,
        () -> node(new TrainNodeFactory(), grouped).configure(table(effects).getSpec())).getMessage();
    assertTrue(message.contains("no further column of text 'gene'"), message);
  }

  @Test
  void cellsOfAFileBecomeEffects() throws Exception {
    Path file = folder.resolve("cells.h5ad");
    assertEquals(0, new picocli.CommandLine(Class.forName("org.c3tl.cli.SimulateCommand")).execute("cells", "-o", file.toString(),
        "--cells-per-group", "12", "--contexts", "2", "--perturbations", "3", "--genes", "40"));
    StandInNode node = node(new PseudobulkNodeFactory(), s -> s.addString("file", file.toString()));
    BufferedDataTable made = (BufferedDataTable) execute(node, (PortObject) null)[0];
    assertEquals(6, made.size());
    assertTrue(made.getDataTableSpec().findColumnIndex("n_cells") > 0);
  }

  @Test
  void replicatesOfATableBecomeEffects() throws Exception {
    List<TableColumn> columns = List.of(new TableColumn("drug", TableColumn.Kind.TEXT),
        new TableColumn("donor", TableColumn.Kind.TEXT), new TableColumn("A", TableColumn.Kind.NUMBER),
        new TableColumn("B", TableColumn.Kind.NUMBER));
    List<List<Object>> rows = List.of(List.of("control", "d1", 1.5, 2.0), List.of("x", "d1", 2.5, 1.0),
        List.of("x", "d1", 3.5, 2.0));
    StandInNode node = new StandInNode(new PseudobulkNodeFactory());
    node.configure(Tables.spec(columns, null));
    NodeSettings settings = node.save();
    settings.addInt("minCells", 1);
    node.load(settings);
    BufferedDataTable made = (BufferedDataTable) execute(node, table(columns, rows))[0];
    assertEquals(List.of("1.5"), column(made, "A"));
    assertEquals(List.of("-0.5"), column(made, "B"));
  }

  /** As large as L1000, and as wide as all genes; the limit is for what grows faster than the table. */
  @ParameterizedTest
  @CsvSource({"14, 55, 978", "3, 20, 14000"})
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void largeTablesGoThroughEveryNode(int contexts, int perturbations, int genes) throws Exception {
    EffectTable large = new EffectSimulator(new EffectSettings(contexts, perturbations, genes, 4, 8, 1, 0.3, 0, 3)).measured();
    BufferedDataTable input = table(large);
    NodeSettings settings = new StandInNode(new PseudobulkNodeFactory()).save();
    settings.addString("input", "EFFECTS");
    settings.addInt("genes", 20_000);
    StandInNode pseudobulk = new StandInNode(new PseudobulkNodeFactory());
    pseudobulk.load(settings);
    BufferedDataTable same = (BufferedDataTable) execute(pseudobulk, input)[0];
    assertEquals(input.size(), same.size());
    PortObject[] trained = execute(node(new TrainNodeFactory(), s -> {
      s.addInt("epochs", 2);
      s.addInt("ensemble", 2);
      s.addStringArray("targetContext", large.contexts().name(0));
      s.addDouble("knownFraction", 0.2);
    }), same);
    BufferedDataTable predicted = (BufferedDataTable) execute(new StandInNode(new PredictNodeFactory()), trained[0], null)[0];
    assertEquals(3 + 2 * genes, predicted.getDataTableSpec().getNumColumns());
    PortObject[] scored = execute(new StandInNode(new EvaluateNodeFactory()), predicted, same);
    assertTrue(((BufferedDataTable) scored[0]).size() > 5);
  }

  @Test
  void cancellingStopsWithinASecond() throws Exception {
    EffectTable large = new EffectSimulator(new EffectSettings(8, 60, 500, 16, 64, 1, 0.3, 0, 3)).measured();
    BufferedDataTable input = table(large);
    StandInNode train = node(new TrainNodeFactory(), s -> {
      s.addInt("epochs", 100_000);
      s.addInt("patience", 100_000);
    });
    long[] cancelled = new long[1];
    Thread user = new Thread(() -> {
      try {
        progress.await("epoch 1,", 120_000);
      } catch (InterruptedException e) {
        return;
      }
      cancelled[0] = System.nanoTime();
      progress.cancel();
    });
    user.start();
    assertThrows(CanceledExecutionException.class, () -> execute(train, input));
    long millis = (System.nanoTime() - cancelled[0]) / 1_000_000;
    user.join();
    assertTrue(millis < 1000, millis + " ms");
  }
}
