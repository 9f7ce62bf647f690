/**
 * The report as a reader has it: made by the jar, opened in Chromium at the widths of a phone and of a desk. Where there is no
 * Chromium these tests skip.
 */
package org.c3tl.it.report;
