/**
 * What the KNIME nodes do, in plain Java: rows of a table to effects and back, and the work of Pseudobulk, Train, Predict and
 * Evaluate. Knows nothing of KNIME; the nodes in {@code org.c3tl.knime} adapt it. May use every package of core but
 * {@code org.c3tl.cli}.
 */
package org.c3tl.knime.logic;
