// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/ExecutionMonitor.java
package org.knime.core.node;

import java.util.function.Supplier;

public class ExecutionMonitor {
  final StandInProgress progress;
  private final double from;
  private final double width;

  public ExecutionMonitor() {
    this(new StandInProgress(), 0, 1);
  }

  ExecutionMonitor(final StandInProgress progress, final double from, final double width) {
    this.progress = progress;
    this.from = from;
    this.width = width;
  }

  public void checkCanceled() throws CanceledExecutionException {
    if (progress.canceled()) {
      throw new CanceledExecutionException();
    }
  }

  public void setProgress(final double prog) {
    progress.report(from + width * Math.max(0, Math.min(1, prog)), null);
  }

  public void setProgress(final double prog, final String message) {
    progress.report(from + width * Math.max(0, Math.min(1, prog)), message);
  }

  public void setProgress(final double prog, final Supplier<String> messageSupplier) {
    setProgress(prog, messageSupplier.get());
  }

  public void setMessage(final String message) {
    progress.report(Double.NaN, message);
  }

  public void setMessage(final Supplier<String> messageSupplier) {
    setMessage(messageSupplier.get());
  }

  public ExecutionMonitor createSubProgress(final double maxProg) {
    return new ExecutionMonitor(progress, from, width * maxProg);
  }

  public ExecutionMonitor createSilentSubProgress(final double maxProg) {
    return createSubProgress(maxProg);
  }
}
