// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/StringChoice.java
package org.knime.node.parameters.widget.choices;

public record StringChoice(String id, String text) {
  public static StringChoice fromId(final String id) {
    return new StringChoice(id, id);
  }
}
