// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/TypedStringChoice.java
package org.knime.node.parameters.widget.choices;

import org.knime.core.data.DataColumnSpec;

public record TypedStringChoice(String id, String text, PossibleTypeValue type) {
  public record PossibleTypeValue(String id, String text) {
  }

  public static TypedStringChoice fromColSpec(final DataColumnSpec colSpec) {
    String type = colSpec.getType().getName();
    return new TypedStringChoice(colSpec.getName(), colSpec.getName(), new PossibleTypeValue(type, type));
  }
}
