// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/util/FileUtil.java
package org.knime.core.util;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;

public final class FileUtil {
  private FileUtil() { }

  public static URL toURL(final String path) throws MalformedURLException, InvalidPathException {
    if (path.isEmpty()) {
      throw new InvalidPathException("", "Empty path");
    }
    return path.startsWith("file:") || path.startsWith("http:") || path.startsWith("https:") ? new URL(path)
        : Paths.get(path).toAbsolutePath().toUri().toURL();
  }

  public static Path resolveToPath(final URL url) throws IOException, URISyntaxException {
    return "file".equals(url.getProtocol()) ? Paths.get(url.toURI()) : null;
  }
}
