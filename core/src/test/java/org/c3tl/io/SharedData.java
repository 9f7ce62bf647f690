package org.c3tl.io;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the folder of real test data, which is not part of the repository. */
public final class SharedData {
  private SharedData() { }

  /**
   * @param name path below the folder
   * @return the file; skips the test where it is absent
   */
  public static Path file(String name) {
    String given = System.getProperty("C3TL_SHARED", System.getenv("C3TL_SHARED"));
    for (String base : given != null ? new String[] {given} : new String[] {"../shared", "../../shared"}) {
      Path p = Path.of(base, name);
      if (Files.exists(p)) {
        return p;
      }
    }
    Assumptions.abort("The shared test data is not here (" + name + "); set C3TL_SHARED to its folder.");
    throw new AssertionError();
  }
}
