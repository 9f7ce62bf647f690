package org.c3tl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.c3tl.backend.BackendException;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Provenance;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Entry of {@code c3tl.jar}. Exit codes: 0 done, 1 failed (disc full, out of memory, a defect), 2 bad input, 130 interrupted.
 */
@Command(name = "c3tl", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, sortOptions = false,
    description = "Predicts how cells of a new context respond to perturbations measured in other contexts.",
    footer = {"", "Example:", "  c3tl train effects.h5ad --target-context A375_6h -o model.c3tl",
        "  c3tl predict model.c3tl --context A375_6h -o predictions.h5ad", "",
        "'c3tl COMMAND --help' explains a command."})
public final class Main {
  private static final List<Class<?>> COMMANDS = List.of(InspectCommand.class, PseudobulkCommand.class, MergeCommand.class,
      SimulateCommand.class, SplitCommand.class, TrainCommand.class, PredictCommand.class, EvaluateCommand.class,
      BenchmarkCommand.class, ReportCommand.class);

  private Main() { }

  /**
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    if (System.getProperty("java.awt.headless") == null) {
      // Figures are drawn without a display; here and not in the library, since KNIME opens windows in the same JVM.
      System.setProperty("java.awt.headless", "true");
    }
    CountDownLatch finished = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      // After Ctrl-C or SIGTERM: long work sees the flag at its next progress report, cleans up and ends.
      Console.interrupt();
      await(finished);
    }, "c3tl-shutdown"));
    int code;
    try {
      code = run(args);
    } finally {
      finished.countDown();
    }
    System.exit(code);
  }

  private static void await(CountDownLatch finished) {
    try {
      finished.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @param args see {@code --help}
   * @return the exit code
   */
  static int run(String... args) {
    CommandLine line = new CommandLine(new Main());
    addCommands(line, args.length == 0 ? "" : args[0]);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((e, a) -> {
      PrintWriter err = e.getCommandLine().getErr();
      err.println("c3tl: " + e.getMessage());
      CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
      err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
      return 2;
    });
    line.setExecutionExceptionHandler((e, command, parsed) -> report(e, command, java.util.Arrays.asList(args).contains("--debug")));
    return line.execute(args);
  }

  /**
   * Adds what the first argument needs, since reading the options of all commands takes longer than most of them: its command,
   * or, where it is none, as for the help, the names and descriptions of all. A file of arguments may hold any command.
   */
  private static void addCommands(CommandLine line, String first) {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    COMMANDS.forEach(c -> commands.put(c.getAnnotation(Command.class).name(), c));
    if (commands.containsKey(first)) {
      line.addSubcommand(commands.get(first));
    } else if (first.startsWith("@")) {
      COMMANDS.forEach(line::addSubcommand);
    } else {
      commands.forEach((name, command) -> {
        CommandSpec described = CommandSpec.create();
        described.usageMessage().description(command.getAnnotation(Command.class).description());
        line.addSubcommand(name, described);
      });
    }
  }

  private static int report(Exception e, CommandLine command, boolean debug) {
    PrintWriter err = command.getErr();
    int code;
    if (e instanceof InvalidInputException bad) {
      bad.problems().forEach(p -> err.println("c3tl: " + p));
      code = 2;
    } else if (e instanceof NoSuchFileException missing) {
      err.println("c3tl: There is no file " + missing.getFile() + ". Check the path.");
      code = 2;
    } else if (e instanceof AccessDeniedException denied) {
      err.println("c3tl: " + denied.getFile() + " cannot be opened: permission denied.");
      code = 2;
    } else if (e instanceof UncheckedIOException io) {
      return report(io.getCause(), command, debug);
    } else if (e instanceof CancellationException) {
      err.println("c3tl: Interrupted; nothing was written.");
      code = 130;
    } else if (e instanceof IOException || e instanceof BackendException) {
      err.println("c3tl: " + e.getMessage());
      code = 1;
    } else {
      err.println("c3tl: Failed: " + e + (debug ? "" : ". This is a defect of c3tl; run again with --debug and report it."));
      code = 1;
    }
    if (debug) {
      e.printStackTrace(err);
    }
    err.flush();
    return code;
  }

  /** Version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"c3tl " + Provenance.version()};
    }
  }
}
