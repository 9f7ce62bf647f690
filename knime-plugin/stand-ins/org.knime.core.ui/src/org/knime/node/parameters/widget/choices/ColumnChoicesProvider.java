// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/ColumnChoicesProvider.java
package org.knime.node.parameters.widget.choices;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.node.parameters.NodeParametersInput;

public interface ColumnChoicesProvider extends TypedStringChoicesProvider {
  @Override
  default void init(final StateProviderInitializer initializer) {
    initializer.computeBeforeOpenDialog();
  }

  default List<DataColumnSpec> columnChoices(final NodeParametersInput context) {
    throw new IllegalStateException("Implement columnChoices or computeState.");
  }

  @Override
  default List<TypedStringChoice> computeState(final NodeParametersInput context) {
    return columnChoices(context).stream().map(TypedStringChoice::fromColSpec).toList();
  }
}
