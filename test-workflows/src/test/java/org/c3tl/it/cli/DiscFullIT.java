package org.c3tl.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a full disc: exit code 1, a message, and nothing that is not whole. Needs root, to mount a small disc. */
class DiscFullIT {
  @TempDir Path folder;
  private Path disc;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disc = Files.createDirectory(folder.resolve("disc"));
    assumeTrue(mount("size=8k"), "a small disc cannot be mounted here (needs root)");
  }

  private boolean mount(String options) throws IOException, InterruptedException {
    return new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", disc.toString()).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    new ProcessBuilder("umount", disc.toString()).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }

  @Test
  void noCommandLeavesHalfAFile() throws IOException, InterruptedException {
    Jar.run(folder, "simulate", "effects", "--contexts", "6", "--perturbations", "20", "--genes", "100", "-o", "effects.h5ad")
        .ok();
    Jar.run(folder, "simulate", "cells", "--contexts", "3", "--perturbations", "4", "--genes", "300", "-o", "cells.h5ad").ok();
    Jar.run(folder, "train", "effects.h5ad", "--target-context", "context2", "--known-fraction", "0.2", "--epochs", "3", "-o",
        "model.c3tl").ok();
    Jar.run(folder, "predict", "model.c3tl", "-o", "predictions.h5ad").ok();
    for (String[] command : List.of(
        new String[] {"simulate", "effects", "-o", "disc/effects.h5ad"},
        new String[] {"simulate", "cells", "-o", "disc/cells.h5ad"},
        new String[] {"pseudobulk", "cells.h5ad", "-o", "disc/effects.h5ad"},
        new String[] {"pseudobulk", "cells.h5ad", "--partial", "-o", "disc/part.h5"},
        new String[] {"train", "effects.h5ad", "--epochs", "3", "-o", "disc/model.c3tl"},
        new String[] {"predict", "model.c3tl", "-o", "disc/predictions.h5ad"},
        new String[] {"predict", "model.c3tl", "--include-known", "-o", "disc/predictions.csv"},
        new String[] {"evaluate", "predictions.h5ad", "--truth", "effects.h5ad", "-o", "disc/evaluation"})) {
      Jar.run(folder, command).failed(1, "disc");
      try (Stream<Path> left = Files.list(disc)) {
        assertEquals(List.of(), left.toList(), String.join(" ", command));
      }
    }
  }

  @Test
  void aBenchmarkKeepsWholeFoldsAndGoesOnOnceThereIsRoom() throws IOException, InterruptedException {
    Jar.run(folder, "simulate", "effects", "--contexts", "6", "--perturbations", "20", "--genes", "100", "-o", "effects.h5ad")
        .ok();
    String[] benchmark = {"benchmark", "effects.h5ad", "--methods", "mean,additive", "--resume", "-o", "disc/bench"};
    Jar.run(folder, benchmark).failed(1, "disc");
    try (Stream<Path> left = Files.walk(disc)) {
      List<Path> files = left.filter(Files::isRegularFile).toList();
      assertTrue(files.stream().allMatch(f -> f.startsWith(disc.resolve("bench.partial"))), files.toString());
      assertTrue(files.stream().noneMatch(f -> f.getFileName().toString().startsWith(".")), files.toString());
    }
    mount("remount,size=16m");
    Jar.run(folder, benchmark).ok();
    try (Stream<Path> left = Files.list(disc)) {
      assertEquals(List.of(disc.resolve("bench")), left.toList());
    }
  }
}
