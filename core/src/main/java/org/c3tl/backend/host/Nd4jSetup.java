package org.c3tl.backend.host;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** Prepares ND4J once per JVM, whatever thread and class loader comes first. */
public final class Nd4jSetup {
  static {
    // ND4J otherwise keeps the context class loader of its first user, which may be null or the platform's inside OSGi.
    ND4JClassLoading.setNd4jClassloaderFromClass(Nd4jSetup.class);
    if (hasCuda()) {
      quietly(Nd4j::getExecutioner);
    } else {
      Nd4j.getExecutioner();
    }
    // Products are cut up by HostMatrix, one thread each.
    openblas.blas_set_num_threads(1);
  }

  private Nd4jSetup() { }

  /**
   * @return whether ND4J's CUDA is in this build, which says nothing about a GPU
   */
  public static boolean hasCuda() {
    return Nd4jSetup.class.getResource("/org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
  }

  /** ND4J's CUDA prints a stack trace where it finds no driver, and then goes on without. */
  private static void quietly(Runnable loading) {
    PrintStream err = System.err;
    try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
      System.setErr(nowhere);
      loading.run();
    } finally {
      System.setErr(err);
    }
  }

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
