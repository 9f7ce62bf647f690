package org.c3tl.knime.nodes;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.c3tl.backend.Compute;
import org.c3tl.backend.Device;
import org.c3tl.knime.logic.EffectColumns;
import org.c3tl.knime.logic.Training;
import org.c3tl.model.NetworkOptions;
import org.c3tl.train.TrainOptions;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.filter.TwinlistWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;

/** Settings of Train C³TL. Names of fields are keys in saved workflows: they never change. */
final class TrainParameters implements NodeParameters {
  /** Sections of the dialog. */
  interface Dialog {
    @Section(title = "Effects")
    interface Effects { }

    @Section(title = "Target")
    @After(Effects.class)
    interface Target { }

    @Section(title = "Training")
    @After(Target.class)
    interface Fit { }

    @Section(title = "Network")
    @After(Fit.class)
    @Advanced
    interface Network { }
  }

  /** Refers to the column of contexts. */
  interface ContextColumn extends ParameterReference<String> { }

  /** Contexts of the table. */
  static final class Contexts implements StringChoicesProvider {
    private Supplier<String> column;

    @Override
    public void init(StateProviderInitializer initializer) {
      StringChoicesProvider.super.init(initializer);
      column = initializer.computeFromValueSupplier(ContextColumn.class);
    }

    @Override
    public List<String> choices(NodeParametersInput input) {
      return Choices.values(input, 0, column.get());
    }
  }

  /** Columns of text, and none. */
  static final class OptionalTextColumns extends Choices.TextColumns {
    @Override
    public List<StringChoice> computeState(NodeParametersInput input) {
      return Choices.orNone("None", choices(input));
    }
  }

  enum Activation {
    @Label(value = "ReLU") RELU, @Label(value = "GELU") GELU, @Label(value = "tanh") TANH
  }

  enum Residual {
    @Label(value = "Off", description = "Nothing, as in the paper.") OFF,
    @Label(value = "Mean", description = "The mean over contexts.") MEAN,
    @Label(value = "Gated", description = "The mean over contexts times a learned gate.") GATED
  }

  enum Criterion {
    @Label(value = "Pearson", description = "Mean Pearson correlation over genes.") PEARSON,
    @Label(value = "MSE", description = "Mean squared error.") MSE
  }

  enum Validation {
    @Label(value = "Automatic", description = "Contexts where enough are measured, else the target.") AUTO,
    @Label(value = "Contexts", description = "Hidden effects of other contexts that play the target.") CONTEXTS,
    @Label(value = "Target", description = "A part of the target's known perturbations.") TARGET,
    @Label(value = "None", description = "Nothing: all epochs are run.") NONE
  }

  @Widget(title = "Perturbation column", description = "Column with the names of the perturbations.")
  @ChoicesProvider(Choices.TextColumns.class)
  @Layout(Dialog.Effects.class)
  String perturbationColumn = EffectColumns.PERTURBATION;

  @Widget(title = "Context column", description = "Column with the names of the contexts, such as cell lines or donors.")
  @ChoicesProvider(Choices.TextColumns.class)
  @ValueReference(ContextColumn.class)
  @Layout(Dialog.Effects.class)
  String contextColumn = EffectColumns.CONTEXT;

  @Widget(title = "Ignored columns", description = "Columns of numbers that are no genes, such as doses. All other columns of "
      + "numbers are genes, but <tt>n_cells</tt> and standard deviations (<tt>GENE (sd)</tt>).", advanced = true)
  @ChoicesProvider(Choices.NumberColumns.class)
  @TwinlistWidget(includedLabel = "Ignored", excludedLabel = "Genes")
  @Layout(Dialog.Effects.class)
  String[] ignoredColumns = {};

  @Widget(title = "Missing values", description = "What happens to missing or infinite values of genes. What was skipped is "
      + "counted in a warning.", advanced = true)
  @Layout(Dialog.Effects.class)
  MissingChoice missingValues = MissingChoice.SKIP_ROWS;

