package org.c3tl.knime.nodes;

import java.util.ArrayList;
import java.util.List;
import org.c3tl.data.EffectTable;
import org.c3tl.knime.logic.EffectColumns;
import org.c3tl.knime.logic.EffectReader;
import org.c3tl.knime.logic.Evaluating;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.image.png.PNGImageContent;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.image.ImagePortObject;
import org.knime.core.node.port.image.ImagePortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** The node C³TL Evaluate. */
public final class EvaluateNodeFactory extends DefaultNodeFactory {
  private static final ImagePortObjectSpec PNG = new ImagePortObjectSpec(PNGImageContent.TYPE);

  private static final DefaultNode NODE = DefaultNode.create()
      .name("C³TL Evaluate")
      .icon("evaluate.png")
      .shortDescription("Scores predicted effects against measured ones, beside simple baselines.")
      .fullDescription("""
          <p>Compares predictions with what was measured: correlation over genes and over perturbations, squared error, and
          more, for each context and perturbation. Baselines (no change, the mean over contexts, the closest context, an
          additive model, a latent-additive network and others) are scored beside them; they learn from the truth without the
          effects that were held out or predicted, so that nobody sees the answers.</p>
          <p>Only rows that the model had not seen are scored: those whose column <tt>role</tt> is <tt>new</tt>, or all where
          there is no such column. To try it out, give <b>Train C³TL</b> a <i>Known fraction</i> below 1 and connect the same
          table here as truth.</p>
          <p>The image plots predicted against measured effects, as Figure 2 of the paper; the view shows the summary of all
          methods and the image, and needs no network.</p>
          """)
      .sinceVersion(5, 8, 0)
      .ports(p -> {
        p.addInputTable("Predictions", "Predicted effects, of C³TL Predict Context or of any other method: one row per "
            + "perturbation and context, columns of text that name them, one column of numbers per gene.");
        p.addInputTable("Truth", "Measured effects, the whole table with the part that was learnt from, in the same form and "
            + "units. It must have every gene of the predictions.");
        p.addOutputTable("Metrics", "One row per value: method, fold, context, perturbation (missing where the value belongs to "
            + "the context), metric, value.");
        p.addOutputPort("Scatter plot", "Predicted against measured effects, PNG.", ImagePortObject.TYPE);
      })
      .model(m -> m.parametersClass(EvaluateParameters.class)
          .configure(EvaluateNodeFactory::configure).execute(EvaluateNodeFactory::execute))
      .addView(v -> v.withoutParameters().description("Summary of all methods and metrics, and the scatter plot.")
          .page(ViewPage::page).initialData(d -> d.data(input -> ViewPage.data(input.getInternalPortObjects()))))
      .nodeType(NodeType.Visualizer)
      .keywords("evaluate", "score", "metrics", "benchmark", "baseline", "correlation", "scatter", "C3TL", "perturbation");

  /** Made by KNIME. */
  public EvaluateNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
    EvaluateParameters p = in.getParameters();
    Work.configure(() -> {
      EffectColumns predictions = p.predictions(in.getInTableSpec(0));
      EffectColumns truth = p.truth(in.getInTableSpec(1));
      Evaluating.check(predictions.geneNames(), truth.geneNames(), Tables.origin(in.getInTableSpec(0)).kind(),
          Tables.origin(in.getInTableSpec(1)).kind());
      out.setOutSpecs(Tables.spec(Evaluating.METRICS, null), PNG);
    });
  }

  private static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
    EvaluateParameters p = in.getParameters();
    ExecutionContext exec = in.getExecutionContext();
    Work.run(() -> {
      List<String> warnings = new ArrayList<>();
      DataTableSpec predictedSpec = in.getInTable(0).getDataTableSpec();
      EffectColumns columns = p.predictions(predictedSpec);
      EffectTable predictions = read(in.getInTable(0), "the table of predictions", columns, p, exec, warnings);
      EffectTable truth = read(in.getInTable(1), "the table of the truth",
          p.truth(in.getInTable(1).getDataTableSpec()).onlyGenes(columns.geneNames()), p, exec, warnings);
      Evaluating.Result result;
      if (predictions == null || truth == null) {
        warnings.add("Nothing was scored.");
        result = Evaluating.NOTHING;
      } else {
        result = Work.background(exec.createSubProgress(0.8), "c3tl-knime-evaluate",
            progress -> Evaluating.evaluate(predictions, truth, p.methodName, p.baselines, progress));
      }
      warnings.addAll(result.warnings());
      Work.log(result.notes());
      out.setOutData(0, Tables.write(exec, Tables.spec(Evaluating.METRICS, null),
          sink -> Evaluating.write(result.scores(), sink)));
      out.setOutData(1, new ImagePortObject(new PNGImageContent(result.png()), PNG));
      out.setInternalData(ViewPage.table(exec, result.html()));
      String warning = Work.warning(warnings);
      if (warning != null) {
        out.setWarningMessage(warning);
      }
    });
  }

  private static EffectTable read(BufferedDataTable table, String name, EffectColumns columns, EvaluateParameters p,
      ExecutionContext exec, List<String> warnings) throws java.io.IOException {
    EffectReader.Result read = EffectReader.read(Tables.source(table, name), columns, Tables.origin(table.getDataTableSpec()),
        p.missingValues.logic(), Work.progress(exec.createSubProgress(0.05)));
    warnings.addAll(read.skipped().sentences(name));
    return read.table();
  }
}
