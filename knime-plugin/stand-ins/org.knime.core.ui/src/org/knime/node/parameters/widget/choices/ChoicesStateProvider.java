// Stand-in. Signatures: knime-core-ui, org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/ChoicesStateProvider.java
// at analytics-platform/5.8.0.
package org.knime.node.parameters.widget.choices;

import java.util.List;
import org.knime.node.parameters.updates.StateProvider;

public sealed interface ChoicesStateProvider<S> extends StateProvider<List<S>>
    permits StringChoicesProvider, TypedStringChoicesProvider {
}
