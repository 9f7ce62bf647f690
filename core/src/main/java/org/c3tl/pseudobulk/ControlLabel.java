package org.c3tl.pseudobulk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;

/** Finds the perturbation that marks control cells. */
public final class ControlLabel {
  /** Taken by default where the data has it. */
  public static final String DEFAULT = "control";

  /**
   * Labels of controls in published data sets, looked for in any spelling of case when none is given: cell-load and
   * Replogle, State's chemical screens, Tahoe-100M, Parse, GEARS and TxPert.
   */
  public static final List<String> KNOWN =
      List.of(DEFAULT, "non-targeting", "DMSO_TF", "[('DMSO_TF', 0.0, 'uM')]", "PBS", "ctrl");

  private ControlLabel() { }

  /**
   * @param wanted the user's label, or null to look for a known one
   * @param cells cells by perturbation label
   * @return a key of {@code cells}
   * @throws InvalidInputException if there is no such label, or none was given and several or no known ones are there
   */
  static String find(String wanted, Map<String, Long> cells) {
    if (wanted == null) {
      return findKnown(cells);
    }
    if (cells.containsKey(wanted)) {
      return wanted;
    }
    // The bare name of the solvent stands for Tahoe's label of it.
    List<String> sameDrug = cells.keySet().stream().filter(label -> {
      TreatmentLabel t = TreatmentLabel.parse(label);
      return t != null && (t.drugs().equals(List.of(wanted)) || t.name().equals(wanted));
    }).toList();
    if (sameDrug.size() == 1) {
      return sameDrug.get(0);
    }
    if (sameDrug.size() > 1) {
      throw new InvalidInputException("The control label '" + wanted + "' fits several perturbations: "
          + Problems.quote(sameDrug) + ". Give one of them as --control-label.");
    }
    throw new InvalidInputException("No cell is labelled with the control '" + wanted + "'. " + present(cells));
  }

  private static String findKnown(Map<String, Long> cells) {
    if (cells.containsKey(DEFAULT)) {
      return DEFAULT;
    }
    List<String> found = new ArrayList<>();
    for (String label : cells.keySet()) {
      if (KNOWN.stream().anyMatch(label::equalsIgnoreCase)) {
        found.add(label);
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.size() > 1) {
      throw new InvalidInputException("Several perturbations may be the control: " + Problems.quote(found)
          + ". Choose one with --control-label.");
    }
    throw new InvalidInputException("No cell is labelled with the control '" + DEFAULT + "' or another usual label ("
        + String.join(", ", KNOWN.subList(1, KNOWN.size())) + "). " + present(cells));
  }

  private static String present(Map<String, Long> cells) {
    Collection<String> most = cells.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey).toList();
    return "Perturbations there are, those with most cells first: " + Problems.quote(most)
        + ". Name the control with --control-label.";
  }
}
