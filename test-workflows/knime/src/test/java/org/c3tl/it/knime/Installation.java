package org.c3tl.it.knime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The update site and the stand-ins, installed by p2 into an empty folder and started, once for all tests of this JVM: native
 * libraries can be loaded only once.
 */
final class Installation {
  static final Path SITE = Path.of(System.getProperty("c3tl.site")).normalize();
  static final Path STAND_INS = Path.of(System.getProperty("c3tl.stand-ins")).normalize();
  static final Path WORK = Path.of(System.getProperty("c3tl.work"));
  static final String FEATURE = "org.c3tl.knime.feature.feature.group";
  static final String HOST = "org.c3tl.knime";

  private static Installation instance;

  final Path folder;
  final Framework framework;

  private Installation(Path folder, Framework framework) {
    this.folder = folder;
    this.framework = framework;
  }

  static synchronized Installation get() throws IOException, InterruptedException, BundleException {
    if (instance == null) {
      clear(WORK);
      Path folder = WORK.resolve("knime");
      Director.Result result = Director.install(Files.createDirectories(WORK.resolve("director")), List.of(SITE, STAND_INS),
          folder, platform(), FEATURE);
      assertEquals(0, result.status(), result.output());
      instance = new Installation(folder, start(folder));
      Framework framework = instance.framework;
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        try {
          framework.stop();
        } catch (BundleException e) {
          // The JVM is ending anyway.
        }
      }));
    }
    return instance;
  }

  /**
   * @return os, ws and arch of this machine, as p2 calls them
   */
  static String[] platform() {
    String os = System.getProperty("os.name").toLowerCase();
    String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    return os.contains("win") ? new String[] {"win32", "win32", arch}
        : os.contains("mac") ? new String[] {"macosx", "cocoa", arch} : new String[] {"linux", "gtk", arch};
  }

  private static Framework start(Path folder) throws IOException, BundleException {
    String[] platform = platform();
    Map<String, String> settings = new HashMap<>(Map.of(
        Constants.FRAMEWORK_STORAGE, folder.resolve("configuration").toString(),
        "osgi.install.area", folder.toUri().toString(), "osgi.instance.area", folder.resolve("workspace").toUri().toString(),
        "osgi.os", platform[0], "osgi.ws", platform[1], "osgi.arch", platform[2],
        // JUnit, for the tests inside, comes from outside; nothing else does.
        Constants.FRAMEWORK_BOOTDELEGATION, "org.junit.*,org.opentest4j.*",
        Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_APP));
    Framework framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(settings);
    framework.start();
    List<Bundle> bundles = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("plugins"))) {
      for (Path plugin : files.sorted().toList()) {
        if (!plugin.getFileName().toString().startsWith("org.eclipse.osgi_")) {
          bundles.add(framework.getBundleContext().installBundle("reference:" + plugin.toUri()));
        }
      }
    }
    // A fragment of the bundle, so that the tests see what the bundle sees.
    Path inside = folder.resolve("inside.jar");
    jar(inside, Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
    bundles.add(framework.getBundleContext().installBundle("reference:" + inside.toUri()));
    for (Bundle bundle : bundles) {
      if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      }
    }
    return framework;
  }

  private static void jar(Path jar, Path classes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "org.c3tl.it.knime.inside");
    manifest.getMainAttributes().putValue(Constants.FRAGMENT_HOST, HOST);
    Path inside = classes.resolve("org/c3tl/it/knime/inside");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.list(inside)) {
      for (Path file : files.sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, out);
      }
    }
  }

  Bundle bundle(String name) {
    return Stream.of(framework.getBundleContext().getBundles()).filter(b -> name.equals(b.getSymbolicName())).findFirst()
        .orElseThrow(() -> new AssertionError("There is no bundle " + name));
  }

  List<String> names() {
    return Stream.of(framework.getBundleContext().getBundles()).map(Bundle::getSymbolicName).sorted().toList();
  }

  /**
   * @param name simple name of a class in the package {@code inside}
   * @return its test methods, each to be run inside the framework
   * @throws ReflectiveOperationException if there is no such class
   */
  Stream<DynamicTest> tests(String name) throws ReflectiveOperationException {
    Class<?> c = bundle(HOST).loadClass("org.c3tl.it.knime.inside." + name);
    List<Method> methods = Stream.of(c.getDeclaredMethods()).filter(m -> m.isAnnotationPresent(Test.class))
        .sorted(Comparator.comparing(Method::getName)).toList();
    if (methods.isEmpty()) {
      throw new AssertionError(name + " has no tests.");
    }
    return methods.stream().map(m -> DynamicTest.dynamicTest(m.getName(), () -> {
      var constructor = c.getDeclaredConstructor();
      constructor.setAccessible(true);
      m.setAccessible(true);
      try {
        m.invoke(constructor.newInstance());
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }));
  }

  private static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(f -> {
        try {
          Files.delete(f);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
