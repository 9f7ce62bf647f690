package org.c3tl.pseudobulk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;

/** The last step: profiles of groups from their sums, minus those of the controls. */
final class EffectMaker {
  private EffectMaker() { }

  /**
   * @param sums sums of all groups
   * @param plan which groups make which effects
   * @param options the user's choices
   * @param command name of the running command, for provenance
   * @param listed whether the genes are the user's own list and must not be chosen from
   * @param say receives messages for the user
   * @return the effects
   */
  static EffectTable make(GroupSums sums, EffectPlan plan, EffectOptions options, String command, boolean listed,
      Consumer<String> say) {
    GroupSums kept = listed ? sums : chooseGenes(sums, options.genes(), say);
    int genes = kept.genes().size();
    EffectTable.Builder table = EffectTable.builder(TableKind.EFFECT, kept.genes());
    boolean effects = sums.input() == InputKind.EFFECTS;
    double[] profile = new double[genes];
    Map<String, Map<Integer, Long>> controls = new LinkedHashMap<>();
    for (EffectPlan.Row row : plan.rows()) {
      double[] effect = new double[genes];
      for (int i = 0; i < row.groups().length; i++) {
        // Weighted by cells, so that a batch counts as much as it measured.
        double weight = kept.cells()[row.groups()[i]] / (double) row.cells();
        add(kept, row.groups()[i], weight, profile, effect);
        if (!effects) {
          add(kept, row.controls()[i], -weight, profile, effect);
          controls.computeIfAbsent(row.context(), c -> new LinkedHashMap<>()).put(row.controls()[i],
              kept.cells()[row.controls()[i]]);
        }
      }
      table.row(row.name(), row.context(), floats(effect), null, row.cells());
    }
    controls.forEach((context, groups) -> {
      long all = groups.values().stream().mapToLong(n -> n).sum();
      double[] control = new double[genes];
      groups.forEach((g, n) -> add(kept, g, n / (double) all, profile, control));
      table.control(context, floats(control));
    });
    treatmentColumns(table, plan.rows());
    return table.normalisation(words(sums, plan)).provenance(provenance(kept, plan, options, command)).build();
  }

  private static GroupSums chooseGenes(GroupSums sums, int top, Consumer<String> say) {
    int all = sums.genes().size();
    if (sums.moments() == null || all <= top) {
      return sums;
    }
    int[] chosen = VariableGenes.select(sums.moments(), top);
    if (chosen.length == 0) {
      throw Pseudobulk.noVariation();
    }
    say.accept("Kept the " + chosen.length + " most variable of " + all + " genes.");
    return Pseudobulk.keep(sums, chosen);
  }

  /** Adds the weighted profile of a group. */
  private static void add(GroupSums sums, int group, double weight, double[] profile, double[] to) {
    profile(sums, group, profile);
    for (int g = 0; g < to.length; g++) {
      to[g] += weight * profile[g];
    }
  }

  private static void profile(GroupSums sums, int group, double[] profile) {
    double[] sum = sums.sums()[group];
    if (sums.aggregate() == Aggregate.SUM) {
      double total = sums.totals()[group];
      double scale = total == 0 ? 0 : sums.targetSum() / total;
      Arrays.setAll(profile, g -> Math.log1p(sum[g] * scale));
    } else {
      double n = sums.cells()[group];
      Arrays.setAll(profile, g -> sum[g] / n);
    }
  }

  private static float[] floats(double[] values) {
    float[] f = new float[values.length];
    for (int g = 0; g < f.length; g++) {
      f[g] = (float) values[g];
    }
    return f;
  }

  private static void treatmentColumns(EffectTable.Builder table, List<EffectPlan.Row> rows) {
    if (rows.stream().allMatch(r -> r.treatment() == null)) {
      return;
    }
    List<String> drug = new ArrayList<>();
    List<String> dose = new ArrayList<>();
    List<String> unit = new ArrayList<>();
    for (EffectPlan.Row row : rows) {
      TreatmentLabel t = row.treatment();
      drug.add(t == null ? "" : String.join("+", t.drugs()));
      dose.add(t == null ? "" : String.join("+", t.doses()));
      unit.add(t == null ? "" : String.join("+", t.units()));
    }
    table.column("drug", drug).column("dose", dose).column("dose_unit", unit);
  }

  private static String words(GroupSums sums, EffectPlan plan) {
    String minus = "; control of the same context" + (sums.batched() ? " and batch" : "") + " subtracted ('" + plan.control()
        + "')";
    String target = new TargetSum(sums.targetSum()).toString();
    return switch (sums.input()) {
      case EFFECTS -> "mean of effects as given";
      case LOG -> "mean over cells of log-normalised values as given" + minus;
      default -> (sums.aggregate() == Aggregate.MEAN ? "mean over cells of log1p(counts per " + target + ")"
          : "log1p(counts per " + target + ") of counts summed over cells") + minus;
    };
  }

  private static Provenance provenance(GroupSums sums, EffectPlan plan, EffectOptions options, String command) {
    CellCounts c = sums.counts();
    return Provenance.of(command)
        .with("inputs", String.join(", ", sums.inputs()))
        .with("input_kind", sums.input().id())
        .with("aggregate", sums.aggregate().id())
        .with("target_sum", sums.input() == InputKind.COUNTS ? new TargetSum(sums.targetSum()) : "none")
        .with("control", plan.control() == null ? "none" : plan.control())
        .with("batches", sums.batched())
        .with("min_cells", plan.minCells())
        .with("genes", sums.genes().size())
        .with("cells_seen", c.seen())
        .with("cells_without_label", c.seen() - c.used())
        .with("cells_without_control", plan.cellsWithoutControl())
        .with("cells_in_small_groups", plan.cellsTooFew())
        .with("cells_without_counts", c.empty())
        .with("skip_without_control", options.skipWithoutControl());
  }
}
