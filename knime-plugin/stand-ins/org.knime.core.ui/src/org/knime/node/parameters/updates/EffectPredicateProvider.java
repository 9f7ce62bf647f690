// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/updates/EffectPredicateProvider.java
package org.knime.node.parameters.updates;

import java.util.function.Predicate;
import org.knime.node.parameters.NodeParametersInput;

@FunctionalInterface
public interface EffectPredicateProvider {
  EffectPredicate init(PredicateInitializer i);

  default EffectPredicate and(final EffectPredicate... predicates) {
    return predicates[0];
  }

  default EffectPredicate not(final EffectPredicate predicate) {
    return predicate;
  }

  default EffectPredicate or(final EffectPredicate... predicates) {
    return predicates[0];
  }

  interface PredicateInitializer {
    StringReference getString(Class<? extends ParameterReference<String>> reference);

    BooleanReference getBoolean(Class<? extends ParameterReference<Boolean>> reference);

    <E extends Enum<E>> EnumReference<E> getEnum(Class<? extends ParameterReference<E>> reference);

    EffectPredicate getConstant(Predicate<NodeParametersInput> predicate);

    default EffectPredicate never() {
      return getConstant(context -> false);
    }

    default EffectPredicate always() {
      return getConstant(context -> true);
    }

    EffectPredicate getPredicate(Class<? extends EffectPredicateProvider> predicateProviderClass);

    EffectPredicate getPredicate(EffectPredicateProvider predicateProvider);

    interface StringReference {
      EffectPredicate isEqualTo(String value);

      EffectPredicate matchesPattern(String pattern);
    }

    interface BooleanReference {
      EffectPredicate isTrue();

      EffectPredicate isFalse();
    }

    interface EnumReference<E extends Enum<E>> {
      @SuppressWarnings("unchecked")
      EffectPredicate isOneOf(E... values);
    }
  }
}
