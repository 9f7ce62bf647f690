package org.c3tl.model;

/**
 * What the training contexts tell of each perturbation.
 *
 * @param coupling mean over its contexts of ⟨x_pc, m_p⟩ / genes, where m_p is the mean over the other contexts
 * @param strength mean over its contexts of |x_pc|² / genes
 * @param spread how far its effects lie from m_p, as a standard deviation relative to that of all perturbations, shrunken to 1
 * @param kappa κ of {@link ContextTraits#shift()}; infinite where contexts have no shift
 * @param weighting how effects were weighted in means
 */
public record PerturbationTraits(double[] coupling, double[] strength, double[] spread, double kappa,
    Weighting weighting) { }
