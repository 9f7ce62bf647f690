package org.c3tl.evaluate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.c3tl.data.EffectTable;

/** Digest of everything that results depend on. Grows by {@code add}; not for use by several threads. */
public final class Fingerprint {
  private final MessageDigest digest;

  /** An empty one. */
  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param text any text
   * @return this
   */
  public Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // The length keeps two texts apart from one.
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
    return this;
  }

  /**
   * @param table a table, whose content counts, its provenance not
   * @return this
   */
  public Fingerprint add(EffectTable table) {
    add(table.kind().id()).add(table.normalisation());
    add(String.join("\n", table.genes().names()));
    for (int r = 0; r < table.size(); r++) {
      add(table.cell(r).perturbation()).add(table.cell(r).context()).add(table.values(r))
          .add(String.valueOf(table.cells(r)));
      if (table.hasSd()) {
        add(table.sd(r));
      }
    }
    table.columns().forEach((name, values) -> add(name).add(String.join("\n", values)));
    table.controls().forEach((context, values) -> add(context).add(values));
    return this;
  }

  private Fingerprint add(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
    return this;
  }

  /**
   * @return the digest so far in hexadecimal digits
   */
  public String text() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
