package org.c3tl.report;

import java.io.IOException;
import java.util.List;
import org.c3tl.data.EffectTable;

/** Tables of predictions, one per fold, read when needed so that only one is in memory. */
public interface Predictions {
  /** No predictions. */
  Predictions NONE = of(List.of());

  /**
   * @return number of tables
   */
  int size();

  /**
   * @param i 0 to {@code size() - 1}
   * @return predicted effects; rows whose annotation {@code role} is there and not {@code new} were not scored
   * @throws IOException if a file cannot be read
   */
  EffectTable read(int i) throws IOException;

  /**
   * @param tables tables of predictions
   * @return them
   */
  static Predictions of(List<EffectTable> tables) {
    List<EffectTable> copy = List.copyOf(tables);
    return new Predictions() {
      @Override
      public int size() {
        return copy.size();
      }

      @Override
      public EffectTable read(int i) {
        return copy.get(i);
      }
    };
  }
}
