package org.c3tl.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.c3tl.data.EffectTable;
import org.c3tl.io.EffectFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateCommandTest {
  @TempDir
  Path folder;

  @Test
  void effectsAndTheirTruth() throws IOException {
    Path out = folder.resolve("effects.h5ad");
    Path truth = folder.resolve("truth.h5ad");
    Cli run = Cli.run("simulate", "effects", "--contexts", 3, "--perturbations", 4, "--genes", 20, "--noise", 0, "--truth",
        truth,
        "-o", out).ok();
    assertEquals(List.of(out.toString(), truth.toString()), run.out().lines().toList());
    EffectTable t = EffectFiles.read(out);
    assertEquals(12, t.size());
    assertEquals(20, t.genes().size());
    assertArrayEquals(EffectFiles.read(truth).values(5), t.values(5));
  }

  @Test
  void presetsCanBeChanged() throws IOException {
    Path out = folder.resolve("effects.h5ad");
    Cli.run("simulate", "effects", "--preset", "parse", "--genes", 10, "--missing-fraction", 0.5, "-o", out).ok();
    EffectTable t = EffectFiles.read(out);
    assertEquals(24, t.contexts().size());
    assertEquals(90, t.perturbations().size());
  }

  @Test
  void cellsInAFolder() throws IOException {
    Path out = folder.resolve("simulated");
    Cli run = Cli.run("simulate", "cells", "--contexts", 2, "--perturbations", 2, "--genes", 10, "--cells-per-group", 4,
        "--files",
        2, "-o", out).ok();
    assertEquals(List.of(out.resolve("part1.h5ad").toString(), out.resolve("part2.h5ad").toString()),
        run.out().lines().toList());
    Cli.run("simulate", "cells", "--genes", 10, "-o", out).refused("exists already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"effects --contexts 0", "effects --genes -3", "effects --noise -1", "effects --missing-fraction 1",
      "effects --latent-size 0", "effects --preset paper", "effects --seed x", "effects --contexts 100000 --perturbations "
      + "100000",
      "cells --cells-per-group 0", "cells --depth 0", "cells --files 0", "cells --files 50", "cells --dispersion -1",
      "cells --cells-per-group 2000000000", "cells --context-strength NaN"})
  void absurdOptions(String options) throws IOException {
    Path out = folder.resolve("out.h5ad");
    List<Object> args = new ArrayList<>(List.of("simulate"));
    args.addAll(Arrays.asList(options.split(" ")));
    args.addAll(List.of("-o", out));
    Cli.run(args.toArray()).refused("c3tl: ");
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void outputsAreChecked() {
    Path out = folder.resolve("out.h5ad");
    Cli.run("simulate", "effects", "-o", folder.resolve("out.png")).refused("must end in");
    Cli.run("simulate", "effects", "--truth", out, "-o", out).refused("cannot both");
    Cli.run("simulate", "-o", out).refused("c3tl: ");
    Cli.run("simulate").refused("'effects' or 'cells'");
    assertFalse(Files.exists(out));
  }
}
