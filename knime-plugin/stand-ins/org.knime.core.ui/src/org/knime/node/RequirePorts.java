// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/RequirePorts.java
package org.knime.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultNode.RequireModel;

public interface RequirePorts {
  default RequireModel ports(final Consumer<PortsAdder> ports) {
    return dynamicPorts(groups -> ports.accept(new PortsAdder() {
      @Override
      public PortsAdder addInputPort(final String name, final String description, final PortType portType) {
        groups.addInputPortGroup(name, g -> g.name(name).description(description).fixed(portType));
        return this;
      }

      @Override
      public PortsAdder addOutputPort(final String name, final String description, final PortType portType) {
        groups.addOutputPortGroup(name, g -> g.name(name).description(description).fixed(portType));
        return this;
      }
    }));
  }

  RequireModel dynamicPorts(Consumer<DynamicPortsAdder> ports);

  static RequirePorts standIn(final BiFunction<List<StandInNode.Port>, DefaultModel, DefaultNode> make) {
    return ports -> model -> {
      List<StandInNode.Port> list = new ArrayList<>();
      ports.accept(new StandInPortGroups(list));
      return make.apply(list, model.apply(DefaultModel.create()));
    };
  }

  interface PortsAdder {
    PortsAdder addInputPort(String name, String description, PortType portType);

    PortsAdder addOutputPort(String name, String description, PortType portType);

    default PortsAdder addInputTable(final String name, final String description) {
      return addInputPort(name, description, BufferedDataTable.TYPE);
    }

    default PortsAdder addOutputTable(final String name, final String description) {
      return addOutputPort(name, description, BufferedDataTable.TYPE);
    }
  }

  interface DynamicPortsAdder {
    DynamicPortsAdder addInputPortGroup(String groupId, Function<RequirePortName, ConfigurablePort> groupConfiguration);

    DynamicPortsAdder addOutputPortGroup(String groupId, Function<RequirePortName, ConfigurablePort> groupConfiguration);
  }

  interface RequirePortName {
    RequirePortDescription name(String name);
  }

  interface RequirePortDescription {
    RequireConfigurablePortMode description(String description);
  }

  interface RequireConfigurablePortMode {
    ConfigurablePort.FinalConfigurablePort fixed(PortType portType);

    RequireSupportedTypes<ConfigurablePort.OptionalConfigurablePort> optional();
  }

  interface RequireSupportedTypes<T> {
    T supportedTypes(PortType... portTypes);
  }

  sealed interface ConfigurablePort permits ConfigurablePort.FinalConfigurablePort, ConfigurablePort.OptionalConfigurablePort {
    final class FinalConfigurablePort implements ConfigurablePort {
    }

    non-sealed interface OptionalConfigurablePort extends ConfigurablePort {
      FinalConfigurablePort defaultPortType(PortType defaultPortType);
    }
  }
}
