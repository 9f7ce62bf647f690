// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/util/CompatibleColumnsProvider.java
package org.knime.node.parameters.widget.choices.util;

import java.util.Collection;
import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;

public class CompatibleColumnsProvider implements FilteredInputTableColumnsProvider {
  private final Collection<Class<? extends DataValue>> types;

  protected CompatibleColumnsProvider(final Class<? extends DataValue> valueClass) {
    this(List.of(valueClass));
  }

  protected CompatibleColumnsProvider(final Collection<Class<? extends DataValue>> valueClasses) {
    types = valueClasses;
  }

  @Override
  public boolean isIncluded(final DataColumnSpec col) {
    return types.stream().anyMatch(t -> col.getType().isCompatible(t));
  }

  public static class StringColumnsProvider extends CompatibleColumnsProvider {
    protected StringColumnsProvider() {
      super(StringValue.class);
    }
  }

  public static class DoubleColumnsProvider extends CompatibleColumnsProvider {
    protected DoubleColumnsProvider() {
      super(DoubleValue.class);
    }
  }
}
