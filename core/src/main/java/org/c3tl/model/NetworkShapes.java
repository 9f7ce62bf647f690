package org.c3tl.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.c3tl.backend.Residual;

/** Sizes of every parameter of a network, for checking files without building the network. */
final class NetworkShapes {
  private NetworkShapes() { }

  /**
   * @return rows and columns of every parameter, by name, in the order of {@link Network#parameters()}
   */
  static Map<String, int[]> of(NetworkOptions o, int inputs, int perturbations, int contexts) {
    Map<String, int[]> s = new LinkedHashMap<>();
    encoder(s, "z", "context", contexts, o, inputs);
    encoder(s, "psi", "perturbation", perturbations, o, inputs);
    for (int i = 1; i <= o.depth(); i++) {
      s.put("decoder.hidden" + i, new int[] {i == 1 ? o.latent() : o.hidden(), o.hidden()});
      s.put("decoder.hidden" + i + ".bias", new int[] {1, o.hidden()});
    }
    s.put("decoder.last", new int[] {o.hidden(), inputs});
    s.put("decoder.last.bias", new int[] {1, inputs});
    if (o.residual() == Residual.GATED) {
      s.put("gate", new int[] {1, inputs});
    }
    return s;
  }

  private static void encoder(Map<String, int[]> s, String name, String group, int groups, NetworkOptions o, int inputs) {
    s.put(name + ".first", new int[] {inputs, o.hidden()});
    s.put(name + "." + group, new int[] {groups, o.hidden()});
    for (int i = 2; i <= o.depth(); i++) {
      s.put(name + ".hidden" + i, new int[] {o.hidden(), o.hidden()});
      s.put(name + ".hidden" + i + ".bias", new int[] {1, o.hidden()});
    }
    s.put(name + ".last", new int[] {o.hidden(), o.latent()});
    s.put(name + ".last.bias", new int[] {1, o.latent()});
  }
}
