/** The port of a trained model. May use KNIME's core and C3TL's library. */
package org.c3tl.knime.port;
