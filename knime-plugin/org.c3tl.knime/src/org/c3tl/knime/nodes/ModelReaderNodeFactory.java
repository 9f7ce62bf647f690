package org.c3tl.knime.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.c3tl.data.InvalidInputException;
import org.c3tl.knime.logic.ModelFiles;
import org.c3tl.knime.port.C3tlModelPortObject;
import org.c3tl.knime.port.C3tlModelPortObjectSpec;
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

/** C³TL Model Reader: a {@code .c3tl} file to the model port. */
public final class ModelReaderNodeFactory extends DefaultNodeFactory {
  /** Describes the node. */
  public ModelReaderNodeFactory() {
    super(DefaultNode.create()
        .name("C³TL Model Reader")
        .icon("reader.png")
        .shortDescription("Reads a trained C³TL model from a file.")
        .fullDescription("Reads a <tt>.c3tl</tt> file, as <b>C³TL Model Writer</b>, the command line and the Nextflow pipeline "
            + "write it, so that a model trained elsewhere predicts here. The workflow keeps a copy of the file: after "
            + "execution it no longer needs the original.")
        .sinceVersion(5, 8, 0)
        .ports(p -> p.addOutputPort("Model", "The trained model.", C3tlModelPortObject.TYPE))
        .model(m -> m.parametersClass(ModelReaderParameters.class)
            .configure(ModelReaderNodeFactory::configure)
            .execute(ModelReaderNodeFactory::execute))
        .nodeType(NodeType.Source)
        .keywords("perturbation", "transfer learning", "context", "load model", "c3tl"));
  }

  private static Path file(ModelReaderParameters parameters) {
    if (parameters.file.isBlank()) {
      throw new InvalidInputException("No file is chosen. Open the dialog and give the path of a .c3tl file as 'File'.");
    }
    return Work.file(parameters.file, "File");
  }

  private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
    ModelReaderParameters parameters = in.getParameters();
    Work.configure(() -> {
      Path file = file(parameters);
      if (!Files.exists(file)) {
        throw new InvalidInputException("There is no file " + file + ". Check 'File'.");
      }
      try {
        out.setOutSpec(0, C3tlModelPortObjectSpec.of(ModelFiles.read(file)));
      } catch (IOException e) {
        throw new InvalidInputException("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
      }
    });
  }

  private static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
    ModelReaderParameters parameters = in.getParameters();
    Work.run(() -> out.setOutData(0, C3tlModelPortObject.copyOf(in.getExecutionContext(), file(parameters))));
  }
}
