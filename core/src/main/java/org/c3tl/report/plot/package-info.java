/**
 * Pictures of numbers: an immutable description of a plot, written as SVG (plain text, the same bytes everywhere) or drawn
 * from that SVG as PNG. Knows nothing of perturbations.
 *
 * <p>May depend on nothing of C3TL.
 */
package org.c3tl.report.plot;
