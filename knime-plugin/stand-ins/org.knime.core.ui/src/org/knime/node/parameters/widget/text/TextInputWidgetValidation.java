// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/text/TextInputWidgetValidation.java
package org.knime.node.parameters.widget.text;

import org.knime.node.parameters.validation.BuiltinValidation;

public sealed interface TextInputWidgetValidation extends BuiltinValidation {
  record PatternValidationParams(String pattern) {
  }

  abstract non-sealed class PatternValidation implements TextInputWidgetValidation {
    @Override
    public final PatternValidationParams getParameters() {
      return new PatternValidationParams(getPattern());
    }

    @Override
    public String getErrorMessage() {
      return "The string must match the pattern: " + getPattern();
    }

    protected abstract String getPattern();

    public static final class IsNotBlankValidation extends PatternValidation {
      @Override
      public String getErrorMessage() {
        return "The field cannot be blank.";
      }

      @Override
      public String getPattern() {
        return ".*\\S.*";
      }
    }

    public static final class IsNotEmptyValidation extends MinLengthValidation {
      @Override
      protected int getMinLength() {
        return 1;
      }
    }
  }

  abstract non-sealed class MinLengthValidation implements TextInputWidgetValidation {
    @Override
    public final MinLengthValidationParams getParameters() {
      return new MinLengthValidationParams(getMinLength());
    }

    @Override
    public String getErrorMessage() {
      return "The string must be at least " + getMinLength() + " characters long.";
    }

    protected abstract int getMinLength();

    record MinLengthValidationParams(int minLength) {
    }
  }
}
