package org.c3tl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.io.EffectFiles;
import org.c3tl.simulate.CellSettings;
import org.c3tl.simulate.CellSimulator;
import org.c3tl.simulate.EffectPreset;
import org.c3tl.simulate.EffectSettings;
import org.c3tl.simulate.EffectSimulator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code c3tl simulate}: data made by the method's own assumptions. */
@Command(name = "simulate", sortOptions = false,
    description = "Makes data to try things on, by the assumptions behind the method.",
    footer = {"", "Example:", "  c3tl simulate cells --files 4 -o simulated"},
    subcommands = {SimulateCommand.Effects.class, SimulateCommand.Cells.class})
final class SimulateCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to simulate: 'effects' or 'cells'.");
  }

  /** Options of both. */
  static final class Size {
    @Option(names = {"-o", "--output"}, paramLabel = "OUT", required = true, description = "What to write.")
    Path output;

    @Option(names = "--overwrite", description = "Replace outputs that exist.")
    boolean overwrite;

    @Option(names = "--contexts", paramLabel = "N", description = "Number of contexts (default: 8).")
    Integer contexts;

    @Option(names = "--perturbations", paramLabel = "N", description = "Number of perturbations (default: 60).")
    Integer perturbations;

    @Option(names = "--genes", paramLabel = "N", description = "Number of genes (default: 500).")
    Integer genes;

    @Option(names = "--context-strength", paramLabel = "F",
        description = "How far contexts lie apart; 0: all respond alike (default: 1).")
    Double contextStrength;

    @Option(names = "--latent-size", paramLabel = "N", description = "Dimensions of the latent states (default: 16).")
    Integer latent;

    @Option(names = "--missing-fraction", paramLabel = "F", description = "Part of the grid of perturbations and contexts "
        + "that is not measured, from 0 to below 1 (default: 0).")
    Double missing;

    @Option(names = "--truth", paramLabel = "FILE",
        description = "Also write the effects without noise: what a perfect predictor would say.")
    Path truth;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same data (default: 1).")
    Long seed;

    EffectSettings settings(EffectSettings base, Double noise) {
      return new EffectSettings(or(contexts, base.contexts()), or(perturbations, base.perturbations()),
          or(genes, base.genes()), or(latent, base.latent()), base.hidden(), or(contextStrength, base.contextStrength()),
          or(noise, base.noise()), or(missing, base.missingFraction()), or(seed, base.seed()));
    }

    void checkTruth() {
      if (truth != null) {
        EffectFiles.check(truth, overwrite);
        if (truth.toAbsolutePath().normalize().equals(output.toAbsolutePath().normalize())) {
          throw new InvalidInputException("The truth and the data cannot both be written to " + output + ".");
        }
      }
    }

    private static <T> T or(T given, T otherwise) {
      return given == null ? otherwise : given;
    }
  }

  /** {@code c3tl simulate effects}. */
  @Command(name = "effects", sortOptions = false, description = "Simulates a table of effects.",
      footer = {"", "Example:", "  c3tl simulate effects --contexts 10 --truth truth.h5ad -o effects.h5ad"})
  static final class Effects implements Callable<Integer> {
    @Mixin CommonOptions common;
    @Mixin Size size;

    @Option(names = "--noise", paramLabel = "F",
        description = "Measurement noise in units of each gene's scale (default: 0.33).")
    Double noise;

    @Option(names = "--preset", paramLabel = "NAME", description = "Size and difficulty of a data set of the paper: "
        + "replogle, parse or tahoe, with 2000 genes; other options change it.")
    String preset;

    @Override
    public Integer call() throws IOException {
      EffectSettings base = preset == null ? EffectSettings.DEFAULT
          : Choice.of("--preset", EffectPreset.class, preset).options();
      EffectSettings settings = size.settings(base, noise);
      EffectFiles.check(size.output, size.overwrite);
      size.checkTruth();
      EffectSimulator simulator = new EffectSimulator(settings);
      EffectTable measured = simulator.measured();
      EffectFiles.write(size.output, measured, size.overwrite);
      if (size.truth != null) {
        EffectFiles.write(size.truth, simulator.truth(), size.overwrite);
      }
      common.console().say("Simulated " + measured + ".");
      common.result(size.output);
      if (size.truth != null) {
        common.result(size.truth);
      }
      return 0;
    }
  }

  /** {@code c3tl simulate cells}. */
  @Command(name = "cells", sortOptions = false, description = "Simulates single cells (counts).",
      footer = {"", "Example:", "  c3tl simulate cells --contexts 8 --perturbations 30 --files 4 -o simulated"})
  static final class Cells implements Callable<Integer> {
    private static final CellSettings DEFAULT = CellSettings.of(EffectSettings.DEFAULT, 40);

    @Mixin CommonOptions common;
    @Mixin Size size;

    @Option(names = "--cells-per-group", paramLabel = "N",
        description = "Cells of each perturbation in each context (default: 40).")
    int cellsPerGroup = DEFAULT.cellsPerGroup();

    @Option(names = "--control-cells", paramLabel = "N",
        description = "Control cells of each context (default: five times the cells per group).")
    Integer controlCells;

    @Option(names = "--depth", paramLabel = "N", description = "Median number of counts of a cell (default: "
        + "${DEFAULT-VALUE}).")
    double depth = DEFAULT.depth();

    @Option(names = "--depth-spread", paramLabel = "F",
        description = "Standard deviation of the logarithm of that number (default: ${DEFAULT-VALUE}).")
    double depthSpread = DEFAULT.depthSpread();

    @Option(names = "--effect-size", paramLabel = "F",
        description = "What effects are multiplied with before they shift log expression (default: ${DEFAULT-VALUE}).")
    double effectSize = DEFAULT.effectSize();

    @Option(names = {"--dispersion", "--noise"}, paramLabel = "F",
        description = "Noise beyond chance: a count of mean m has "
        + "variance m + F m^2; 0 is Poisson (default: ${DEFAULT-VALUE}).")
    double dispersion = DEFAULT.dispersion();

    @Option(names = "--files", paramLabel = "N", description = "Spread the cells over N files, one batch each: cells.h5ad "
        + "becomes cells_1.h5ad and so on; a name without .h5ad is a folder (default: ${DEFAULT-VALUE}).")
    int files = DEFAULT.files();

    @Option(names = "--batch-strength", paramLabel = "F",
        description = "How far batches lie apart, in log expression (default: ${DEFAULT-VALUE}).")
    double batchStrength = DEFAULT.batchStrength();

    @Override
    public Integer call() throws IOException {
      int controls = controlCells != null ? controlCells
          : (int) Math.min(Integer.MAX_VALUE, Math.max(1, (long) CellSettings.CONTROL_FACTOR * cellsPerGroup));
      CellSettings settings = new CellSettings(size.settings(EffectSettings.DEFAULT, null), cellsPerGroup,
          controls, depth, depthSpread, effectSize, dispersion, files, batchStrength);
      size.checkTruth();
      CellSimulator simulator = new CellSimulator(settings);
      List<Path> written = simulator.write(size.output, size.overwrite, common.progress());
      if (size.truth != null) {
        EffectFiles.write(size.truth, simulator.truth(), size.overwrite);
      }
      common.console().say("Simulated " + simulator.cells() + " cells × " + settings.effects().genes() + " genes in "
          + written.size() + (written.size() == 1 ? " file." : " files."));
      written.forEach(common::result);
      if (size.truth != null) {
        common.result(size.truth);
      }
      return 0;
    }
  }
}
