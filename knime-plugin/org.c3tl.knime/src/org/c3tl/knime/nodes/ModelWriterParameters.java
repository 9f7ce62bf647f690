package org.c3tl.knime.nodes;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** Settings of C³TL Model Writer. Names of fields are keys in saved workflows: they never change. */
final class ModelWriterParameters implements NodeParameters {
  @Widget(title = "File", description = "Where the model goes; usually ends in <tt>.c3tl</tt>: a path such as "
      + "<tt>/data/model.c3tl</tt>, or an address such as <tt>knime://knime.workflow/data/model.c3tl</tt> for a file inside the "
      + "workflow. The folder must exist. The file appears whole or not at all.")
  @TextInputWidget(placeholder = "/data/model.c3tl")
  String file = "";

  @Widget(title = "Overwrite", description = "Whether an existing file is replaced. Otherwise the node fails and leaves it as "
      + "it is.")
  boolean overwrite;
}
