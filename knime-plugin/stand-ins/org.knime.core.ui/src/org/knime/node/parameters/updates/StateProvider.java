// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/updates/StateProvider.java
package org.knime.node.parameters.updates;

import java.util.function.Supplier;
import org.knime.core.webui.node.dialog.defaultdialog.util.updates.StateComputationFailureException;
import org.knime.node.parameters.NodeParametersInput;

public interface StateProvider<S> {
  void init(StateProviderInitializer initializer);

  S computeState(NodeParametersInput parametersInput) throws StateComputationFailureException;

  interface StateProviderInitializer {
    NodeParametersInput getNodeParametersInput();

    <T> Supplier<T> computeFromValueSupplier(Class<? extends ParameterReference<T>> ref);

    <T> Supplier<T> getValueSupplier(Class<? extends ParameterReference<T>> ref);

    <T> void computeOnValueChange(Class<? extends ParameterReference<T>> id);

    void computeBeforeOpenDialog();

    void computeAfterOpenDialog();
  }
}
