package org.c3tl.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code c3tl inspect}: what is in a file. */
@Command(name = "inspect", sortOptions = false, description = "Shows what is in a file.",
    footer = {"", "Example:", "  c3tl inspect cells.h5ad --json"})
final class InspectCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Parameters(paramLabel = "FILE", description = "File to look into.")
  Path file;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() {
    return 0;
  }
}
