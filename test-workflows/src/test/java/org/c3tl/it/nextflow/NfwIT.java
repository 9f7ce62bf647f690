package org.c3tl.it.nextflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.c3tl.it.nextflow.Nextflow.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Nextflow and which Java {@code nfw} takes, and what it says where something is missing. */
class NfwIT {
  private static final List<String> TOOLS = List.of("bash", "cat", "cksum", "cut", "dirname", "env", "head", "mkdir", "mv",
      "readlink", "rm", "sed", "sort");

  @TempDir Path folder;
  private Path bin;

  /** A PATH with the usual tools and nothing else. */
  @BeforeEach
  void tools() throws Exception {
    bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : TOOLS) {
      link(tool);
    }
  }

  private void link(String tool) throws Exception {
    Path found = Stream.of(System.getenv("PATH").split(":")).map(p -> Path.of(p, tool)).filter(Files::isExecutable)
        .findFirst().orElse(null);
    assumeTrue(found != null, tool + " is not on the PATH");
    Files.createSymbolicLink(bin.resolve(tool), found);
  }

  private void script(String name, String text) throws Exception {
    Files.writeString(bin.resolve(name), "#!" + bin.resolve("bash") + "\n" + text + "\n");
    assertTrue(bin.resolve(name).toFile().setExecutable(true));
  }

  private void thisJava() throws Exception {
    Files.createSymbolicLink(bin.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
  }

  private Outcome nfw(Map<String, String> more, String... arguments) throws Exception {
    Map<String, String> environment = new HashMap<>(Map.of("PATH", bin.toString(), "JAVA_HOME", "", "NFW_NEXTFLOW", "auto"));
    environment.putAll(more);
    return new Nextflow(folder, environment).nfw(arguments);
  }

  @Test
  void aNewNextflowOnThePathIsUsed() throws Exception {
    thisJava();
    script("nextflow", "[ \"$1\" = -v ] && echo 'nextflow version 26.04.1.6000' || echo \"started with $*\"");
    assertEquals("started with log -q\n", nfw(Map.of(), "log", "-q").passes().output());
  }

  @Test
  void anOldOrBrokenNextflowIsPassedBy() throws Exception {
    // The embedded one is there already, or is fetched by the Maven that runs this test.
    new Nextflow(folder, Map.of()).nfw("-v").passes();
    thisJava();
    script("nextflow", "echo 'nextflow version 24.10.0.5928'");
    nfw(Map.of(), "-v").passes().says("version 24.10, older than 25.04", "nextflow version 25.04.3");
    script("nextflow", "exit 1");
    nfw(Map.of(), "-v").passes().says("does not run here", "nextflow version 25.04.3");
  }

  @Test
  void aLinkToNfwWorks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("nfw"), Nextflow.ROOT.resolve("nextflow/nfw"));
    new Nextflow(folder, Map.of()).start(List.of(link.toString(), "-v")).passes().says("nextflow version 25.04.3");
  }

  @Test
  void missingOrOldJavaIsToldWithAdvice() throws Exception {
    nfw(Map.of(), "-v").fails().says("Java is missing. Install Java 17 or newer");
    nfw(Map.of("JAVA_HOME", folder.toString()), "-v").fails().says("There is no Java in " + folder, "JAVA_HOME");
    script("java", "echo '    java.specification.version = 1.8' >&2");
    nfw(Map.of(), "-v").fails().says("is Java 8; Java 17 or newer is needed");
  }

  @Test
  void missingMavenIsToldWithAdvice() throws Exception {
    thisJava();
    nfw(Map.of("NFW_CACHE", folder.resolve("empty").toString()), "-v").fails()
        .says("Maven is missing; it is needed once, to fetch Nextflow. Install Maven 3.8 or newer");
  }
}
