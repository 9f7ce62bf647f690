package org.c3tl.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Split;

/**
 * A split as JSON text, as models and predictions carry it in their provenance entry {@value #ENTRY}:
 * {@code {"name": .., "seed": .., "held": {"CONTEXT": {"validation": [..], "test": [..]}}, "excluded": ["CONTEXT", ..]}},
 * the last only where a context is excluded.
 */
public final class SplitJson {
  /** Name of the provenance entry. */
  public static final String ENTRY = "split";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SplitJson() { }

  /**
   * @param split a split
   * @return it as JSON text on one line
   */
  public static String write(Split split) {
    ObjectNode json = MAPPER.createObjectNode().put("name", split.name()).put("seed", split.seed());
    ObjectNode held = json.putObject("held");
    split.held().forEach((context, h) -> {
      ObjectNode of = held.putObject(context);
      ArrayNode validation = of.putArray("validation");
      h.validation().forEach(validation::add);
      ArrayNode test = of.putArray("test");
      h.test().forEach(test::add);
    });
    if (!split.excluded().isEmpty()) {
      ArrayNode excluded = json.putArray("excluded");
      split.excluded().forEach(excluded::add);
    }
    return json.toString();
  }

  /**
   * @param text JSON text as {@link #write} gives it
   * @return the split
   * @throws InvalidInputException if the text is not such JSON
   */
  public static Split read(String text) {
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException("The entry '" + ENTRY + "' of the provenance is not JSON: " + e.getOriginalMessage()
          + ". The file was changed or damaged; predict again.", e);
    }
    JsonNode held = json.path("held");
    if (!json.path("name").isTextual() || !json.path("seed").canConvertToLong() || !held.isObject()) {
      throw new InvalidInputException("The entry '" + ENTRY + "' of the provenance must have 'name' (text), 'seed' (a whole "
          + "number) and 'held' (an object), but is " + brief(text) + ". Predict again with this version.");
    }
    Map<String, Split.Held> contexts = new LinkedHashMap<>();
    held.properties().forEach(e -> {
      String where = " of context '" + e.getKey() + "'";
      contexts.put(e.getKey(), new Split.Held(names(e.getValue(), "validation", where, "perturbations"),
          names(e.getValue(), "test", where, "perturbations")));
    });
    return new Split(json.path("name").textValue(), json.path("seed").longValue(), contexts,
        names(json, "excluded", "", "contexts"));
  }

  private static Set<String> names(JsonNode of, String key, String where, String what) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode n : of.path(key)) {
      if (!n.isTextual()) {
        throw new InvalidInputException("The split's list '" + key + "'" + where + " holds " + n + "; only names of " + what
            + " are allowed.");
      }
      names.add(n.textValue());
    }
    return names;
  }

  private static String brief(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "..." : text;
  }
}
