package org.c3tl.knime.nodes;

import java.util.ArrayList;
import java.util.List;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.knime.logic.EffectLayout;
import org.c3tl.knime.logic.EffectReader;
import org.c3tl.knime.logic.Predicting;
import org.c3tl.knime.logic.TableOrigin;
import org.c3tl.knime.port.C3tlModelPortObject;
import org.c3tl.knime.port.C3tlModelPortObjectSpec;
import org.c3tl.model.C3tlModel;
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

/** The node C³TL Predict Context. */
public final class PredictNodeFactory extends DefaultNodeFactory {
  private static final DefaultNode NODE = DefaultNode.create()
      .name("C³TL Predict Context")
      .icon("predict.png")
      .shortDescription("Predicts effects of perturbations that were not measured in a context.")
      .fullDescription("""
          <p>Predicts the effect on each gene of perturbations that were measured in other contexts only. The context is one
          that the model was trained with (option <i>Context</i>; by default the model's targets), or a <b>new</b> one: connect
          a table with a few effects measured in it (ten are a good start). A new context needs no training.</p>
          <p>The predictions are in the units of the training effects. Column <tt>role</tt> tells what was measured: <tt>new</tt>
          where nothing was, <tt>known</tt> or <tt>validation</tt> elsewhere.</p>
          <p>A context without any measured perturbation cannot be predicted, neither can a perturbation that was measured
          nowhere.</p>
          """)
      .sinceVersion(5, 8, 0)
      .ports(p -> {
        p.addInputPort("Model", "A model of Train C³TL or C³TL Model Reader.", C3tlModelPortObject.TYPE);
        p.addInputPort("Effects in new contexts", "Optional: effects of a few perturbations measured in one or several new "
            + "contexts: one row per perturbation and context, columns of text that name them, and a column of numbers for each "
            + "gene of the model.", BufferedDataTable.TYPE_OPTIONAL);
        p.addOutputTable("Predictions", "One row per perturbation and context: their names, the role, the predicted effect on "
            + "each gene, and its standard deviation in columns <tt>GENE (sd)</tt>.");
      })
      .model(m -> m.parametersClass(PredictParameters.class)
          .configure(PredictNodeFactory::configure).execute(PredictNodeFactory::execute))
      .nodeType(NodeType.Predictor)
      .keywords("predict", "predictor", "perturbation", "context", "cell line", "transfer", "few-shot", "C3TL", "drug response");

  /** Made by KNIME. */
  public PredictNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
    PredictParameters p = in.getParameters();
    Work.configure(() -> {
      Predicting.Choices choices = p.logic();
      C3tlModelPortObjectSpec model = in.getInPortSpec(0);
      DataTableSpec spec = in.getInTableSpec(1);
      List<String> measured = spec == null ? null : p.columns(spec).geneNames();
      Predicting.check(model.genes(), model.contexts(), model.perturbations(), model.targets(), measured, choices);
      out.setOutSpec(0, model.genes() == null ? null
          : Tables.spec(Predicting.layout(model.genes(), p.standardDeviations).columns(), null));
    });
  }

  private static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
    PredictParameters p = in.getParameters();
    ExecutionContext exec = in.getExecutionContext();
    Work.run(() -> {
      C3tlModelPortObject port = in.getInPortObject(0);
      BufferedDataTable input = in.getInTable(1);
      Predicting.Choices choices = p.logic();
      List<String> warnings = new ArrayList<>();
      EffectTable measured = null;
      if (input != null) {
        DataTableSpec spec = input.getDataTableSpec();
        EffectReader.Result read = EffectReader.read(Tables.source(input, "the table of new contexts"),
            p.columns(spec).onlyGenes(port.getSpec().genes()), Tables.origin(spec), p.missingValues.logic(),
            Work.progress(exec.createSubProgress(0.1)));
        warnings.addAll(read.skipped().sentences("The table of new contexts"));
        measured = read.table();
      }
      EffectTable known = measured;
      boolean nothing = input != null && measured == null;
      Predicted predicted = Work.background(exec.createSubProgress(0.8), "c3tl-knime-predict", progress -> {
        progress.update(0, "reading the model");
        C3tlModel model = port.model();
        return new Predicted(model.genes().names(), nothing ? null : Predicting.predict(model, known, choices, progress));
      });
      if (predicted.table() == null) {
        warnings.add(nothing ? "Nothing was predicted." : "Every perturbation of the model was measured in these contexts "
            + "already, so there is nothing new to predict. Switch on 'Include known' to predict them all the same.");
      }
      EffectLayout layout = Predicting.layout(predicted.genes(), p.standardDeviations);
      TableOrigin origin = predicted.table() == null ? null : TableOrigin.of(predicted.table());
      out.setOutData(0, Tables.write(exec, Tables.spec(layout.columns(), origin), sink -> {
        if (predicted.table() != null) {
          layout.write(predicted.table(), sink, Work.progress(exec.createSubProgress(0.1)));
        }
      }));
      String warning = Work.warning(warnings);
      if (warning != null) {
        out.setWarningMessage(warning);
      }
    });
  }

  private record Predicted(List<String> genes, EffectTable table) { }
}
