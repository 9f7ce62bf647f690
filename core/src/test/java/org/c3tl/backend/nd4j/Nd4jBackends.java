package org.c3tl.backend.nd4j;

import org.c3tl.backend.Backend;

/** Opens what {@link Nd4jBackend#openCuda()} opens on a GPU, whatever ND4J found. */
public final class Nd4jBackends {
  private Nd4jBackends() { }

  /**
   * @return the backend
   */
  public static Backend open() {
    return new Nd4jBackend();
  }
}
