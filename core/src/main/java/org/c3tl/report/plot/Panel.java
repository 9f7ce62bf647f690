package org.c3tl.report.plot;

import java.util.List;

/**
 * Two axes and what is drawn between them. This class is immutable.
 *
 * @param title title, may be empty
 * @param x horizontal axis
 * @param y vertical axis; categories run downwards
 * @param layers what is drawn, the first behind
 */
public record Panel(String title, Scale x, Scale y, List<Layer> layers) {
  /** Copies the list. */
  public Panel {
    layers = List.copyOf(layers);
  }
}
