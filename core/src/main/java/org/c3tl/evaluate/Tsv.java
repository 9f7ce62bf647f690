package org.c3tl.evaluate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Tab-separated tables: one header line, an empty field for a number that is none. */
final class Tsv implements AutoCloseable {
  private final CSVPrinter printer;

  Tsv(Path file, String... header) throws IOException {
    BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    printer = new CSVPrinter(out, CSVFormat.DEFAULT.builder().setDelimiter('\t').setRecordSeparator('\n').setHeader(header)
        .get());
  }

  void row(Object... fields) throws IOException {
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] instanceof Double d && d.isNaN()) {
        fields[i] = "";
      }
    }
    printer.printRecord(fields);
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
