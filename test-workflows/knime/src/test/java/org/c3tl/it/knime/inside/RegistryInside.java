package org.c3tl.it.knime.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.c3tl.knime.port.C3tlModelPortObject;
import org.c3tl.knime.port.C3tlModelPortObjectSpec;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.RegistryFactory;
import org.junit.jupiter.api.Test;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.StandInNode;
import org.knime.node.StandInParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.WidgetGroup;

/** What the bundle contributes to KNIME. */
class RegistryInside {
  private static final List<String> NAMES = List.of("C³TL Pseudobulk", "Train C³TL", "C³TL Predict Context", "C³TL Evaluate",
      "C³TL Model Reader", "C³TL Model Writer");

  @Test
  void everyNodeIsCreated() throws Exception {
    Set<String> names = new LinkedHashSet<>();
    for (DefaultNodeFactory factory : Nodes.factories().values()) {
      names.add(new StandInNode(factory).name());
    }
    assertEquals(new LinkedHashSet<>(NAMES), names);
  }

  @Test
  void nodesLieInTheCommunityCategory() {
    Set<String> before = new HashSet<>(Set.of(""));
    for (IConfigurationElement e : RegistryFactory.getRegistry().getConfigurationElementsFor(Nodes.POINT)) {
      assertEquals("/community/c3tl", e.getAttribute("category-path"));
      assertTrue(before.contains(e.getAttribute("after")), e.getAttribute("after"));
      before.add(e.getAttribute("factory-class"));
    }
    IConfigurationElement[] categories = RegistryFactory.getRegistry()
        .getConfigurationElementsFor("org.knime.workbench.repository.categories");
    assertEquals(1, categories.length);
    assertEquals("/community", categories[0].getAttribute("path"));
    assertEquals("c3tl", categories[0].getAttribute("level-id"));
  }

  @Test
  void iconsAre16By16() throws Exception {
    for (DefaultNodeFactory factory : Nodes.factories().values()) {
      String icon = new StandInNode(factory).icon();
      try (InputStream in = factory.getClass().getResourceAsStream(icon)) {
        assertSize(in, icon);
      }
    }
    String category = RegistryFactory.getRegistry().getConfigurationElementsFor("org.knime.workbench.repository.categories")[0]
        .getAttribute("icon");
    try (InputStream in = C3tlModelPortObject.class.getResourceAsStream("/" + category)) {
      assertSize(in, category);
    }
  }

  private static void assertSize(InputStream in, String icon) throws Exception {
    assertNotNull(in, icon);
    BufferedImage image = ImageIO.read(in);
    assertEquals(16, image.getWidth(), icon);
    assertEquals(16, image.getHeight(), icon);
  }

  @Test
  void nodesArePortsAndOptionsAreDescribed() throws Exception {
    for (DefaultNodeFactory factory : Nodes.factories().values()) {
      StandInNode node = new StandInNode(factory);
      assertFalse(node.shortDescription().isBlank());
      assertTrue(node.fullDescription().length() > 100, node.name());
      assertNotNull(node.type(), node.name());
      assertTrue(node.keywords().size() >= 3, node.name());
      for (StandInNode.Port port : node.ports()) {
        assertTrue(port.description().length() > 10, node.name() + ", " + port.name());
      }
      described(node.parametersClass());
    }
  }

  private static void described(Class<?> parameters) {
    for (Field field : StandInParameters.fields(parameters)) {
      if (WidgetGroup.class.isAssignableFrom(field.getType())) {
        described(field.getType());
        continue;
      }
      Widget widget = field.getAnnotation(Widget.class);
      assertNotNull(widget, field.toString());
      assertFalse(widget.title().isBlank(), field.toString());
      assertTrue(widget.description().length() > 10, field.toString());
    }
  }

  @Test
  void portTypeIsRegistered() throws Exception {
    IConfigurationElement[] types = RegistryFactory.getRegistry().getConfigurationElementsFor("org.knime.core.PortType");
    assertEquals(1, types.length);
    Map<String, Class<?>> classes = Map.of("objectClass", C3tlModelPortObject.class, "specClass",
        C3tlModelPortObjectSpec.class, "objectSerializer", C3tlModelPortObject.Serializer.class, "specSerializer",
        C3tlModelPortObjectSpec.Serializer.class);
    classes.forEach((attribute, c) -> assertEquals(c.getName(), types[0].getAttribute(attribute)));
    assertEquals(C3tlModelPortObject.Serializer.class, types[0].createExecutableExtension("objectSerializer").getClass());
    assertEquals(C3tlModelPortObjectSpec.Serializer.class, types[0].createExecutableExtension("specSerializer").getClass());
  }

  @Test
  void defaultSettingsAreSavedAndLoaded() throws Exception {
    for (DefaultNodeFactory factory : Nodes.factories().values()) {
      StandInNode node = new StandInNode(factory);
      new StandInNode(factory).load(node.save());
    }
  }
}
