package org.c3tl.backend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.c3tl.backend.cuda.CudaBackend;
import org.c3tl.backend.nd4j.Nd4jBackends;

/** The sides that must do what the CPU does. */
public enum Sides {
  /** ND4J's operations, on what ND4J found. */
  ND4J {
    @Override
    public Backend open() {
      return Nd4jBackends.open();
    }
  },
  /** A GPU; tests skip where there is none, and fail with {@code -Dc3tl.gpu=required}. */
  CUDA {
    @Override
    public Backend open() {
      try {
        return CudaBackend.open();
      } catch (BackendUnavailable | LinkageError e) {
        if (System.getProperty("c3tl.gpu", "").equals("required")) {
          throw new AssertionError("the GPU that was promised cannot be used", e);
        }
        assumeTrue(false, "no GPU: " + e.getMessage());
        throw new AssertionError(e);
      }
    }
  };

  /**
   * @return the backend; to be closed
   */
  public abstract Backend open();
}
