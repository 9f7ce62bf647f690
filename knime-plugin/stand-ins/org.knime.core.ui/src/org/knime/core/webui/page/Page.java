// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/core/webui/page/Page.java
package org.knime.core.webui.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import org.knime.core.node.FluentNodeAPI;

public sealed class Page implements Resource, FluentNodeAPI permits FromFilePage {
  private final Supplier<InputStream> content;
  private final String path;

  Page(final Supplier<InputStream> content, final String path) {
    this.content = content;
    this.path = path;
  }

  public static RequireFromFileOrString create() {
    return new RequireFromFileOrString() {
      @Override
      public RequireBundle fromFile() {
        return bundle -> base -> file -> new FromFilePage(bundle, base, file);
      }

      @Override
      public RequireRelativePath fromString(final StringSupplier text, final Charset charset) {
        return path -> new Page(() -> new ByteArrayInputStream(text.get().getBytes(charset)), path);
      }
    };
  }

  public interface RequireFromFileOrString {
    RequireBundle fromFile();

    default RequireRelativePath fromString(final StringSupplier content) {
      return fromString(content, StandardCharsets.UTF_8);
    }

    RequireRelativePath fromString(StringSupplier content, Charset charset);
  }

  public interface RequireBundle {
    RequireBasePath bundleClass(Class<?> clazz);
  }

  public interface RequireBasePath {
    RequireRelativeFilePath basePath(String basePath);
  }

  public interface RequireRelativeFilePath {
    FromFilePage relativeFilePath(String relativeFilePath);
  }

  public interface RequireRelativePath {
    Page relativePath(String relativePath);
  }

  public interface StringSupplier extends Supplier<String> {
  }

  @Override
  public String getRelativePath() {
    return path;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return content.get();
  }

  static Function<Class<?>, Function<String, InputStream>> standInFiles() {
    return bundle -> file -> bundle.getResourceAsStream("/" + file);
  }
}
