package org.c3tl.report.plot;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * Draws SVG of {@link SvgWriter} as PNG. The bytes depend on the fonts of the machine. Sets nothing of the JVM: a program
 * without windows sets {@code java.awt.headless} itself.
 */
public final class PngWriter {
  /** Fonts that the widths of texts were estimated for, or that are near. */
  private static final List<String> FONTS = List.of("Helvetica", "Arial", "Liberation Sans", "Nimbus Sans", "DejaVu Sans");
  private static final int MAX_PIXELS = 60_000_000;

  private PngWriter() { }

  /**
   * @param svg a document of {@link SvgWriter}
   * @param scale pixels of the picture for each pixel of the SVG, above 0; lowered where the picture would be huge
   * @return a PNG file
   * @throws IOException if this Java cannot draw: it has no AWT, or finds no font. Whoever has another way, such as the SVG
   *     itself, should go on
   */
  public static byte[] write(String svg, double scale) throws IOException {
    try {
      return Drawing.draw(svg, scale);
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Without AWT its classes are missing; without fonts it fails with errors of several kinds.
      throw new IOException("This Java cannot draw pictures (" + e + "). It needs AWT and a font, in Debian the packages "
          + "'fontconfig' and 'fonts-dejavu-core'.", e);
    }
  }

  /** All that needs AWT, in a class of its own, so that this one can be loaded without it. */
  private static final class Drawing {
    private static byte[] draw(String svg, double scale) throws IOException {
      LoaderContext context = LoaderContext.builder().documentLimits(new DocumentLimits(30, 10, Integer.MAX_VALUE)).build();
      SVGDocument document = new SVGLoader().load(new ByteArrayInputStream(svg.replace(SvgWriter.FONTS, "font-family=\"" + font()
          + "\"").getBytes(StandardCharsets.UTF_8)), null, context);
      if (document == null) {
        throw new IOException("The picture could not be read back.");
      }
      double width = document.size().width;
      double height = document.size().height;
      double by = Math.min(scale, Math.sqrt(MAX_PIXELS / (width * height)));
      int w = Math.max(1, (int) Math.round(width * by));
      int h = Math.max(1, (int) Math.round(height * by));
      BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
      Graphics2D g = image.createGraphics();
      try {
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, w, h);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        document.renderWithPlatform(NullPlatformSupport.INSTANCE, g, new ViewBox(w, h));
      } finally {
        g.dispose();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("This Java has no writer for PNG.");
      }
      return out.toByteArray();
    }

    /** The library that draws takes one font, not a list of them. */
    private static String font() {
      Set<String> there = new HashSet<>(Arrays.asList(GraphicsEnvironment.getLocalGraphicsEnvironment()
          .getAvailableFontFamilyNames()));
      return FONTS.stream().filter(there::contains).findFirst().orElse("SansSerif");
    }
  }
}
