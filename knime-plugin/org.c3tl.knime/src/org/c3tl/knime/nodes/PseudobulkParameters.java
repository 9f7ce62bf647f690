package org.c3tl.knime.nodes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.knime.logic.EffectColumns;
import org.c3tl.knime.logic.Pseudobulks;
import org.c3tl.pseudobulk.EffectOptions;
import org.c3tl.pseudobulk.InputKind;
import org.c3tl.pseudobulk.SummingOptions;
import org.c3tl.pseudobulk.TargetSum;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.filter.TwinlistWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.text.TextAreaWidget;

/** Settings of C³TL Pseudobulk. Names of fields are keys in saved workflows: they never change. */
final class PseudobulkParameters implements NodeParameters {
  /** Sections of the dialog. */
  interface Dialog {
    @Section(title = "Cells")
    interface Cells { }

    @Section(title = "Control")
    @After(Cells.class)
    interface Control { }

    @Section(title = "Genes")
    @After(Control.class)
    interface Genes { }

    @Section(title = "Normalisation")
    @After(Genes.class)
    @Advanced
    interface Normalisation { }
  }

  /** Refers to the file. */
  interface File extends ParameterReference<String> { }

  /** Columns of text of the table, or obs columns of the file. */
  static class LabelColumns implements StringChoicesProvider {
    private Supplier<String> file;

    @Override
    public void init(StateProviderInitializer initializer) {
      StringChoicesProvider.super.init(initializer);
      file = initializer.computeFromValueSupplier(File.class);
    }

    @Override
    public List<String> choices(NodeParametersInput input) {
      return Choices.spec(input, 0).isPresent() ? new Choices.TextColumns().choices(input) : ofFile(Pseudobulks.Names::obs);
    }

    /** Names in the file; none where it cannot be read, since a dialog must open all the same. */
    List<String> ofFile(Function<Pseudobulks.Names, List<String>> which) {
      if (file.get() == null || file.get().isBlank()) {
        return List.of();
      }
      try {
        return which.apply(Pseudobulks.names(Work.file(file.get(), "File")));
      } catch (java.io.IOException | InvalidInputException e) {
        return List.of();
      }
    }
  }

  /** The same, and none. */
  static final class OptionalLabelColumns extends LabelColumns {
    @Override
    public List<StringChoice> computeState(NodeParametersInput input) {
      return Choices.orNone("None", choices(input));
    }
  }

  /** Matrices of the file. */
  static final class Matrices extends LabelColumns {
    @Override
    public List<String> choices(NodeParametersInput input) {
      return ofFile(Pseudobulks.Names::matrices);
    }
  }

  /** Columns of var, and the index. */
  static final class GeneColumns extends LabelColumns {
    @Override
    public List<StringChoice> computeState(NodeParametersInput input) {
      return Choices.orNone("Index", ofFile(Pseudobulks.Names::var));
    }
  }

  enum Input {
    @Label(value = "Automatic", description = "Found out from the values.") AUTO,
    @Label(value = "Counts", description = "Molecules per cell and gene, or reads per replicate and gene.") COUNTS,
    @Label(value = "Log-normalised", description = "Already normalised and logarithmised; used as it is.") LOG,
    @Label(value = "Effects", description = "Differences from a control, one row per replicate; averaged, and no control is "
        + "subtracted.") EFFECTS
  }

  enum Aggregate {
    @Label(value = "Mean", description = "Normalise each cell, log1p, average.") MEAN,
    @Label(value = "Sum", description = "Add up counts, normalise the sum, log1p.") SUM
  }

  @Widget(title = "File", description = "AnnData file (<tt>.h5ad</tt>) of single cells: a path or a <tt>knime://</tt> address. "
      + "Used where no table is connected. Memory does not grow with the number of cells.")
  @ValueReference(File.class)
  @Layout(Dialog.Cells.class)
  String file = "";

  @Widget(title = "Perturbation column", description = "Column of the table, or obs column of the file, that names the "
      + "perturbation.")
  @ChoicesProvider(LabelColumns.class)
  @Layout(Dialog.Cells.class)
  String perturbationColumn = EffectColumns.PERTURBATION;

  @Widget(title = "Context column", description = "Column of the table, or obs column of the file, that names the context, such "
      + "as the cell type or donor.")
  @ChoicesProvider(LabelColumns.class)
  @Layout(Dialog.Cells.class)
  String contextColumn = EffectColumns.CONTEXT;

  @Widget(title = "Batch column", description = "Column that names the batch: each batch is compared with its own control cells, "
      + "and batches are weighted by cells.")
  @ChoicesProvider(OptionalLabelColumns.class)
  @Layout(Dialog.Cells.class)
  String batchColumn = "";

  @Widget(title = "Min cells", description = "Leave out a perturbation of a context with fewer cells or replicates; 0 chooses: "
      + "10, or 1 where the input holds effects. Lower it for replicates.")
  @NumberInputWidget(minValidation = Ranges.Zero.class)
  @Layout(Dialog.Cells.class)
  int minCells;

