// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/node/NodeFactory.java
// at analytics-platform/5.8.0.
package org.knime.core.node;

public abstract class NodeFactory<T extends NodeModel> {
  public enum NodeType {
    Source, Sink, Learner, Predictor, Manipulator, Visualizer, Widget, Meta, LoopStart, LoopEnd, ScopeStart, ScopeEnd,
    QuickForm, Configuration, Other, Missing
  }

  protected NodeFactory() { }
}
