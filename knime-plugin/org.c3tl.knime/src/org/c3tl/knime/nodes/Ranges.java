package org.c3tl.knime.nodes;

import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;

/** Ranges of numbers in the dialogs; the same that core checks. */
final class Ranges {
  private Ranges() { }

  /** Above 0. */
  static final class AboveZero extends MinValidation {
    @Override
    protected double getMin() {
      return 0;
    }

    @Override
    public boolean isExclusive() {
      return true;
    }
  }

  /** 0 or more. */
  static final class Zero extends MinValidation {
    @Override
    protected double getMin() {
      return 0;
    }
  }

  /** 1 or more. */
  static final class One extends MinValidation {
    @Override
    protected double getMin() {
      return 1;
    }
  }

  /** At most 1. */
  static final class AtMostOne extends MaxValidation {
    @Override
    protected double getMax() {
      return 1;
    }
  }

  /** Below 1. */
  static final class BelowOne extends MaxValidation {
    @Override
    protected double getMax() {
      return 1;
    }

    @Override
    public boolean isExclusive() {
      return true;
    }
  }

  /** Below 0.95. */
  static final class Dropout extends MaxValidation {
    @Override
    protected double getMax() {
      return 0.95;
    }

    @Override
    public boolean isExclusive() {
      return true;
    }
  }

  /** At most 8. */
  static final class Depth extends MaxValidation {
    @Override
    protected double getMax() {
      return 8;
    }
  }

  /** At most 10. */
  static final class Ten extends MaxValidation {
    @Override
    protected double getMax() {
      return 10;
    }
  }

  /** At most 100. */
  static final class Hundred extends MaxValidation {
    @Override
    protected double getMax() {
      return 100;
    }
  }

  /** At most 1024. */
  static final class Threads extends MaxValidation {
    @Override
    protected double getMax() {
      return 1024;
    }
  }

  /** At most 4096. */
  static final class Rank extends MaxValidation {
    @Override
    protected double getMax() {
      return 4096;
    }
  }

  /** At most 65,536. */
  static final class Width extends MaxValidation {
    @Override
    protected double getMax() {
      return 65_536;
    }
  }

  /** At most 65,536. */
  static final class Batch extends MaxValidation {
    @Override
    protected double getMax() {
      return 65_536;
    }
  }

  /** At most 100,000. */
  static final class Epochs extends MaxValidation {
    @Override
    protected double getMax() {
      return 100_000;
    }
  }

  /** At most 1,000,000. */
  static final class Million extends MaxValidation {
    @Override
    protected double getMax() {
      return 1_000_000;
    }
  }
}
