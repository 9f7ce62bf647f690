package org.c3tl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the folder of real data: system property or environment C3TL_SHARED, else ../shared or ../../shared. */
public final class SharedData {
  private SharedData() { }

  /**
   * @param file path inside the folder
   * @return where it is; the test is skipped, saying so, where it is not there
   */
  public static Path require(String file) {
    Path found = Stream.of(System.getProperty("C3TL_SHARED"), System.getenv("C3TL_SHARED"), "../shared", "../../shared")
        .filter(p -> p != null).map(p -> Path.of(p).resolve(file)).filter(Files::exists).findFirst().orElse(null);
    assumeTrue(found != null, "skipped: there is no " + file + " in the folder of shared data (set C3TL_SHARED)");
    return found;
  }
}
