package org.c3tl.knime.logic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.c3tl.data.Progress;
import org.c3tl.report.CurvePoint;
import org.c3tl.report.Figure;
import org.c3tl.report.Predictions;
import org.c3tl.report.Report;
import org.c3tl.report.ReportInput;
import org.c3tl.report.plot.Layout;
import org.c3tl.report.plot.SvgWriter;
import org.c3tl.train.LearningCurve;

/** Documents of HTML for the nodes' views. They need nothing from elsewhere. */
public final class Pages {
  private Pages() { }

  /**
   * @param curve how a training went
   * @return a page with its figure
   * @throws IOException not by itself
   */
  public static String learningCurve(LearningCurve curve) throws IOException {
    List<CurvePoint> points = curve.points().stream().map(p -> new CurvePoint("", p.phase(), p.member(), p.epoch(), p.trainMse(),
        p.validationPearson(), p.validationMse())).toList();
    List<Figure> figures = Report.of(new ReportInput(JsonNodeFactory.instance.objectNode(), List.of(), Predictions.NONE, null, null,
        points, List.of(), List.of()), Progress.NONE).figures();
    StringBuilder html = new StringBuilder();
    for (Figure f : figures) {
      html.append("<h1>").append(escape(f.heading())).append("</h1>\n").append(SvgWriter.write(f.plot(), Layout.ALONE))
          .append("\n<p>").append(escape(f.caption())).append("</p>\n<p>").append(escape(f.reading())).append("</p>\n");
    }
    return page("Learning curve", figures.isEmpty() ? "<p>No epoch was run.</p>" : html.toString());
  }

  /**
   * @param sentence what there is to say
   * @return a page that says it
   */
  static String text(String sentence) {
    return page("C³TL", "<p>" + escape(sentence) + "</p>");
  }

  private static String page(String title, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escape(title)
        + "</title><style>body { font: 15px/1.5 system-ui, sans-serif; margin: 1em; color: #222; } svg { max-width: 100%; }"
        + " h1 { font-size: 1.2em; }</style></head><body>\n" + body + "\n</body></html>\n";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /**
   * @return a white picture, where there is nothing to plot
   */
  static byte[] blank() {
    BufferedImage white = new BufferedImage(400, 300, BufferedImage.TYPE_BYTE_BINARY);
    for (int x = 0; x < white.getWidth(); x++) {
      for (int y = 0; y < white.getHeight(); y++) {
        white.setRGB(x, y, 0xFFFFFF);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(white, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
