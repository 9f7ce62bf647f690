// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/TypedStringChoicesProvider.java
package org.knime.node.parameters.widget.choices;

public non-sealed interface TypedStringChoicesProvider extends ChoicesStateProvider<TypedStringChoice> {
  @Override
  default void init(final StateProviderInitializer initializer) {
    initializer.computeBeforeOpenDialog();
  }
}
