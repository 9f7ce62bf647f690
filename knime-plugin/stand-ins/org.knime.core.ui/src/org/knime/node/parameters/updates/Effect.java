// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/updates/Effect.java
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
