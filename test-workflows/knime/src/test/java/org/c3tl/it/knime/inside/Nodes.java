package org.c3tl.it.knime.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.RegistryFactory;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.StandInProgress;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.StandInNode;

/** Nodes from the extension registry, and where to run them. */
final class Nodes {
  static final String POINT = "org.knime.workbench.repository.nodes";

  private Nodes() { }

  /** Factories by class name, each made by the registry as KNIME makes it. */
  static Map<String, DefaultNodeFactory> factories() throws Exception {
    Map<String, DefaultNodeFactory> factories = new LinkedHashMap<>();
    for (IConfigurationElement e : RegistryFactory.getRegistry().getConfigurationElementsFor(POINT)) {
      factories.put(e.getAttribute("factory-class"), (DefaultNodeFactory) e.createExecutableExtension("factory-class"));
    }
    return factories;
  }

  /** A node by the name that users see. */
  static StandInNode node(String name) throws Exception {
    for (DefaultNodeFactory factory : factories().values()) {
      StandInNode node = new StandInNode(factory);
      if (node.name().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("There is no node " + name);
  }

  static ExecutionContext context() throws IOException {
    return context(new StandInProgress());
  }

  static ExecutionContext context(StandInProgress progress) throws IOException {
    return progress.context(Files.createTempDirectory("c3tl-filestores").toFile());
  }
}
