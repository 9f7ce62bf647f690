package org.c3tl.knime.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.knime.logic.EffectColumns;
import org.c3tl.knime.logic.EffectReader;
import org.c3tl.knime.logic.MissingValues;
import org.c3tl.knime.logic.Pages;
import org.c3tl.knime.logic.Training;
import org.c3tl.knime.port.C3tlModelPortObject;
import org.c3tl.knime.port.C3tlModelPortObjectSpec;
import org.knime.core.data.DataCell;
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

/** The node Train C³TL. */
public final class TrainNodeFactory extends DefaultNodeFactory {
  private static final DefaultNode NODE = DefaultNode.create()
      .name("Train C³TL")
      .icon("train.png")
      .shortDescription("Trains a model that carries effects of perturbations from context to context.")
      .fullDescription("""
          <p>Learns from measured effects of perturbations (drugs, knock-outs, cytokines) in several contexts (cell lines,
          donors, tissues), so that <b>C³TL Predict Context</b> can predict how a context responds to perturbations that were
          measured in other contexts only. It implements <i>Causal Cellular Context Transfer Learning</i> (Scholkemper and
          Mukherjee, 2026).</p>
          <p>The table has one row per perturbation and context, as <b>C³TL Pseudobulk</b> makes it: two columns of text that
          name them, and one column of numbers per gene. All defaults work without tuning; the number of epochs is chosen on
          held-out data. The table of the learning curve and the view show how the training went.</p>
          <p>At least two contexts are needed, and perturbations that were measured in several of them.</p>
          """)
      .sinceVersion(5, 8, 0)
      .ports(p -> {
        p.addInputTable("Effects", "Measured effects: one row per perturbation and context, columns of text that name them, one "
            + "column of numbers per gene.");
        p.addOutputPort("Model", "The trained model, for C³TL Predict Context and C³TL Model Writer.", C3tlModelPortObject.TYPE);
        p.addOutputTable("Learning curve", "One row per epoch: phase (<tt>select</tt> while the number of epochs is chosen, "
            + "<tt>fit</tt> for the training that gives the model), member of the ensemble, epoch, training loss, validation "
            + "scores.");
      })
      .model(m -> m.parametersClass(TrainParameters.class)
          .configure(TrainNodeFactory::configure).execute(TrainNodeFactory::execute))
      .addView(v -> v.withoutParameters().description("The learning curve: training loss and validation scores by epoch.")
          .page(ViewPage::page).initialData(d -> d.data(input -> ViewPage.data(input.getInternalPortObjects()))))
      .nodeType(NodeType.Learner)
      .keywords("train", "learner", "transfer learning", "perturbation", "context", "cell line", "C3TL", "effect",
          "drug response");

  /** Made by KNIME. */
  public TrainNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
    TrainParameters p = in.getParameters();
    Work.configure(() -> {
      DataTableSpec spec = in.getInTableSpec(0);
      Training.Choices choices = p.logic(spec);
      EffectColumns columns = p.columns(spec);
      Training.check(Tables.origin(spec).kind(), "The table of effects");
      requireTargets(spec.getColumnSpec(columns.context()).getDomain().getValues(), choices.targets());
      // Names of perturbations and contexts are values, which are known only when the table is read.
      out.setOutSpecs(new C3tlModelPortObjectSpec(p.missingValues.logic() == MissingValues.SKIP_ROWS ? columns.geneNames() : null,
          null, null, choices.targets()), Tables.spec(Training.CURVE, null));
    });
  }

  /** Contexts that KNIME noted for the column; a target beside them cannot have effects. */
  private static void requireTargets(Set<DataCell> contexts, List<String> targets) {
    if (contexts == null) {
      return;
    }
    List<String> names = contexts.stream().map(DataCell::toString).toList();
    List<String> unknown = targets.stream().filter(t -> !names.contains(t)).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidInputException("The table of effects has no context " + Problems.quote(unknown)
          + ". Choose 'Target context' among " + Problems.quote(names) + ".");
    }
  }

  private static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
    TrainParameters p = in.getParameters();
    ExecutionContext exec = in.getExecutionContext();
    Work.run(() -> {
      BufferedDataTable input = in.getInTable(0);
      DataTableSpec spec = input.getDataTableSpec();
      EffectReader.Result read = EffectReader.read(Tables.source(input, "the table of effects"), p.columns(spec),
          Tables.origin(spec), p.missingValues.logic(), Work.progress(exec.createSubProgress(0.02)));
      List<String> skipped = new ArrayList<>(read.skipped().sentences("the table of effects"));
      if (read.table() == null) {
        throw new InvalidInputException("There are no effects to train on. " + String.join(" ", skipped));
      }
      EffectTable effects = read.table();
      Training.Choices choices = p.logic(spec);
      Training.Result result = Work.background(exec.createSubProgress(0.96), "c3tl-knime-train",
          progress -> Training.train(effects, "the table of effects", choices, progress));
      Work.log(result.notes());
      out.setOutData(0, C3tlModelPortObject.create(exec, result.trained().model()));
      out.setOutData(1, Tables.write(exec, Tables.spec(Training.CURVE, null),
          sink -> Training.write(result.trained().curve(), sink)));
      out.setInternalData(ViewPage.table(exec, Pages.learningCurve(result.trained().curve())));
      String warning = Work.warning(skipped);
      if (warning != null) {
        out.setWarningMessage(warning);
      }
    });
  }
}
