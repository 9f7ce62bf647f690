package org.c3tl.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of drawn splits, over random tables. */
class SplitTest {
  private static final int CASES = 60;

  static IntStream seeds() {
    return IntStream.range(0, CASES);
  }

  /** A sparse grid of random size. */
  private static EffectTable table(SplittableRandom random) {
    int perturbations = 1 + random.nextInt(60);
    int contexts = 1 + random.nextInt(6);
    double filled = .3 + .7 * random.nextDouble();
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", List.of("g")));
    for (int c = 0; c < contexts; c++) {
      for (int p = 0; p < perturbations; p++) {
        if (p == 0 || random.nextDouble() < filled) {
          b.row("p" + p, "c" + c, new float[] {0});
        }
      }
    }
    return b.build();
  }

  private static Set<String> targets(EffectTable t, SplittableRandom random) {
    Set<String> targets = new TreeSet<>();
    for (String c : t.contexts().names()) {
      if (random.nextBoolean()) {
        targets.add(c);
      }
    }
    return targets.isEmpty() ? Set.of(t.contexts().name(0)) : targets;
  }

  private static Set<String> of(Split s, EffectTable t, String context, Split.Role role) {
    Set<String> names = new TreeSet<>();
    for (Cell c : s.cells(t, role)) {
      if (c.context().equals(context)) {
        names.add(c.perturbation());
      }
    }
    return names;
  }

