// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/DefaultModel.java
package org.knime.node;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParameters;

public abstract sealed class DefaultModel implements FluentNodeAPI {
  final Class<? extends NodeParameters> parameters;

  private DefaultModel(final Class<? extends NodeParameters> parameters) {
    this.parameters = parameters;
  }

  static RequireModelParameters create() {
    return parameters -> configure -> execute -> new Standard(parameters, configure, execute);
  }

  static final class Standard extends DefaultModel {
    final ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure;
    final ExecuteConsumer execute;

    private Standard(final Class<? extends NodeParameters> parameters,
        final ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure, final ExecuteConsumer execute) {
      super(parameters);
      this.configure = configure;
      this.execute = execute;
    }
  }

  public interface RequireModelParameters {
    RequireConfigureOrRearrangeColumns parametersClass(Class<? extends NodeParameters> parametersClass);

    default RequireConfigureOrRearrangeColumns withoutParameters() {
      return parametersClass(null);
    }
  }

  public interface RequireConfigureOrRearrangeColumns {
    RequireExecute configure(final ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure);
  }

  public interface ConfigureOrRearrangerConsumer<I, O> {
    void accept(I input, O output) throws InvalidSettingsException;
  }

  public interface ConfigureInput {
    <S extends NodeParameters> S getParameters();

    PortObjectSpec[] getInPortSpecs();

    <S extends PortObjectSpec> S getInPortSpec(int index);

    DataTableSpec[] getInTableSpecs();

    DataTableSpec getInTableSpec(final int portIndex);

    PortType[] getOutPortTypes();
  }

  public interface ConfigureOutput {
    <S extends PortObjectSpec> void setOutSpec(int index, S spec);

    @SuppressWarnings("unchecked")
    <S extends PortObjectSpec> void setOutSpecs(S... specs);

    void setWarningMessage(String message);
  }

  public interface ExecuteInput {
    <S extends NodeParameters> S getParameters();

    ExecutionContext getExecutionContext();

    PortObject[] getInPortObjects();

    <D extends PortObject> D getInPortObject(int portIndex);

    BufferedDataTable[] getInTables();

    BufferedDataTable getInTable(final int portIndex);

    PortType[] getOutPortTypes();
  }

  public interface ExecuteOutput {
    <D extends PortObject> void setOutData(int index, D data);

    @SuppressWarnings("unchecked")
    <D extends PortObject> void setOutData(D... data);

    @SuppressWarnings("unchecked")
    <D extends PortObject> void setInternalData(D... data);

    void setWarningMessage(String message);
  }

  public interface RequireExecute {
    DefaultModel execute(ExecuteConsumer execute);
  }

  public interface ExecuteConsumer {
    void accept(ExecuteInput input, ExecuteOutput output) throws CanceledExecutionException, KNIMEException;
  }
}
