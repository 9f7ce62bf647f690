/** The port C³TL Model: a trained model between nodes. May use {@code org.knime.core} and C3TL's library. */
package org.c3tl.knime.port;
