// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/StringChoicesProvider.java
package org.knime.node.parameters.widget.choices;

import java.util.List;
import org.knime.node.parameters.NodeParametersInput;

public non-sealed interface StringChoicesProvider extends ChoicesStateProvider<StringChoice> {
  @Override
  default void init(final StateProviderInitializer initializer) {
    initializer.computeBeforeOpenDialog();
  }

  default List<String> choices(final NodeParametersInput context) {
    throw new IllegalStateException("Implement choices or computeState.");
  }

  @Override
  default List<StringChoice> computeState(final NodeParametersInput context) {
    return choices(context).stream().map(StringChoice::fromId).toList();
  }
}
