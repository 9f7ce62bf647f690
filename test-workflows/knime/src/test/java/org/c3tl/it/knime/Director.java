package org.c3tl.it.knime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Eclipse's p2 director, started as its own program from Maven artefacts. */
final class Director {
  private static final Path BUNDLES = Path.of(System.getProperty("c3tl.p2"));

  /**
   * What a run said.
   *
   * @param status exit status
   * @param output all it printed
   */
  record Result(int status, String output) { }

  private Director() { }

  /**
   * @param work empty folder for the director's own files
   * @param sites p2 repositories
   * @param destination folder to install into
   * @param platform os, ws, arch
   * @param units what to install
   * @return how it went
   * @throws IOException if the director cannot be started
   * @throws InterruptedException if this thread is interrupted
   */
  static Result install(Path work, List<Path> sites, Path destination, String[] platform, String... units)
      throws IOException, InterruptedException {
    Path configuration = Files.createDirectories(work.resolve("configuration"));
    List<Path> jars;
    try (Stream<Path> files = Files.list(BUNDLES)) {
      jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    }
    String bundles = jars.stream().filter(j -> !named(j, "org.eclipse.osgi-") && !named(j, "org.eclipse.equinox.launcher-"))
        .map(j -> "reference:" + j.toUri() + "@" + (named(j, "org.apache.felix.scr-") ? "1:start" : "4:start"))
        .collect(Collectors.joining(","));
    Files.writeString(configuration.resolve("config.ini"), "osgi.framework=" + jar(jars, "org.eclipse.osgi-").toUri()
        + "\nosgi.bundles=" + bundles + "\neclipse.p2.data.area=" + work.resolve("p2").toUri()
        + "\nosgi.install.area=" + work.toUri() + "\neclipse.p2.unsignedPolicy=allow\n");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-jar", jar(jars, "org.eclipse.equinox.launcher-").toString(), "-configuration", configuration.toString(),
        "-consoleLog", "-application", "org.eclipse.equinox.p2.director",
        "-repository", sites.stream().map(s -> s.toUri().toString()).collect(Collectors.joining(",")),
        "-installIU", String.join(",", units), "-destination", destination.toString(), "-profile", "C3TL",
        "-bundlepool", destination.toString(), "-p2.os", platform[0], "-p2.ws", platform[1], "-p2.arch", platform[2]));
    Path log = work.resolve("director.log");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("The director did not end: " + Files.readString(log));
    }
    return new Result(process.exitValue(), Files.readString(log));
  }

  private static Path jar(List<Path> jars, String start) {
    return jars.stream().filter(j -> named(j, start)).findFirst().orElseThrow();
  }

  private static boolean named(Path jar, String start) {
    return jar.getFileName().toString().startsWith(start);
  }
}
