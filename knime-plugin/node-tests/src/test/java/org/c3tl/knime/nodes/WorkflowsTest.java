package org.c3tl.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DoubleValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.node.StandInNode;
import org.knime.node.StandInParameters;
import org.w3c.dom.Element;

/**
 * The workflows in {@code test-workflows/knime/workflows}, which KNIME 5.8.3 executed and saved: what they name exists, their
 * settings load, and their tables are those in {@code reference/}. {@code -Dc3tl.references=write} writes these anew.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WorkflowsTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("../..").normalize();
  /** Trained models differ a little between machines, by the order of sums in BLAS. */
  private static final double TOLERANCE = 0.02;

  @TempDir
  Path folder;

  static List<Path> workflows() throws IOException {
    try (Stream<Path> found = Files.list(ROOT.resolve("test-workflows/knime/workflows"))) {
      return found.filter(p -> Files.exists(p.resolve("workflow.knime"))).sorted().toList();
    }
  }

  @Test
  void everyNodeHasAWorkflow() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path w : workflows()) {
      new Workflow(w).nodes.values().forEach(n -> used.add(n.value("factory")));
    }
    Set<String> all = new TreeSet<>();
    for (String line : Files.readAllLines(ROOT.resolve("knime-plugin/org.c3tl.knime/plugin.xml"))) {
      if (line.contains("factory-class=\"")) {
        all.add(line.replaceFirst(".*factory-class=\"([^\"]*)\".*", "$1"));
      }
    }
    assertFalse(all.isEmpty());
    assertEquals(all, used);
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void whatIsNamedExistsAndSettingsLoad(Path saved) throws Exception {
    Workflow workflow = new Workflow(saved);
    assertFalse(workflow.nodes.isEmpty());
    String manifest = Files.readString(ROOT.resolve("knime-plugin/org.c3tl.knime/META-INF/MANIFEST.MF"));
    String feature = Files.readString(ROOT.resolve("feature/feature.xml"));
    for (Workflow.Saved node : workflow.nodes.values()) {
      StandInNode made = new StandInNode(Workflow.factory(node));
      assertEquals(made.name(), node.value("node-name"));
      assertTrue(manifest.contains("Bundle-SymbolicName: " + node.value("node-bundle-symbolic-name") + ";"));
      assertTrue(manifest.contains("Bundle-Name: " + node.value("node-bundle-name")));
      // Empty where KNIME ran the bundle without its feature.
      String from = node.value("node-feature-symbolic-name").replaceFirst("\\.feature\\.group$", "");
      assertTrue(from.isEmpty() || feature.contains("id=\"" + from + '"'), node.file() + ": " + from);
      NodeSettings settings = workflow.settings(node);
      Set<String> keys = StandInParameters.fields(made.parametersClass()).stream().map(StandInParameters::key)
          .collect(Collectors.toCollection(TreeSet::new));
      Set<String> named = new TreeSet<>();
      Workflow.children(node.config("model"), "entry").forEach(e -> named.add(e.getAttribute("key")));
      Workflow.children(node.config("model"), "config").forEach(e -> named.add(e.getAttribute("key")));
      assertEquals(keys, named, node.file().toString());
      assertDoesNotThrow(() -> made.load(settings), node.file().toString());
      assertEquals("EXECUTED", node.value("state"));
      List<Element> ports = Workflow.children(node.config("ports"), "config");
      assertEquals(made.ports().stream().filter(p -> !p.input()).count(), ports.size(), node.file().toString());
      for (Element port : ports) {
        Map<String, String> of = Workflow.entries(port);
        assertDoesNotThrow(() -> Class.forName(of.get("port_object_class")), node.file().toString());
        assertDoesNotThrow(() -> Class.forName(of.get("port_spec_class")), node.file().toString());
        assertTrue(Files.isDirectory(node.file().resolveSibling(of.get("port_dir_location"))), node.file() + ": " + of);
      }
    }
    for (Workflow.Connection c : workflow.connections) {
      StandInNode.Port from = port(workflow, c.source(), false, c.sourcePort());
      StandInNode.Port to = port(workflow, c.destination(), true, c.destinationPort());
      assertTrue(to.type().isSuperTypeOf(from.type()), c + ": " + from + " into " + to);
    }
  }

  @Test
  void workflowsOfBeforeASettingWasAddedLoad() throws Exception {
    Workflow workflow = new Workflow(ROOT.resolve("test-workflows/knime/workflows/train"));
    Workflow.Saved node = workflow.nodes.get(2);
    Element model = node.config("model");
    Workflow.children(model, "entry").stream().filter(e -> e.getAttribute("key").equals("perturbationGroup"))
        .forEach(model::removeChild);
    assertFalse(workflow.settings(node).containsKey("perturbationGroup"));
    StandInNode made = new StandInNode(Workflow.factory(node));
    made.load(workflow.settings(node));
    assertEquals("", made.save().getString("perturbationGroup"));
  }

  private static StandInNode.Port port(Workflow workflow, int node, boolean input, int number)
      throws ReflectiveOperationException {
    return new StandInNode(Workflow.factory(workflow.nodes.get(node))).ports().stream().filter(p -> p.input() == input).toList()
        .get(number - 1);
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void tablesAreThoseOfTheReference(Path saved) throws Exception {
    Path copy = folder.resolve(saved.getFileName().toString());
    copy(saved, copy);
    Map<Integer, PortObject[]> done = new Workflow(copy).run(folder.resolve("stores"));
    Path reference = saved.resolve("reference");
    boolean write = "write".equals(System.getProperty("c3tl.references"));
    for (Map.Entry<Integer, PortObject[]> e : done.entrySet()) {
      for (int p = 0; p < e.getValue().length; p++) {
        if (e.getValue()[p] instanceof BufferedDataTable table) {
          Path file = reference.resolve("node_" + e.getKey() + "_port_" + (p + 1) + ".tsv");
          List<String> lines = lines(table);
          if (write) {
            Files.createDirectories(reference);
            Files.write(file, lines);
          } else {
            assertSame(file, Files.readAllLines(file), lines);
          }
        }
      }
    }
  }

  private static void assertSame(Path file, List<String> expected, List<String> actual) {
    assertEquals(expected.get(0), actual.get(0), file.toString());
    assertEquals(expected.size(), actual.size(), file.toString());
    for (int i = 1; i < expected.size(); i++) {
      String[] e = expected.get(i).split("\t", -1);
      String[] a = actual.get(i).split("\t", -1);
      for (int c = 0; c < e.length; c++) {
        String where = file + ", line " + (i + 1) + ", column " + (c + 1);
        if (e[c].matches("-?[0-9.]+(E-?[0-9]+)?")) {
          assertEquals(Double.parseDouble(e[c]), Double.parseDouble(a[c]), TOLERANCE, where);
        } else {
          assertEquals(e[c], a[c], where);
        }
      }
    }
  }

  private static List<String> lines(BufferedDataTable table) {
    List<String> lines = new ArrayList<>();
    List<String> row = new ArrayList<>();
    for (DataColumnSpec c : table.getDataTableSpec()) {
      row.add(c.getName());
    }
    lines.add(String.join("\t", row));
    try (var rows = table.iterator()) {
      while (rows.hasNext()) {
        DataRow r = rows.next();
        row.clear();
        for (DataCell cell : r) {
          row.add(cell.isMissing() ? "?" : cell instanceof DoubleValue d ? String.valueOf((float) d.getDoubleValue())
              : cell.toString());
        }
        lines.add(String.join("\t", row));
      }
    }
    return lines;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : all.toList()) {
        Path target = to.resolve(from.relativize(p).toString());
        if (Files.isDirectory(p)) {
          Files.createDirectories(target);
        } else {
          Files.copy(p, target);
        }
      }
    }
  }
}
