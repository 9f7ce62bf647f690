package org.c3tl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.c3tl.backend.Backend;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.data.Progress;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FitsTest {
  @Test
  void smallNetworksRunSideBySideOnSharesOfTheThreads() throws IOException {
    // Would wait for ever if they ran one after the other.
    CyclicBarrier two = new CyclicBarrier(2);
    try (Workers workers = new Workers(5); Backend backend = new HostBackend(workers)) {
      List<String> done = Fits.run(2, 1000, backend, workers, (i, on, share, progress) -> {
        try {
          two.await();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
        return i + " on " + share.threads();
      }, Progress.NONE);
      assertEquals(List.of("0 on 2", "1 on 2"), done);
    }
  }

  @Test
  void largeNetworksRunOneAfterTheOtherOnAllThreads() throws IOException {
    AtomicInteger running = new AtomicInteger();
    try (Workers workers = new Workers(3); Backend backend = new HostBackend(workers)) {
      List<Integer> done = Fits.run(4, 1L << 30, backend, workers, (i, on, share, progress) -> {
        assertEquals(1, running.incrementAndGet());
        assertSame(backend, on);
        assertSame(workers, share);
        running.decrementAndGet();
        return i;
      }, Progress.NONE);
      assertEquals(List.of(0, 1, 2, 3), done);
    }
  }

  @Test
  void whatTheDiscSaysReachesTheCaller() {
    try (Workers workers = new Workers(2); Backend backend = new HostBackend(workers)) {
      assertEquals("disc full", assertThrows(IOException.class, () -> Fits.run(3, 1000, backend, workers, (i, on, share, progress) -> {
        throw new IOException("disc full");
      }, Progress.NONE)).getMessage());
    }
  }
}
