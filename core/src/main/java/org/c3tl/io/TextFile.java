package org.c3tl.io;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.c3tl.data.InvalidInputException;

/**
 * Text files of users: UTF-8 with or without a byte order mark, gzipped or not (told by the first bytes, not by the name).
 * What is no text is refused with what it looks like.
 */
final class TextFile {
  /** Longest line that is read, in characters; a table of 2 million columns has shorter ones. */
  static final int MAX_LINE = 64 << 20;
  private static final int HEAD = 512;

  private TextFile() { }

  /** Reads from an opened file. */
  @FunctionalInterface
  interface Action<T> {
    /**
     * @param in the text, without byte order mark
     * @return any result
     * @throws IOException if reading fails
     */
    T read(BufferedReader in) throws IOException;
  }

  /**
   * @param <T> type of the result
   * @param file a text file
   * @param action reads it
   * @return what the action returned
   * @throws NoSuchFileException if there is none
   * @throws IOException if the disc fails
   * @throws InvalidInputException if it is empty, no text, not UTF-8, or a gzip file that is damaged
   */
  static <T> T read(Path file, Action<T> action) throws IOException {
    requireFile(file);
    try (InputStream raw = Files.newInputStream(file);
        InputStream bytes = unpacked(file, raw);
        BufferedReader in = new BufferedReader(new LineLimit(file, decoder(file, bytes)), 1 << 16)) {
      return action.read(in);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file + " is not UTF-8 text. Save it again with the encoding UTF-8.", e);
    } catch (ZipException | EOFException e) {
      throw new InvalidInputException(file + " cannot be unpacked: the gzip file is damaged or not complete ("
          + e.getMessage() + "). Copy or write it again.", e);
    }
  }

  /**
   * @param file a path that the user gave
   * @throws NoSuchFileException if there is nothing
   * @throws InvalidInputException if it is a folder or of no bytes
   * @throws IOException if its size cannot be found out
   */
  static void requireFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(file + " is a folder; give a file.");
    }
    if (Files.isRegularFile(file) && Files.size(file) == 0) {
      throw new InvalidInputException(file
          + " is empty (0 bytes). The program that should have written it may have failed.");
    }
  }

  private static InputStream unpacked(Path file, InputStream raw) throws IOException {
    PushbackInputStream in = new PushbackInputStream(raw, HEAD);
    byte[] head = head(in);
    if (head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
      return new GZIPInputStream(in, 1 << 16);
    }
    String other = starts(head, 'P', 'K', 3, 4) ? "a zip archive or an Excel workbook; save the sheet as tab-separated text"
        : starts(head, 'B', 'Z', 'h') ? "packed with bzip2; unpack it, or pack it with gzip"
        : starts(head, 0xfd, '7', 'z', 'X', 'Z') ? "packed with xz; unpack it, or pack it with gzip"
        : starts(head, 0x28, 0xb5, 0x2f, 0xfd) ? "packed with zstd; unpack it, or pack it with gzip"
        : starts(head, 'P', 'A', 'R', '1') ? "a Parquet file; write it as tab-separated text"
        : null;
    if (other != null) {
      throw new InvalidInputException(file + " is not a text file but looks like " + other + ".");
    }
    return in;
  }

  private static Reader decoder(Path file, InputStream bytes) throws IOException {
    PushbackInputStream in = new PushbackInputStream(bytes, HEAD);
    byte[] head = head(in);
    if (head.length == 0) {
      throw new InvalidInputException(file
          + " unpacks to nothing. The program that should have written it may have failed.");
    }
    if (starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff)) {
      throw new InvalidInputException(file + " is UTF-16 text. Save it again with the encoding UTF-8.");
    }
    for (byte b : head) {
      if (b == 0) {
        throw new InvalidInputException(file + " is not a text file: it holds bytes of value 0.");
      }
    }
    if (starts(head, 0xef, 0xbb, 0xbf)) {
      in.skipNBytes(3);
    }
    return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static byte[] head(PushbackInputStream in) throws IOException {
    byte[] head = in.readNBytes(HEAD);
    in.unread(head);
    return head;
  }

  private static boolean starts(byte[] head, int... bytes) {
    if (head.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Refuses endless lines before they fill the memory. */
  private static final class LineLimit extends FilterReader {
    private final Path file;
    private int inLine;

    LineLimit(Path file, Reader in) {
      super(in);
      this.file = file;
    }

    @Override
    public int read(char[] into, int from, int count) throws IOException {
      int n = super.read(into, from, count);
      for (int i = from; i < from + n; i++) {
        if (into[i] == '\n' || into[i] == '\r') {
          inLine = 0;
        } else if (++inLine > MAX_LINE) {
          throw new InvalidInputException(file + " has a line of more than " + MAX_LINE + " characters; that is no table.");
        }
      }
      return n;
    }

    @Override
    public int read() throws IOException {
      char[] one = new char[1];
      int n;
      do {
        n = read(one, 0, 1);
      } while (n == 0);
      return n < 0 ? -1 : one[0];
    }
  }
}
