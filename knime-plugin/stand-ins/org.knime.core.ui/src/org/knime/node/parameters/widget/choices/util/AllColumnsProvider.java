// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/util/AllColumnsProvider.java
package org.knime.node.parameters.widget.choices.util;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;

public class AllColumnsProvider implements ColumnChoicesProvider, InputTableIndexHolder {
  @Override
  public List<DataColumnSpec> columnChoices(final NodeParametersInput context) {
    return context.getInTableSpec(getInputTableIndex()).stream().flatMap(s -> s.stream()).toList();
  }
}
