package org.c3tl.metric;

import static org.c3tl.metric.Blocks.block;
import static org.c3tl.metric.Blocks.map;
import static org.c3tl.metric.Blocks.mix;
import static org.c3tl.metric.Blocks.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.c3tl.data.Axis;
import org.junit.jupiter.api.Test;

/** Which perturbation is nearest. */
class DiscriminationTest {
  private static final List<Metric> PDS = Stream.of(DiscriminationScore.Distance.values())
      .<Metric>map(DiscriminationScore::new).toList();

  @Test
  void valuesByHand() {
    double[][] truth = {{0, 0}, {3, 4}, {6, 8}};
    double[][] prediction = {{3, 3}, {3, 3}, {5, 8}};
    ContextBlock block = block(truth, prediction);
    // L1 from (3, 3): 6, 1, 8. From (5, 8): 13, 6, 1.
    assertArrayEquals(new double[] {0.5, 1, 1}, PDS.get(0).score(block).perPerturbation());
    assertArrayEquals(new double[] {0.5, 1, 1}, new CentroidAccuracy().score(block).perPerturbation());
    // From truth 0 the first two predictions are as near; from truth 1, too: each is half a place behind the other.
    assertArrayEquals(new double[] {0.5 / 3, 0.5 / 3, 0}, new Rank().score(block).perPerturbation(), 1e-15);
    // By cosine truth 0 is at 1; (3, 4) and (6, 8) are alike, so each shares its place with the other.
    assertArrayEquals(new double[] {0, 0.75, 0.75}, PDS.get(2).score(block).perPerturbation());
  }

  @Test
  void oneProfileForAllIsWorthAHalfExactly() {
    double[][] truth = random(1, 301, 40);
    double[][] same = new double[301][];
    Arrays.fill(same, random(2, 1, 40)[0]);
    for (Metric metric : PDS) {
      assertEquals(0.5, metric.score(block(truth, same)).context(), 1e-15, metric.name());
      assertEquals(0.5, metric.score(block(truth, new double[301][40])).context(), 1e-15, metric.name());
      assertEquals(0, metric.score(block(truth, same)).degenerate());
    }
    // All predictions are as near to each truth: the middle of all places.
    double[] middle = new double[301];
    Arrays.fill(middle, 150.0 / 301);
    assertArrayEquals(middle, new Rank().score(block(truth, same)).perPerturbation(), 1e-15);
    assertEquals(301, PDS.get(2).score(block(truth, new double[301][40])).degenerate());
  }

  @Test
  void tiesTakeTheMiddleWhateverTheAlphabetSays() {
    // The same truth for all: no prediction can be wrong, none can be right.
    double[][] truth = new double[4][];
    Arrays.fill(truth, new double[] {1, 2, 3});
    ContextBlock block = block(truth, random(1, 4, 3));
    for (Metric metric : PDS) {
      assertArrayEquals(new double[] {0.5, 0.5, 0.5, 0.5}, metric.score(block).perPerturbation(), metric.name());
    }
    assertArrayEquals(new double[4], new CentroidAccuracy().score(block).perPerturbation());
  }

  @Test
  void rankAndCentroidAccuracyLookAlongTheTwoSidesOfOneMatrix() {
    double[][] truth = random(1, 50, 30);
    double[][] prediction = mix(truth, random(2, 50, 30), 2);
    double[] rank = new Rank().score(block(truth, prediction)).perPerturbation();
    double[] accuracy = new CentroidAccuracy().score(block(prediction, truth)).perPerturbation();
    double[] l2 = PDS.get(1).score(block(prediction, truth)).perPerturbation();
    for (int p = 0; p < 50; p++) {
      assertEquals(1 - accuracy[p], rank[p] * 50 / 49, 1e-12);
      assertEquals(accuracy[p], l2[p], 1e-12, "no ties, no targets: the same");
    }
    assertTrue(IntStream.range(0, 50).anyMatch(p -> rank[p] > 0 && rank[p] < 0.3));
  }

  @Test
  void cosineIsBlindToSizeAndTheOthersAreNot() {
    double[][] truth = random(1, 30, 20);
    ContextBlock block = block(truth, mix(truth, random(2, 30, 20), 1));
    ContextBlock loud = block.withPrediction(map(block.prediction(), x -> 100 * x));
    assertArrayEquals(PDS.get(2).score(block).perPerturbation(), PDS.get(2).score(loud).perPerturbation());
    assertTrue(PDS.get(1).score(loud).context() < PDS.get(1).score(block).context());
  }

  @Test
  void theGenesThatPerturbationsAreNamedAfterGiveNothingAway() {
    double[][] truth = map(random(1, 10, 200), x -> 0.3 * x);
    double[][] noise = map(random(2, 10, 200), x -> 0.3 * x);
    for (int p = 0; p < 10; p++) {
      truth[p][p] = -5;
      noise[p][p] = -5;
    }
    List<String> targets = IntStream.range(0, 10).mapToObj(p -> "G" + p).toList();
    ContextBlock knockdown = new ContextBlock("c", targets, Blocks.genes(200), truth, noise, new double[200], truth);
    for (Metric metric : PDS) {
      assertEquals(1, metric.score(block(truth, noise)).context(), metric.name());
      assertEquals(0.5, metric.score(knockdown).context(), 0.2, metric.name());
      // As if they had not been measured.
      double[][] rest = Blocks.pick(truth, IntStream.range(0, 10).toArray(), IntStream.range(10, 200).toArray());
      double[][] restNoise = Blocks.pick(noise, IntStream.range(0, 10).toArray(), IntStream.range(10, 200).toArray());
      assertArrayEquals(metric.score(block(rest, restNoise)).perPerturbation(), metric.score(knockdown).perPerturbation(),
          metric.name());
    }
    assertEquals(1, new CentroidAccuracy().score(knockdown).context(), "defined on whole profiles");
    ContextBlock nothingLeft = new ContextBlock("c", List.of("A", "B"), Axis.of("gene", List.of("B", "A")),
        random(3, 2, 2), random(4, 2, 2), new double[2], new double[2][2]);
    assertTrue(Double.isNaN(PDS.get(0).score(nothingLeft).context()));
  }

  @Test
  void blocksLargerThanATileAreCountedAsPlainLoopsDo() {
    double[][] truth = random(1, 300, 25);
    double[][] prediction = mix(truth, random(2, 300, 25), 3);
    double[] l1 = PDS.get(0).score(block(truth, prediction)).perPerturbation();
    double[] cosine = PDS.get(2).score(block(truth, prediction)).perPerturbation();
    double[] rank = new Rank().score(block(truth, prediction)).perPerturbation();
    for (int p = 0; p < 300; p++) {
      int own = p;
      assertEquals(1 - IntStream.range(0, 300).filter(q -> MeanAbsoluteError.of(prediction[own], truth[q])
          < MeanAbsoluteError.of(prediction[own], truth[own])).count() / 299.0, l1[p], 1e-12);
      assertEquals(1 - IntStream.range(0, 300).filter(q -> CosineLogFoldChange.of(prediction[own], truth[q])
          > CosineLogFoldChange.of(prediction[own], truth[own])).count() / 299.0, cosine[p], 1e-12);
      assertEquals(IntStream.range(0, 300).filter(q -> MeanSquaredError.of(prediction[q], truth[own])
          < MeanSquaredError.of(prediction[own], truth[own])).count() / 300.0, rank[p], 1e-12);
    }
  }
}
