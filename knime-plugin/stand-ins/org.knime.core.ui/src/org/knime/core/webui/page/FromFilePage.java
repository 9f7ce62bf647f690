// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/core/webui/page/FromFilePage.java
package org.knime.core.webui.page;

import java.util.LinkedHashSet;
import java.util.Set;

public non-sealed class FromFilePage extends Page {
  private final Class<?> bundle;
  private final String base;
  private final Set<String> files = new LinkedHashSet<>();

  FromFilePage(final Class<?> bundle, final String base, final String file) {
    super(() -> standInFiles().apply(bundle).apply(base + "/" + file), file);
    this.bundle = bundle;
    this.base = base;
  }

  public FromFilePage addResourceFile(final String relativeFilePath) {
    if (standInFiles().apply(bundle).apply(base + "/" + relativeFilePath) == null) {
      throw new IllegalArgumentException("There is no file " + base + "/" + relativeFilePath);
    }
    files.add(relativeFilePath);
    return this;
  }
}
