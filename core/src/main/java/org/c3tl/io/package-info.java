/**
 * Readers and writers: AnnData {@code .h5ad} (streamed in blocks), delimited text, GCT and GCTX, split TOML, and output that
 * appears whole or not at all.
 *
 * <p>May depend on {@code org.c3tl.data} and {@code org.c3tl.parallel}. The only package, beside the model file, that touches
 * jHDF. Files are untrusted: sizes and indices are checked before anything is allocated, and no path found inside a file is
 * followed.
 */
package org.c3tl.io;
