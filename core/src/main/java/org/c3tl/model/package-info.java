/**
 * The network of section 4 of the paper (encoders Θz and Θψ, decoder Γ), its forward and backward passes, the finished model
 * and its file.
 *
 * <p>May depend on {@code data}, {@code parallel}, {@code io} and {@code backend}; all arithmetic on matrices goes through a
 * {@link org.c3tl.backend.Backend}.
 */
package org.c3tl.model;
