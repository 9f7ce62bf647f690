package org.c3tl.backend;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.c3tl.backend.cuda.CudaBackend;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.backend.nd4j.Nd4jBackend;
import org.c3tl.data.InvalidInputException;
import org.c3tl.parallel.Workers;

/** Chooses where to compute. */
public final class Backends {
  /** Why a backend cannot be used whose classes are not there. */
  public static final String NOT_BUILT = "this c3tl was built without CUDA";

  private Backends() { }

  @FunctionalInterface
  private interface Opener {
    Backend open() throws BackendUnavailable;
  }

  /**
   * @param device what the user asks for
   * @param workers threads of the CPU's side; stay the caller's
   * @param notes receives a sentence that says what was chosen and why, where there was a choice
   * @return the backend; to be closed
   * @throws InvalidInputException if a GPU is asked for and none can be used
   */
  public static Backend open(Device device, Workers workers, Consumer<String> notes) {
    if (device == Device.CPU) {
      return new HostBackend(workers);
    }
    Set<String> reasons = new LinkedHashSet<>();
    for (Opener gpu : List.<Opener>of(() -> CudaBackend.open(), () -> Nd4jBackend.openCuda())) {
      try {
        Backend backend = gpu.open();
        notes.accept("Computes on the GPU: " + backend.description() + ".");
        return backend;
      } catch (BackendUnavailable e) {
        reasons.add(e.getMessage());
      } catch (LinkageError e) {
        reasons.add(NOT_BUILT);
      }
    }
    if (reasons.size() > 1) {
      reasons.remove(NOT_BUILT);
    }
    String why = String.join("; ", reasons);
    if (device == Device.CUDA) {
      throw new InvalidInputException("No GPU can be used: " + why + ". Mend that, or choose the device cpu or auto.");
    }
    String threads = workers.threads() + (workers.threads() == 1 ? " thread" : " threads");
    notes.accept("Computes on the CPU (" + threads + "): " + why + ".");
    return new HostBackend(workers);
  }
}
