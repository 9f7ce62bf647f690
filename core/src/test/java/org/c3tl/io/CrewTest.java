package org.c3tl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CrewTest {
  @Test
  void everyPieceIsDoneOnce() {
    for (int threads : new int[] {1, 2, 7}) {
      try (Crew crew = new Crew(threads)) {
        // Many short jobs, so that helpers end while others are still being started.
        for (int n = 0; n < 2000; n++) {
          AtomicIntegerArray done = new AtomicIntegerArray(n % 20);
          crew.each(n % 20, done::incrementAndGet);
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
      try (Crew crew = new Crew(threads)) {
        for (int n = 0; n < 300; n++) {
          IllegalStateException e = assertThrows(IllegalStateException.class, () -> crew.each(50, i -> {
            if (i % 7 == 5) {
              throw new IllegalStateException("piece " + i);
            }
          }));
          assertEquals("piece 5", e.getMessage());
        }
        assertThrows(StackOverflowError.class, () -> crew.each(9, i -> {
          throw new StackOverflowError();
        }));
        crew.each(3, i -> { });
      }
    }
  }

  @Test
  void anInterruptIsKeptForLater() {
    try (Crew crew = new Crew(3)) {
      Thread.currentThread().interrupt();
      int[] done = new int[100];
      crew.each(100, i -> done[i]++);
      assertEquals(100, java.util.Arrays.stream(done).sum());
      assertEquals(true, Thread.interrupted());
    }
  }
}
