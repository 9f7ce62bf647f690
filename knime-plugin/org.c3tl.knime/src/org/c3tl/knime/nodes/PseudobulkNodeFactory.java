package org.c3tl.knime.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.c3tl.data.InvalidInputException;
import org.c3tl.knime.logic.EffectColumns;
import org.c3tl.knime.logic.EffectLayout;
import org.c3tl.knime.logic.Pseudobulks;
import org.c3tl.knime.logic.TableOrigin;
import org.c3tl.pseudobulk.EffectOptions;
import org.c3tl.pseudobulk.SummingOptions;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** The node C³TL Pseudobulk. */
public final class PseudobulkNodeFactory extends DefaultNodeFactory {
  private static final DefaultNode NODE = DefaultNode.create()
      .name("C³TL Pseudobulk")
      .icon("pseudobulk.png")
      .shortDescription("Makes effects of perturbations from single cells or replicates.")
      .fullDescription("""
          <p>Averages the cells (or replicates) of each perturbation and context, and subtracts the control cells of the same
          context. The result has one row per perturbation and context and one column per gene: the <i>effects</i> that
          <b>Train C³TL</b> learns from.</p>
          <p>Cells come from an AnnData file (<tt>.h5ad</tt>), which is streamed, so that memory does not grow with the number
          of cells; or from the connected table: one row per cell or replicate, one column of numbers per gene, and columns of
          text that name perturbation and context. Counts are normalised per cell and logarithmised; values that are
          log-normalised already are taken as they are.</p>
          <p>Rows without perturbation or context, and perturbations with too few cells, are left out and counted in a
          warning.</p>
          """)
      .sinceVersion(5, 8, 0)
      .ports(p -> {
        p.addInputPort("Cells", "Optional: cells or replicates as rows, genes as columns of numbers, and columns of text that "
            + "name perturbation and context. Without it, the file chosen in the dialog is read.",
            BufferedDataTable.TYPE_OPTIONAL);
        p.addOutputTable("Effects", "One row per perturbation and context: their names, the number of cells, and the effect on "
            + "each gene (difference of log-normalised means from the control).");
      })
      .model(m -> m.parametersClass(PseudobulkParameters.class)
          .configure(PseudobulkNodeFactory::configure).execute(PseudobulkNodeFactory::execute))
      .nodeType(NodeType.Manipulator)
      .keywords("pseudobulk", "single cell", "h5ad", "AnnData", "perturbation", "aggregate", "effect", "C3TL");

  /** Made by KNIME. */
  public PseudobulkNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
    PseudobulkParameters p = in.getParameters();
    Work.configure(() -> {
      SummingOptions summing = p.summing();
      EffectOptions effects = p.effects();
      DataTableSpec spec = in.getInTableSpec(0);
      if (spec == null) {
        file(p);
        out.setOutSpec(0, null);
        return;
      }
      EffectColumns columns = p.columns(spec);
      if (summing.batchColumn() != null && spec.findColumnIndex(summing.batchColumn()) < 0) {
        throw new InvalidInputException("The table of cells has no column '" + summing.batchColumn()
            + "' for the batches. Choose 'Batch column' anew.");
      }
      if (summing.genes() != null) {
        List<String> missing = summing.genes().stream().filter(g -> !columns.geneNames().contains(g)).toList();
        if (!missing.isEmpty()) {
          throw new InvalidInputException("The table of cells lacks " + missing.size() + " genes of the 'Gene list': "
              + org.c3tl.data.Problems.quote(missing) + ".");
        }
      }
      EffectLayout layout = Pseudobulks.layout(columns, summing, effects, p.missingValues.logic());
      out.setOutSpec(0, layout == null ? null : Tables.spec(layout.columns(), null));
    });
  }

  private static Path file(PseudobulkParameters p) {
    if (p.file == null || p.file.isBlank()) {
      throw new InvalidInputException("There are no cells. Connect a table, or give an .h5ad file as 'File' in the dialog.");
    }
    Path file = Work.file(p.file, "File");
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("The 'File' " + file + " does not exist. Correct the path in the dialog.");
    }
    return file;
  }

  private static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
    PseudobulkParameters p = in.getParameters();
    ExecutionContext exec = in.getExecutionContext();
    Work.run(() -> {
      BufferedDataTable table = in.getInTable(0);
      SummingOptions summing = p.summing();
      EffectOptions effects = p.effects();
      EffectLayout layout;
      Pseudobulks.Result result;
      if (table == null) {
        Path file = file(p);
        result = Work.background(exec.createSubProgress(0.9), "c3tl-knime-pseudobulk",
            progress -> Pseudobulks.ofFile(file, summing, effects, progress));
        layout = new EffectLayout(new ArrayList<>(result.table().columns().keySet()), true, result.table().genes().names(), false);
      } else {
        EffectColumns columns = p.columns(table.getDataTableSpec());
        result = Pseudobulks.ofTable(Tables.source(table, "the table of cells"), columns, summing, effects,
            p.missingValues.logic(), Work.progress(exec.createSubProgress(0.9)));
        EffectLayout known = Pseudobulks.layout(columns, summing, effects, p.missingValues.logic());
        layout = known != null ? known : new EffectLayout(List.of(), true,
            result.table() == null ? List.of() : result.table().genes().names(), false);
      }
      Work.log(result.notes());
      out.setOutData(0, write(exec, layout, result));
      String warning = Work.warning(result.warnings());
      if (warning != null) {
        out.setWarningMessage(warning);
      }
    });
  }

  private static BufferedDataTable write(ExecutionContext exec, EffectLayout layout, Pseudobulks.Result result)
      throws IOException {
    TableOrigin origin = result.table() == null ? null : TableOrigin.of(result.table());
    return Tables.write(exec, Tables.spec(layout.columns(), origin), sink -> {
      if (result.table() != null) {
        layout.write(result.table(), sink, Work.progress(exec.createSubProgress(0.1)));
      }
    });
  }
}
