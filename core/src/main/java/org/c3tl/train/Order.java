package org.c3tl.train;

/**
 * Order in which an epoch visits the perturbations: Fisher-Yates over the previous order, driven by Knuth's 64-bit linear
 * congruential generator, so that a program in another language can follow it and a checkpoint can resume it.
 */
final class Order {
  private final int[] order;
  private long state;

  /**
   * @param size number of perturbations
   * @param state state of the generator
   */
  Order(int size, long state) {
    this.order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    this.state = state;
  }

  /**
   * @return the next epoch's order; the object's own array
   */
  int[] next() {
    for (int i = order.length - 1; i > 0; i--) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      int j = (int) ((state >>> 33) % (i + 1));
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  long state() {
    return state;
  }

  int[] current() {
    return order.clone();
  }

  void restore(long atState, int[] current) {
    state = atState;
    System.arraycopy(current, 0, order, 0, order.length);
  }
}
