package org.c3tl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Split;
import org.c3tl.data.TableKind;
import org.c3tl.io.EffectFiles;
import org.c3tl.io.SplitFiles;
import org.c3tl.train.Grids;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train} and {@code predict}: what they write, and what they refuse. */
class ModelCommandsTest {
  private static final String[] QUICK = {"--epochs", "3", "--hidden", "8", "--latent", "4", "--ensemble", "1", "--threads", "1"};

  @TempDir static Path folder;
  @TempDir Path own;

  private static Path effects;
  private static Path model;

  @BeforeAll
  static void prepare() throws IOException {
    effects = folder.resolve("effects.h5ad");
    EffectFiles.write(effects, Grids.grid(12, 5, 20, 0, 1), false);
    model = folder.resolve("model.c3tl");
    train(effects, model, "--target-context", "c2", "--known-fraction", "0.5").ok();
  }

  private static Cli train(Path input, Path output, Object... more) {
    return Cli.run(Stream.of(new Object[] {"train", input, "-o", output}, QUICK, more).flatMap(Stream::of).toArray());
  }

  private Path missing(String name) {
    return own.resolve(name);
  }

  private void nothingWritten() throws IOException {
    try (Stream<Path> files = Files.list(own)) {
      assertEquals(List.of(), files.filter(f -> !f.toString().endsWith(".in")).toList());
    }
  }

  @Test
  void predictsWhatWasNotMeasured() throws IOException {
    Path output = missing("predictions.tsv");
    assertEquals(output + "\n", Cli.run("predict", model, "-o", output).ok().out());
    EffectTable predicted = EffectFiles.read(output);
    assertEquals(TableKind.PREDICTION, predicted.kind());
    assertEquals(6, predicted.size());
    assertEquals(List.of("c2"), predicted.contexts().names());
    Cli.run("predict", model, "-o", output, "--include-known", "--overwrite").ok();
    EffectTable all = EffectFiles.read(output);
    assertEquals(12, all.size());
    assertEquals(6, all.columns().get("role").stream().filter("new"::equals).count());
    Cli.run("predict", model, "--context", "c0", "-o", missing("none.tsv")).refused("measured in c0 already");
  }

  @Test
  void trainsOnASplitFile() throws IOException {
    Split split = Split.holdOut(EffectFiles.read(effects), "fold", java.util.Set.of("c1"), 0.5, 0.2, Map.of(), 3);
    Path toml = missing("fold.toml");
    SplitFiles.writeToml(toml, split, "grid", false);
    train(effects, missing("m.c3tl"), "--split", toml, "--curve", missing("curve.tsv")).ok();
    Cli.run("predict", missing("m.c3tl"), "-o", missing("p.h5ad")).ok();
    EffectTable predicted = EffectFiles.read(missing("p.h5ad"));
    assertEquals(split.held().get("c1").test(), new java.util.TreeSet<>(predicted.perturbations().names()));
    assertTrue(predicted.provenance().entries().get("split").contains("\"validation\""));
    assertTrue(Files.readAllLines(missing("curve.tsv")).size() > 3);
    train(effects, missing("n.c3tl"), "--split", toml, "--target-context", "c1").refused("--split says already");
  }

  @ParameterizedTest
  @CsvSource({"--epochs,0,epochs", "--epochs,-3,epochs", "--hidden,0,hidden", "--hidden,1000000000,hidden", "--latent,-1,latent",
      "--depth,99,depth", "--learning-rate,0,learning rate", "--learning-rate,NaN,learning rate", "--dropout,1,dropout",
      "--weight-decay,-1,weight decay", "--batch,-1,batch", "--patience,0,patience", "--ensemble,0,ensemble",
      "--threads,-1,threads", "--basis-rank,-2,basis rank", "--activation,swish,relu", "--residual,maybe,gated",
      "--validation,sometimes,contexts", "--criterion,r2,pearson", "--known-fraction,0,known fraction",
      "--known-fraction,1.5,known fraction", "--checkpoint-every,-1,checkpoint-every", "--epochs,many,--epochs"})
  void refusesAbsurdOptions(String option, String value, String word) throws IOException {
    train(effects, missing("m.c3tl"), "--target-context", "c1", option, value).refused(word);
    nothingWritten();
  }

  @Test
  void namesEveryAbsurdOptionAtOnce() {
    Cli refused = train(effects, missing("m.c3tl"), "--dropout", "2", "--batch", "-1").refused("dropout");
    assertTrue(refused.err().contains("batch"), refused.err());
  }

