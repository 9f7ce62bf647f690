package org.c3tl.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.StandInNode;
import org.knime.node.StandInParameters;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;

/**
 * The page of each node in {@code knime-plugin/docs} says what its dialog says. With {@code -Dc3tl.pages=write} this test writes
 * the pages instead of comparing them.
 */
class NodePagesTest {
  private static final Path DOCS = Path.of("../docs");
  private static final boolean WRITE = "write".equals(System.getProperty("c3tl.pages"));

  static Stream<DefaultNodeFactory> factories() {
    return Stream.of(new PseudobulkNodeFactory(), new TrainNodeFactory(), new PredictNodeFactory(), new EvaluateNodeFactory(),
        new ModelReaderNodeFactory(), new ModelWriterNodeFactory());
  }

  @ParameterizedTest
  @MethodSource("factories")
  void pageIsUpToDate(DefaultNodeFactory factory) throws Exception {
    StandInNode node = new StandInNode(factory);
    Path page = DOCS.resolve(file(node));
    String text = page(node);
    if (WRITE) {
      Files.createDirectories(DOCS);
      Files.writeString(page, text);
    }
    assertEquals(text, Files.exists(page) ? Files.readString(page) : "", page + " is stale. Write it anew: mvn verify "
        + "-Dc3tl.pages=write");
  }

  @Test
  void thereIsNoPageWithoutANode() throws IOException {
    TreeSet<String> expected = new TreeSet<>();
    factories().forEach(f -> expected.add(file(new StandInNode(f))));
    try (Stream<Path> files = Files.list(DOCS)) {
      assertEquals(expected, new TreeSet<>(files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".md")).toList()));
    }
  }

  private static String file(StandInNode node) {
    return node.name().toLowerCase().replace("³", "3").replace(' ', '-') + ".md";
  }

  private static String page(StandInNode node) throws Exception {
    StringBuilder page = new StringBuilder();
    page.append("<!-- Made from the node's own description by NodePagesTest; change that one. -->\n");
    page.append("# ![](../org.c3tl.knime/src/org/c3tl/knime/nodes/").append(node.icon()).append(") ").append(node.name())
        .append("\n\n").append(node.shortDescription()).append("\n\n").append(node.fullDescription().strip()).append("\n");
    page.append("\n## Ports\n\n| port | type | content |\n|---|---|---|\n");
    for (StandInNode.Port port : node.ports()) {
      String type = switch (port.type().getPortObjectClass().getSimpleName()) {
        case "BufferedDataTable" -> "table";
        case "ImagePortObject" -> "image";
        default -> "C³TL Model";
      };
      page.append("| ").append(port.input() ? "in: " : "out: ").append(port.name()).append(" | ").append(type)
          .append(port.optional() || port.type().isOptional() ? ", optional" : "").append(" | ").append(port.description())
          .append(" |\n");
    }
    if (node.viewDescription() != null) {
      page.append("\nView: ").append(node.viewDescription()).append("\n");
    }
    Map<String, List<String>> sections = new LinkedHashMap<>();
    Object defaults = StandInParameters.create(node.parametersClass(), null);
    for (Field field : StandInParameters.fields(node.parametersClass())) {
      sections.computeIfAbsent(section(field), s -> new ArrayList<>()).add(option(field, field.get(defaults)));
    }
    page.append("\n## Options\n");
    sections.forEach((title, options) -> {
      page.append("\n").append(title.isEmpty() ? "" : "### " + title + "\n\n");
      page.append("| option | default | allowed | meaning |\n|---|---|---|---|\n");
      options.forEach(page::append);
    });
    page.append("\nOptions in *italics* are shown under \"advanced\". A flow variable sets an option by the name below its title.\n");
    page.append("\nKeywords: ").append(String.join(", ", node.keywords())).append("\n");
    return page.toString();
  }

  private static String section(Field field) {
    Layout layout = field.getAnnotation(Layout.class);
    Section section = layout == null ? null : layout.value().getAnnotation(Section.class);
    return section == null ? "" : section.title();
  }

  private static String option(Field field, Object value) throws Exception {
    Widget widget = field.getAnnotation(Widget.class);
    Layout layout = field.getAnnotation(Layout.class);
    boolean advanced = widget.advanced() || field.isAnnotationPresent(Advanced.class)
        || layout != null && layout.value().isAnnotationPresent(Advanced.class);
    String title = advanced ? "*" + widget.title() + "*" : widget.title();
    StringBuilder meaning = new StringBuilder(widget.description());
    if (field.getType().isEnum()) {
      for (Object constant : field.getType().getEnumConstants()) {
        Label label = label(constant);
        if (label != null && !label.description().isEmpty()) {
          meaning.append(" <b>").append(label.value()).append("</b>: ").append(label.description());
        }
      }
    }
    return "| " + title + "<br>`" + StandInParameters.key(field) + "` | " + text(value) + " | " + allowed(field) + " | "
        + meaning + " |\n";
  }

  private static Label label(Object constant) throws NoSuchFieldException {
    return constant.getClass().getField(((Enum<?>) constant).name()).getAnnotation(Label.class);
  }

  private static String text(Object value) throws NoSuchFieldException {
    if (value instanceof Boolean b) {
      return b ? "on" : "off";
    }
    if (value instanceof String[] list) {
      return list.length == 0 ? "none" : String.join(", ", list);
    }
    if (value instanceof Enum<?> e) {
      Label label = label(e);
      return label == null ? e.name() : label.value();
    }
    return value == null || value.toString().isEmpty() ? "empty" : value.toString();
  }

  private static String allowed(Field field) throws Exception {
    if (field.getType().isEnum()) {
      List<String> labels = new ArrayList<>();
      for (Object constant : field.getType().getEnumConstants()) {
        labels.add(text(constant));
      }
      return String.join(", ", labels);
    }
    NumberInputWidget number = field.getAnnotation(NumberInputWidget.class);
    if (number == null) {
      return field.getType() == boolean.class ? "on, off" : "";
    }
    String min = bound(number.minValidation(), MinValidation.class, "at least ", "above ");
    String max = bound(number.maxValidation(), MaxValidation.class, "at most ", "below ");
    return min.isEmpty() || max.isEmpty() ? min + max : min + ", " + max;
  }

  private static String bound(Class<? extends NumberInputWidgetValidation> c, Class<?> none, String inclusive,
      String exclusive) throws Exception {
    if (c == none) {
      return "";
    }
    Constructor<? extends NumberInputWidgetValidation> constructor = c.getDeclaredConstructor();
    constructor.setAccessible(true);
    NumberInputWidgetValidation v = constructor.newInstance();
    Method get = (v instanceof MinValidation ? MinValidation.class : MaxValidation.class).getDeclaredMethod(
        v instanceof MinValidation ? "getMin" : "getMax");
    get.setAccessible(true);
    double bound = (Double) get.invoke(v);
    return (v.isExclusive() ? exclusive : inclusive)
        + (bound == Math.rint(bound) && Math.abs(bound) < 1e15 ? String.valueOf((long) bound) : String.valueOf(bound));
  }
}
