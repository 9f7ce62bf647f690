package org.c3tl.it.knime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the update site, and what of it comes along where. */
class UpdateSiteIT {
  private static final List<String> FRAGMENTS = List.of("org.c3tl.knime.linux.x86_64", "org.c3tl.knime.macosx.aarch64",
      "org.c3tl.knime.macosx.x86_64", "org.c3tl.knime.win32.x86_64");
  /** Parts of names of native libraries that a platform needs. */
  private static final List<String> LIBRARIES = List.of("jnind4jcpu", "nd4jcpu", "jniopenblas", "openblas", "jnijavacpp");

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String name(Path plugin) {
    return plugin.getFileName().toString().replaceFirst("_\\d+\\.\\d+\\.\\d+.*", "");
  }

  @Test
  void holdsBundleFeatureAndFourFragmentsAndNothingElse() throws IOException {
    Set<String> expected = new TreeSet<>(FRAGMENTS);
    expected.add("org.c3tl.knime");
    Set<String> plugins = new TreeSet<>();
    files(Installation.SITE.resolve("plugins")).forEach(p -> plugins.add(name(p)));
    assertEquals(expected, plugins);
    assertEquals(List.of("org.c3tl.knime.feature"), files(Installation.SITE.resolve("features")).stream()
        .map(UpdateSiteIT::name).toList());
    List<Path> zips = files(Installation.SITE.getParent()).stream().filter(f -> f.toString().endsWith(".zip")).toList();
    assertEquals(1, zips.size());
    try (ZipFile zip = new ZipFile(zips.get(0).toFile())) {
      List<String> stray = zip.stream().map(e -> e.getName())
          .filter(n -> n.contains("org.knime") || n.contains("org.eclipse.")).toList();
      assertEquals(List.of(), stray);
    }
  }

  @Test
  void holdsNothingOfTheStandIns() throws IOException {
    for (Path plugin : files(Installation.SITE.resolve("plugins"))) {
      List<String> classes = new ArrayList<>();
      entries(plugin, (path, in) -> {
        if (path.contains("org/knime/") || path.contains("org.knime.core") || path.contains("StandIn")) {
          classes.add(path);
        }
      });
      assertEquals(List.of(), classes, plugin.toString());
    }
  }

  @Test
  void fragmentsHoldTheirPlatformsLibraries() throws IOException {
    List<Path> fragments = files(Installation.SITE.resolve("plugins")).stream().filter(p -> FRAGMENTS.contains(name(p))).toList();
    assertEquals(4, fragments.size());
    for (Path plugin : fragments) {
      Set<String> missing = new HashSet<>(LIBRARIES);
      String suffix = name(plugin).contains("win32") ? ".dll" : name(plugin).contains("macosx") ? ".dylib" : ".so";
      List<String> strange = new ArrayList<>();
      entries(plugin, (path, in) -> {
        String file = path.substring(path.lastIndexOf('/') + 1);
        if (file.matches(".*\\.(so|dll|dylib)(\\.\\d+)*") && !file.contains(suffix)) {
          strange.add(path);
        }
        missing.removeIf(l -> file.matches("(lib)?" + l + "\\b.*\\" + suffix + ".*")
            || file.matches("(lib)?" + l + "(_nolapack)?(\\.\\d+)*\\" + suffix + "(\\.\\d+)*"));
      });
      assertEquals(Set.of(), missing, plugin.toString());
      assertEquals(List.of(), strange, plugin.toString());
    }
  }

  @Test
  void everyLibraryIsNamedWithItsLicence() throws IOException {
    for (Path plugin : files(Installation.SITE.resolve("plugins"))) {
      Set<String> artefacts = new TreeSet<>();
      List<String> notices = new ArrayList<>();
      entries(plugin, (path, in) -> {
        String[] parts = path.replaceFirst(".*META-INF/maven/", "").split("/");
        if (path.contains("META-INF/maven/") && path.endsWith("/pom.properties") && !parts[0].startsWith("org.c3tl")) {
          artefacts.add(parts[0] + ":" + parts[1]);
        }
        if (path.equals("NOTICE.txt")) {
          notices.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      });
      assertEquals(1, notices.size(), plugin.toString());
      assertTrue(artefacts.size() >= 2, plugin + " " + artefacts);
      artefacts.removeIf(a -> Pattern.compile(Pattern.quote(a) + "\\b(?!-)").matcher(notices.get(0)).find());
      assertEquals(Set.of(), artefacts, "in knime-plugin/NOTICE.txt, for " + plugin);
    }
  }

  @Test
  void onlyThisPlatformsFragmentIsInstalled() throws Exception {
    String[] platform = Installation.platform();
    Set<String> ours = new TreeSet<>();
    for (Path plugin : files(Installation.get().folder.resolve("plugins"))) {
      if (name(plugin).startsWith("org.c3tl")) {
        ours.add(name(plugin));
        // Else the framework would unpack the nested jars into its configuration.
        assertTrue(Files.isDirectory(plugin), plugin + " is not a folder");
      }
    }
    assertEquals(Set.of("org.c3tl.knime", "org.c3tl.knime." + platform[0] + "." + platform[2]), ours);
  }

  @Test
  void isRefusedWithoutKnime(@TempDir Path folder) throws Exception {
    Director.Result result = Director.install(folder.resolve("director"), List.of(Installation.SITE), folder.resolve("empty"),
        Installation.platform(), Installation.FEATURE);
    assertNotEquals(0, result.status());
    assertTrue(result.output().contains("org.knime.core"), result.output());
    assertFalse(Files.exists(folder.resolve("empty/plugins/org.c3tl.knime")));
  }

  private interface Visitor {
    void visit(String path, JarInputStream in) throws IOException;
  }

  /** Visits the entries of a jar and those of the jars inside it. */
  private static void entries(Path jar, Visitor visitor) throws IOException {
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
      entries("", in, visitor);
    }
  }

  private static void entries(String prefix, JarInputStream in, Visitor visitor) throws IOException {
    for (JarEntry e = in.getNextJarEntry(); e != null; e = in.getNextJarEntry()) {
      visitor.visit(prefix + e.getName(), in);
      if (e.getName().endsWith(".jar")) {
        entries(prefix + e.getName() + "!", new JarInputStream(in), visitor);
      }
    }
  }
}
