// Stand-in. Signatures: knime-core-ui, org.knime.core.ui/src/eclipse/org/knime/node/parameters/updates/EffectPredicate.java
// at analytics-platform/5.8.0.
package org.knime.node.parameters.updates;

public interface EffectPredicate {
  default EffectPredicate and(final EffectPredicate other) {
    return this;
  }

  default EffectPredicate or(final EffectPredicate other) {
    return this;
  }

  default EffectPredicate negate() {
    return this;
  }
}
