package org.c3tl.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the fat jar. */
public final class Jar {
  public static final Path ROOT = Path.of(System.getProperty("c3tl.root", "..")).toAbsolutePath().normalize();
  static final Path SHARED = System.getenv("C3TL_SHARED") != null ? Path.of(System.getenv("C3TL_SHARED"))
      : ROOT.resolveSibling("shared");
  private static final Path FILE = ROOT.resolve("core/target/c3tl.jar");

  private Jar() { }

  /**
   * What a command left.
   *
   * @param code exit code
   * @param out standard output
   * @param err standard error
   */
  public record Result(int code, String out, String err) {
    public Result ok() {
      assertEquals(0, code, err);
      return this;
    }

    /** Exit code 2, and one short message that a person understands. */
    Result refused(String... words) {
      return failed(2, words);
    }

    Result failed(int expected, String... words) {
      assertEquals(expected, code, out + err);
      for (String w : words) {
        assertTrue(err.contains(w), "no '" + w + "' in: " + err);
      }
      assertTrue(err.lines().anyMatch(l -> l.startsWith("c3tl: ")), err);
      assertTrue(err.lines().noneMatch(l -> l.startsWith("\tat ") || l.contains("Exception")), err);
      return this;
    }
  }

  /** Starts a command without waiting for it; its output is thrown away. */
  static Process start(Path folder, String... args) throws IOException {
    return builder(folder, List.of(), args).redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static ProcessBuilder builder(Path folder, List<String> java, String... args) {
    assertTrue(Files.exists(FILE), FILE + " is missing; it is built by 'mvn package'");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.addAll(java);
    command.add("-jar");
    command.add(FILE.toString());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  public static Result run(Path folder, String... args) throws IOException, InterruptedException {
    return run(folder, List.of(), args);
  }

  static Result run(Path folder, List<String> java, String... args) throws IOException, InterruptedException {
    Path logs = Files.createTempDirectory("c3tl-it");
    Path out = logs.resolve("out");
    Path err = logs.resolve("err");
    Process p = builder(folder, java, args).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!p.waitFor(15, TimeUnit.MINUTES)) {
      p.destroyForcibly();
      throw new AssertionError("took more than 15 minutes: " + List.of(args));
    }
    Result r = new Result(p.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
    Files.delete(out);
    Files.delete(err);
    Files.delete(logs);
    return r;
  }
}
