package org.c3tl.it.knime;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the tests of the package {@code inside} in the installed framework. */
class NodesIT {
  @TestFactory
  Stream<DynamicTest> registry() throws Exception {
    return Installation.get().tests("RegistryInside");
  }

  @TestFactory
  Stream<DynamicTest> modelPort() throws Exception {
    return Installation.get().tests("ModelPortInside");
  }

  @TestFactory
  Stream<DynamicTest> chain() throws Exception {
    return Installation.get().tests("ChainInside");
  }
}
