package org.c3tl.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Single measurements of the same effects: for each (perturbation, context) one gene vector per replicate, in the units of
 * the source. This class is immutable; {@link #of(Cell)} hands out its own storage to avoid copies and callers must not write
 * to it.
 */
public final class Replicates {
  private final Axis genes;
  private final Map<Cell, List<float[]>> rows;

  /**
   * @param genes the gene axis
   * @param rows replicates of each cell, at least one of each, one value per gene
   */
  public Replicates(Axis genes, Map<Cell, List<float[]>> rows) {
    this.genes = genes;
    Map<Cell, List<float[]>> copy = new LinkedHashMap<>();
    rows.forEach((cell, of) -> {
      if (of.isEmpty() || of.stream().anyMatch(x -> x.length != genes.size())) {
        throw new IllegalArgumentException("replicates of " + cell + " are not vectors over " + genes.size() + " genes");
      }
      copy.put(cell, List.copyOf(of));
    });
    this.rows = Collections.unmodifiableMap(copy);
  }

  /**
   * @return names of the genes
   */
  public Axis genes() {
    return genes;
  }

  /**
   * @return cells that were measured, replicated or not, in order of first appearance
   */
  public List<Cell> cells() {
    return List.copyOf(rows.keySet());
  }

  /**
   * @param cell a place on the grid
   * @return its replicates, one value per gene each; empty where nothing was measured
   */
  public List<float[]> of(Cell cell) {
    return rows.getOrDefault(cell, List.of());
  }

  /**
   * @param wanted genes to keep, in the order wanted
   * @return the replicates on that gene axis
   * @throws InvalidInputException naming every wanted gene that is missing
   */
  public Replicates withGenes(Axis wanted) {
    if (wanted.equals(genes)) {
      return this;
    }
    List<String> missing = wanted.names().stream().filter(g -> !genes.contains(g)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(missing.size() + " of " + wanted.size() + " genes are missing in the replicates: "
          + Problems.quote(missing) + ". Their first genes are " + Problems.quote(genes.names())
          + ". Use the same gene names (symbols or identifiers) on both sides.");
    }
    int[] from = wanted.names().stream().mapToInt(genes::indexOf).toArray();
    Map<Cell, List<float[]>> picked = new LinkedHashMap<>();
    rows.forEach((cell, of) -> {
      List<float[]> list = new ArrayList<>();
      for (float[] x : of) {
        float[] y = new float[from.length];
        for (int g = 0; g < y.length; g++) {
          y[g] = x[from[g]];
        }
        list.add(y);
      }
      picked.put(cell, list);
    });
    return new Replicates(wanted, picked);
  }
}
