package org.c3tl.knime.logic;

/** The view of C³TL Evaluate. */
final class EvaluationPage {
  private EvaluationPage() { }

  static String nothing() {
    return "<!DOCTYPE html><html><body><p>Nothing was scored.</p></body></html>";
  }

  static byte[] blank() {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    try {
      javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(1, 1, java.awt.image.BufferedImage.TYPE_INT_RGB), "png", out);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }
}
