package org.c3tl.backend;

/** A device failed: its memory is full, its driver reports an error. The message is for the user. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message what failed, and what to do where that is known
   */
  public BackendException(String message) {
    super(message);
  }
}
