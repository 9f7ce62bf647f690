/** Tests that run inside the framework, as a fragment of the bundle. They use what the bundle uses, and JUnit. */
package org.c3tl.it.knime.inside;
