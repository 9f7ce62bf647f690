package org.c3tl.baseline;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.train.TrainOptions.Criterion;

/**
 * {@code nearest-contexts}: the mean effect of the perturbation over the k contexts most like the wanted one, among those
 * where it was measured. This class is stateless.
 *
 * <p>Contexts are compared as by {@link ClosestContext}, which this is with k = 1; with all of them it is the mean. k is
 * chosen by tuning, 5 where nothing can be tuned. Where fewer than k contexts have the perturbation, all of them count.
 *
 * <p>Source: k nearest neighbours (Fix and Hodges 1951); the paper's "Closest Cell Baseline" (section 5) for more than one.
 */
final class NearestContexts extends WeightedContexts<Integer> {
  NearestContexts(Criterion criterion) {
    super(criterion);
  }

  @Override
  public String name() {
    return "nearest-contexts";
  }

  @Override
  List<Integer> settings(Seen seen) {
    int most = Math.max(1, seen.contexts() - 1);
    return IntStream.concat(IntStream.of(most), IntStream.of(1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40).filter(k -> k < most))
        .boxed().toList();
  }

  @Override
  Integer untuned() {
    return 5;
  }

  @Override
  List<Weights> fit(Seen seen, List<Integer> settings, Progress progress) {
    EffectTable table = seen.grams().table();
    IntFunction<List<Integer>> order = once(c -> ClosestContext.order(table, c, (p, context) -> {
      int at = seen.at(p, context);
      return at < 0 ? -1 : seen.grams().of(p).rows()[at];
    }));
    return settings.stream().map(k -> (Weights) (p, c) -> {
      int[] nearest = order.apply(c).stream().mapToInt(other -> seen.at(p, other)).filter(i -> i >= 0).limit(k).toArray();
      return uniform(seen.grams().of(p).size(), nearest, 1);
    }).toList();
  }
}
