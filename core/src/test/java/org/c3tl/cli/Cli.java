package org.c3tl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Runs the command line in this process.
 *
 * @param code exit code
 * @param out what stood on standard output
 * @param err what stood on standard error
 */
record Cli(int code, String out, String err) {
  static Cli run(Object... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream o = new ByteArrayOutputStream();
    ByteArrayOutputStream e = new ByteArrayOutputStream();
    try (PrintStream to = new PrintStream(o, true, StandardCharsets.UTF_8);
        PrintStream toErr = new PrintStream(e, true, StandardCharsets.UTF_8)) {
      System.setOut(to);
      System.setErr(toErr);
      int code = Main.run(java.util.Arrays.stream(args).map(String::valueOf).toArray(String[]::new));
      return new Cli(code, o.toString(StandardCharsets.UTF_8), e.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Must have ended well. */
  Cli ok() {
    assertEquals(0, code, err);
    return this;
  }

  /** Must have refused its input with a message for people that contains the text, and printed no result. */
  Cli refused(String text) {
    assertEquals(2, code, err);
    assertTrue(err.contains(text), err);
    assertTrue(err.contains("c3tl: "), err);
    assertTrue(!err.contains("Exception") && !err.contains("\tat "), err);
    assertEquals("", out);
    return this;
  }
}
