package org.c3tl.knime.nodes;

import java.nio.file.Path;
import org.c3tl.data.InvalidInputException;
import org.c3tl.knime.logic.ModelFiles;
import org.c3tl.knime.port.C3tlModelPortObject;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** C³TL Model Writer: the model port to a {@code .c3tl} file. */
public final class ModelWriterNodeFactory extends DefaultNodeFactory {
  /** Describes the node. */
  public ModelWriterNodeFactory() {
    super(DefaultNode.create()
        .name("C³TL Model Writer")
        .icon("writer.png")
        .shortDescription("Writes a trained C³TL model to a file.")
        .fullDescription("Writes the model as a <tt>.c3tl</tt> file, which <b>C³TL Model Reader</b>, the command line "
            + "(<tt>c3tl predict --model FILE</tt>) and the Nextflow pipeline read. It is an HDF5 file; Python reads it with "
            + "h5py.")
        .sinceVersion(5, 8, 0)
        .ports(p -> p.addInputPort("Model", "The trained model.", C3tlModelPortObject.TYPE))
        .model(m -> m.parametersClass(ModelWriterParameters.class)
            .configure(ModelWriterNodeFactory::configure)
            .execute(ModelWriterNodeFactory::execute))
        .nodeType(NodeType.Sink)
        .keywords("perturbation", "transfer learning", "context", "save model", "c3tl"));
  }

  private static Path file(ModelWriterParameters parameters) {
    if (parameters.file.isBlank()) {
      throw new InvalidInputException("No file is chosen. Open the dialog and give the path of the file to write as 'File'.");
    }
    return Work.file(parameters.file, "File");
  }

  private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
    ModelWriterParameters parameters = in.getParameters();
    Work.configure(() -> ModelFiles.check(file(parameters), parameters.overwrite));
  }

  private static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
    ModelWriterParameters parameters = in.getParameters();
    C3tlModelPortObject model = in.getInPortObject(0);
    Work.run(() -> ModelFiles.write(model.file(), file(parameters), parameters.overwrite));
  }
}
