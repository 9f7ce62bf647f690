// Not part of KNIME: behaviour for the tests.
package org.knime.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;

/** One node of a workflow: holds settings, configures, executes and answers its view, in the order KNIME does. */
public final class StandInNode {
  private final DefaultNode node;
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private NodeParameters parameters;
  private PortObjectSpec[] outSpecs;
  private PortObject[] internal;
  private String warning;

  /**
   * A port of the node.
   *
   * @param group identifier of its group
   * @param input whether data comes in
   * @param optional whether it is there only when the user adds it
   * @param name its name
   * @param description its description
   * @param type its type
   */
  public record Port(String group, boolean input, boolean optional, String name, String description, PortType type) {
  }

  /**
   * @param factory the node's factory
   * @param added groups of optional ports that the user added
   */
  public StandInNode(final DefaultNodeFactory factory, final String... added) {
    node = factory.node;
    for (Port p : node.ports) {
      if (!p.optional() || Arrays.asList(added).contains(p.group())) {
        (p.input() ? inputs : outputs).add(p);
      }
    }
  }

  public String name() {
    return node.name;
  }

  public String icon() {
    return node.icon;
  }

  public String shortDescription() {
    return node.shortDescription;
  }

  public String fullDescription() {
    return node.fullDescription;
  }

  public String since() {
    return node.since;
  }

  public NodeType type() {
    return node.type;
  }

  public List<String> keywords() {
    return node.keywords;
  }

  /**
   * @return all ports, optional ones too
   */
  public List<Port> ports() {
    return node.ports;
  }

  /**
   * @return class of the settings, or null
   */
  public Class<? extends NodeParameters> parametersClass() {
    return node.model.parameters;
  }

  /**
   * @return description of the view, or null where there is none
   */
  public String viewDescription() {
    return node.view == null ? null : node.view.description;
  }

  /**
   * @return settings as KNIME would save them
   */
  public NodeSettings save() {
    NodeSettings settings = new NodeSettings("model");
    if (node.model.parameters != null) {
      StandInParameters.save(parameters == null ? StandInParameters.create(node.model.parameters, null) : parameters, settings);
    }
    return settings;
  }

  /**
   * @param settings settings as KNIME would load them: first validated, then taken
   * @throws InvalidSettingsException if they are refused
   */
  public void load(final NodeSettingsRO settings) throws InvalidSettingsException {
    NodeParameters loaded = StandInParameters.load(node.model.parameters, settings);
    loaded.validate();
    parameters = loaded;
  }

  /**
   * @param in specs of the inputs, null where an optional one is not connected
   * @return specs of the outputs
   * @throws InvalidSettingsException if the node refuses
   */
  public PortObjectSpec[] configure(final PortObjectSpec... in) throws InvalidSettingsException {
    require(in.length == inputs.size(), node.name + " has " + inputs.size() + " inputs, not " + in.length);
    if (parameters == null && node.model.parameters != null) {
      NodeParameters first = StandInParameters.create(node.model.parameters, new Input(in));
      parameters = first;
      first.validate();
    }
    warning = null;
    PortObjectSpec[] out = new PortObjectSpec[outputs.size()];
    standard().configure.accept(new Configure(in), new DefaultModel.ConfigureOutput() {
      @Override
      public <S extends PortObjectSpec> void setOutSpec(final int index, final S spec) {
        out[index] = spec;
      }

      @Override
      @SuppressWarnings("unchecked")
      public <S extends PortObjectSpec> void setOutSpecs(final S... specs) {
        System.arraycopy(specs, 0, out, 0, specs.length);
      }

      @Override
      public void setWarningMessage(final String message) {
        warning = message;
      }
    });
    outSpecs = out;
    return out;
  }

  /**
   * Configures with the data's specs and executes.
   *
   * @param context where it runs
   * @param in data of the inputs, null where an optional one is not connected
   * @return data of the outputs
   * @throws InvalidSettingsException if configuring fails
   * @throws CanceledExecutionException if the user canceled
   * @throws KNIMEException if the node fails with a message
   */
  public PortObject[] execute(final ExecutionContext context, final PortObject... in)
      throws InvalidSettingsException, CanceledExecutionException, KNIMEException {
    configure(Arrays.stream(in).map(o -> o == null ? null : o.getSpec()).toArray(PortObjectSpec[]::new));
    for (int i = 0; i < in.length; i++) {
      require(in[i] != null || inputs.get(i).type().isOptional(), node.name + " lacks " + inputs.get(i).name());
    }
    PortObject[] out = new PortObject[outputs.size()];
    standard().execute.accept(new Execute(context, in), new DefaultModel.ExecuteOutput() {
      @Override
      public <D extends PortObject> void setOutData(final int index, final D data) {
        out[index] = data;
      }

      @Override
      @SuppressWarnings("unchecked")
      public <D extends PortObject> void setOutData(final D... data) {
        System.arraycopy(data, 0, out, 0, data.length);
      }

      @Override
      @SuppressWarnings("unchecked")
      public <D extends PortObject> void setInternalData(final D... data) {
        internal = data;
      }

      @Override
      public void setWarningMessage(final String message) {
        warning = message;
      }
    });
    for (int i = 0; i < out.length; i++) {
      Port port = outputs.get(i);
      require(out[i] != null, node.name + " gave nothing at " + port.name());
      require(port.type().acceptsPortObject(out[i]), node.name + " gave a " + out[i].getClass() + " at " + port.name());
      require(!(outSpecs[i] instanceof DataTableSpec spec) || spec.equalStructure((DataTableSpec) out[i].getSpec()),
          node.name + " configured " + outSpecs[i] + " at " + port.name() + " but gave " + out[i].getSpec());
    }
    return out;
  }

