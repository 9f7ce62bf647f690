// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/updates/util/BooleanReference.java
package org.knime.node.parameters.updates.util;

import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;

public interface BooleanReference extends EffectPredicateProvider, ParameterReference<Boolean> {
  @Override
  default EffectPredicate init(final PredicateInitializer i) {
    return i.getBoolean(this.getClass()).isTrue();
  }
}
