package org.c3tl.knime.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BackgroundTest {
  private static final Background.Monitor NEVER = new Background.Monitor() {
    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public void show(double fraction, String message) { }
  };

  private static Background.Monitor after(int polls) {
    int[] left = {polls};
    return new Background.Monitor() {
      @Override
      public boolean cancelled() {
        return left[0]-- <= 0;
      }

      @Override
      public void show(double fraction, String message) { }
    };
  }

  @Test
  void resultAndClassLoaderAreRight() throws IOException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      Thread.currentThread().setContextClassLoader(null);
      assertSame(Background.class.getClassLoader(),
          Background.run("test", NEVER, p -> Thread.currentThread().getContextClassLoader()));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void failuresArriveUnchanged() {
    assertEquals("disc", assertThrows(IOException.class, () -> Background.run("test", NEVER, p -> {
      throw new IOException("disc");
    })).getMessage());
    assertThrows(IllegalStateException.class, () -> Background.run("test", NEVER, p -> {
      throw new IllegalStateException();
    }));
    assertThrows(OutOfMemoryError.class, () -> Background.run("test", NEVER, p -> {
      throw new OutOfMemoryError("test");
    }));
  }

  @Test
  void progressArrivesOnTheCallersThread() throws IOException {
    List<String> shown = new ArrayList<>();
    Thread caller = Thread.currentThread();
    CountDownLatch seen = new CountDownLatch(1);
    Background.run("test", new Background.Monitor() {
      @Override
      public boolean cancelled() {
        return false;
      }

      @Override
      public void show(double fraction, String message) {
        assertSame(caller, Thread.currentThread());
        if (message != null) {
          shown.add(fraction + " " + message);
          seen.countDown();
        }
      }
    }, p -> {
      p.update(0.5, "epoch 1");
      p.update(Double.NaN, null);
      await(seen);
      return null;
    });
    assertEquals("0.5 epoch 1", shown.get(0));
  }

  @Test
  void cancelReturnsThoughTheWorkDoesNotLook() {
    CountDownLatch release = new CountDownLatch(1);
    long start = System.nanoTime();
    assertThrows(CancellationException.class, () -> Background.run("test", after(2), p -> {
      await(release);
      return null;
    }));
    long millis = (System.nanoTime() - start) / 1_000_000;
    release.countDown();
    assertTrue(millis < 5000, millis + " ms");
  }

  @Test
  void theWorkStopsAtItsNextReport() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    assertThrows(CancellationException.class, () -> Background.run("test", after(1), p -> {
      try {
        while (true) {
          p.update(0.1, "on and on");
          Thread.onSpinWait();
        }
      } finally {
        stopped.countDown();
      }
    }));
    assertTrue(stopped.await(10, TimeUnit.SECONDS));
  }

  @Test
  void anInterruptDoesNotReachTheWorkAndIsKept() throws IOException {
    Thread.currentThread().interrupt();
    boolean reached = Background.run("test", NEVER, p -> Thread.currentThread().isInterrupted());
    assertEquals(false, reached);
    assertTrue(Thread.interrupted(), "the caller's interrupt is lost");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(15, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