  /**
   * @return last warning, or null
   */
  public String warning() {
    return warning;
  }

  /**
   * @return what the view's page is given at first, as text
   */
  public String viewData() {
    return node.view.initialData.apply(new DefaultView.ViewInput() {
      @Override
      public <S extends NodeParameters> S getParameters() {
        return null;
      }

      @Override
      public PortObject[] getInternalPortObjects() {
        return internal;
      }
    });
  }

  /**
   * @return the view's page
   * @throws IOException if it cannot be read
   */
  public String viewPage() throws IOException {
    return new String(node.view.page.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private DefaultModel.Standard standard() {
    return (DefaultModel.Standard) node.model;
  }

  private static void require(final boolean ok, final String message) {
    if (!ok) {
      throw new IllegalStateException(message);
    }
  }

  @SuppressWarnings("unchecked")
  private <S extends NodeParameters> S held() {
    return (S) parameters;
  }

  private PortType[] outTypes() {
    return outputs.stream().map(Port::type).toArray(PortType[]::new);
  }

  private final class Configure implements DefaultModel.ConfigureInput {
    private final PortObjectSpec[] in;

    Configure(final PortObjectSpec[] in) {
      this.in = in;
    }

    @Override
    public <S extends NodeParameters> S getParameters() {
      return held();
    }

    @Override
    public PortObjectSpec[] getInPortSpecs() {
      return in;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S extends PortObjectSpec> S getInPortSpec(final int index) {
      return (S) in[index];
    }

    @Override
    public DataTableSpec[] getInTableSpecs() {
      return Arrays.stream(in).map(DataTableSpec.class::cast).toArray(DataTableSpec[]::new);
    }

    @Override
    public DataTableSpec getInTableSpec(final int portIndex) {
      return (DataTableSpec) in[portIndex];
    }

    @Override
    public PortType[] getOutPortTypes() {
      return outTypes();
    }
  }

  private final class Execute implements DefaultModel.ExecuteInput {
    private final ExecutionContext context;
    private final PortObject[] in;

    Execute(final ExecutionContext context, final PortObject[] in) {
      this.context = context;
      this.in = in;
    }

    @Override
    public <S extends NodeParameters> S getParameters() {
      return held();
    }

    @Override
    public ExecutionContext getExecutionContext() {
      return context;
    }

    @Override
    public PortObject[] getInPortObjects() {
      return in;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <D extends PortObject> D getInPortObject(final int portIndex) {
      return (D) in[portIndex];
    }

    @Override
    public BufferedDataTable[] getInTables() {
      return Arrays.stream(in).map(BufferedDataTable.class::cast).toArray(BufferedDataTable[]::new);
    }

    @Override
    public BufferedDataTable getInTable(final int portIndex) {
      return (BufferedDataTable) in[portIndex];
    }

    @Override
    public PortType[] getOutPortTypes() {
      return outTypes();
    }
  }

  /** What settings see of the inputs when they are made for the first time. */
  private final class Input implements NodeParametersInput {
    private final PortObjectSpec[] in;

    Input(final PortObjectSpec[] in) {
      this.in = in;
    }

    @Override
    public PortType[] getInPortTypes() {
      return inputs.stream().map(Port::type).toArray(PortType[]::new);
    }

    @Override
    public PortObjectSpec[] getInPortSpecs() {
      return in;
    }

    @Override
    public Optional<PortObjectSpec> getInPortSpec(final int portIndex) {
      return portIndex < in.length ? Optional.ofNullable(in[portIndex]) : Optional.empty();
    }

    @Override
    public DataTableSpec[] getInTableSpecs() {
      return Arrays.stream(in).map(s -> s instanceof DataTableSpec t ? t : null).toArray(DataTableSpec[]::new);
    }

    @Override
    public Optional<DataTableSpec> getInTableSpec(final int portIndex) {
      return getInPortSpec(portIndex).filter(DataTableSpec.class::isInstance).map(DataTableSpec.class::cast);
    }

    @Override
    public PortObject[] getInPortObjects() {
      return new PortObject[in.length];
    }

    @Override
    public Optional<PortObject> getInPortObject(final int portIndex) {
      return Optional.empty();
    }

    @Override
    public BufferedDataTable[] getInTables() {
      return new BufferedDataTable[in.length];
    }

    @Override
    public Optional<BufferedDataTable> getInTable(final int portIndex) {
      return Optional.empty();
    }

    @Override
    public PortType[] getOutPortTypes() {
      return outTypes();
    }
  }
}
