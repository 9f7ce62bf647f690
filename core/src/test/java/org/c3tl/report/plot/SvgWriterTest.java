package org.c3tl.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

/** Pictures as text: the same bytes as those looked at once, whole XML whatever the names and numbers are. */
class SvgWriterTest {
  private static final double NAN = Double.NaN;
  private static final String HOSTILE = "<script>alert(1)</script>\"'&\u0000\u202E";

  private static Plot plot(Panel panel, Ramp ramp, Key... legend) {
    return new Plot("A title", "What it shows", List.of(panel), List.of(legend), ramp, 200, 150, 1);
  }

  private static Plot lines() {
    List<Mark> marks = List.of(new Mark(1, 0.2, "a"), new Mark(10, 0.5, "b"), new Mark(100, NAN, "gap"), new Mark(500, 0.9, "c"),
        new Mark(900, 0.95, "d"));
    Scale x = Scale.log("known", List.of(1.0, 900.0));
    return new Plot("Lines", "Two panels of lines", List.of(new Panel("first", x, Scale.around("r", List.of(0.2, 0.95)), List.of(
        new Layer.Band(List.of(1.0, 10.0, 100.0), List.of(0.1, 0.4, NAN), List.of(0.3, 0.6, NAN), Palette.BLUE),
        new Layer.Line(marks, Palette.BLUE, 2, false, 1, "line"), new Layer.Points(marks, Palette.BLUE, Shape.CIRCLE, 4, 1))),
        new Panel("second", x, Scale.linear("r", 0, 1), List.of(new Layer.Line(List.of(new Mark(1, 1, ""), new Mark(900, 0, "")),
            Palette.INK, 1, true, 0.5, "")))), List.of(new Key("C3TL", Palette.BLUE, Shape.CIRCLE), new Key("perfect",
            Palette.INK, Shape.DASHES), new Key("band", Palette.SKY, Shape.AREA)), null, 160, 120, 2);
  }

  private static Plot bars() {
    return plot(new Panel("", Scale.linear("pearson_delta", 0, 0.5), Scale.of("", List.of("A375", "MCF7",
        "a name that is much too long to be shown beside a small panel")), List.of(new Layer.Bars(List.of(new Mark(0.4, 0,
        "A375: 0.4"), new Mark(NAN, 1, ""), new Mark(0.1, 2, "")), Palette.SKY, 0.6), new Layer.Points(List.of(new Mark(0.3, 0,
        "mean")), Palette.ORANGE, Shape.DIAMOND, 4, 1), new Layer.Intervals(List.of(1.0), List.of(0.1), List.of(0.2),
        Palette.INK), new Layer.Points(List.of(new Mark(0.45, 0, "")), Palette.INK, Shape.TICK, 6, 1))), null, new Key("mean",
        Palette.ORANGE, Shape.DIAMOND));
  }

  private static Plot tiles(boolean named) {
    double[][] values = {{-1, 0, 1}, {0.5, NAN, 2}};
    List<String> rows = List.of("TP53", "MYC");
    List<String> columns = List.of("p1", "p2", "p3");
    Ramp ramp = Ramp.signed("effect", 1);
    return plot(new Panel("measured", Scale.of("", columns), Scale.of("gene", rows), List.of(new Layer.Tiles(values, ramp, named
        ? rows : List.of(), named ? columns : List.of()))), ramp);
  }

  private static Plot hexagons() {
    Ramp ramp = Ramp.counts("values", 1000);
    return new Plot("Hexagons", "Counts", List.of(new Panel("r = 0.5", Scale.linear("measured", -1, 1), Scale.linear("predicted",
        -1, 1), List.of(new Layer.Hexagons(List.of(new Layer.Bin(0, 0, 1000), new Layer.Bin(0.2, 0.1, 10), new Layer.Bin(-0.4,
        -0.3, 1)), ramp, 10), new Layer.Labels(List.of(new Mark(0, 0, "one"), new Mark(0, 0, "other place"), new Mark(5, 5,
        "outside")), Palette.INK)))), List.of(), ramp, 150, 150, 1);
  }

  static Stream<Object[]> plots() {
    return Stream.of(new Object[] {"lines", lines(), Layout.ALONE}, new Object[] {"lines-narrow", lines(), Layout.NARROW},
        new Object[] {"bars", bars(), Layout.WIDE}, new Object[] {"tiles", tiles(true), Layout.ALONE},
        new Object[] {"tiles-runs", tiles(false), Layout.WIDE}, new Object[] {"hexagons", hexagons(), Layout.ALONE});
  }

  @ParameterizedTest
  @MethodSource("plots")
  void sameBytesAsLookedAt(String name, Plot plot, Layout layout) throws IOException {
    String svg = SvgWriter.write(plot, layout);
    Path actual = Files.createDirectories(Path.of("target/svg")).resolve(name + ".svg");
    Files.writeString(actual, svg);
    try (InputStream golden = SvgWriterTest.class.getResourceAsStream(name + ".svg")) {
      assertNotNull(golden, "there is no " + name + ".svg; look at " + actual + " and copy it if it is right");
      assertEquals(new String(golden.readAllBytes(), StandardCharsets.UTF_8), svg, "look at " + actual);
    }
  }

