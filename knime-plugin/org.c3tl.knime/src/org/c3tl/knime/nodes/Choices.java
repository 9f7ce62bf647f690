package org.c3tl.knime.nodes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.c3tl.knime.logic.EffectColumns;
import org.c3tl.knime.logic.TableColumn;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.filter.TableFilter;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;

/** What the dialogs offer: columns of the inputs, and values of columns. */
final class Choices {
  private static final int MOST_VALUES = 2000;
  private static final long MOST_ROWS = 100_000;

  private Choices() { }

  static Optional<DataTableSpec> spec(NodeParametersInput input, int port) {
    PortObjectSpec[] specs = input.getInPortSpecs();
    return specs != null && port < specs.length && specs[port] instanceof DataTableSpec s ? Optional.of(s) : Optional.empty();
  }

  static String perturbation(NodeParametersInput input, int port) {
    return spec(input, port).map(s -> EffectColumns.guessPerturbation(Tables.columns(s))).orElse("");
  }

  static String context(NodeParametersInput input, int port) {
    return spec(input, port).map(s -> EffectColumns.guessContext(Tables.columns(s))).orElse("");
  }

  /**
   * Distinct values of a column: those that KNIME noted, else those of the first rows.
   *
   * @param input what the dialog knows
   * @param port the table's port
   * @param column name of the column
   * @return the values, as many as a list can show
   */
  static List<String> values(NodeParametersInput input, int port, String column) {
    DataTableSpec spec = spec(input, port).orElse(null);
    if (spec == null || column == null || spec.findColumnIndex(column) < 0) {
      return List.of();
    }
    Set<DataCell> noted = spec.getColumnSpec(column).getDomain().getValues();
    if (noted != null) {
      return noted.stream().map(DataCell::toString).toList();
    }
    PortObject[] objects = input.getInPortObjects();
    if (objects == null || !(objects[port] instanceof BufferedDataTable table)) {
      return List.of();
    }
    Set<String> seen = new LinkedHashSet<>();
    try (CloseableRowIterator rows = table.filter(TableFilter.materializeCols(spec, column)).iterator()) {
      int at = spec.findColumnIndex(column);
      for (long r = 0; r < MOST_ROWS && seen.size() < MOST_VALUES && rows.hasNext(); r++) {
        DataCell cell = rows.next().getCell(at);
        if (!cell.isMissing()) {
          seen.add(cell.toString());
        }
      }
    }
    return List.copyOf(seen);
  }

  /** Columns of text of the first input. */
  static class TextColumns implements StringChoicesProvider {
    /** @return number of the table's port */
    int port() {
      return 0;
    }

    @Override
    public List<String> choices(NodeParametersInput input) {
      return names(input, port(), TableColumn.Kind.TEXT);
    }
  }

  /** Columns of text of the second input. */
  static final class SecondTextColumns extends TextColumns {
    @Override
    int port() {
      return 1;
    }
  }

  /** Columns of numbers of the first input. */
  static class NumberColumns implements StringChoicesProvider {
    /** @return number of the table's port */
    int port() {
      return 0;
    }

    @Override
    public List<String> choices(NodeParametersInput input) {
      return names(input, port(), TableColumn.Kind.NUMBER, TableColumn.Kind.COUNT);
    }
  }

  /** Columns of numbers of the second input. */
  static final class SecondNumberColumns extends NumberColumns {
    @Override
    int port() {
      return 1;
    }
  }

  /**
   * @param none what the entry that chooses nothing is called
   * @param names names of columns
   * @return choices of all names, after one whose value is {@code ""}
   */
  static List<StringChoice> orNone(String none, List<String> names) {
    List<StringChoice> all = new ArrayList<>();
    all.add(new StringChoice("", none));
    names.forEach(n -> all.add(StringChoice.fromId(n)));
    return all;
  }

  private static List<String> names(NodeParametersInput input, int port, TableColumn.Kind... kinds) {
    List<String> names = new ArrayList<>();
    for (TableColumn c : spec(input, port).map(Tables::columns).orElse(List.of())) {
      if (List.of(kinds).contains(c.kind())) {
        names.add(c.name());
      }
    }
    return names;
  }
}