  @Widget(title = "Ignored columns", description = "Columns of numbers of the table that are no genes, such as doses or quality "
      + "measures.", advanced = true)
  @ChoicesProvider(Choices.NumberColumns.class)
  @TwinlistWidget(includedLabel = "Ignored", excludedLabel = "Genes")
  @Layout(Dialog.Cells.class)
  String[] ignoredColumns = {};

  @Widget(title = "Missing values", description = "What happens to missing or infinite values of genes in the table. What was "
      + "skipped is counted in a warning.", advanced = true)
  @Layout(Dialog.Cells.class)
  MissingChoice missingValues = MissingChoice.SKIP_ROWS;

  @Widget(title = "Control label", description = "Perturbation that marks control cells. Empty: <tt>control</tt>, or else the "
      + "one usual label that the data has, such as <tt>non-targeting</tt>, <tt>DMSO_TF</tt>, <tt>PBS</tt>, <tt>ctrl</tt>.")
  @Layout(Dialog.Control.class)
  String controlLabel = "";

  @Widget(title = "Skip without control", description = "Leave out contexts, and batches of a context, that have no control "
      + "cells, with a warning, instead of failing.")
  @Layout(Dialog.Control.class)
  boolean skipWithoutControl;

  @Widget(title = "Genes", description = "Keep that many most variable genes, as scanpy's highly_variable_genes does; all where "
      + "there are not more.")
  @NumberInputWidget(minValidation = Ranges.One.class)
  @Layout(Dialog.Genes.class)
  int genes = EffectOptions.DEFAULT_GENES;

  @Widget(title = "Gene list", description = "Keep just these genes, one name per line, in this order, instead of the most "
      + "variable ones.", advanced = true)
  @TextAreaWidget
  @Layout(Dialog.Genes.class)
  String geneList = "";

  @Widget(title = "Gene column", description = "var column of the file that names the genes.", advanced = true)
  @ChoicesProvider(GeneColumns.class)
  @Layout(Dialog.Genes.class)
  String geneColumn = "";

  @Widget(title = "Input", description = "What the values are.")
  @Layout(Dialog.Normalisation.class)
  Input input = Input.AUTO;

  @Widget(title = "Counts layer", description = "Matrix of the file to read: <tt>X</tt>, <tt>raw</tt>, or the name of a layer.")
  @ChoicesProvider(Matrices.class)
  @Layout(Dialog.Normalisation.class)
  String countsLayer = SummingOptions.DEFAULT.matrix();

  @Widget(title = "Target sum", description = "Total that each cell's counts are scaled to: a number, or <tt>median</tt> of all "
      + "cells that have counts.")
  @Layout(Dialog.Normalisation.class)
  String targetSum = SummingOptions.DEFAULT.targetSum().toString();

  @Widget(title = "Aggregate", description = "How cells become a profile.")
  @Layout(Dialog.Normalisation.class)
  Aggregate aggregate = Aggregate.MEAN;

  @Widget(title = "Threads", description = "Threads; 0 uses all cores. The result does not depend on it.")
  @NumberInputWidget(minValidation = Ranges.Zero.class, maxValidation = Ranges.Threads.class)
  @Layout(Dialog.Normalisation.class)
  int threads;

  PseudobulkParameters() { }

  PseudobulkParameters(NodeParametersInput input) {
    if (Choices.spec(input, 0).isPresent()) {
      perturbationColumn = Choices.perturbation(input, 0);
      contextColumn = Choices.context(input, 0);
    }
  }

  SummingOptions summing() {
    Problems problems = new Problems();
    problems.require(threads >= 0 && threads <= 1024, "The number of threads is " + threads + "; allowed are 0 (all) to 1024.");
    problems.require(minCells >= 0, "The minimum of cells per group is " + minCells + "; it must be 0 (automatic) or more.");
    problems.throwIfAny();
    List<String> listed = geneList.lines().map(String::strip).filter(l -> !l.isEmpty()).distinct().toList();
    return new SummingOptions(perturbationColumn, contextColumn, blankIsNull(batchColumn), countsLayer, blankIsNull(geneColumn),
        InputKind.valueOf(input.name()), org.c3tl.pseudobulk.Aggregate.valueOf(aggregate.name()), TargetSum.of(targetSum.strip()),
        listed.isEmpty() ? null : listed, threads == 0 ? SummingOptions.DEFAULT.threads() : threads);
  }

  EffectOptions effects() {
    return new EffectOptions(blankIsNull(controlLabel), minCells == 0 ? null : minCells, genes, skipWithoutControl);
  }

  private static String blankIsNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }

  EffectColumns columns(DataTableSpec spec) {
    return EffectColumns.of("The table of cells", Tables.columns(spec), perturbationColumn, contextColumn,
        Arrays.asList(ignoredColumns));
  }

  @Override
  public void validate() throws InvalidSettingsException {
    Work.configure(() -> {
      summing();
      effects();
    });
  }
}
