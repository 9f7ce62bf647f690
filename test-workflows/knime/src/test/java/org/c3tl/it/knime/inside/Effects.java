package org.c3tl.it.knime.inside;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;

/** Small tables of effects in which perturbation and context add up, so that a prediction can be right. */
final class Effects {
  static final int PERTURBATIONS = 16;
  static final int CONTEXTS = 4;
  static final int GENES = 12;
  /** The context to predict; three of its perturbations are measured. */
  static final String TARGET = "C3";

  private Effects() { }

  static boolean measured(String perturbation, String context) {
    return !context.equals(TARGET) || Integer.parseInt(perturbation.substring(1)) < 3;
  }

  /** The effects that the predicate wants, one row per perturbation and context. */
  static BufferedDataTable table(int genes, BiPredicate<String, String> wanted) throws IOException {
    Random random = new Random(7);
    double[][] p = draw(random, PERTURBATIONS, genes);
    double[][] c = draw(random, CONTEXTS, genes);
    List<DataColumnSpec> columns = new ArrayList<>();
    columns.add(new DataColumnSpecCreator("perturbation", StringCell.TYPE).createSpec());
    columns.add(new DataColumnSpecCreator("context", StringCell.TYPE).createSpec());
    for (int g = 0; g < genes; g++) {
      columns.add(new DataColumnSpecCreator("G" + g, DoubleCell.TYPE).createSpec());
    }
    BufferedDataContainer out = Nodes.context().createDataContainer(new DataTableSpec(columns.toArray(DataColumnSpec[]::new)));
    for (int i = 0; i < PERTURBATIONS; i++) {
      for (int j = 0; j < CONTEXTS; j++) {
        if (!wanted.test("P" + i, "C" + j)) {
          continue;
        }
        List<DataCell> row = new ArrayList<>(List.of(new StringCell("P" + i), new StringCell("C" + j)));
        for (int g = 0; g < genes; g++) {
          row.add(new DoubleCell(p[i][g] * (1 + 0.2 * c[j][g]) + 0.05 * random.nextGaussian()));
        }
        out.addRowToTable(new DefaultRow("Row" + (i * CONTEXTS + j), row));
      }
    }
    out.close();
    return out.getTable();
  }

  private static double[][] draw(Random random, int rows, int columns) {
    double[][] m = new double[rows][columns];
    for (double[] row : m) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return m;
  }

  static List<String> column(BufferedDataTable table, String name) {
    int at = table.getDataTableSpec().findColumnIndex(name);
    List<String> values = new ArrayList<>();
    try (CloseableRowIterator rows = table.iterator()) {
      while (rows.hasNext()) {
        values.add(rows.next().getCell(at).toString());
      }
    }
    return values;
  }

  /** Numbers of a column, by row. */
  static double[] numbers(BufferedDataTable table, String name) {
    int at = table.getDataTableSpec().findColumnIndex(name);
    List<Double> values = new ArrayList<>();
    try (CloseableRowIterator rows = table.iterator()) {
      while (rows.hasNext()) {
        DataRow row = rows.next();
        values.add(((DoubleValue) row.getCell(at)).getDoubleValue());
      }
    }
    return values.stream().mapToDouble(d -> d).toArray();
  }
}
