// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/util/ColumnSelectionUtil.java
package org.knime.node.parameters.widget.choices.util;

import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;

public final class ColumnSelectionUtil {
  private ColumnSelectionUtil() { }

  public static List<DataColumnSpec> getStringColumns(final DataTableSpec inSpec) {
    return inSpec.stream().filter(c -> c.getType().isCompatible(StringValue.class)).toList();
  }

  public static Optional<DataColumnSpec> getFirstStringColumn(final DataTableSpec inSpec) {
    return getStringColumns(inSpec).stream().findFirst();
  }

  public static List<DataColumnSpec> getDoubleColumns(final DataTableSpec inSpec) {
    return inSpec.stream().filter(c -> c.getType().isCompatible(DoubleValue.class)).toList();
  }

  public static Optional<DataColumnSpec> getFirstDoubleColumn(final DataTableSpec inSpec) {
    return getDoubleColumns(inSpec).stream().findFirst();
  }
}
