// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/DefaultNode.java
package org.knime.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultModel.RequireModelParameters;
import org.knime.node.DefaultView.RequireViewParameters;

public final class DefaultNode implements FluentNodeAPI {
  final String name;
  final String icon;
  final String shortDescription;
  final String fullDescription;
  final String since;
  final List<StandInNode.Port> ports;
  final DefaultModel model;
  final List<String> keywords = new ArrayList<>();
  final List<String> resources = new ArrayList<>();
  DefaultView view;
  NodeType type;

  private DefaultNode(final String name, final String icon, final String shortDescription, final String fullDescription,
      final String since, final List<StandInNode.Port> ports, final DefaultModel model) {
    this.name = name;
    this.icon = icon;
    this.shortDescription = shortDescription;
    this.fullDescription = fullDescription;
    this.since = since;
    this.ports = ports;
    this.model = model;
  }

  public static RequireName create() {
    return name -> icon -> brief -> full -> (major, minor, revision) -> RequirePorts.standIn(
        (ports, model) -> new DefaultNode(name, icon, brief, full, major + "." + minor + "." + revision, ports, model));
  }

  public DefaultNode addView(final Function<RequireViewParameters, DefaultView> newView) {
    if (view != null) {
      throw new UnsupportedOperationException("Multiple views per node are not supported yet.");
    }
    view = newView.apply(DefaultView.create());
    return this;
  }

  public DefaultNode nodeType(final NodeType nodeType) {
    if (type != null) {
      throw new IllegalStateException("A node can only have one node type.");
    }
    type = nodeType;
    return this;
  }

  public DefaultNode keywords(final String... words) {
    if (!keywords.isEmpty()) {
      throw new IllegalStateException("A node can only have one list of keywords.");
    }
    keywords.addAll(List.of(words));
    return this;
  }

  public DefaultNode addExternalResource(final String href, final String description) {
    resources.add(href + " " + description);
    return this;
  }

  List<PortType> portTypes(final boolean input) {
    return ports.stream().filter(p -> p.input() == input).map(StandInNode.Port::type).toList();
  }

  public interface RequireName {
    RequireIcon name(final String name);
  }

  public interface RequireIcon {
    RequireShortDescription icon(final String icon);
  }

  public interface RequireShortDescription {
    RequireFullDescription shortDescription(final String shortDescription);
  }

  public interface RequireFullDescription {
    RequireSinceVersion fullDescription(final String fullDescription);
  }

  public interface RequireSinceVersion {
    RequirePorts sinceVersion(final int major, final int minor, final int revision);
  }

  public interface RequireModel {
    DefaultNode model(Function<RequireModelParameters, DefaultModel> model);
  }
}