  private static int filled(EffectTable t, String context) {
    int n = 0;
    for (int r = 0; r < t.size(); r++) {
      n += t.cell(r).context().equals(context) ? 1 : 0;
    }
    return n;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyCellHasOneRoleAndTheRightNumberIsKnown(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EffectTable t = table(random);
    Set<String> targets = targets(t, random);
    double known = Math.max(.01, random.nextDouble());
    double validation = .9 * random.nextDouble();
    Split s = Split.holdOut(t, "fold", targets, known, validation, Map.of(), seed);
    int all = 0;
    for (Split.Role role : Split.Role.values()) {
      all += s.cells(t, role).size();
    }
    assertEquals(t.size(), all);
    for (String context : t.contexts().names()) {
      int n = filled(t, context);
      int test = of(s, t, context, Split.Role.TEST).size();
      int val = of(s, t, context, Split.Role.VALIDATION).size();
      int train = of(s, t, context, Split.Role.TRAIN).size();
      if (!targets.contains(context)) {
        assertEquals(n, train);
        continue;
      }
      int wanted = Math.max(1, (int) Math.round(known * n));
      assertEquals(n - wanted, test);
      assertEquals((int) Math.floor(validation * wanted), val);
      assertEquals(wanted - val, train);
      assertTrue(train >= 1);
      // What is held was measured there, all of it.
      assertEquals(s.held().get(context).test(), of(s, t, context, Split.Role.TEST));
      assertEquals(s.held().get(context).validation(), of(s, t, context, Split.Role.VALIDATION));
    }
    assertEquals(targets, s.held().keySet());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void smallerKnownFractionsGiveSubsets(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EffectTable t = table(random);
    Set<String> targets = targets(t, random);
    double validation = .5 * random.nextDouble();
    Map<String, Set<String>> before = new HashMap<>();
    Map<String, Set<String>> trainBefore = new HashMap<>();
    for (double fraction : new double[] {.01, .05, .1, .2, .4, .6, .8, 1}) {
      Split s = Split.holdOut(t, "fold", targets, fraction, validation, Map.of(), seed);
      for (String target : targets) {
        Set<String> train = of(s, t, target, Split.Role.TRAIN);
        Set<String> known = new TreeSet<>(train);
        known.addAll(of(s, t, target, Split.Role.VALIDATION));
        assertTrue(known.containsAll(before.getOrDefault(target, Set.of())), target + " at " + fraction);
        assertTrue(train.containsAll(trainBefore.getOrDefault(target, Set.of())), target + " at " + fraction);
        before.put(target, known);
        trainBefore.put(target, train);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void groupsStayTogether(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EffectTable t = table(random);
    Set<String> targets = targets(t, random);
    int groups = 1 + random.nextInt(10);
    Map<String, String> group = new HashMap<>();
    for (String p : t.perturbations().names()) {
      group.put(p, "gene" + random.nextInt(groups));
    }
    Split s = Split.holdOut(t, "fold", targets, Math.max(.05, random.nextDouble()), .3, group, seed);
    for (String target : targets) {
      Map<String, Split.Role> role = new HashMap<>();
      for (String p : t.perturbations().names()) {
        Cell cell = new Cell(p, target);
        if (t.rowOf(cell) >= 0) {
          Split.Role first = role.putIfAbsent(group.get(p), s.role(cell));
          assertTrue(first == null || first == s.role(cell), group.get(p) + " is split");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isDeterministicAndIndependentOfRowOrderAndOtherTargets(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EffectTable t = table(random);
    Set<String> all = new HashSet<>(t.contexts().names());
    Split s = Split.holdOut(t, "fold", all, .3, .2, Map.of(), seed);
    assertEquals(s, Split.holdOut(t, "fold", all, .3, .2, Map.of(), seed));
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, t.genes());
    for (int r = t.size() - 1; r >= 0; r--) {
      b.row(t.cell(r).perturbation(), t.cell(r).context(), t.values(r));
    }
    assertEquals(s, Split.holdOut(b.build(), "fold", all, .3, .2, Map.of(), seed));
    String one = t.contexts().name(0);
    assertEquals(s.held().get(one), Split.holdOut(t, "fold", Set.of(one), .3, .2, Map.of(), seed).held().get(one));
  }

  @Test
  void seedsAndContextsDrawDifferently() {
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", List.of("g")));
    for (int p = 0; p < 100; p++) {
      b.row("p" + p, "c1", new float[1]).row("p" + p, "c2", new float[1]);
    }
    EffectTable t = b.build();
    Set<Set<String>> draws = new HashSet<>();
    int[] drawn = new int[100];
    for (int seed = 0; seed < 200; seed++) {
      Split s = Split.holdOut(t, "f", Set.of("c1", "c2"), .1, 0, Map.of(), seed);
      assertNotEquals(s.held().get("c1"), s.held().get("c2"));
      Set<String> known = of(s, t, "c1", Split.Role.TRAIN);
      draws.add(known);
      known.forEach(p -> drawn[Integer.parseInt(p.substring(1))]++);
    }
    assertEquals(200, draws.size());
    // 20 expected for each; 4.2 standard deviations either way.
    for (int n : drawn) {
      assertTrue(n >= 3 && n <= 38, "drawn " + n + " times");
    }
  }

  @Test
  void refusesOverlapsAndAbsurdFractions() {
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> new Split.Held(Set.of("a", "b"), Set.of("b",
        "c")));
    assertTrue(e.getMessage().contains("'b'") && !e.getMessage().contains("'a'"), e.getMessage());
    EffectTable t = table(new SplittableRandom(1));
    for (double bad : new double[] {0, -1, 1.01, Double.NaN}) {
      assertThrows(InvalidInputException.class, () -> Split.holdOut(t, "f", Set.of("c0"), bad, .2, Map.of(), 1), "known " + bad);
    }
    for (double bad : new double[] {-.1, 1, Double.NaN}) {
      assertThrows(InvalidInputException.class, () -> Split.holdOut(t, "f", Set.of("c0"), .5, bad, Map.of(), 1), "val " + bad);
    }
    assertThrows(InvalidInputException.class, () -> Split.holdOut(t, "f", Set.of("nowhere"), .5, .2, Map.of(), 1));
  }

  @Test
  void whatIsNotListedTrains() {
    Split s = new Split("f", 1, Map.of("c", new Split.Held(Set.of("v"), Set.of("t"))));
    assertEquals(Split.Role.VALIDATION, s.role(new Cell("v", "c")));
    assertEquals(Split.Role.TEST, s.role(new Cell("t", "c")));
    assertEquals(Split.Role.TRAIN, s.role(new Cell("other", "c")));
    assertEquals(Split.Role.TRAIN, s.role(new Cell("t", "other")));
    assertThrows(UnsupportedOperationException.class, () -> s.held().clear());
  }

  @Test
  void excludedContextsAreUsedForNothing() {
    Split s = new Split("f", 1, Map.of("c", new Split.Held(Set.of("v"), Set.of("t")))).without(Set.of("x"))
        .without(Set.of("y"));
    assertEquals(Set.of("x", "y"), s.excluded());
    assertEquals(Split.Role.EXCLUDED, s.role(new Cell("t", "x")));
    assertEquals(Split.Role.EXCLUDED, s.role(new Cell("other", "y")));
    assertEquals(Split.Role.TEST, s.role(new Cell("t", "c")));
    assertEquals(Split.Role.TRAIN, s.role(new Cell("t", "z")));
    assertThrows(UnsupportedOperationException.class, () -> s.excluded().clear());
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> s.without(Set.of("c", "z")));
    assertTrue(e.getMessage().contains("Contexts 'c' are excluded"), e.getMessage());
  }
}
