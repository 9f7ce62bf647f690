/**
 * ND4J's own operations on whatever ND4J found: in a jar built with {@code -Pcuda11}, a GPU up to compute capability 8.9. One
 * pass here is several operations there, so on the CPU {@link org.c3tl.backend.host} is much faster; there this package is only
 * tested.
 */
package org.c3tl.backend.nd4j;