  @Widget(title = "Target context", description = "Contexts to predict. A few of their effects must be in the table; the more, "
      + "the better. Without a target the model is trained on all contexts alike and used for new ones.")
  @ChoicesProvider(Contexts.class)
  @Layout(Dialog.Target.class)
  String[] targetContext = {};

  @Widget(title = "Known fraction", description = "Part of the targets' measured perturbations that training may see, drawn by "
      + "the seed. 1 uses all; less hides the others, to test their prediction with C³TL Evaluate.")
  @NumberInputWidget(minValidation = Ranges.AboveZero.class, maxValidation = Ranges.AtMostOne.class)
  @Layout(Dialog.Target.class)
  double knownFraction = 1;

  @Widget(title = "Validation fraction", description = "Part of the targets' known perturbations that only validates, where the "
      + "targets validate.", advanced = true)
  @NumberInputWidget(minValidation = Ranges.Zero.class, maxValidation = Ranges.BelowOne.class)
  @Layout(Dialog.Target.class)
  double validationFraction = 0.2;

  @Widget(title = "Perturbation group", description = "Column of text whose value is the same for perturbations that belong "
      + "together, such as the gene of an allele or the drug of a dose. Such perturbations stay known or are hidden together.",
      advanced = true)
  @ChoicesProvider(OptionalTextColumns.class)
  @Migrate(loadDefaultIfAbsent = true)
  @Layout(Dialog.Target.class)
  String perturbationGroup = "";

  @Widget(title = "Seed", description = "Seed of everything random. The same seed gives the same model.")
  @NumberInputWidget
  @Layout(Dialog.Fit.class)
  long seed = TrainOptions.DEFAULT.seed();

  @Widget(title = "Ensemble", description = "Networks of different seeds whose predictions are averaged. More are slower and "
      + "a little better; standard deviations need at least two.")
  @NumberInputWidget(minValidation = Ranges.One.class, maxValidation = Ranges.Hundred.class)
  @Layout(Dialog.Fit.class)
  int ensemble = TrainOptions.DEFAULT.ensemble();

  @Widget(title = "Epochs", description = "Most epochs. The best number is chosen on held-out data.")
  @NumberInputWidget(minValidation = Ranges.One.class, maxValidation = Ranges.Epochs.class)
  @Layout(Dialog.Fit.class)
  int epochs = TrainOptions.DEFAULT.epochs();

  @Widget(title = "Patience", description = "Epochs without a better validation score before training stops.", advanced = true)
  @NumberInputWidget(minValidation = Ranges.One.class, maxValidation = Ranges.Epochs.class)
  @Layout(Dialog.Fit.class)
  int patience = TrainOptions.DEFAULT.patience();

  @Widget(title = "Validation", description = "What chooses the number of epochs.", advanced = true)
  @Layout(Dialog.Fit.class)
  Validation validation = Validation.valueOf(TrainOptions.DEFAULT.validation().name());

  @Widget(title = "Criterion", description = "What the best epoch is chosen by.", advanced = true)
  @Layout(Dialog.Fit.class)
  Criterion criterion = Criterion.valueOf(TrainOptions.DEFAULT.criterion().name());

  @Widget(title = "Threads", description = "Threads; 0 uses all cores. The model does not depend on it.", advanced = true)
  @NumberInputWidget(minValidation = Ranges.Zero.class, maxValidation = Ranges.Threads.class)
  @Layout(Dialog.Fit.class)
  int threads = Compute.DEFAULT.threads();

  @Widget(title = "Hidden", description = "Width of the hidden layers.")
  @NumberInputWidget(minValidation = Ranges.One.class, maxValidation = Ranges.Width.class)
  @Layout(Dialog.Network.class)
  int hidden = NetworkOptions.DEFAULT.hidden();

  @Widget(title = "Depth", description = "Hidden layers in each encoder and in the decoder.")
  @NumberInputWidget(minValidation = Ranges.One.class, maxValidation = Ranges.Depth.class)
  @Layout(Dialog.Network.class)
  int depth = NetworkOptions.DEFAULT.depth();

