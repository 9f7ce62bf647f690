package org.c3tl.knime.nodes;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.c3tl.knime.logic.TableColumn;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.page.Page;

/**
 * The page of the nodes' views. It shows a document of HTML that the node made when it was executed and that is saved with the
 * workflow, in a table of one cell.
 */
final class ViewPage {
  private static final List<TableColumn> COLUMNS = List.of(new TableColumn("html", TableColumn.Kind.TEXT));

  private ViewPage() { }

  static Page page(Page.RequireFromFileOrString p) {
    return p.fromFile().bundleClass(ViewPage.class).basePath("view").relativeFilePath("index.html");
  }

  static BufferedDataTable table(ExecutionContext exec, String html) throws IOException {
    return Tables.write(exec, Tables.spec(COLUMNS, null), sink -> sink.accept(List.of(html)));
  }

  /** What the page asks for. */
  static Map<String, String> data(PortObject[] internal) {
    if (internal == null || internal.length == 0 || !(internal[0] instanceof BufferedDataTable table)) {
      return Map.of("html", "<p>Execute the node to see its view.</p>");
    }
    try (CloseableRowIterator rows = table.iterator()) {
      DataRow row = rows.next();
      return Map.of("html", row.getCell(0).toString());
    }
  }
}
