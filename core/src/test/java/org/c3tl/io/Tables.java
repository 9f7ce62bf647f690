package org.c3tl.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;
import org.junit.jupiter.api.function.Executable;

/** Tables for tests of files, and how to compare them. */
final class Tables {
  /** Names that formats stumble over. */
  static final List<String> ODD_NAMES = List.of("β-actin", "a \"quoted\", name", "tab\there", "line\nbreak", " padded ", "'",
      "日本語", "#hash", "a|b", "x=1;y", "[('Drug', 0.5, 'uM')]", "😀", "back\\slash", "NA", "1e5", "-", "a.b", "=SUM(A1)");

  private Tables() { }

  /**
   * @param seed chooses the values, of all magnitudes that float32 has
   * @param kind what they are
   * @return a sparse table with everything that one can have
   */
  static EffectTable full(long seed, TableKind kind) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> genes = new ArrayList<>(ODD_NAMES);
    genes.addAll(List.of("TP53", "HLA-A", "MT-CO1", "5S_rRNA", "ENSG00000141510.17"));
    EffectTable.Builder b = EffectTable.builder(kind, Axis.of("gene", genes));
    List<String> line = new ArrayList<>();
    List<String> dose = new ArrayList<>();
    for (int p = 0; p < ODD_NAMES.size(); p++) {
      for (int c = 0; c < 4; c++) {
        if ((p + c) % 3 != 0) {
          float[] v = new float[genes.size()];
          float[] sd = new float[genes.size()];
          for (int g = 0; g < v.length; g++) {
            v[g] = odd(random);
            sd[g] = (float) random.nextDouble();
          }
          b.row(ODD_NAMES.get(p), "context " + ODD_NAMES.get(c), v, sd, c == 1 ? Double.NaN : random.nextInt(5000));
          line.add(c == 0 ? "" : ODD_NAMES.get(c));
          dose.add(p % 5 == 0 ? "" : String.valueOf(p / 2.0));
        }
      }
    }
    float[] control = new float[genes.size()];
    for (int g = 0; g < control.length; g++) {
      control[g] = g / 3f;
    }
    return b.column("line/µ", line).column("uptake", dose).control("context " + ODD_NAMES.get(2), control)
        .control("context " + ODD_NAMES.get(0), new float[genes.size()]).normalisation("log1p, 1e4 \"each\"")
        .provenance(new Provenance(new LinkedHashMap<>(Map.of("split", "{\"seed\": 1}")))).build();
  }

  private static float odd(SplittableRandom random) {
    float v;
    do {
      v = switch (random.nextInt(8)) {
        case 0 -> Float.intBitsToFloat(random.nextInt());
        case 2 -> Float.MIN_VALUE * random.nextInt(9);
        case 3 -> Float.MAX_VALUE;
        case 4 -> random.nextInt(-100, 100);
        default -> (float) (random.nextDouble() * 4 - 2);
      };
    } while (!Float.isFinite(v));
    // The sign of a zero has no meaning, and blocks of a matrix do not carry it.
    return v + 0f;
  }

  /**
   * @param want the table as it was
   * @param got the table as it was read; must have the same rows, values, cells and annotations, to the bit
   */
  static void same(EffectTable want, EffectTable got) {
    assertEquals(want.kind(), got.kind());
    assertEquals(want.perturbations(), got.perturbations());
    assertEquals(want.contexts(), got.contexts());
    assertEquals(want.genes(), got.genes());
    assertEquals(want.size(), got.size());
    for (int r = 0; r < want.size(); r++) {
      assertEquals(want.cell(r), got.cell(r));
      assertArrayEquals(want.values(r), got.values(r), "row " + r);
      assertEquals(want.cells(r), got.cells(r));
    }
    assertEquals(List.copyOf(want.columns().keySet()), List.copyOf(got.columns().keySet()));
    assertEquals(want.columns(), got.columns());
  }

  /**
   * @param want the table as it was
   * @param got the table as it was read; must agree in all that text files do not hold
   */
  static void sameBackground(EffectTable want, EffectTable got) {
    assertEquals(want.hasSd(), got.hasSd());
    for (int r = 0; r < want.size() && want.hasSd(); r++) {
      assertArrayEquals(want.sd(r), got.sd(r), "row " + r);
    }
    Set<String> contexts = want.controls().keySet();
    assertEquals(contexts, got.controls().keySet());
    contexts.forEach(c -> assertArrayEquals(want.controls().get(c), got.controls().get(c), c));
    assertEquals(want.normalisation(), got.normalisation());
    assertEquals(want.provenance(), got.provenance());
  }

  /**
   * @param action must be refused
   * @return the message
   */
  static String refused(Executable action) {
    return assertThrows(InvalidInputException.class, action).getMessage();
  }
}
