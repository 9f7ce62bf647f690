package org.c3tl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "pseudobulk", "merge", "simulate", "split", "train", "predict", "evaluate", "benchmark",
      "report"})
  void everyCommandIsInTheHelpAsItDescribesItself(String command) {
    String own = Cli.run(command, "--help").ok().out();
    assertTrue(own.startsWith("Usage: c3tl " + command + " "), own);
    String listed = Cli.run("--help").ok().out().lines().filter(l -> l.startsWith("  " + command + " ")).findFirst()
        .orElseThrow().substring(command.length() + 2).strip();
    String description = own.replaceAll("\\s+", " ");
    assertFalse(listed.isEmpty());
    assertTrue(description.contains(listed), listed);
  }

  @Test
  void whatIsNoCommandIsRefused() {
    Cli.run("trian", "x.h5ad").refused("'trian'");
    Cli.run("--quiet", "train").refused("'--quiet'");
    Cli.run().refused("Missing required subcommand");
  }

  @Test
  void argumentsMayStandInAFile() throws IOException {
    Path table = folder.resolve("t.tsv");
    Files.writeString(table, "perturbation\tcontext\tG1\na\tb\t1\n");
    Path arguments = folder.resolve("arguments");
    Files.writeString(arguments, "inspect \"" + table.toString().replace("\\", "\\\\") + "\"\n");
    assertEquals(Cli.run("inspect", table).ok().out(), Cli.run("@" + arguments).ok().out());
  }
}
