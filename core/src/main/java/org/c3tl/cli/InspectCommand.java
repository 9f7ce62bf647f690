package org.c3tl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.c3tl.io.Inspection;
import org.c3tl.io.Inspector;
import org.c3tl.io.ValueKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code c3tl inspect}: what is in a file. */
@Command(name = "inspect", sortOptions = false,
    description = {"Shows what is in a file: AnnData (.h5ad), a table (.tsv, .csv, also .gz), .gct, .gctx, or a file of c3tl.",
        "Of AnnData it shows what X is, its sum and non-zeros, and the obs columns with their categories. Matrices are read "
            + "through, in blocks."},
    footer = {"", "Example:", "  c3tl inspect cells.h5ad", "  c3tl inspect cells.h5ad --json"})
final class InspectCommand implements Callable<Integer> {
  /** How many categories and names are printed; JSON has all. */
  private static final int SHOWN = 12;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "FILE", description = "File to look into.")
  Path file;

  @Option(names = "--json", description = "Print everything as JSON.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Inspection seen = Inspector.inspect(file, common.progress());
    common.console().end();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(seen));
    } else {
      print(seen, out);
    }
    out.flush();
    return 0;
  }

  private static void print(Inspection s, PrintWriter out) {
    boolean cells = s.format().equals("AnnData");
    out.println(s.file() + ": " + s.format() + (s.rows() == null ? "" : String.format(Locale.ROOT, ", %,d %s × %,d %s", s.rows(),
        cells ? "observations" : "rows", s.columns(), cells ? "variables" : "columns")) + ", " + size(s.bytes()));
    if (s.c3tl() != null) {
      out.println("c3tl:");
      json(s.c3tl(), "  ", out);
    }
    if (s.attributes() != null && !s.attributes().isEmpty()) {
      out.println("attributes:");
      s.attributes().forEach((k, v) -> out.println("  " + k + ": " + cut(v)));
    }
    if (!s.matrices().isEmpty()) {
      out.println("matrices:");
      s.matrices().forEach(m -> matrix(m, out));
    }
    columns("obs columns:", s.obs(), out);
    if (cells) {
      columns("var columns:", s.var(), out);
    } else if (!s.var().isEmpty()) {
      out.println("columns: " + names(s.var().stream().map(Inspection.ColumnInfo::name).toList()));
    }
    s.groups().forEach((k, v) -> out.println(k + ": " + names(v)));
    s.notes().forEach(n -> out.println("note: " + n));
  }

  private static void matrix(Inspection.MatrixInfo m, PrintWriter out) {
    double all = (double) m.rows() * m.columns();
    out.printf(Locale.ROOT, "  %s: %s %s, %,d × %,d, %,d non-zeros (%s %%), sum %s%n", m.name(),
        m.layout().toLowerCase(Locale.ROOT), m.dtype(), m.rows(), m.columns(), m.nonZeros(),
        number(all == 0 ? 0 : 100 * m.nonZeros() / all, 3), number(m.sum(), 12));
    String kind = m.kind();
    for (ValueKind k : ValueKind.values()) {
      kind = k.id().equals(kind) ? k.description() : kind;
    }
    out.println("      " + kind + " (" + m.reason() + "), " + number(m.min()) + " to " + number(m.max()));
  }

  private static void columns(String title, List<Inspection.ColumnInfo> columns, PrintWriter out) {
    if (columns.isEmpty()) {
      return;
    }
    out.println(title);
    int width = Math.min(30, columns.stream().mapToInt(c -> c.name().length()).max().orElse(1));
    for (Inspection.ColumnInfo c : columns) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-" + width + "s  %-8s ", c.name(), c.dtype()));
      if (c.min() != null) {
        line.append(number(c.min())).append(" to ").append(number(c.max()));
      } else if (c.distinct() != null) {
        line.append(c.distinct()).append(c.distinct() == 1 ? " value" : " values");
        boolean each = c.categories() == null || c.categories().values().stream().allMatch(n -> n == 1);
        line.append(c.categories() == null ? "" : ": " + counts(c.categories(), !each));
      }
      if (c.missing() != null && c.missing() > 0) {
        line.append("; missing in ").append(c.missing());
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String counts(Map<String, Integer> categories, boolean withCounts) {
    StringBuilder s = new StringBuilder();
    int shown = 0;
    for (Iterator<Map.Entry<String, Integer>> i = categories.entrySet().iterator(); i.hasNext();) {
      Map.Entry<String, Integer> e = i.next();
      if (shown++ == SHOWN) {
        return s.append(", … (").append(categories.size() - SHOWN).append(" more)").toString();
      }
      s.append(shown == 1 ? "" : ", ").append(cut(e.getKey())).append(withCounts ? " (" + e.getValue() + ")" : "");
    }
    return s.toString();
  }

  private static String names(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))) + (names.size() > SHOWN ? ", … ("
        + (names.size() - SHOWN) + " more)" : "");
  }

  private static void json(JsonNode node, String indent, PrintWriter out) {
    if (!node.isObject()) {
      out.println(indent + cut(node.isTextual() ? node.asText() : node.toString()));
      return;
    }
    node.properties().forEach(e -> {
      if (e.getValue().isObject()) {
        out.println(indent + e.getKey() + ":");
        json(e.getValue(), indent + "  ", out);
      } else {
        out.println(indent + e.getKey() + ": " + cut(e.getValue().isTextual() ? e.getValue().asText() : e.getValue().toString()));
      }
    });
  }

  /** One line, not too long, without control characters that a file could send to the terminal. */
  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 120 ? line : line.substring(0, 119) + "…";
  }

  private static String number(double v) {
    return number(v, 6);
  }

  private static String number(double v, int digits) {
    if (!Double.isFinite(v)) {
      return String.valueOf(v);
    }
    BigDecimal d = new BigDecimal(v).round(new MathContext(digits)).stripTrailingZeros();
    return d.scale() > -digits && d.scale() < digits + 4 ? d.toPlainString() : d.toString();
  }

  private static String size(long bytes) {
    return bytes < 1024 ? bytes + " bytes" : bytes < 1 << 20 ? String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0)
        : bytes < 1 << 30 ? String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1073741824.0);
  }
}