  @Widget(title = "Latent", description = "Dimension of the representations of perturbations and contexts.")
  @NumberInputWidget(minValidation = Ranges.One.class, maxValidation = Ranges.Width.class)
  @Layout(Dialog.Network.class)
  int latent = NetworkOptions.DEFAULT.latent();

  @Widget(title = "Activation", description = "Nonlinearity after every hidden layer.")
  @Layout(Dialog.Network.class)
  Activation activation = Activation.valueOf(NetworkOptions.DEFAULT.activation().name());

  @Widget(title = "Residual", description = "What the network's output is added to.")
  @Layout(Dialog.Network.class)
  Residual residual = Residual.valueOf(NetworkOptions.DEFAULT.residual().name());

  @Widget(title = "Basis rank", description = "Train on that many first singular vectors of the effects instead of genes; 0 "
      + "trains on genes, as in the paper.")
  @NumberInputWidget(minValidation = Ranges.Zero.class, maxValidation = Ranges.Rank.class)
  @Layout(Dialog.Network.class)
  int basisRank = TrainOptions.DEFAULT.basisRank();

  @Widget(title = "Leave one out", description = "Leave an effect out of the means that predict it in training; off is the "
      + "paper's form.")
  @Layout(Dialog.Network.class)
  boolean leaveOneOut = TrainOptions.DEFAULT.leaveOneOut();

  @Widget(title = "Dropout", description = "Part of the hidden activations that is zeroed in training.")
  @NumberInputWidget(minValidation = Ranges.Zero.class, maxValidation = Ranges.Dropout.class)
  @Layout(Dialog.Network.class)
  double dropout = TrainOptions.DEFAULT.dropout();

  @Widget(title = "Weight decay", description = "Decoupled weight decay.")
  @NumberInputWidget(minValidation = Ranges.Zero.class, maxValidation = Ranges.Ten.class)
  @Layout(Dialog.Network.class)
  double weightDecay = TrainOptions.DEFAULT.weightDecay();

  @Widget(title = "Learning rate", description = "Learning rate of Adam.")
  @NumberInputWidget(minValidation = Ranges.AboveZero.class, maxValidation = Ranges.AtMostOne.class)
  @Layout(Dialog.Network.class)
  double learningRate = TrainOptions.DEFAULT.learningRate();

  @Widget(title = "Batch", description = "Perturbations per mini-batch, each in all its contexts; 0 chooses.")
  @NumberInputWidget(minValidation = Ranges.Zero.class, maxValidation = Ranges.Batch.class)
  @Layout(Dialog.Network.class)
  int batch = TrainOptions.DEFAULT.batch();

  TrainParameters() { }

  TrainParameters(NodeParametersInput input) {
    perturbationColumn = Choices.perturbation(input, 0);
    contextColumn = Choices.context(input, 0);
  }

  Training.Choices logic(DataTableSpec spec) {
    return logic(columns(spec).annotation("The table of effects", perturbationGroup));
  }

  private Training.Choices logic(String group) {
    NetworkOptions network = new NetworkOptions(hidden, depth, latent, org.c3tl.backend.Activation.valueOf(activation.name()),
        org.c3tl.backend.Residual.valueOf(residual.name()));
    TrainOptions options = new TrainOptions(network, basisRank, learningRate, weightDecay, dropout, batch, epochs, patience,
        TrainOptions.Criterion.valueOf(criterion.name()), TrainOptions.Validation.valueOf(validation.name()), leaveOneOut,
        ensemble, seed, new Compute(Device.CPU, threads));
    return new Training.Choices(Arrays.asList(targetContext), knownFraction, validationFraction, group, options);
  }

  EffectColumns columns(DataTableSpec spec) {
    return EffectColumns.of("The table of effects", Tables.columns(spec), perturbationColumn, contextColumn,
        Arrays.asList(ignoredColumns));
  }

  @Override
  public void validate() throws InvalidSettingsException {
    Work.configure(() -> logic(perturbationGroup));
  }
}