  @ParameterizedTest
  @MethodSource("plots")
  void isXmlWithoutReferences(String name, Plot plot, Layout layout) throws Exception {
    Document xml = parse(SvgWriter.write(plot, layout));
    assertEquals(plot.description(), xml.getDocumentElement().getAttribute("aria-label"));
    assertEquals("img", xml.getDocumentElement().getAttribute("role"));
    var all = xml.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      var attributes = all.item(i).getAttributes();
      for (int a = 0; a < attributes.getLength(); a++) {
        String value = attributes.item(a).getNodeValue();
        assertFalse(value.contains("NaN") || value.contains("Infinity") || value.contains("url("), all.item(i) + " " + value);
        assertFalse(attributes.item(a).getNodeName().matches("(?i)on.*|.*href"), attributes.item(a).getNodeName());
      }
    }
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void hostileNamesStayText() throws Exception {
    Mark mark = new Mark(0, 0, HOSTILE);
    Plot plot = new Plot(HOSTILE, HOSTILE, List.of(new Panel(HOSTILE, Scale.of(HOSTILE, List.of(HOSTILE)), Scale.of(HOSTILE,
        List.of(HOSTILE)), List.of(new Layer.Points(List.of(mark), Palette.BLUE, Shape.CROSS, 3, 1), new Layer.Line(List.of(mark),
        Palette.BLUE, 1, false, 1, HOSTILE), new Layer.Bars(List.of(mark), Palette.BLUE, 1), new Layer.Labels(List.of(mark),
        Palette.INK), new Layer.Tiles(new double[][] {{1}}, Ramp.signed(HOSTILE, 1), List.of(HOSTILE), List.of(HOSTILE))))),
        List.of(new Key(HOSTILE, Palette.BLUE, Shape.RING)), Ramp.signed(HOSTILE, 1), 300, 300, 1);
    Document xml = parse(SvgWriter.write(plot, Layout.ALONE));
    assertEquals(0, xml.getElementsByTagName("script").getLength());
    assertEquals("<script>alert(1)</script>\"'&\uFFFD\uFFFD", xml.getDocumentElement().getAttribute("aria-label"));
  }

  @Test
  void emptySingleAndBrokenNumbersAreDrawnOrLeftOut() throws Exception {
    for (List<Double> values : List.of(List.<Double>of(), List.of(3.0), List.of(0.0, 0.0), List.of(NAN, NAN),
        List.of(Double.POSITIVE_INFINITY, 1.0), List.of(-1e-300, 1e-300), List.of(-1e300, 1e300))) {
      List<Mark> marks = values.stream().map(v -> new Mark(v, v, "")).toList();
      for (Scale x : List.of(Scale.around("x", values), Scale.log("x", values), Scale.of("x", List.of()))) {
        Plot plot = plot(new Panel("", x, Scale.around("y", values), List.of(new Layer.Points(marks, Palette.BLUE, Shape.SQUARE,
            2, 1), new Layer.Line(marks, Palette.BLUE, 1, false, 1, ""), new Layer.Band(values, values, values, Palette.BLUE),
            new Layer.Labels(marks, Palette.INK), new Layer.Tiles(new double[0][0], Ramp.signed("", NAN), List.of(), List.of()),
            new Layer.Hexagons(List.of(), Ramp.counts("n", 0), 10))), Ramp.counts("n", 1));
        String svg = SvgWriter.write(plot, Layout.ALONE);
        parse(svg);
        assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
      }
    }
  }

  @Test
  void narrowPicturesFitAPhone() throws Exception {
    for (Object[] plot : plots().toList()) {
      double width = Double.parseDouble(parse(SvgWriter.write((Plot) plot[1], Layout.NARROW)).getDocumentElement()
          .getAttribute("width"));
      assertTrue(width <= 420, plot[0] + " is " + width + " wide");
    }
  }

  @Test
  void aPngOfTheSameSizeCanBeDrawn() throws Exception {
    String svg = SvgWriter.write(hexagons(), Layout.ALONE);
    byte[] png = PngWriter.write(svg, 2);
    var image = javax.imageio.ImageIO.read(new ByteArrayInputStream(png));
    var root = parse(svg).getDocumentElement();
    assertEquals(2 * Integer.parseInt(root.getAttribute("width")), image.getWidth());
    assertEquals(2 * Integer.parseInt(root.getAttribute("height")), image.getHeight());
    boolean dark = false;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        dark |= (image.getRGB(x, y) & 0xFFFFFF) == 0x08306B;
      }
    }
    assertTrue(dark, "the fullest hexagon is not drawn");
  }

  @Test
  void manyShapesCanBeDrawn() throws IOException {
    List<Mark> marks = java.util.stream.IntStream.range(0, 3000).mapToObj(i -> new Mark(i % 97, i % 89, "")).toList();
    byte[] png = PngWriter.write(SvgWriter.write(plot(new Panel("", Scale.linear("x", 0, 100), Scale.linear("y", 0, 100),
        List.of(new Layer.Points(marks, Palette.BLUE, Shape.CIRCLE, 2, 1))), null), Layout.ALONE), 1);
    assertEquals((byte) 0x89, png[0]);
  }
}
