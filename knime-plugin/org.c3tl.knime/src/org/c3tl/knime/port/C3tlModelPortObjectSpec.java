package org.c3tl.knime.port;

import java.util.List;
import java.util.Objects;
import javax.swing.JComponent;
import org.c3tl.model.C3tlModel;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;

/**
 * What is known of a model before it is read, or even before it is trained: its names. Each list is null where it is not yet
 * known. This class is immutable but for loading.
 */
public final class C3tlModelPortObjectSpec extends AbstractSimplePortObjectSpec {
  private static final String GENES = "genes";
  private static final String PERTURBATIONS = "perturbations";
  private static final String CONTEXTS = "contexts";
  private static final String TARGETS = "targets";

  private List<String> genes;
  private List<String> perturbations;
  private List<String> contexts;
  private List<String> targets;

  /** For KNIME, which then loads it. */
  public C3tlModelPortObjectSpec() { }

  /**
   * @param genes genes that the model predicts, or null where unknown
   * @param perturbations perturbations that it knows, or null
   * @param contexts contexts that it knows, or null
   * @param targets contexts that it was trained for, maybe empty, or null
   */
  public C3tlModelPortObjectSpec(List<String> genes, List<String> perturbations, List<String> contexts, List<String> targets) {
    this.genes = copy(genes);
    this.perturbations = copy(perturbations);
    this.contexts = copy(contexts);
    this.targets = copy(targets);
  }

  /**
   * @param genes genes that the model predicts, or null where unknown
   * @param perturbations perturbations that it knows, or null
   * @param contexts contexts that it knows, or null
   */
  public C3tlModelPortObjectSpec(List<String> genes, List<String> perturbations, List<String> contexts) {
    this(genes, perturbations, contexts, null);
  }

  /**
   * @param model a model
   * @return its names
   */
  public static C3tlModelPortObjectSpec of(C3tlModel model) {
    return new C3tlModelPortObjectSpec(model.genes().names(), model.perturbations().names(), model.contexts().names(),
        model.targets());
  }

  /** @return genes, or null where unknown */
  public List<String> genes() {
    return genes;
  }

  /** @return perturbations, or null where unknown */
  public List<String> perturbations() {
    return perturbations;
  }

  /** @return contexts, or null where unknown */
  public List<String> contexts() {
    return contexts;
  }

  /** @return contexts that the model was trained for, or null where unknown */
  public List<String> targets() {
    return targets;
  }

  /** @return one line for people */
  String summary() {
    return count(genes, "gene") + ", " + count(perturbations, "perturbation") + ", " + count(contexts, "context")
        + (targets == null || targets.isEmpty() ? "" : ", trained for " + String.join(", ", targets));
  }

  private static String count(List<String> names, String what) {
    return names == null ? what + "s not yet known" : names.size() + " " + what + (names.size() == 1 ? "" : "s");
  }

  @Override
  protected void save(ModelContentWO model) {
    put(model, GENES, genes);
    put(model, PERTURBATIONS, perturbations);
    put(model, CONTEXTS, contexts);
    put(model, TARGETS, targets);
  }

  private static void put(ModelContentWO model, String key, List<String> names) {
    if (names != null) {
      model.addStringArray(key, names.toArray(String[]::new));
    }
  }

  @Override
  protected void load(ModelContentRO model) throws InvalidSettingsException {
    genes = take(model, GENES);
    perturbations = take(model, PERTURBATIONS);
    contexts = take(model, CONTEXTS);
    targets = take(model, TARGETS);
  }

  private static List<String> take(ModelContentRO model, String key) throws InvalidSettingsException {
    return model.containsKey(key) ? List.of(model.getStringArray(key)) : null;
  }

  private static List<String> copy(List<String> names) {
    return names == null ? null : List.copyOf(names);
  }

  @Override
  public JComponent[] getViews() {
    return new JComponent[] {TextView.of("C³TL Model: names", summary() + "\n\n" + list("Contexts", contexts)
        + list("Trained for", targets) + list("Perturbations", perturbations) + list("Genes", genes))};
  }

  private static String list(String title, List<String> names) {
    return names == null || names.isEmpty() ? "" : title + "\n  " + String.join("\n  ", names) + "\n\n";
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof C3tlModelPortObjectSpec s && Objects.equals(genes, s.genes)
        && Objects.equals(perturbations, s.perturbations) && Objects.equals(contexts, s.contexts)
        && Objects.equals(targets, s.targets);
  }

  @Override
  public int hashCode() {
    return Objects.hash(genes, perturbations, contexts, targets);
  }

  /** Reads and writes the spec in workflows. */
  public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<C3tlModelPortObjectSpec> {
  }
}
