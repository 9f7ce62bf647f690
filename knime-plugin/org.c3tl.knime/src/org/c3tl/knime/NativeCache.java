package org.c3tl.knime;

import java.io.File;
import java.lang.reflect.Field;
import org.bytedeco.javacpp.Loader;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Gives the native libraries, which JavaCPP unpacks from the fragment, a folder of this bundle's own.
 *
 * <p>JavaCPP's own choice is one folder per user for all versions of all programs, and its property would hold for the whole
 * JVM; so the field is set that the property would fill. It belongs to this bundle's own copy of JavaCPP. The folder lies in the
 * bundle's storage area: the framework removes it with the bundle. Where that fails, or where the user has set the property
 * {@value #PROPERTY}, JavaCPP chooses.
 */
public final class NativeCache implements BundleActivator {
  private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  @Override
  public void start(BundleContext context) {
    if (System.getProperty(PROPERTY) != null || System.getProperty("org.bytedeco.javacpp.cacheDir") != null) {
      return;
    }
    File folder = context.getDataFile("natives");
    if (folder == null || !folder.isDirectory() && !folder.mkdirs() || !folder.canWrite()) {
      return;
    }
    try {
      Field field = Loader.class.getDeclaredField("cacheDir");
      field.setAccessible(true);
      field.set(null, folder.getCanonicalFile());
    } catch (ReflectiveOperationException | java.io.IOException | RuntimeException e) {
      // JavaCPP then uses its own folder; nothing else changes.
    }
  }

  @Override
  public void stop(BundleContext context) {
    // Nothing to give back.
  }
}
