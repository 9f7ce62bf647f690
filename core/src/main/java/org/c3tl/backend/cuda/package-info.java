/**
 * NVIDIA GPUs of compute capability 8.0 and newer, by JavaCPP's CUDA presets: products in cuBLAS, everything else in kernels
 * ({@code kernels.cu}) that NVRTC compiles for the GPU at hand when a training begins. The presets hold the glue only; cuBLAS and
 * NVRTC are those of the CUDA toolkit on the machine.
 *
 * <p>Classes of the presets are absent unless c3tl was built with {@code -Pcuda}; nothing here may be loaded but through
 * {@link org.c3tl.backend.Backends}.
 */
package org.c3tl.backend.cuda;
