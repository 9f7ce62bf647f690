package org.c3tl.knime.nodes;

import java.util.Arrays;
import java.util.List;
import org.c3tl.knime.logic.EffectColumns;
import org.c3tl.knime.logic.Predicting;
import org.c3tl.knime.port.C3tlModelPortObjectSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.filter.TwinlistWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;

/** Settings of C³TL Predict Context. Names of fields are keys in saved workflows: they never change. */
final class PredictParameters implements NodeParameters {
  /** Sections of the dialog. */
  interface Dialog {
    @Section(title = "What to predict")
    interface Wanted { }

    @Section(title = "New contexts", description = "How the optional table of effects measured in new contexts is read.")
    @After(Wanted.class)
    interface NewContexts { }
  }

  /** Contexts of the model. */
  static final class Contexts implements StringChoicesProvider {
    @Override
    public List<String> choices(NodeParametersInput input) {
      C3tlModelPortObjectSpec spec = model(input);
      return spec == null || spec.contexts() == null ? List.of() : spec.contexts();
    }
  }

  /** Perturbations of the model. */
  static final class Perturbations implements StringChoicesProvider {
    @Override
    public List<String> choices(NodeParametersInput input) {
      C3tlModelPortObjectSpec spec = model(input);
      return spec == null || spec.perturbations() == null ? List.of() : spec.perturbations();
    }
  }

  private static C3tlModelPortObjectSpec model(NodeParametersInput input) {
    return input.getInPortSpecs()[0] instanceof C3tlModelPortObjectSpec s ? s : null;
  }

  @Widget(title = "Context", description = "Contexts of the model to predict, where no table of new contexts is connected. "
      + "None chosen: the target contexts that the model was trained for.")
  @ChoicesProvider(Contexts.class)
  @Layout(Dialog.Wanted.class)
  String[] context = {};

  @Widget(title = "Perturbations", description = "Perturbations to predict. None chosen: all that were not measured in the "
      + "context.")
  @ChoicesProvider(Perturbations.class)
  @TwinlistWidget(includedLabel = "Predicted", excludedLabel = "Perturbations of the model")
  @Layout(Dialog.Wanted.class)
  String[] perturbations = {};

  @Widget(title = "Include known", description = "Also predict perturbations that were measured in the context. Column "
      + "<tt>role</tt> tells them apart.")
  @Layout(Dialog.Wanted.class)
  boolean includeKnown;

  @Widget(title = "Standard deviations", description = "Append a column <tt>GENE (sd)</tt> for each gene with the standard "
      + "deviation of its prediction; missing where the model gives none.")
  @Layout(Dialog.Wanted.class)
  boolean standardDeviations = true;

  @Widget(title = "Threads", description = "Threads; 0 uses all cores.", advanced = true)
  @NumberInputWidget(minValidation = Ranges.Zero.class, maxValidation = Ranges.Threads.class)
  @Layout(Dialog.Wanted.class)
  int threads;

  @Widget(title = "Perturbation column", description = "Column with the names of the perturbations; the same names as in "
      + "training.")
  @ChoicesProvider(Choices.SecondTextColumns.class)
  @Layout(Dialog.NewContexts.class)
  String perturbationColumn = EffectColumns.PERTURBATION;

  @Widget(title = "Context column", description = "Column with the names of the new contexts; other names than in training.")
  @ChoicesProvider(Choices.SecondTextColumns.class)
  @Layout(Dialog.NewContexts.class)
  String contextColumn = EffectColumns.CONTEXT;

  @Widget(title = "Fine-tune epochs", description = "Refine the new contexts' representations on their measured effects by this "
      + "many steps; 0 does not. Worth a try with twenty effects or more.")
  @NumberInputWidget(minValidation = Ranges.Zero.class, maxValidation = Ranges.Million.class)
  @Layout(Dialog.NewContexts.class)
  int fineTuneEpochs;

  @Widget(title = "Missing values", description = "What happens to missing or infinite values of genes. A gene of the model "
      + "cannot be skipped. What was skipped is counted in a warning.", advanced = true)
  @Layout(Dialog.NewContexts.class)
  MissingChoice missingValues = MissingChoice.SKIP_ROWS;

  PredictParameters() { }

  PredictParameters(NodeParametersInput input) {
    if (Choices.spec(input, 1).isPresent()) {
      perturbationColumn = Choices.perturbation(input, 1);
      contextColumn = Choices.context(input, 1);
    }
  }

  Predicting.Choices logic() {
    return new Predicting.Choices(Arrays.asList(context), Arrays.asList(perturbations), includeKnown, fineTuneEpochs, threads);
  }

  EffectColumns columns(DataTableSpec spec) {
    return EffectColumns.of("The table of new contexts", Tables.columns(spec), perturbationColumn, contextColumn, List.of());
  }

  @Override
  public void validate() throws InvalidSettingsException {
    Work.configure(this::logic);
  }
}
