package org.c3tl.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Split;

/**
 * Splits in the TOML of Arc Institute's State (package cell-load): {@code [fewshot."DATASET.CONTEXT"]} lists the
 * perturbations of a context that leave training, as {@code val} or {@code test}; {@code [zeroshot]} gives whole contexts;
 * everything else trains. A key is split at its first dot, so names of contexts may have dots and names of data sets may
 * not. Name and seed of the fold stand in a table {@code [c3tl]}, which State ignores.
 *
 * <p>State has no word for a context that is used for nothing. Such contexts stand under {@code [zeroshot]} as test, which
 * keeps State from learning from them, and in {@code [c3tl] excluded}, which tells C3TL that they are no test either.
 *
 * <p>State lets validation and test share perturbations; here that is refused, since the test would not be one. Its own
 * splitter balances by cells, C3TL's by perturbations.
 *
 * <h2>References</h2>
 * <pre>
 * github.com/ArcInstitute/cell-load, README "TOML configuration" and src/cell_load/config.py
 * </pre>
 */
public final class SplitFiles {
  private static final TomlMapper TOML = new TomlMapper();

  private SplitFiles() { }

  /**
   * Reads a split that lists its perturbations.
   *
   * @param file a split file
   * @return the split; its name is the file's where the file does not give one, its seed 0
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws IOException if the disc fails
   * @throws InvalidInputException naming everything that is wrong with it, among others contexts under {@code [zeroshot]},
   *     whose perturbations only the table tells: {@link #readToml(Path, EffectTable)} reads those, too
   */
  public static Split readToml(Path file) throws IOException {
    return new Reading(file, null).split();
  }

  /**
   * Reads a split for a table. Of the perturbations listed, those stay that the table has in that context.
   *
   * @param file a split file
   * @param table the effects that it is for
   * @return the split; a context that is held out wholly lists all its perturbations in the table
   * @throws IOException if the disc fails
   * @throws InvalidInputException as {@link #readToml(Path)}, and if a context is not in the table or none of its listed
   *     perturbations is
   */
  public static Split readToml(Path file, EffectTable table) throws IOException {
    return new Reading(file, table).split();
  }

  private static final class Reading {
    private final Path file;
    private final EffectTable table;
    private final Problems problems = new Problems();
    private final Map<String, Split.Held> held = new LinkedHashMap<>();
    private final Set<String> datasets = new TreeSet<>();
    private final Set<String> excluded = new TreeSet<>();

    Reading(Path file, EffectTable table) {
      this.file = file;
      this.table = table;
    }

    Split split() throws IOException {
      JsonNode root = parse();
      boolean any = false;
      for (String section : new String[] {"training", "zeroshot", "fewshot"}) {
        any |= root.has(section);
        problems.require(!root.has(section) || root.get(section).isObject(), file + ": '" + section + "' must be a table, ["
            + section + "].");
      }
      problems.require(any, file + " is TOML but no split: it has none of [training], [zeroshot] and [fewshot].");
      JsonNode own = root.path("c3tl");
      readExcluded(own.path("excluded"));
      root.path("training").properties().forEach(e -> problems.require("train".equals(e.getValue().asText()),
          file + ", [training]: data set '" + e.getKey() + "' is '" + e.getValue().asText()
          + "'; only \"train\" is allowed."));
      root.path("zeroshot").properties().forEach(e -> zeroshot(e.getKey(), e.getValue()));
      root.path("fewshot").properties().forEach(e -> fewshot(e.getKey(), e.getValue()));
      problems.require(datasets.size() <= 1, file + " splits several data sets, " + Problems.quote(datasets)
          + "; keep the contexts of one, since a table of effects is one data set.");
      problems.throwIfAny();
      String name = file.getFileName().toString().replaceFirst("(?i)\\.toml$", "");
      return new Split(own.path("name").asText(name), seed(own.path("seed")), held, excluded);
    }

    private void readExcluded(JsonNode list) {
      String where = file + ", [c3tl]: ";
      if (!list.isMissingNode()) {
        excluded.addAll(names(where, "excluded", list));
      }
      if (table != null) {
        Set<String> unknown = new TreeSet<>(excluded);
        unknown.removeAll(table.contexts().names());
        problems.require(unknown.isEmpty(), where + "there is no context " + Problems.quote(unknown)
            + " in the table. Known are " + Problems.quote(table.contexts().names()) + ".");
      }
    }

