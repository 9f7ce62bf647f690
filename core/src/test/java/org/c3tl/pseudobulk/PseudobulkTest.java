package org.c3tl.pseudobulk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.data.TableKind;
import org.c3tl.io.StoredMatrix.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PseudobulkTest {
  private static final SummingOptions PLAIN = SummingOptions.DEFAULT.withTargetSum(new TargetSum(10)).withThreads(1);
  private static final EffectOptions ANY_SIZE = new EffectOptions(null, 1, 2000, false);

  private final List<String> said = new ArrayList<>();

  /** Two genes; sums of the rows are 4, 4, 10, 5. */
  private static MemoryCells four() {
    return new MemoryCells("four.h5ad", "A", "B").x(new double[][] {{1, 3}, {4, 0}, {2, 8}, {5, 0}})
        .column("perturbation", "control", "drug", "drug", "control").column("context", "c", "c", "c", "c");
  }

  private EffectTable run(SummingOptions summing, EffectOptions effects, MemoryCells... cells) throws IOException {
    return Pseudobulk.run(List.of(cells), summing, effects, said::add, Progress.NONE);
  }

  private String refused(SummingOptions summing, EffectOptions effects, MemoryCells... cells) {
    return assertThrows(InvalidInputException.class, () -> run(summing, effects, cells)).getMessage();
  }

  private static void assertRow(EffectTable t, String p, String c, double... expected) {
    float[] row = t.values(t.rowOf(new Cell(p, c)));
    for (int g = 0; g < expected.length; g++) {
      assertEquals(expected[g], row[g], 1e-6, "gene " + g + " of " + p + ", " + c);
    }
  }

  private static double log(double x) {
    return Math.log1p(x);
  }

  @Test
  void meanNormalisesEachCell() throws IOException {
    EffectTable t = run(PLAIN, ANY_SIZE, four());
    assertEquals(TableKind.EFFECT, t.kind());
    assertEquals(1, t.size());
    assertEquals(2, t.cells(0));
    double controlA = (log(2.5) + log(10)) / 2;
    double controlB = log(7.5) / 2;
    assertRow(t, "drug", "c", (log(10) + log(2)) / 2 - controlA, log(8) / 2 - controlB);
    assertArrayEquals(new float[] {(float) controlA, (float) controlB}, t.controls().get("c"), 1e-6f);
    assertTrue(t.normalisation().contains("counts per 10"), t.normalisation());
    assertEquals("4", t.provenance().entries().get("cells_seen"));
    assertEquals("perturbation", t.provenance().entries().get("perturbation_column"));
    assertEquals("X", t.provenance().entries().get("matrix"));
  }

  @Test
  void sumNormalisesTheGroup() throws IOException {
    EffectTable t = run(PLAIN.withAggregate(Aggregate.SUM), ANY_SIZE, four());
    assertRow(t, "drug", "c", log(60 / 14.0) - log(60 / 9.0), log(80 / 14.0) - log(30 / 9.0));
  }

  /** A sum is normalised by all counts of its cells, not only by those of the listed genes. */
  @Test
  void sumOfListedGenesIsNormalisedByAllCounts() throws IOException {
    EffectTable t = run(PLAIN.withAggregate(Aggregate.SUM).withGenes(List.of("B")), ANY_SIZE, four());
    assertRow(t, "drug", "c", log(80 / 14.0) - log(30 / 9.0));
  }

  @Test
  void medianIsOfCellsWithCounts() throws IOException {
    MemoryCells cells = new MemoryCells("m.h5ad", "A", "B")
        .x(new double[][] {{1, 3}, {4, 0}, {2, 8}, {5, 0}, {0, 0}, {0, 0}, {900, 0}})
        .column("perturbation", "control", "drug", "drug", "control", "drug", "drug", null)
        .column("context", "c", "c", "c", "c", "c", "c", "c");
    EffectTable t = run(PLAIN.withTargetSum(TargetSum.MEDIAN), ANY_SIZE, cells);
    // Totals 4, 4, 10, 5; the cells without counts stay out of the median but count in the mean.
    assertEquals("4.5", t.provenance().entries().get("target_sum"));
    assertRow(t, "drug", "c", (log(4.5) + log(0.9)) / 4 - (log(4.5 / 4) + log(4.5)) / 2);
    assertTrue(said.toString().contains("2 cells have no counts"), said.toString());
    assertTrue(said.toString().contains("1 without perturbation"), said.toString());
  }

  @Test
  void logValuesAreTakenAsTheyAre() throws IOException {
    MemoryCells cells = new MemoryCells("l.h5ad", "A").x(new double[][] {{0.5}, {2.25}, {1}})
        .column("perturbation", "control", "drug", "drug").column("context", "c", "c", "c");
    assertRow(run(PLAIN, ANY_SIZE, cells), "drug", "c", 3.25 / 2 - 0.5);
    assertTrue(said.toString().contains("log-normalised"), said.toString());
  }

  @Test
  void effectsAreAveragedOnly() throws IOException {
    MemoryCells cells = new MemoryCells("e.h5ad", "A", "B").x(new double[][] {{-0.5, 100}, {2.5, 0}, {1, 1}})
        .column("perturbation", "drug", "drug", "other").column("context", "c", "c", "c");
    EffectTable t = run(PLAIN.withInput(InputKind.EFFECTS), EffectOptions.DEFAULT, cells);
    assertRow(t, "drug", "c", 1, 50);
    assertRow(t, "other", "c", 1, 1);
    assertTrue(t.controls().isEmpty());
    assertTrue(said.toString().contains("no control is subtracted"), said.toString());
  }

  @Test
  void controlsOfTheSameBatchAreSubtractedAndBatchesWeightedByCells() throws IOException {
    MemoryCells cells = new MemoryCells("b.h5ad", "A")
        .x(new double[][] {{0.5}, {1.5}, {2.5}, {1.25}, {4.5}, {5.25}})
        .column("perturbation", "control", "drug", "drug", "control", "drug", "control")
        .column("context", "c", "c", "c", "c", "c", "c").column("plate", "1", "1", "1", "2", "2", "2");
    EffectTable t = run(PLAIN.withBatchColumn("plate"), ANY_SIZE, cells);
    assertRow(t, "drug", "c", 2.0 / 3 * (2 - 0.5) + 1.0 / 3 * (4.5 - 3.25));
    assertEquals(3, t.cells(0));
    // The control profile is the mean over all control cells.
    assertEquals(7.0 / 3, t.controls().get("c")[0], 1e-6);
    assertRow(run(PLAIN, ANY_SIZE, cells), "drug", "c", 8.5 / 3 - 7.0 / 3);
  }

  @Test
  void aBatchWithoutControlIsRefusedOrSkippedOnDemand() throws IOException {
    MemoryCells cells = new MemoryCells("b.h5ad", "A").x(new double[][] {{0.5}, {1.5}, {2.5}})
        .column("perturbation", "control", "drug", "drug").column("context", "c", "c", "c").column("plate", "1", "1", "2");
    String message = refused(PLAIN.withBatchColumn("plate"), ANY_SIZE, cells);
    assertTrue(message.contains("Context 'c' has 1 cells in batch '2'") && message.contains("--skip-without-control"),
        message);
    EffectTable t = run(PLAIN.withBatchColumn("plate"), new EffectOptions(null, 1, 2000, true), cells);
    assertRow(t, "drug", "c", 1);
    assertEquals(1, t.cells(0));
    assertTrue(said.toString().contains("Left out 1 cells without a control"), said.toString());
  }

  @Test
  void aContextWithoutControlIsRefusedOrSkippedOnDemand() throws IOException {
    MemoryCells cells = new MemoryCells("b.h5ad", "A").x(new double[][] {{0.5}, {1.5}, {2.5}, {3}})
        .column("perturbation", "control", "drug", "drug", "drug").column("context", "c", "c", "d", "d");
    String message = refused(PLAIN, ANY_SIZE, cells);
    assertTrue(message.contains("Context 'd' has 2 cells but none of the control 'control'"), message);
    EffectTable t = run(PLAIN, new EffectOptions(null, 1, 2000, true), cells);
    assertEquals(List.of("c"), t.contexts().names());
    assertTrue(said.toString().contains("Left out 2 cells without a control: 1 contexts ('d')"), said.toString());
    assertTrue(said.toString().contains("only one context"), said.toString());
  }

  @Test
  void smallGroupsAreLeftOut() throws IOException {
    MemoryCells cells = new MemoryCells("b.h5ad", "A").x(new double[][] {{0.5}, {1.5}, {2.5}, {3}})
        .column("perturbation", "control", "drug", "drug", "rare").column("context", "c", "c", "c", "c");
    EffectTable t = run(PLAIN, new EffectOptions(null, 2, 2000, false), cells);
    assertEquals(List.of("drug"), t.perturbations().names());
    assertTrue(said.toString().contains("Left out 1 of 2 (perturbation, context) groups with fewer than 2 cells"),
        said.toString());
    assertTrue(said.toString().contains("Warning: fewer than 2 control cells in 'c (1)'"), said.toString());
    assertTrue(refused(PLAIN, EffectOptions.DEFAULT, cells).contains("None of the 2 (perturbation, context) groups has 10"));
  }

  @ParameterizedTest
  @CsvSource({"CSR,1", "CSC,1", "DENSE,1", "CSR,4", "CSC,4", "DENSE,4"})
  void layoutsAndThreadsGiveTheSame(Layout layout, int threads) throws IOException {
    for (Aggregate aggregate : Aggregate.values()) {
      SummingOptions options = PLAIN.withAggregate(aggregate).withBatchColumn("batch");
      EffectOptions choice = new EffectOptions("p0", 1, 15, false);
      EffectTable expected = run(options, choice, random("r.h5ad", 1, Layout.CSR, 0, 60));
      EffectTable t = run(options.withThreads(threads), choice, random("r.h5ad", 1, layout, 0, 60));
      assertEquals(15, t.genes().size());
      assertSame(expected, t, layout == Layout.CSC ? 1e-6 : 0);
    }
  }

  private static void assertSame(EffectTable expected, EffectTable t, double tolerance) {
    assertEquals(expected.genes(), t.genes());
    assertEquals(expected.size(), t.size());
    for (int r = 0; r < t.size(); r++) {
      assertEquals(expected.cell(r), t.cell(r));
      assertEquals(expected.cells(r), t.cells(r));
      for (int g = 0; g < t.genes().size(); g++) {
        assertEquals(expected.values(r)[g], t.values(r)[g], tolerance);
      }
    }
    assertEquals(expected.controls().keySet(), t.controls().keySet());
    expected.controls().forEach((c, v) -> assertArrayEquals(v, t.controls().get(c), (float) tolerance));
  }

  /** Random counts of 30 genes; cells {@code from} to {@code to} of a longer list. */
  private static MemoryCells random(String name, long seed, Layout layout, int from, int to) {
    Random random = new Random(seed);
    int all = 60;
    double[][] x = new double[all][30];
    String[] p = new String[all];
    String[] c = new String[all];
    String[] b = new String[all];
    String[] genes = new String[30];
    Arrays.setAll(genes, g -> "g" + g);
    for (int i = 0; i < all; i++) {
      for (int g = 0; g < 30; g++) {
        // Some counts beyond the table of logarithms.
        x[i][g] = random.nextInt(3) == 0 ? random.nextInt(g == 0 ? 5000 : 2 + g) : 0;
      }
      p[i] = "p" + i % 3;
      c[i] = "c" + i / 3 % 2;
      b[i] = "b" + i / 6 % 2;
    }
    return new MemoryCells(name, genes).matrix("X", layout, Arrays.copyOfRange(x, from, to))
        .column("perturbation", Arrays.copyOfRange(p, from, to)).column("context", Arrays.copyOfRange(c, from, to))
        .column("batch", Arrays.copyOfRange(b, from, to));
  }

  @Test
  void severalFilesGiveWhatOneGives() throws IOException {
    EffectOptions choice = new EffectOptions("p0", 1, 15, false);
    assertSame(run(PLAIN, choice, random("all.h5ad", 1, Layout.CSR, 0, 60)),
        run(PLAIN, choice, random("a.h5ad", 1, Layout.CSR, 0, 23), random("b.h5ad", 1, Layout.CSC, 23, 60)), 1e-6);
  }

  @Test
  void choosingGenesFirstGivesTheSame() throws IOException {
    EffectOptions choice = new EffectOptions("p0", 1, 15, false);
    EffectTable expected = run(PLAIN, choice, random("all.h5ad", 1, Layout.CSR, 0, 60));
    try (Pseudobulk.MemoryLimit limit = new Pseudobulk.MemoryLimit(16L * 6 * 20)) {
      assertSame(expected, run(PLAIN, choice, random("all.h5ad", 1, Layout.CSR, 0, 60)), 0);
      assertTrue(said.toString().contains("Choosing genes first"), said.toString());
      String message = refused(PLAIN, new EffectOptions("p0", 1, 25, false), random("all.h5ad", 1, Layout.CSR, 0, 60));
      assertTrue(message.contains("6 groups × 25 genes") && message.contains("-Xmx"), message);
    }
  }

  @Test
  void genesMayStandInAnotherOrderButMustBeTheSame() throws IOException {
    MemoryCells swapped = new MemoryCells("swapped.h5ad", "B", "A").x(new double[][] {{3, 1}, {0, 4}})
        .column("perturbation", "control", "drug").column("context", "c", "c");
    MemoryCells rest = new MemoryCells("rest.h5ad", "A", "B").x(new double[][] {{2, 8}, {5, 0}})
        .column("perturbation", "drug", "control").column("context", "c", "c");
    EffectTable expected = run(PLAIN, ANY_SIZE, four());
    assertSame(expected, run(PLAIN, ANY_SIZE, rest, swapped), 1e-6);
    MemoryCells other = new MemoryCells("other.h5ad", "A", "C").x(new double[][] {{3, 1}, {0, 4}})
        .column("perturbation", "control", "drug").column("context", "c", "c");
    String message = refused(PLAIN, ANY_SIZE, rest, other);
    assertTrue(message.contains("rest.h5ad") && message.contains("other.h5ad") && message.contains("'B'")
        && message.contains("'C'"), message);
    assertEquals(List.of("A"), run(PLAIN.withGenes(List.of("A")), ANY_SIZE, rest, other).genes().names());
  }

  @Test
  void listedGenesKeepTheirOrderAndMustExist() throws IOException {
    EffectTable all = run(PLAIN, ANY_SIZE, four());
    EffectTable t = run(PLAIN.withGenes(List.of("B", "A")), ANY_SIZE, four());
    assertEquals(List.of("B", "A"), t.genes().names());
    assertRow(t, "drug", "c", all.values(0)[1], all.values(0)[0]);
    String message = refused(PLAIN.withGenes(List.of("B", "X1", "X2")), ANY_SIZE, four());
    assertTrue(message.contains("2 of 3 genes of the list are not in four.h5ad: 'X1', 'X2'"), message);
  }

  @Test
  void geneNamesMustBeUnique() throws IOException {
    MemoryCells cells = four().geneColumn("symbol", "S", "S").geneColumn("id", "E1", "E2");
    assertEquals(List.of("E1", "E2"), run(PLAIN.withGeneColumn("id"), ANY_SIZE, cells).genes().names());
    String message = refused(PLAIN.withGeneColumn("symbol"), ANY_SIZE, cells);
    assertTrue(message.contains("column 'symbol'") && message.contains("'S'"), message);
  }

  @Test
  void missingColumnsAreAllNamedWithThoseThereAre() {
    MemoryCells cells = new MemoryCells("x.h5ad", "A").x(new double[][] {{1}}).column("condition", "a")
        .column("cell_type", "c");
    String message = refused(PLAIN.withBatchColumn("plate"), ANY_SIZE, cells);
    assertTrue(message.contains("no obs column 'perturbation'") && message.contains("--perturbation-column condition"),
        message);
    assertTrue(message.contains("no obs column 'context'") && message.contains("--context-column cell_type"), message);
    assertTrue(message.contains("no obs column 'plate'"), message);
  }

  @Test
  void theControlIsFoundByUsualNames() throws IOException {
    MemoryCells cells = new MemoryCells("x.h5ad", "A").x(new double[][] {{0.5}, {1.5}, {2.5}})
        .column("perturbation", "non-targeting", "drug", "drug").column("context", "c", "c", "c");
    assertRow(run(PLAIN, ANY_SIZE, cells), "drug", "c", 1.5);
    assertTrue(said.toString().contains("Control: non-targeting (1 cells)"), said.toString());
    assertTrue(refused(PLAIN, new EffectOptions("mock", 1, 10, false), cells).contains("No cell is labelled with the "
        + "control 'mock'"));
    cells.column("perturbation", "PBS", "ctrl", "drug");
    assertTrue(refused(PLAIN, ANY_SIZE, cells).contains("Several perturbations may be the control: "));
    cells.column("perturbation", "a", "drug", "drug");
    String message = refused(PLAIN, ANY_SIZE, cells);
    assertTrue(message.contains("'drug', 'a'") && message.contains("--control-label"), message);
  }

  @Test
  void tahoeLabelsBecomeReadable() throws IOException {
    MemoryCells cells = new MemoryCells("x.h5ad", "A").x(new double[][] {{0.5}, {1.5}, {2.5}})
        .column("perturbation", "[('DMSO_TF', 0.0, 'uM')]", "[('Drug.X', 0.5, 'uM')]", "plain+name_1")
        .column("context", "c", "c", "c");
    for (String label : new String[] {null, "DMSO_TF", "[('DMSO_TF', 0.0, 'uM')]"}) {
      EffectTable t = run(PLAIN, new EffectOptions(label, 1, 2000, false), cells);
      assertEquals(List.of("Drug.X 0.5 uM", "plain+name_1"), t.perturbations().names());
      assertEquals(List.of("Drug.X", ""), t.columns().get("drug"));
      assertEquals(List.of("0.5", ""), t.columns().get("dose"));
      assertEquals(List.of("uM", ""), t.columns().get("dose_unit"));
    }
    // Two labels that read the same keep their own spelling, so that they stay apart.
    cells.column("perturbation", "control", "[('D', 0.5, 'uM')]", "[ ('D', 0.5, 'uM')]");
    assertEquals(List.of("[ ('D', 0.5, 'uM')]", "[('D', 0.5, 'uM')]"), run(PLAIN, ANY_SIZE, cells).perturbations().names());
  }

  @ParameterizedTest
  @CsvSource({"CSR,1.5", "CSC,1.5", "CSR,-1", "DENSE,-1", "CSR,NaN", "CSC,NaN", "CSR,Infinity"})
  void aValueThatIsNoCountIsNamed(Layout layout, double value) {
    int n = 100;
    double[][] x = new double[n][2];
    String[] p = new String[n];
    String[] c = new String[n];
    for (int i = 0; i < n; i++) {
      x[i][0] = 1;
      x[i][1] = 2;
      p[i] = i % 2 == 0 ? "control" : "drug";
      c[i] = "c";
    }
    x[n - 1][1] = value;
    MemoryCells cells = new MemoryCells("late.h5ad", "A", "B").matrix("X", layout, x).column("perturbation", p)
        .column("context", c);
    String message = refused(PLAIN.withInput(InputKind.COUNTS), ANY_SIZE, cells);
    assertTrue(message.contains("late.h5ad: X does not hold counts"), message);
    // A sample may miss it; the stream must not.
    for (InputKind kind : new InputKind[] {InputKind.COUNTS, InputKind.LOG, InputKind.EFFECTS}) {
      for (int threads = 1; threads <= 2; threads++) {
        CellSummer summer = new CellSummer(kind, Aggregate.MEAN, 10, new double[1][2], null, null, threads);
        CellSummer.Part part = new CellSummer.Part("late.h5ad", cells.matrix("X"), new int[n], new int[] {0, 1},
            g -> g == 0 ? "A" : "B");
        boolean allowed = kind == InputKind.EFFECTS && Double.isFinite(value) || kind == InputKind.LOG && value == 1.5;
        if (!allowed) {
          message = assertThrows(InvalidInputException.class, () -> summer.add(part, Progress.NONE)).getMessage();
          assertTrue(message.contains("late.h5ad: X holds " + value + " in row 100, gene 'B'"), message);
        }
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefusedNamingTheLayer() {
    MemoryCells logged = new MemoryCells("l.h5ad", "A").x(new double[][] {{0.5}, {1.5}})
        .matrix("layers/scaled", Layout.CSR, new double[][] {{-0.5}, {1.5}})
        .matrix("layers/counts", Layout.CSR, new double[][] {{1}, {3}})
        .column("perturbation", "control", "drug").column("context", "c", "c");
    String message = refused(PLAIN.withInput(InputKind.COUNTS), ANY_SIZE, logged);
    assertTrue(message.contains("does not hold counts") && message.contains("try --counts-layer counts")
        && message.contains("--input log"), message);
    message = refused(PLAIN.withMatrix("scaled"), ANY_SIZE, logged);
    assertTrue(message.contains("negative values") && message.contains("--counts-layer counts")
        && message.contains("--input effects"), message);
    message = refused(PLAIN.withAggregate(Aggregate.SUM), ANY_SIZE, logged);
    assertTrue(message.contains("Only counts can be summed"), message);
    MemoryCells normalised = new MemoryCells("n.h5ad", "A").x(new double[][] {{0.5}, {150.5}})
        .column("perturbation", "control", "drug").column("context", "c", "c");
    message = refused(PLAIN, ANY_SIZE, normalised);
    assertTrue(message.contains("values of 15 and more") && message.contains("No other matrix"), message);
  }

  @Test
  void filesOfDifferentKindsAreRefused() {
    MemoryCells logged = new MemoryCells("l.h5ad", "A", "B").x(new double[][] {{0.5, 1}})
        .column("perturbation", "drug").column("context", "c");
    String message = refused(PLAIN, ANY_SIZE, four(), logged);
    assertTrue(message.contains("four.h5ad counts") && message.contains("l.h5ad log"), message);
  }

  @Test
  void impossibleOptionsAreRefusedTogether() {
    String message = assertThrows(InvalidInputException.class,
        () -> new SummingOptions("a", "a", "a", " ", null, InputKind.LOG, Aggregate.SUM, TargetSum.MEDIAN, List.of(), 0))
        .getMessage();
    assertEquals(6, message.split("\n").length, message);
    assertThrows(InvalidInputException.class, () -> new EffectOptions("", 0, 0, false));
    for (String sum : new String[] {"0", "-1", "NaN", "Infinity", "mean", ""}) {
      assertThrows(InvalidInputException.class, () -> TargetSum.of(sum), sum);
    }
    assertTrue(TargetSum.of("Median").isMedian());
    assertTrue(assertThrows(InvalidInputException.class, () -> Pseudobulk.sum(List.of(four()),
        PLAIN.withTargetSum(TargetSum.MEDIAN), said::add, Progress.NONE)).getMessage().contains("--target-sum 10000"));
  }

  @Test
  void canBeCancelled() {
    for (int threads = 1; threads <= 2; threads++) {
      SummingOptions options = PLAIN.withThreads(threads);
      assertThrows(CancellationException.class, () -> Pseudobulk.run(List.of(four()), options, ANY_SIZE, said::add,
          (fraction, message) -> {
            throw new CancellationException();
          }));
    }
    assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("c3tl-pseudobulk")));
  }
}
