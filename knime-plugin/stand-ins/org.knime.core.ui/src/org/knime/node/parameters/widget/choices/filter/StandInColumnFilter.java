// Not part of KNIME: behaviour for the tests.
package org.knime.node.parameters.widget.choices.filter;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/** Column filters to settings and back: the manual selection only. */
public final class StandInColumnFilter {
  private StandInColumnFilter() { }

  /**
   * @param filter a filter
   * @param to where it goes
   */
  public static void save(final ColumnFilter filter, final NodeSettingsWO to) {
    to.addString("mode", "MANUAL");
    NodeSettingsWO manual = to.addNodeSettings("manualFilter");
    manual.addStringArray("manuallySelected", filter.selected);
    manual.addBoolean("includeUnknownColumns", filter.includeUnknown);
  }

  /**
   * @param from a saved filter
   * @return the filter
   * @throws InvalidSettingsException if it is another kind
   */
  public static ColumnFilter load(final NodeSettingsRO from) throws InvalidSettingsException {
    NodeSettingsRO manual = from.getNodeSettings("manualFilter");
    ColumnFilter filter = new ColumnFilter(manual.getStringArray("manuallySelected"));
    filter.includeUnknown = manual.getBoolean("includeUnknownColumns");
    return filter;
  }
}
