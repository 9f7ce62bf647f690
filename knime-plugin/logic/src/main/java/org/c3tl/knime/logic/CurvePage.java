package org.c3tl.knime.logic;

import org.c3tl.train.Trained;

/** The view of Train C³TL. */
public final class CurvePage {
  private CurvePage() { }

  /**
   * @param trained model and learning curve
   * @return a document of HTML that needs nothing from elsewhere
   */
  public static String html(Trained trained) {
    return "<!DOCTYPE html><html><body><h1>Learning curve</h1><p>" + trained.curve().points().size() + "</p></body></html>";
  }
}
