package org.c3tl.knime.nodes;

import java.util.Arrays;
import java.util.List;
import org.c3tl.knime.logic.EffectColumns;
import org.c3tl.knime.logic.Evaluating;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.filter.TwinlistWidget;

/** Settings of C³TL Evaluate. Names of fields are keys in saved workflows: they never change. */
final class EvaluateParameters implements NodeParameters {
  /** Sections of the dialog. */
  interface Dialog {
    @Section(title = "Predictions")
    interface Predictions { }

    @Section(title = "Truth")
    @After(Predictions.class)
    interface Truth { }
  }

  @Widget(title = "Method name", description = "Name of the predictions' method in the results.")
  @Layout(Dialog.Predictions.class)
  String methodName = "c3tl";

  @Widget(title = "Baselines", description = "Score the baselines beside the predictions. They learn from the truth without the "
      + "effects that were held out or predicted.")
  @Layout(Dialog.Predictions.class)
  boolean baselines = true;

  @Widget(title = "Perturbation column of predictions", description = "Column with the names of the predicted perturbations.",
      advanced = true)
  @ChoicesProvider(Choices.TextColumns.class)
  @Layout(Dialog.Predictions.class)
  String predictionsPerturbationColumn = EffectColumns.PERTURBATION;

  @Widget(title = "Context column of predictions", description = "Column with the names of the predicted contexts.",
      advanced = true)
  @ChoicesProvider(Choices.TextColumns.class)
  @Layout(Dialog.Predictions.class)
  String predictionsContextColumn = EffectColumns.CONTEXT;

  @Widget(title = "Perturbation column", description = "Column of the truth with the names of the perturbations.")
  @ChoicesProvider(Choices.SecondTextColumns.class)
  @Layout(Dialog.Truth.class)
  String perturbationColumn = EffectColumns.PERTURBATION;

  @Widget(title = "Context column", description = "Column of the truth with the names of the contexts.")
  @ChoicesProvider(Choices.SecondTextColumns.class)
  @Layout(Dialog.Truth.class)
  String contextColumn = EffectColumns.CONTEXT;

  @Widget(title = "Ignored columns", description = "Columns of numbers of the truth that are no genes, such as doses.",
      advanced = true)
  @ChoicesProvider(Choices.SecondNumberColumns.class)
  @TwinlistWidget(includedLabel = "Ignored", excludedLabel = "Genes")
  @Layout(Dialog.Truth.class)
  String[] ignoredColumns = {};

  @Widget(title = "Missing values", description = "What happens to missing or infinite values of genes in either table. What was "
      + "skipped is counted in a warning.", advanced = true)
  @Layout(Dialog.Truth.class)
  MissingChoice missingValues = MissingChoice.SKIP_ROWS;

  EvaluateParameters() { }

  EvaluateParameters(NodeParametersInput input) {
    predictionsPerturbationColumn = Choices.perturbation(input, 0);
    predictionsContextColumn = Choices.context(input, 0);
    perturbationColumn = Choices.perturbation(input, 1);
    contextColumn = Choices.context(input, 1);
  }

  EffectColumns predictions(DataTableSpec spec) {
    return EffectColumns.of("The table of predictions", Tables.columns(spec), predictionsPerturbationColumn,
        predictionsContextColumn, List.of());
  }

  EffectColumns truth(DataTableSpec spec) {
    return EffectColumns.of("The table of the truth", Tables.columns(spec), perturbationColumn, contextColumn,
        Arrays.asList(ignoredColumns));
  }

  @Override
  public void validate() throws InvalidSettingsException {
    Work.configure(() -> Evaluating.scoring(methodName, baselines));
  }
}
