package org.c3tl.data;

import java.util.List;

/**
 * The user's input cannot be used. Carries every problem that was found, each a full sentence that says what is wrong,
 * where, what was found, what is allowed and what to do next.
 *
 * <p>The command line turns it into exit code 2, a KNIME node into a configuration or execution error.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * @param problems at least one sentence for the user
   */
  public InvalidInputException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * @param problem a sentence for the user
   */
  public InvalidInputException(String problem) {
    this(List.of(problem));
  }

  /**
   * @param problem a sentence for the user
   * @param cause what a lower layer reported
   */
  public InvalidInputException(String problem, Throwable cause) {
    super(problem, cause);
    this.problems = List.of(problem);
  }

  /**
   * @return every problem found, in the order found; never empty
   */
  public List<String> problems() {
    return problems == null ? List.of(getMessage()) : problems;
  }
}
