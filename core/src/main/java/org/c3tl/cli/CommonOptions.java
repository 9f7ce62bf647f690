package org.c3tl.cli;

import java.nio.file.Path;
import org.c3tl.data.Progress;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
  @Option(names = {"-q", "--quiet"}, description = "Print nothing but errors and result paths.")
  boolean quiet;

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  boolean debug;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
  boolean help;

  private Console console;

  /**
   * @return where messages and progress go
   */
  Console console() {
    if (console == null) {
      console = new Console(quiet);
    }
    return console;
  }

  /**
   * @return progress shown on the console
   */
  Progress progress() {
    return console();
  }

  /**
   * Prints the path of a result on standard output.
   *
   * @param path what was written
   */
  void result(Path path) {
    console().end();
    System.out.println(path);
  }
}
