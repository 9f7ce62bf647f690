package org.c3tl.backend;

/** A backend cannot be used on this machine or in this build; the message says why, for the user. */
public final class BackendUnavailable extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param reason why, a clause without a full stop
   * @param cause what failed, or null
   */
  public BackendUnavailable(String reason, Throwable cause) {
    super(reason, cause);
  }
}
