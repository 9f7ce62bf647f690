package org.c3tl.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.c3tl.knime.logic.DialogText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.StandInNode;
import org.knime.node.StandInParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.xml.sax.InputSource;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine;

/** Dialogs and descriptions of the nodes, against the command line's options where both have them. */
class DialogTest {
  /** Settings that the command line has not, because it has no tables, or names a file instead. */
  private static final Map<String, Set<String>> OWN = Map.of(
      "pseudobulk", Set.of("file", "ignoredColumns", "missingValues"),
      "train", Set.of("perturbationColumn", "contextColumn", "ignoredColumns", "missingValues"),
      "predict", Set.of("perturbationColumn", "contextColumn", "missingValues", "standardDeviations"),
      "evaluate", Set.of("predictionsPerturbationColumn", "predictionsContextColumn", "ignoredColumns", "missingValues"));
  /** Defaults that mean the same but cannot be written the same: a list, none, or all. */
  private static final Set<String> DEFAULT_OF_ITS_OWN = Set.of("targetContext", "knownFraction", "context", "perturbations",
      "batchColumn", "minCells", "controlLabel", "geneList", "geneColumn", "genes", "threads", "baselines", "perturbationColumn",
      "contextColumn", "perturbationGroup");

  static List<DefaultNodeFactory> factories() {
    return List.of(new PseudobulkNodeFactory(), new TrainNodeFactory(), new PredictNodeFactory(), new EvaluateNodeFactory());
  }

  private static String command(DefaultNodeFactory factory) {
    return factory.getClass().getSimpleName().replace("NodeFactory", "").toLowerCase();
  }

  private static OptionSpec option(String command, String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("org.c3tl.cli." + Character.toUpperCase(command.charAt(0)) + command.substring(1) + "Command");
    Map<String, OptionSpec> options = new CommandLine(type).getCommandSpec().optionsMap();
    String kebab = "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase();
    return options.getOrDefault(kebab, options.get(kebab.replace("--", "--no-")));
  }

