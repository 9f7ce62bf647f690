// Stand-in. Signatures: knime-core-ui, org.knime.core.ui/src/eclipse/org/knime/node/parameters/updates/Effect.java
// at analytics-platform/5.8.0.
package org.knime.node.parameters.updates;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

@Retention(RetentionPolicy.RUNTIME)
public @interface Effect {
  enum EffectType {
    ENABLE, DISABLE, SHOW, HIDE
  }

  Class<? extends EffectPredicateProvider> predicate();

  EffectType type();
}
