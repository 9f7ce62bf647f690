package org.c3tl.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WorkersTest {
  @Test
  void everyPieceIsDoneOnce() {
    for (int threads : new int[] {1, 2, 7}) {
      try (Workers workers = new Workers(threads)) {
        // Many short jobs, so that helpers end while others are still being started.
        for (int n = 0; n < 2000; n++) {
          AtomicIntegerArray done = new AtomicIntegerArray(n % 20);
          workers.each(n % 20, done::incrementAndGet);
          for (int i = 0; i < n % 20; i++) {
            assertEquals(1, done.get(i));
          }
        }
      }
    }
  }

  @Test
  void theFirstFailureIsThrown() {
    for (int threads : new int[] {1, 2, 7}) {
      try (Workers workers = new Workers(threads)) {
        for (int n = 0; n < 300; n++) {
          IllegalStateException e = assertThrows(IllegalStateException.class, () -> workers.each(50, i -> {
            if (i % 7 == 5) {
              throw new IllegalStateException("piece " + i);
            }
          }));
          assertEquals("piece 5", e.getMessage());
        }
        assertThrows(StackOverflowError.class, () -> workers.each(9, i -> {
          throw new StackOverflowError();
        }));
        workers.each(3, i -> { });
      }
    }
  }

  @Test
  void anInterruptIsKeptForLater() {
    try (Workers workers = new Workers(3)) {
      Thread.currentThread().interrupt();
      int[] done = new int[100];
      workers.each(100, i -> done[i]++);
      assertEquals(100, java.util.Arrays.stream(done).sum());
      assertEquals(true, Thread.interrupted());
    }
  }
}
