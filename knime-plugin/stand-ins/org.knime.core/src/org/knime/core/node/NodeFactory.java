// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/NodeFactory.java
package org.knime.core.node;

public abstract class NodeFactory<T extends NodeModel> {
  public enum NodeType {
    Source, Sink, Learner, Predictor, Manipulator, Visualizer, Widget, Meta, LoopStart, LoopEnd, ScopeStart, ScopeEnd,
    QuickForm, Configuration, Other, Missing
  }

  protected NodeFactory() { }
}
