package org.c3tl.backend;

import java.util.Locale;

/** What a user asks to compute on. */
public enum Device {
  /** A usable GPU where there is one, else the CPU. */
  AUTO,
  /** The CPU. */
  CPU,
  /** An NVIDIA GPU; nothing else will do. */
  CUDA;

  /**
   * @return name in options: {@code auto}, {@code cpu}, {@code cuda}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
