package org.c3tl.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.c3tl.data.Progress;
import org.junit.jupiter.api.Test;

class PoolTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void everyJobRunsOnceAndSoManyAtATime() {
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    // Would wait for ever if jobs ran one after the other.
    CyclicBarrier three = new CyclicBarrier(3);
    assertTimeoutPreemptively(SOON, () -> Pool.run(9, 3, (i, progress) -> {
      try {
        three.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      done.add(i);
    }, Progress.NONE));
    Collections.sort(done);
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), done);
  }

  @Test
  void aFailureEndsTheOthersAndIsTheOneReported() {
    IllegalArgumentException thrown = new IllegalArgumentException("job 1");
    AtomicInteger ended = new AtomicInteger();
    assertTimeoutPreemptively(SOON, () -> assertSame(thrown, assertThrows(IllegalArgumentException.class, () ->
        Pool.run(100, 2, (i, progress) -> {
          if (i == 1) {
            throw thrown;
          }
          forEver(progress, ended);
        }, Progress.NONE))));
    assertEquals(1, ended.get(), "the other one ended before the call came back, and no third began");
    assertThrows(OutOfMemoryError.class, () -> Pool.run(2, 2, (i, p) -> {
      throw new OutOfMemoryError();
    }, Progress.NONE));
  }

  private static void forEver(Progress progress, AtomicInteger ended) {
    try {
      while (true) {
        progress.update(0.5, null);
        Thread.onSpinWait();
      }
    } finally {
      ended.incrementAndGet();
    }
  }

  @Test
  void cancellingEndsAllSoonEvenSilentOnes() {
    CountDownLatch running = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    assertTimeoutPreemptively(SOON, () -> assertThrows(CancellationException.class, () -> Pool.run(8, 2, (i, progress) -> {
      running.countDown();
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, (fraction, message) -> {
      if (running.getCount() == 0) {
        throw new CancellationException();
      }
    })));
    never.countDown();
  }

  @Test
  void progressIsTheMeanAndNeverGoesBackOrOutOfRange() {
    List<Double> fractions = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    Pool.run(4, 2, (i, progress) -> {
      for (int step = 0; step <= 10; step++) {
        progress.update(step / 10.0, "job " + i);
      }
      progress.update(Double.NaN, null);
    }, (fraction, message) -> {
      fractions.add(fraction);
      messages.add(message);
    });
    for (int i = 0; i < fractions.size(); i++) {
      assertTrue(fractions.get(i) >= 0 && fractions.get(i) <= 1);
      assertTrue(i == 0 || fractions.get(i) >= fractions.get(i - 1), "falls at " + i);
    }
    assertEquals(1, fractions.get(fractions.size() - 1));
    assertTrue(messages.contains("job 0"));
  }
}