    private long seed(JsonNode seed) {
      try {
        return seed.isMissingNode() ? 0 : seed.isTextual() ? Long.parseLong(seed.asText()) : seed.longValue();
      } catch (NumberFormatException e) {
        throw new InvalidInputException(file + ", [c3tl]: the seed is '" + seed.asText() + "'; it must be a whole number.",
            e);
      }
    }

    private JsonNode parse() throws IOException {
      return TextFile.read(file, in -> {
        try {
          return TOML.readTree(in);
        } catch (JsonProcessingException e) {
          String at = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
          throw new InvalidInputException(file + at + ": this is not TOML: " + e.getOriginalMessage(), e);
        }
      });
    }

    /** @return the context of a key, or null where the key has no data set before its first dot */
    private String context(String section, String key) {
      int dot = key.indexOf('.');
      if (dot <= 0 || dot == key.length() - 1) {
        problems.add(file + ", [" + section + "]: the key '" + key
            + "' must be DATASET.CONTEXT, the whole in quotation marks.");
        return null;
      }
      datasets.add(key.substring(0, dot));
      String context = key.substring(dot + 1);
      if (held.containsKey(context)) {
        problems.add(file + ": context '" + context + "' stands more than once.");
        return null;
      }
      if (table != null && !table.contexts().contains(context)) {
        problems.add(file + ", [" + section + "]: there is no context '" + context + "' in the table. Known are "
            + Problems.quote(table.contexts().names()) + ".");
        return null;
      }
      return context;
    }

    private void zeroshot(String key, JsonNode value) {
      String context = context("zeroshot", key);
      if (context == null) {
        return;
      }
      String role = value.asText();
      if (excluded.contains(context)) {
        problems.require(role.equals("test"), file + ", [zeroshot]: context '" + context + "' is '" + role
            + "' but excluded under [c3tl]; only \"test\" is allowed for it.");
        return;
      }
      switch (role) {
        case "train" -> { }
        case "val", "test" -> {
          if (table == null) {
            problems.add(file + ", [zeroshot]: context '" + context
                + "' is held out wholly, so its perturbations must come from "
                + "a table. List them under [fewshot], or give the table of effects.");
          } else {
            Set<String> all = measured(context);
            held.put(context, role.equals("val") ? new Split.Held(all, Set.of()) : new Split.Held(Set.of(), all));
          }
        }
        default -> problems.add(file + ", [zeroshot]: context '" + context + "' is '" + role
            + "'; allowed are \"train\", \"val\" and \"test\".");
      }
    }

    private void fewshot(String key, JsonNode value) {
      String context = context("fewshot", key);
      if (context == null) {
        return;
      }
      String where = file + ", [fewshot.\"" + key + "\"]: ";
      if (!problems.require(!excluded.contains(context), where + "the context is excluded under [c3tl], so nothing of it can be "
          + "listed.")) {
        return;
      }
      if (!value.isObject()) {
        problems.add(where + "this must be a table with 'val' and 'test'.");
        return;
      }
      for (Map.Entry<String, JsonNode> e : value.properties()) {
        problems.require(e.getKey().equals("val") || e.getKey().equals("test"), where + "there is '" + e.getKey()
            + "', but only 'val' and 'test' are allowed; what is not listed trains.");
      }
      Set<String> validation = names(where, "val", value.get("val"));
      Set<String> test = names(where, "test", value.get("test"));
      Set<String> both = new TreeSet<>(validation);
      both.retainAll(test);
      if (!problems.require(both.isEmpty(), where + "perturbations " + Problems.quote(both)
          + " are listed for validation and for test; each may be in only one of them.")) {
        return;
      }
      if (table != null) {
        boolean listed = !validation.isEmpty() || !test.isEmpty();
        String examples = Problems.quote(test.isEmpty() ? validation : test);
        Set<String> measured = measured(context);
        validation.retainAll(measured);
        test.retainAll(measured);
        problems.require(!listed || !validation.isEmpty() || !test.isEmpty(), where + "none of the perturbations listed ("
            + examples + ") is measured in context '" + context + "' of the table, which has " + Problems.quote(measured)
            + ".");
      }
      held.put(context, new Split.Held(validation, test));
    }

