package org.c3tl.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Runs Debian's Python on scripts of the tests. */
final class Python {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private Python() { }

  /**
   * Skips the test where a module is missing.
   *
   * @param folder for temporary files
   * @param modules names
   */
  static void need(Path folder, String modules) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(PYTHON) && start(folder, List.of("-c", "import " + modules)) == 0,
        "needs Debian's Python with " + modules);
  }

  /**
   * @param folder for temporary files
   * @param script name of a script of the tests
   * @param arguments its arguments
   * @return what it printed; the test fails if the script does
   */
  static String run(Path folder, String script, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(Path.of("src/test/python", script).toString()));
    all.addAll(List.of(arguments));
    int code = start(folder, all);
    Assertions.assertEquals(0, code, () -> {
      try {
        return Files.readString(folder.resolve("python.err"));
      } catch (IOException e) {
        return e.toString();
      }
    });
    return Files.readString(folder.resolve("python.out"));
  }

  private static int start(Path folder, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
    command.addAll(arguments);
    ProcessBuilder b = new ProcessBuilder(command).redirectError(folder.resolve("python.err").toFile())
        .redirectOutput(folder.resolve("python.out").toFile());
    b.environment().put("PYTHONIOENCODING", "utf-8");
    Process p = b.start();
    if (!p.waitFor(2, TimeUnit.MINUTES)) {
      p.destroyForcibly();
      return -1;
    }
    return p.exitValue();
  }
}
