// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/number/NumberInputWidgetValidation.java
package org.knime.node.parameters.widget.number;

import org.knime.node.parameters.validation.BuiltinValidation;

public sealed interface NumberInputWidgetValidation extends BuiltinValidation {
  default boolean isExclusive() {
    return false;
  }

  abstract non-sealed class MinValidation implements NumberInputWidgetValidation {
    @Override
    public final MinValidationParams getParameters() {
      return new MinValidationParams(getMin(), isExclusive());
    }

    @Override
    public String getErrorMessage() {
      return (isExclusive() ? "The value must be greater than " : "The value must be at least ") + getMin() + ".";
    }

    protected abstract double getMin();

    record MinValidationParams(double min, boolean isExclusive) {
    }

    public static final class IsNonNegativeValidation extends MinValidation {
      @Override
      public double getMin() {
        return 0;
      }
    }

    public static final class IsPositiveIntegerValidation extends MinValidation {
      @Override
      public double getMin() {
        return 1;
      }
    }

    public static final class IsPositiveDoubleValidation extends MinValidation {
      @Override
      public double getMin() {
        return 0;
      }

      @Override
      public boolean isExclusive() {
        return true;
      }
    }
  }

  abstract non-sealed class MaxValidation implements NumberInputWidgetValidation {
    @Override
    public final MaxValidationParams getParameters() {
      return new MaxValidationParams(getMax(), isExclusive());
    }

    @Override
    public String getErrorMessage() {
      return (isExclusive() ? "The value must be less than " : "The value must not exceed ") + getMax() + ".";
    }

    protected abstract double getMax();

    record MaxValidationParams(Double max, boolean isExclusive) {
    }
  }
}