    private Set<String> names(String where, String role, JsonNode array) {
      Set<String> names = new TreeSet<>();
      if (array == null) {
        return names;
      }
      if (!problems.require(array.isArray(), where + "'" + role + "' must be a list of names.")) {
        return names;
      }
      for (JsonNode n : array) {
        if (problems.require(n.isTextual() && !n.asText().isBlank(), where + "'" + role + "' holds " + n
            + ", which is no name; names stand in quotation marks.")) {
          names.add(n.asText());
        }
      }
      return names;
    }

    private Set<String> measured(String context) {
      Set<String> measured = new TreeSet<>();
      int c = table.contexts().indexOf(context);
      for (int p = 0; p < table.perturbations().size(); p++) {
        if (table.rowOf(p, c) >= 0) {
          measured.add(table.perturbations().name(p));
        }
      }
      return measured;
    }
  }

  /**
   * Writes a split that State reads, too, once the folder of its data is filled in under {@code [datasets]}.
   *
   * @param file where it shall be
   * @param split the split
   * @param dataset name of the data set; no dots
   * @param overwrite whether an existing file may be replaced
   * @throws IOException if writing fails
   * @throws InvalidInputException if the name of the data set is blank or has a dot, or as {@link AtomicOutput#check}
   */
  public static void writeToml(Path file, Split split, String dataset, boolean overwrite) throws IOException {
    if (dataset.isBlank() || dataset.indexOf('.') >= 0) {
      throw new InvalidInputException("The data set '" + dataset
          + "' cannot be named so in a split file: the name must not be empty and must have no dots.");
    }
    StringBuilder s = new StringBuilder();
    s.append("# Held-out perturbations by context; everything else trains.\n");
    if (!split.excluded().isEmpty()) {
      s.append("# Contexts under [zeroshot] are used for nothing: State does not learn from them, its scores of them are to be "
          + "left out.\n");
    }
    s.append("# For use with State, fill in the folder of the data.\n[datasets]\n");
    s.append(quoted(dataset)).append(" = \".\"\n\n");
    s.append("[training]\n").append(quoted(dataset)).append(" = \"train\"\n\n[zeroshot]\n");
    split.excluded().forEach(c -> s.append(quoted(dataset + "." + c)).append(" = \"test\"\n"));
    new TreeMap<>(split.held()).forEach((context, h) -> {
      s.append("\n[fewshot.").append(quoted(dataset + "." + context)).append("]\n");
      list(s, "val", h.validation());
      list(s, "test", h.test());
    });
    s.append("\n[c3tl]\nname = ").append(quoted(split.name())).append("\nseed = ").append(seed(split.seed())).append('\n');
    if (!split.excluded().isEmpty()) {
      list(s, "excluded", split.excluded());
    }
    AtomicOutput.write(file, overwrite, temporary -> Files.writeString(temporary, s, StandardCharsets.UTF_8));
  }

  /** As text where it has more than 18 digits, since Jackson (2.20) reads only the last part of such whole numbers. */
  private static String seed(long seed) {
    return Math.abs(seed / 10) < 100_000_000_000_000_000L ? Long.toString(seed) : quoted(Long.toString(seed));
  }

  private static void list(StringBuilder s, String key, Collection<String> names) {
    s.append(key).append(" = [");
    for (String name : names) {
      s.append("\n  ").append(quoted(name)).append(',');
    }
    s.append(names.isEmpty() ? "]\n" : "\n]\n");
  }

  /** A basic string of TOML: quotation marks, backslashes and control characters are escaped, all else stands as it is. */
  private static String quoted(String text) {
    StringBuilder s = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> s.append("\\\"");
        case '\\' -> s.append("\\\\");
        case '\n' -> s.append("\\n");
        case '\t' -> s.append("\\t");
        case '\r' -> s.append("\\r");
        default -> {
          if (c < ' ' || c == 0x7f) {
            s.append(String.format("\\u%04X", (int) c));
          } else {
            s.append(c);
          }
        }
      }
    }
    return s.append('"').toString();
  }
}
