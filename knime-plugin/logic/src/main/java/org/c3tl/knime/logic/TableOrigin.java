package org.c3tl.knime.logic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;

/**
 * What a table's values cannot tell: their kind, how they were normalised, and how they came to be, as one JSON text that
 * travels with the table, as {@code uns/c3tl} does in an {@code .h5ad} file.
 *
 * @param kind what the values are
 * @param normalisation how they were normalised, for people; may be empty
 * @param provenance how the table came to be
 */
public record TableOrigin(TableKind kind, String normalisation, Provenance provenance) {
  /** Key that the text stands under. */
  public static final String KEY = "c3tl";
  /** Of a table of which nothing is known. */
  public static final TableOrigin UNKNOWN = new TableOrigin(TableKind.EFFECT, "", Provenance.NONE);

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param table a table
   * @return its origin
   */
  public static TableOrigin of(EffectTable table) {
    return new TableOrigin(table.kind(), table.normalisation(), table.provenance());
  }

  /**
   * @return it as JSON text
   */
  public String write() {
    ObjectNode json = JSON.createObjectNode().put("kind", kind.id()).put("normalisation", normalisation);
    ObjectNode entries = json.putObject("provenance");
    provenance.entries().forEach(entries::put);
    return json.toString();
  }

  /**
   * @param text what {@link #write} gave, or null
   * @return the origin; {@link #UNKNOWN} where the text is null or no such JSON
   */
  public static TableOrigin read(String text) {
    if (text == null || text.isBlank()) {
      return UNKNOWN;
    }
    try {
      JsonNode json = JSON.readTree(text);
      Map<String, String> entries = new LinkedHashMap<>();
      json.path("provenance").properties().forEach(e -> entries.put(e.getKey(), e.getValue().asText()));
      return new TableOrigin(TableKind.of(json.path("kind").asText("effect")), json.path("normalisation").asText(""),
          new Provenance(entries));
    } catch (JsonProcessingException e) {
      return UNKNOWN;
    }
  }
}
