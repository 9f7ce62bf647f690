/**
 * Where a training's arithmetic runs: the {@link org.c3tl.backend.Backend} and what it works on. {@code host} computes on the
 * CPU, {@code cuda} on NVIDIA GPUs of compute capability 8.0 and newer, {@code nd4j} on whatever ND4J's own backend is, which
 * in a jar built for it are older GPUs. {@link org.c3tl.backend.Backends} chooses.
 *
 * <p>May depend on {@code data} and {@code parallel}. Nothing outside this package's subpackages touches native code.
 */
package org.c3tl.backend;
