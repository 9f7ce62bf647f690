package org.c3tl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodesTest {
  @ParameterizedTest
  @CsvSource({"1,1", "128,1", "129,2", "32768,2", "32769,4", "2147483647,4"})
  void everyCodeBelowTheLimitIsKeptInAsFewBytesAsItTakes(int limit, int bytes) {
    assertEquals(bytes, Codes.size(limit));
    Codes codes = new Codes(3, limit);
    codes.set(0, limit - 1);
    codes.set(1, -1);
    assertEquals(limit - 1, codes.get(0));
    assertEquals(-1, codes.get(1));
    assertEquals(0, codes.get(2));
    assertEquals(3, codes.rows());
  }
}
