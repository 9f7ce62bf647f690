package org.c3tl.backend.host;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** Prepares ND4J once per JVM, whatever thread and class loader comes first. */
public final class Nd4jSetup {
  static {
    // ND4J otherwise keeps the context class loader of its first user, which may be null or the platform's inside OSGi.
    ND4JClassLoading.setNd4jClassloaderFromClass(Nd4jSetup.class);
    Nd4j.getExecutioner();
    // Products are cut up by Matrix, one thread each.
    openblas.blas_set_num_threads(1);
  }

  private Nd4jSetup() { }

  /**
   * @return whether ND4J's own arrays stand in this machine's memory; not so where it found a GPU
   */
  public static boolean onCpu() {
    return Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
  }

  /** Loads ND4J; at once where it is loaded. To be called before any other use of it. */
  public static void load() {
    // The static block has done it.
  }
}
