/**
 * Immutable values that everything else is written in terms of: named axes, the sparse table of effects, splits and
 * provenance.
 *
 * <p>May depend on nothing but the JDK. Knows neither files nor models.
 */
package org.c3tl.data;
