package org.c3tl.io;

import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Which of several names of the genes to use in files that carry identifiers and symbols. */
final class GeneNames {
  private static final List<String> SYMBOLS = List.of("pr_gene_symbol", "gene_symbol", "symbol", "gene_name");

  private GeneNames() { }

  /**
   * @param ids identifiers
   * @param metadata further fields of the genes by name
   * @return the symbols if there is a field of them in which none is missing and none stands twice, else the identifiers
   */
  static List<String> of(List<String> ids, Map<String, List<String>> metadata) {
    for (String field : SYMBOLS) {
      List<String> symbols = metadata.get(field);
      if (symbols != null && symbols.stream().noneMatch(SampleMetadata::isMissing)
          && new HashSet<>(symbols).size() == symbols.size()) {
        return symbols;
      }
    }
    return ids;
  }
}
