/**
 * The report on a benchmark or an evaluation: figures with their captions and numbers, one self-contained HTML page, and files
 * for MultiQC. {@link org.c3tl.report.Report} makes all of them, from a folder of results or from objects in memory.
 *
 * <p>Names come from files of others and are escaped wherever they are written.
 *
 * <p>May depend on {@code data}, {@code io}, {@code model}, {@code metric} and {@code evaluate}; pictures are drawn by
 * {@link org.c3tl.report.plot}.
 */
package org.c3tl.report;
