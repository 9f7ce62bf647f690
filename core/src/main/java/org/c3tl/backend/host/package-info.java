/**
 * The CPU's side: products in the BLAS of ND4J over off-heap buffers that are allocated once; everything elementwise is a fused
 * Java pass over blocks that fit the cache ({@link org.c3tl.parallel.Workers}), so that no second native thread pool
 * competes with the BLAS's own.
 */
package org.c3tl.backend.host;
