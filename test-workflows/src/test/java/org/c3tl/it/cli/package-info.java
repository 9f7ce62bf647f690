/** Tests that run {@code core/target/c3tl.jar} as a user does: one process per command, files in between. */
package org.c3tl.it.cli;
