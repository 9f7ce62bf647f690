/** Installs the update site as a user does, and runs the nodes in the framework that KNIME stands on. */
package org.c3tl.it.knime;
