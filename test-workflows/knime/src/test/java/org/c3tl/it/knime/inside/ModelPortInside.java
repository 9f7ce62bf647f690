package org.c3tl.it.knime.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.c3tl.knime.port.C3tlModelPortObjectSpec;
import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.StandInPorts;
import org.knime.node.StandInNode;

/** The port C³TL Model and its reader and writer. */
class ModelPortInside {
  @Test
  void specsSurviveSaving() throws Exception {
    C3tlModelPortObjectSpec full = new C3tlModelPortObjectSpec(List.of("TP53", "MDM2"), List.of("nutlin-3"),
        List.of("A549", "µ-cell"), List.of());
    assertEquals(full, StandInPorts.reload(full, new C3tlModelPortObjectSpec.Serializer()));
    C3tlModelPortObjectSpec unknown = new C3tlModelPortObjectSpec(List.of("TP53"), null, null);
    assertEquals(unknown, StandInPorts.reload(unknown, new C3tlModelPortObjectSpec.Serializer()));
  }

  @Test
  void readerSaysWhatToDo() throws Exception {
    StandInNode reader = Nodes.node("C³TL Model Reader");
    assertTrue(assertThrows(InvalidSettingsException.class, reader::configure).getMessage().contains("'File'"));
    NodeSettings settings = new NodeSettings("model");
    settings.addString("file", "/nowhere/model.c3tl");
    reader.load(settings);
    assertTrue(assertThrows(InvalidSettingsException.class, reader::configure).getMessage().contains("/nowhere/model.c3tl"));
  }
}
