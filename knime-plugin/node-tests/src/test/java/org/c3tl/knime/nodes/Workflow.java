package org.c3tl.knime.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.StandInProgress;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.StandInNode;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A workflow in KNIME's folder format, read and run with the stand-ins. Ports count from 1; 0 is that of flow variables. */
final class Workflow {
  /**
   * A node of it.
   *
   * @param file its settings.xml
   * @param settings everything in it
   */
  record Saved(Path file, Element settings) {
    String value(String key) {
      for (Element e : children(settings, "entry")) {
        if (e.getAttribute("key").equals(key)) {
          return e.getAttribute("value");
        }
      }
      throw new AssertionError(file + " has no entry " + key);
    }

    Element config(String key) {
      return Workflow.config(settings, key, file);
    }
  }

  /** A connection between ports of nodes, by their numbers. */
  record Connection(int source, int sourcePort, int destination, int destinationPort) { }

  final Path folder;
  final Map<Integer, Saved> nodes = new TreeMap<>();
  final List<Connection> connections = new ArrayList<>();

  Workflow(Path folder) throws IOException {
    this.folder = folder;
    Path file = folder.resolve("workflow.knime");
    Element root = read(file);
    for (Element n : children(config(root, "nodes", file), "config")) {
      Map<String, String> of = entries(n);
      Path settings = folder.resolve(of.get("node_settings_file"));
      nodes.put(Integer.parseInt(of.get("id")), new Saved(settings, read(settings)));
    }
    for (Element c : children(config(root, "connections", file), "config")) {
      Map<String, String> of = entries(c);
      connections.add(new Connection(Integer.parseInt(of.get("sourceID")), Integer.parseInt(of.get("sourcePort")),
          Integer.parseInt(of.get("destID")), Integer.parseInt(of.get("destPort"))));
    }
  }

  private static Element read(Path file) throws IOException {
    try {
      Document parsed = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
      return parsed.getDocumentElement();
    } catch (javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  static List<Element> children(Element of, String tag) {
    List<Element> found = new ArrayList<>();
    for (Node n = of.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element e && e.getTagName().equals(tag)) {
        found.add(e);
      }
    }
    return found;
  }

  private static Element config(Element of, String key, Path file) {
    for (Element e : children(of, "config")) {
      if (e.getAttribute("key").equals(key)) {
        return e;
      }
    }
    throw new AssertionError(file + " has no config " + key);
  }

  static Map<String, String> entries(Element of) {
    Map<String, String> found = new HashMap<>();
    children(of, "entry").forEach(e -> found.put(e.getAttribute("key"), e.getAttribute("value")));
    return found;
  }

  /** Settings of a node, with addresses inside the workflow as paths. */
  NodeSettings settings(Saved node) {
    NodeSettings settings = new NodeSettings("model");
    fill(node.config("model"), settings);
    return settings;
  }

  private void fill(Element from, NodeSettingsWO to) {
    for (Element e : children(from, "entry")) {
      String key = e.getAttribute("key");
      String value = e.getAttribute("value");
      switch (e.getAttribute("type")) {
        case "xstring" -> to.addString(key, e.getAttribute("isnull").equals("true") ? null
            : value.replace("knime://knime.workflow/", folder.toAbsolutePath() + "/"));
        case "xint" -> to.addInt(key, Integer.parseInt(value));
        case "xlong" -> to.addLong(key, Long.parseLong(value));
        case "xdouble" -> to.addDouble(key, Double.parseDouble(value));
        case "xboolean" -> to.addBoolean(key, Boolean.parseBoolean(value));
        default -> throw new AssertionError("type of " + key + ": " + e.getAttribute("type"));
      }
    }
    for (Element c : children(from, "config")) {
      Map<String, String> of = entries(c);
      if (of.containsKey("array-size")) {
        String[] array = new String[Integer.parseInt(of.get("array-size"))];
        for (int i = 0; i < array.length; i++) {
          array[i] = of.get(String.valueOf(i));
        }
        to.addStringArray(c.getAttribute("key"), array);
      } else {
        fill(c, to.addNodeSettings(c.getAttribute("key")));
      }
    }
  }

  static DefaultNodeFactory factory(Saved node) throws ReflectiveOperationException {
    return (DefaultNodeFactory) Class.forName(node.value("factory")).getConstructor().newInstance();
  }

  /**
   * Runs every node.
   *
   * @param stores a folder for file stores
   * @return the nodes' outputs, by the nodes' numbers; warnings are failures
   */
  Map<Integer, PortObject[]> run(Path stores) throws Exception {
    Map<Integer, PortObject[]> done = new LinkedHashMap<>();
    while (done.size() < nodes.size()) {
      int before = done.size();
      for (Map.Entry<Integer, Saved> e : nodes.entrySet()) {
        List<Connection> into = connections.stream().filter(c -> c.destination() == e.getKey()).toList();
        if (done.containsKey(e.getKey()) || !into.stream().allMatch(c -> done.containsKey(c.source()))) {
          continue;
        }
        StandInNode node = new StandInNode(factory(e.getValue()));
        node.load(settings(e.getValue()));
        PortObject[] in = new PortObject[(int) node.ports().stream().filter(StandInNode.Port::input).count()];
        into.forEach(c -> in[c.destinationPort() - 1] = done.get(c.source())[c.sourcePort() - 1]);
        Path store = Files.createDirectories(stores.resolve(folder.getFileName() + "-" + e.getKey()));
        done.put(e.getKey(), node.execute(new StandInProgress().context(store.toFile()), in));
        if (node.warning() != null) {
          throw new AssertionError(e.getValue().file() + ": " + node.warning());
        }
      }
      if (done.size() == before) {
        throw new AssertionError(folder + " has a circle, or a node without its inputs");
      }
    }
    return done;
  }
}
