package org.c3tl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.c3tl.data.EffectTable;
import org.c3tl.io.EffectFiles;
import org.c3tl.simulate.EffectSettings;
import org.c3tl.simulate.EffectSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example for Java programmers compiles and runs. */
class ReadmeTest {
  @TempDir
  Path folder;

  @Test
  void theLibraryExampleRuns() throws Exception {
    EffectTable effects = new EffectSimulator(new EffectSettings(4, 20, 30, 4, 8, 1, 0.3, 0, 3)).measured();
    Path file = folder.resolve("effects.h5ad");
    EffectFiles.write(file, effects, false);
    String target = effects.contexts().name(1);
    EffectTable predicted = run(example().replace("effects.h5ad", file.toString().replace('\\', '/')).replace("K562", target));
    assertArrayEquals(new String[] {target}, predicted.contexts().names().toArray());
    assertTrue(predicted.size() > 10, predicted.toString());
  }

  private static String example() throws IOException {
    String readme = Files.readString(Path.of(System.getProperty("basedir", ".")).resolve("../README.md"));
    int library = readme.indexOf("## Library");
    int from = readme.indexOf("```java", library) + 7;
    assertTrue(library > 0 && from > library, "no example");
    return readme.substring(from, readme.indexOf("```", from));
  }

  private EffectTable run(String statements) throws Exception {
    StringBuilder imports = new StringBuilder();
    for (String of : List.of("java.nio.file", "java.util", "org.c3tl.data", "org.c3tl.io", "org.c3tl.train")) {
      imports.append("import ").append(of).append(".*;\n");
    }
    String source = imports + "public class Example { public static EffectTable run() throws Exception {\n" + statements
        + "\nreturn predicted; } }";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertNotNull(compiler, "a JDK is needed");
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    JavaFileObject unit = new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
    boolean compiled = compiler.getTask(null, null, said, List.of("-proc:none", "-d", folder.toString(), "-classpath",
        System.getProperty("java.class.path")), null, List.of(unit)).call();
    StringBuilder problems = new StringBuilder();
    for (Diagnostic<?> d : said.getDiagnostics()) {
      problems.append(d.getMessage(Locale.ROOT)).append('\n');
    }
    assertTrue(compiled, problems.toString());
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, ReadmeTest.class.getClassLoader())) {
      Method run = loader.loadClass("Example").getMethod("run");
      return (EffectTable) run.invoke(null);
    }
  }
}
