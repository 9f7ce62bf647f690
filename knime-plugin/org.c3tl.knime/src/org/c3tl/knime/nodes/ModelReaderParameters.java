package org.c3tl.knime.nodes;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** Settings of C³TL Model Reader. Names of fields are keys in saved workflows: they never change. */
final class ModelReaderParameters implements NodeParameters {
  @Widget(title = "File", description = "A <tt>.c3tl</tt> file, written by <b>C³TL Model Writer</b>, the command "
      + "<tt>c3tl train</tt> or the Nextflow pipeline: a path such as <tt>/data/model.c3tl</tt>, or an address such as "
      + "<tt>knime://knime.workflow/data/model.c3tl</tt> for a file inside the workflow.")
  @TextInputWidget(placeholder = "/data/model.c3tl")
  String file = "";
}
