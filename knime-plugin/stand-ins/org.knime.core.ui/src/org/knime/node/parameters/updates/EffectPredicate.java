// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/updates/EffectPredicate.java
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
