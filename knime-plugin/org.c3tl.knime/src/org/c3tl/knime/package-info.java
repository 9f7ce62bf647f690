/** Start of the bundle. Knows neither KNIME nor the nodes. */
package org.c3tl.knime;
