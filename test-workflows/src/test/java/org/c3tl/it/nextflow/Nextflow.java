package org.c3tl.it.nextflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** Starts the pipeline's launcher in a folder. */
final class Nextflow {
  /** Root of the repository. */
  static final Path ROOT = Path.of(System.getProperty("c3tl.root", "..")).toAbsolutePath().normalize();
  /** The pipeline's script. */
  static final Path SCRIPT = ROOT.resolve("nextflow/c3tl.nf");

  /** The strict parser, and values of the command line as text: the defaults from Nextflow 25.10 and 26.04 on. */
  static final Map<String, String> STRICT = Map.of("NXF_SYNTAX_PARSER", "v2", "NXF_DISABLE_PARAMS_TYPE_DETECTION", "true");

  private static final int MINUTES = 8;

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * @param folder launch folder: holds Nextflow's history and, unless told otherwise, its work
   * @param environment variables to set
   */
  Nextflow(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * What a process left.
   *
   * @param exit its exit status
   * @param output what it printed, both streams
   */
  record Outcome(int exit, String output) {
    /**
     * @param parts texts that the output must hold, white space aside
     * @return this
     */
    Outcome says(String... parts) {
      String flat = flat(output);
      for (String part : parts) {
        Assertions.assertTrue(flat.contains(flat(part)), () -> "'" + part + "' is missing in:\n" + output);
      }
      return this;
    }

    /**
     * @return this, if the process ended well
     */
    Outcome passes() {
      Assertions.assertEquals(0, exit, output);
      return this;
    }

    /**
     * @return this, if the process ended with an error, and without a stack trace
     */
    Outcome fails() {
      Assertions.assertNotEquals(0, exit, output);
      Assertions.assertFalse(output.contains("Exception"), output);
      return this;
    }

    private static String flat(String text) {
      return text.replaceAll("\\s+", " ");
    }
  }

  /**
   * @param arguments of {@code nextflow run c3tl.nf}
   * @return what came of it
   */
  Outcome pipeline(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("run", SCRIPT.toString()));
    all.addAll(List.of(arguments));
    return nfw(all.toArray(String[]::new));
  }

  /**
   * @param arguments of {@code nfw}
   * @return what came of it
   */
  Outcome nfw(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("nextflow/nfw").toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  /**
   * @param command any program and its arguments
   * @return what came of it
   */
  Outcome start(List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(log.toFile());
    Map<String, String> env = builder.environment();
    // A user's own settings must not decide a test; a Seqera token would even fetch a plugin.
    env.keySet().removeIf(name -> name.startsWith("NXF_") || name.startsWith("TOWER_") || name.startsWith("C3TL_"));
    env.put("NXF_ANSI_LOG", "false");
    env.put("NFW_NEXTFLOW", "embedded");
    String repository = System.getProperty("c3tl.maven.repository");
    if (repository != null) {
      env.put("MAVEN_ARGS", "-Dmaven.repo.local=" + repository);
    }
    env.putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        Assertions.fail(String.join(" ", command) + " ran for more than " + MINUTES + " min:\n" + Files.readString(log));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    return new Outcome(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
  }

  /**
   * @param results a results folder
   * @return the rows of the trace of its only run, each by column name
   */
  static List<Map<String, String>> trace(Path results) throws IOException {
    try (var files = Files.list(results.resolve("pipeline_info"))) {
      List<Path> traces = files.filter(f -> f.getFileName().toString().startsWith("trace_")).toList();
      Assertions.assertEquals(1, traces.size(), traces.toString());
      return table(traces.get(0));
    }
  }

  /**
   * @param file a table separated by tabs, with a line of names
   * @return its rows, each by column name
   */
  static List<Map<String, String>> table(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.get(0).split("\t");
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split("\t", -1);
      Assertions.assertEquals(names.length, values.length, line);
      Map<String, String> row = new java.util.LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], values[i]);
      }
      rows.add(row);
    }
    return rows;
  }
}
