/**
 * Tests of the Nextflow pipeline through its launcher {@code nextflow/nfw}, always with the Nextflow assembled from Maven
 * artefacts, so that results do not depend on what is installed.
 */
package org.c3tl.it.nextflow;
