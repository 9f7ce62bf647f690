// Not part of KNIME: behaviour for the tests.
package org.knime.node;

import java.util.List;
import java.util.function.Function;
import org.knime.core.node.port.PortType;

/** Collects port groups. An optional group that the user did not add has no default type and no port. */
final class StandInPortGroups implements RequirePorts.DynamicPortsAdder {
  private final List<StandInNode.Port> ports;

  StandInPortGroups(final List<StandInNode.Port> ports) {
    this.ports = ports;
  }

  @Override
  public RequirePorts.DynamicPortsAdder addInputPortGroup(final String groupId,
      final Function<RequirePorts.RequirePortName, RequirePorts.ConfigurablePort> group) {
    group.apply(name -> description -> mode(groupId, true, name, description));
    return this;
  }

  @Override
  public RequirePorts.DynamicPortsAdder addOutputPortGroup(final String groupId,
      final Function<RequirePorts.RequirePortName, RequirePorts.ConfigurablePort> group) {
    group.apply(name -> description -> mode(groupId, false, name, description));
    return this;
  }

  private RequirePorts.RequireConfigurablePortMode mode(final String id, final boolean input, final String name,
      final String description) {
    return new RequirePorts.RequireConfigurablePortMode() {
      @Override
      public RequirePorts.ConfigurablePort.FinalConfigurablePort fixed(final PortType portType) {
        ports.add(new StandInNode.Port(id, input, false, name, description, portType));
        return new RequirePorts.ConfigurablePort.FinalConfigurablePort();
      }

      @Override
      public RequirePorts.RequireSupportedTypes<RequirePorts.ConfigurablePort.OptionalConfigurablePort> optional() {
        return types -> {
          ports.add(new StandInNode.Port(id, input, true, name, description, types[0]));
          return type -> new RequirePorts.ConfigurablePort.FinalConfigurablePort();
        };
      }
    };
  }
}