  @ParameterizedTest
  @MethodSource("factories")
  void sameOptionHasOneName(DefaultNodeFactory factory) throws ReflectiveOperationException {
    String command = command(factory);
    for (Field f : StandInParameters.fields(new StandInNode(factory).parametersClass())) {
      OptionSpec option = option(command, f.getName());
      assertEquals(OWN.get(command).contains(f.getName()), option == null, f + " and option " + option);
      if (option != null) {
        String kebab = option.longestName().replaceFirst("^--(no-)?", "");
        assertEquals(DialogText.title(kebab).replace("Fine tune", "Fine-tune"), f.getAnnotation(Widget.class).title());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("factories")
  void defaultsAreThoseOfTheCommandLine(DefaultNodeFactory factory) throws ReflectiveOperationException {
    Class<?> type = new StandInNode(factory).parametersClass();
    Object defaults = StandInParameters.create(type, null);
    for (Field f : StandInParameters.fields(type)) {
      OptionSpec option = option(command(factory), f.getName());
      if (option == null || DEFAULT_OF_ITS_OWN.contains(f.getName())) {
        continue;
      }
      Object theirs = option.defaultValue() != null ? option.defaultValue() : option.initialValue();
      if (f.getType() == boolean.class) {
        assertEquals(theirs == null ? "false" : theirs.toString(), f.get(defaults).toString(), f.toString());
      } else if (f.getType().isPrimitive()) {
        assertEquals(Double.parseDouble(theirs.toString()), ((Number) f.get(defaults)).doubleValue(), f.toString());
      } else {
        assertEquals(theirs.toString().toLowerCase(), f.get(defaults).toString().toLowerCase(), f.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("factories")
  void choicesAreThoseOfCore(DefaultNodeFactory factory) throws ReflectiveOperationException {
    Map<String, Class<? extends Enum<?>>> core = Map.of("activation", org.c3tl.backend.Activation.class, "residual",
        org.c3tl.backend.Residual.class, "criterion", org.c3tl.train.TrainOptions.Criterion.class, "validation",
        org.c3tl.train.TrainOptions.Validation.class, "input", org.c3tl.pseudobulk.InputKind.class, "aggregate",
        org.c3tl.pseudobulk.Aggregate.class, "missingValues", org.c3tl.knime.logic.MissingValues.class);
    for (Field f : StandInParameters.fields(new StandInNode(factory).parametersClass())) {
      if (f.getType().isEnum()) {
        assertArrayEquals(names(core.get(f.getName()).getEnumConstants()), names(f.getType().getEnumConstants()));
      }
    }
  }

  private static String[] names(Object[] constants) {
    return Arrays.stream(constants).map(c -> ((Enum<?>) c).name()).sorted().toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("factories")
  void everySettingIsDescribedAndHasItsPlace(DefaultNodeFactory factory) {
    for (Field f : StandInParameters.fields(new StandInNode(factory).parametersClass())) {
      Widget widget = f.getAnnotation(Widget.class);
      assertNotNull(widget, f.toString());
      assertTrue(widget.description().length() > 15 && widget.description().endsWith("."), f + ": " + widget.description());
      assertXml(widget.description());
      assertNotNull(f.getAnnotation(Layout.class), f.toString());
      boolean number = f.getType() == int.class || f.getType() == double.class || f.getType() == long.class;
      assertEquals(number, f.isAnnotationPresent(NumberInputWidget.class), f.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("factories")
  void nodesAreDescribed(DefaultNodeFactory factory) throws Exception {
    StandInNode node = new StandInNode(factory);
    assertTrue(node.shortDescription().endsWith("."));
    assertXml(node.shortDescription());
    assertXml(node.fullDescription());
    assertTrue(node.keywords().size() > 3);
    for (StandInNode.Port port : node.ports()) {
      assertFalse(port.name().isBlank());
      assertTrue(port.description().length() > 15, port.description());
      assertXml(port.description());
    }
    var icon = ImageIO.read(factory.getClass().getResource(node.icon()));
    assertEquals(16, icon.getWidth());
    assertEquals(16, icon.getHeight());
    if (node.viewDescription() != null) {
      assertXml(node.viewDescription());
    }
  }

  private static void assertXml(String text) {
    assertDoesNotThrow(() -> DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new InputSource(new StringReader("<f>" + text + "</f>"))), text);
  }

  @ParameterizedTest
  @MethodSource("factories")
  void savedSettingsLoad(DefaultNodeFactory factory) throws Exception {
    StandInNode node = new StandInNode(factory);
    Object before = StandInParameters.create(node.parametersClass(), null);
    NodeSettings saved = node.save();
    Object after = StandInParameters.load(node.parametersClass(), saved);
    node.load(saved);
    for (Field f : StandInParameters.fields(node.parametersClass())) {
      assertTrue(Objects.deepEquals(f.get(before), f.get(after)), f.toString());
      assertTrue(saved.containsKey(f.getName()), f.toString());
    }
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    List<String> wrong = new ArrayList<>();
    refuse(wrong, TrainParameters::new, p -> p.epochs = 0);
    refuse(wrong, TrainParameters::new, p -> p.dropout = 0.95);
    refuse(wrong, TrainParameters::new, p -> p.hidden = 0);
    refuse(wrong, TrainParameters::new, p -> p.knownFraction = 0);
    refuse(wrong, TrainParameters::new, p -> p.knownFraction = 0.5);
    refuse(wrong, TrainParameters::new, p -> p.knownFraction = 1.1);
    refuse(wrong, TrainParameters::new, p -> p.validationFraction = 1);
    refuse(wrong, PredictParameters::new, p -> p.fineTuneEpochs = -1);
    refuse(wrong, PredictParameters::new, p -> p.threads = 2000);
    refuse(wrong, EvaluateParameters::new, p -> p.methodName = " ");
    refuse(wrong, EvaluateParameters::new, p -> p.methodName = "mean");
    refuse(wrong, PseudobulkParameters::new, p -> p.genes = 0);
    refuse(wrong, PseudobulkParameters::new, p -> p.minCells = -1);
    refuse(wrong, PseudobulkParameters::new, p -> p.targetSum = "much");
    refuse(wrong, PseudobulkParameters::new, p -> p.contextColumn = "perturbation");
    assertEquals(15, wrong.size());
    assertTrue(wrong.stream().noneMatch(m -> m.contains("--")), wrong.toString());
  }

  private static <P extends org.knime.node.parameters.NodeParameters> void refuse(List<String> messages,
      java.util.function.Supplier<P> make, java.util.function.Consumer<P> change) {
    P p = make.get();
    assertDoesNotThrow(p::validate);
    change.accept(p);
    messages.add(assertThrows(InvalidSettingsException.class, p::validate).getMessage());
  }
}
