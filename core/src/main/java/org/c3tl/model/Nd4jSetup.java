package org.c3tl.model;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** Prepares ND4J once per JVM, whatever thread and class loader comes first. */
final class Nd4jSetup {
  static {
    // ND4J otherwise keeps the context class loader of its first user, which may be null or the platform's inside OSGi.
    ND4JClassLoading.setNd4jClassloaderFromClass(Nd4jSetup.class);
    Nd4j.getExecutioner();
  }

  private Nd4jSetup() { }

  /** Products with fewer multiplications than this run on one thread: waking another takes longer than it saves. */
  private static final double SMALL = 1 << 23;

  private static int most = 1;
  private static int current;

  /**
   * Loads ND4J and sets the number of threads of its large matrix products.
   *
   * @param threads at least 1
   */
  static synchronized void use(int threads) {
    most = threads;
  }

  /**
   * Chooses the BLAS's number of threads for the next product.
   *
   * @param multiplications number of multiplications in it
   */
  static synchronized void prepare(double multiplications) {
    int threads = multiplications < SMALL ? 1 : most;
    if (threads != current) {
      openblas.blas_set_num_threads(threads);
      current = threads;
    }
  }
}