  @Test
  void refusesEffectsThatCannotBeLearntFrom() throws IOException {
    Path one = missing("one.tsv.in");
    EffectFiles.write(missing("x.tsv"), Grids.grid(5, 1, 4, 0, 1), false);
    Files.move(missing("x.tsv"), one);
    train(one, missing("m.c3tl")).refused("only one context, 'c0'");
    train(effects, missing("m.c3tl"), "--target-context", "liver").refused("There is no context 'liver'");
    train(effects, missing("m.c3tl"), "--known-fraction", "0.5").refused("needs a --target-context");
    train(effects, missing("m.c3tl"), "--perturbation-group", "gene").refused("no column 'gene'");
    train(folder.resolve("nowhere.h5ad"), missing("m.c3tl")).refused("There is no file");
    Path empty = Files.createFile(missing("empty.h5ad.in"));
    train(empty, missing("m.c3tl")).refused("empty");
    Path text = Files.writeString(missing("text.h5ad.in"), "hello\n");
    train(text, missing("m.c3tl")).refused("text.h5ad.in");
    train(folder, missing("m.c3tl")).refused("folder");
    nothingWritten();
  }

  @Test
  void refusesATargetWithoutKnownPerturbation() throws IOException {
    EffectTable table = Grids.grid(6, 4, 5, 0, 1);
    Path toml = missing("all.toml.in");
    Path temporary = missing("all.toml");
    SplitFiles.writeToml(temporary, new Split("all", 1,
        Map.of("c1", new Split.Held(java.util.Set.of(), java.util.Set.copyOf(table.perturbations().names())))), "grid", false);
    Files.move(temporary, toml);
    Path in = missing("grid.tsv");
    EffectFiles.write(in, table, false);
    train(in, missing("m.c3tl"), "--split", toml).refused("no known perturbation");
    Files.delete(in);
    nothingWritten();
  }

  @Test
  void refusesProfilesAndPredictions() throws IOException {
    EffectTable.Builder b = EffectTable.builder(TableKind.PROFILE, Axis.of("gene", List.of("g1", "g2")));
    for (String c : List.of("a", "b")) {
      b.row("p", c, new float[] {1.5f, 2}).row("q", c, new float[] {0.5f, 1});
    }
    Path profiles = missing("profiles.h5ad");
    EffectFiles.write(profiles, b.build(), false);
    train(profiles, missing("m.c3tl")).refused("profile");
  }

  @Test
  void keepsOutputsThatExist() throws IOException {
    Path there = Files.writeString(missing("there.c3tl"), "mine");
    train(effects, there).refused("exists already");
    assertEquals("mine", Files.readString(there));
    Cli.run("predict", model, "-o", there).refused("");
    train(effects, there, "--overwrite").ok();
    train(effects, own.resolve("no/such/m.c3tl")).refused("does not exist");
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    Cli.run("predict", effects, "-o", missing("p.tsv")).refused("not a C3TL model");
    Cli.run("predict", missing("nowhere.c3tl"), "-o", missing("p.tsv")).refused("There is no file");
    Cli.run("predict", model, "-o", missing("p.pdf")).refused("p.pdf");
    Cli.run("predict", model, "--context", "nowhere", "-o", missing("p.tsv")).refused("no context 'nowhere'");
    Path list = Files.writeString(missing("list.txt.in"), "p1\nunheard-of\n");
    Cli.run("predict", model, "--perturbations", list, "-o", missing("p.tsv")).refused("unheard-of");
    Cli.run("predict", model, "--context", "c2", "--context-effects", effects, "-o", missing("p.tsv")).refused("either");
    Cli.run("predict", model, "--context-effects", effects, "-o", missing("p.tsv")).refused("already");
    nothingWritten();
  }

  @Test
  void refusesAFileThatMayNotBeRead() throws IOException {
    Path closed = Files.copy(effects, missing("closed.h5ad.in"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(closed), "this user may read every file");
    train(closed, missing("m.c3tl")).refused("closed.h5ad.in");
  }

  @Test
  void resumeNeedsAFolderAndAFreshFolderNeedsNoResume() throws IOException {
    train(effects, missing("m.c3tl"), "--resume").refused("--checkpoint");
    Path states = missing("states");
    train(effects, missing("m.c3tl"), "--checkpoint", states).ok();
    assertFalse(Files.exists(states));
  }
}
