/**
 * The network of section 4 of the paper (encoders Θz and Θψ, decoder Γ), its parameters, the finished model and its file.
 *
 * <p>May depend on {@code data} and {@code io}. Matrix products run in ND4J's BLAS over off-heap buffers that are allocated
 * once; everything elementwise is a fused Java pass over blocks that fit the cache ({@link org.c3tl.model.Workers}), so that
 * no second native thread pool competes with the BLAS's own.
 */
package org.c3tl.model;
