package org.c3tl.knime.nodes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.knime.logic.Background;
import org.c3tl.knime.logic.DialogText;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeLogger;
import org.knime.core.util.FileUtil;

/** Runs the logic under KNIME's progress and turns its errors into KNIME's. */
final class Work {
  private static final NodeLogger LOG = NodeLogger.getLogger("C3TL");

  private Work() { }

  /** What a node does, in terms of the logic. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException, CanceledExecutionException, KNIMEException;
  }

  /** What a node checks before it runs. */
  @FunctionalInterface
  interface Check {
    void run() throws InvalidSettingsException;
  }

  /**
   * @param task the work
   * @throws CanceledExecutionException if the user cancelled
   * @throws KNIMEException for everything that the user can mend
   */
  static void run(Task task) throws CanceledExecutionException, KNIMEException {
    try {
      task.run();
    } catch (CancellationException e) {
      CanceledExecutionException cancelled = new CanceledExecutionException();
      cancelled.initCause(e);
      throw cancelled;
    } catch (InvalidInputException e) {
      throw new KNIMEException(DialogText.of(e.getMessage()), e);
    } catch (IOException e) {
      throw new KNIMEException("Reading or writing failed: " + (e.getMessage() == null ? e.toString() : e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      throw new KNIMEException("There is not enough memory. Close other workflows, use fewer genes, or raise -Xmx in knime.ini.",
          e);
    }
  }

  /**
   * @param check what shall hold
   * @throws InvalidSettingsException with the problems that the logic found
   */
  static void configure(Check check) throws InvalidSettingsException {
    try {
      check.run();
    } catch (InvalidInputException e) {
      throw new InvalidSettingsException(DialogText.of(e.getMessage()), e);
    }
  }

  /**
   * Runs long work on a thread of its own, that is left alone at once when the user cancels.
   *
   * @param exec KNIME's progress
   * @param name name of the thread
   * @param work the work; must not touch KNIME's objects
   * @param <T> type of the result
   * @return its result
   * @throws IOException if the work throws it
   * @throws CancellationException if the user cancelled
   */
  static <T> T background(ExecutionMonitor exec, String name, Background.Work<T> work) throws IOException {
    return Background.run(name, new Background.Monitor() {
      private double shown = -1;
      private String said = "";

      @Override
      public boolean cancelled() {
        try {
          exec.checkCanceled();
          return false;
        } catch (CanceledExecutionException e) {
          return true;
        }
      }

      @Override
      public void show(double fraction, String message) {
        if (message != null && !message.equals(said)) {
          exec.setProgress(fraction, message);
          said = message;
          shown = fraction;
        } else if (fraction != shown) {
          exec.setProgress(fraction);
          shown = fraction;
        }
      }
    }, work);
  }

  /**
   * @param exec KNIME's progress
   * @return it as the logic's; cancels
   */
  static Progress progress(ExecutionMonitor exec) {
    return (fraction, message) -> {
      check(exec);
      if (message != null) {
        exec.setProgress(fraction, message);
      } else {
        exec.setProgress(fraction);
      }
    };
  }

  /**
   * @param exec KNIME's progress
   * @throws CancellationException if the user cancelled
   */
  static void check(ExecutionMonitor exec) {
    try {
      exec.checkCanceled();
    } catch (CanceledExecutionException e) {
      throw (CancellationException) new CancellationException("cancelled").initCause(e);
    }
  }

  /**
   * @param sentences what the user should see at the node
   * @return one text, or null where there is nothing to say
   */
  static String warning(Collection<String> sentences) {
    return sentences.isEmpty() ? null : DialogText.of(String.join("\n", sentences));
  }

  /**
   * @param notes what may interest the user in KNIME's console
   */
  static void log(List<String> notes) {
    notes.forEach(n -> LOG.info(DialogText.of(n)));
  }

  /**
   * @param text path, {@code file:} or {@code knime:} address of a local file
   * @param option title of the option, for messages
   * @return the file
   * @throws InvalidInputException if it is none
   */
  static Path file(String text, String option) {
    try {
      Path path = FileUtil.resolveToPath(FileUtil.toURL(text.strip()));
      if (path != null) {
        return path;
      }
    } catch (IOException | java.net.URISyntaxException | IllegalArgumentException e) {
      throw new InvalidInputException("'" + option + "' is '" + text + "', which is no file: " + e.getMessage()
          + ". Give a path such as /data/cells.h5ad or knime://knime.workflow/data/cells.h5ad.", e);
    }
    throw new InvalidInputException("'" + option + "' is '" + text + "', which is not on this computer. Copy the file here "
        + "first.");
  }
}
