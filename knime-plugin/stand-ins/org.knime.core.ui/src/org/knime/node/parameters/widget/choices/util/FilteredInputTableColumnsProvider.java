// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/util/FilteredInputTableColumnsProvider.java
package org.knime.node.parameters.widget.choices.util;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;

public interface FilteredInputTableColumnsProvider extends InputTableIndexHolder, ColumnChoicesProvider {
  @Override
  default List<DataColumnSpec> columnChoices(final NodeParametersInput context) {
    return context.getInTableSpec(getInputTableIndex()).stream().flatMap(s -> s.stream()).filter(this::isIncluded).toList();
  }

  boolean isIncluded(DataColumnSpec col);
}
