/**
 * The command line {@code c3tl}: one class per command, which parses options, calls the library and prints. Holds no science.
 *
 * <p>May depend on everything; nothing depends on it. Loads ND4J only in commands that need it.
 */
package org.c3tl.cli;
