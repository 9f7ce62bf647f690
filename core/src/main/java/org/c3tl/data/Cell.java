package org.c3tl.data;

/**
 * One cell of the grid, by name. Not a biological cell.
 *
 * @param perturbation name of the perturbation
 * @param context name of the context
 */
public record Cell(String perturbation, String context) {
  @Override
  public String toString() {
    return "(" + perturbation + ", " + context + ")";
  }
}
