package org.c3tl.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.c3tl.io.SplitFiles;

/**
 * Folds as a folder: one split file in State's TOML for each, and the manifest {@value #MANIFEST} with the name, file, seed,
 * targets and counts of each.
 */
public final class FoldFiles {
  /** Name of the manifest. */
  public static final String MANIFEST = "folds.json";

  private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private FoldFiles() { }

  /**
   * @param folds folds of different names
   * @return name of the TOML file of each, in that order: safe on all systems and different even where case is ignored
   */
  public static List<String> names(List<Fold> folds) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Fold fold : folds) {
      String safe = fold.name().replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.-]", "_");
      String name = safe + ".toml";
      for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
        name = safe + "_" + n + ".toml";
      }
      names.add(name);
    }
    return names;
  }

  /**
   * @param folder existing folder to write into; files of the same name are replaced
   * @param dataset name of the table that the folds are of
   * @param protocol how the folds were made
   * @param made the folds
   * @throws IOException if writing fails
   */
  public static void write(Path folder, String dataset, Protocol protocol, Protocol.Folds made) throws IOException {
    ObjectNode manifest = MAPPER.createObjectNode();
    manifest.put("dataset", dataset);
    manifest.set("protocol", protocol.toJson());
    ArrayNode list = manifest.putArray("folds");
    List<String> names = names(made.folds());
    for (int i = 0; i < names.size(); i++) {
      Fold fold = made.folds().get(i);
      SplitFiles.writeToml(folder.resolve(names.get(i)), fold.split(), dataset, true);
      ObjectNode entry = list.addObject().put("name", fold.name()).put("file", names.get(i));
      ResultFiles.fold(fold).properties().forEach(e -> entry.set(e.getKey(), e.getValue()));
    }
    ObjectNode skipped = manifest.putObject("skipped");
    made.skipped().forEach(skipped::put);
    MAPPER.writeValue(folder.resolve(MANIFEST).toFile(), manifest);
  }

  /**
   * Split files of an earlier run, which would mix with those of a new one.
   *
   * @param folder folder of folds; may not exist
   * @return name and path of each split file that the folder's manifest lists; empty where there is no readable manifest
   * @throws IOException if the manifest cannot be opened
   */
  public static Map<String, Path> listed(Path folder) throws IOException {
    Map<String, Path> listed = new LinkedHashMap<>();
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      return listed;
    }
    JsonNode json;
    try {
      json = MAPPER.readTree(manifest.toFile());
    } catch (JsonProcessingException e) {
      return listed;
    }
    for (JsonNode fold : json.path("folds")) {
      String name = fold.path("file").asText();
      // A manifest is only text: it must not make us delete anything but split files of this very folder.
      if (name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*\\.toml") && Files.isRegularFile(folder.resolve(name))) {
        listed.put(name, folder.resolve(name));
      }
    }
    return listed;
  }
}
