/**
 * The nodes C³TL Pseudobulk, Train C³TL, C³TL Predict Context and C³TL Evaluate: dialog, ports and description of each, and
 * what turns KNIME's tables, progress and errors into those of {@code org.c3tl.knime.logic}, where the work is done. Uses the
 * public API of {@code org.knime.core} and {@code org.knime.core.ui} only.
 */
package org.c3tl.knime.nodes;
