package org.c3tl.io;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.c3tl.data.InvalidInputException;

/** {@code obs} and {@code var} in the three ways they are stored: group, group with {@code __categories}, compound dataset. */
final class Frames {
  /** Indices up to this length are kept once read. */
  private static final int KEEP = 200_000;

  private Frames() { }

  /**
   * @param source the file
   * @param object where the frame stands
   * @param name what it is called: {@code obs}, {@code var} or {@code raw/var}
   * @return the frame, or null if there is none
   */
  static StoredFrame open(HdfSource source, String object, String name) {
    Node node = source.find(object);
    if (node == null) {
      return null;
    }
    if (node instanceof Group group) {
      return new GroupFrame(source, object, name, group);
    }
    HdfArray array = node instanceof Dataset dataset ? new HdfArray(source, object, dataset) : null;
    if (array == null || array.type.kind != HdfType.Kind.COMPOUND || array.rank != 1) {
      throw new InvalidInputException(source.where(object) + " is no table, so this is no AnnData file.");
    }
    return new CompoundFrame(source, array, name);
  }

  /** What both have in common. */
  private abstract static class Frame implements StoredFrame {
    final HdfSource source;
    final String name;
    List<String> names = List.of();
    String indexName;
    int rows;
    private List<String> index;

    Frame(HdfSource source, String name) {
      this.source = source;
      this.name = name;
    }

    @Override
    public final String name() {
      return name;
    }

    @Override
    public final int rows() {
      return rows;
    }

    @Override
    public final List<String> columnNames() {
      return names;
    }

    @Override
    public final List<String> index() {
      if (index != null) {
        return index;
      }
      List<String> read = Collections.unmodifiableList(Arrays.asList(source.guard(name, this::readIndex)));
      if (rows <= KEEP) {
        index = read;
      }
      return read;
    }

    @Override
    public final StoredColumn column(String column) {
      if (!names.contains(column) && !column.equals(indexName)) {
        throw Columns.missing(source, name, column, names);
      }
      StoredColumn c = source.guard(name + "/" + column, () -> readColumn(column));
      if (c.size() != rows) {
        throw source.damaged(name + "/" + column, "it has " + c.size() + " rows where " + name + " has " + rows, null);
      }
      return c;
    }

    abstract String[] readIndex();

    abstract StoredColumn readColumn(String column);
  }

  /** A group with one dataset, or group, per column. */
  private static final class GroupFrame extends Frame {
    private final String object;
    private final Group group;

    GroupFrame(HdfSource source, String object, String name, Group group) {
      super(source, name);
      this.object = object;
      this.group = group;
      List<String> children = source.children(object);
      String declared = source.textAttribute(object, group, "_index");
      indexName = declared != null ? declared : children.contains("_index") ? "_index" : "index";
      if (source.find(object + "/" + indexName) == null) {
        throw new InvalidInputException(source.where(object) + " has no index '" + indexName + "', so this is no AnnData file, or "
            + "it is damaged.");
      }
      List<String> ordered = source.textsAttribute(object, group, "column-order");
      if (ordered == null) {
        ordered = new ArrayList<>(children);
        ordered.remove(indexName);
        ordered.remove("__categories");
      }
      names = List.copyOf(ordered);
      rows = values(object + "/" + indexName).rows();
    }

    /** The values of a column: the dataset itself, or what a nullable column calls values. */
    private HdfField values(String path) {
      Node node = source.find(path);
      if (node instanceof Group) {
        HdfArray codes = source.array(path + "/codes");
        HdfArray array = codes != null ? codes : source.array(path + "/values");
        if (array == null) {
          throw unknown(path, node);
        }
        return HdfField.of(array);
      }
      if (!(node instanceof Dataset dataset)) {
        throw new InvalidInputException(source.where(path) + " is missing, though " + name + " lists it.");
      }
      return HdfField.of(new HdfArray(source, path, dataset));
    }

    private InvalidInputException unknown(String path, Node node) {
      return source.unsupported(path, " is stored as '" + source.textAttribute(path, node, "encoding-type")
          + "', which is not read. Read are categorical, text, numbers and booleans, with or without missing values.");
    }

    @Override
    String[] readIndex() {
      String path = object + "/" + indexName;
      if (source.find(path) instanceof Dataset) {
        return values(path).texts();
      }
      StoredColumn c = readColumn(indexName);
      String[] all = new String[c.size()];
      Arrays.setAll(all, i -> c.text(i) == null ? "" : c.text(i));
      return all;
    }

    @Override
    StoredColumn readColumn(String column) {
      String path = object + "/" + column;
      Node node = source.find(path);
      HdfField values = values(path);
      if (node instanceof Group) {
        if (values.name.endsWith("/codes")) {
          return Columns.categorical(values, categories(path + "/categories"));
        }
        return plain(values, mask(path, values.rows()));
      }
      // AnnData 0.7: codes with a reference to the categories, which stand in a group of their own.
      Object reference = source.attribute(path, node, "categories");
      if (reference != null) {
        return Columns.categorical(values, referred(path, column, reference));
      }
      return plain(values, null);
    }

    private List<String> referred(String path, String column, Object reference) {
      long address = reference instanceof Long a ? a : reference instanceof long[] many && many.length == 1 ? many[0] : -1;
      String byName = object + "/__categories/" + column;
      if (address >= 0) {
        Node target = source.guard(path, () -> source.file().getNodeByAddress(address));
        if (target instanceof Dataset dataset) {
          return Arrays.asList(HdfField.of(new HdfArray(source, byName, dataset)).texts());
        }
      }
      return categories(byName);
    }

    private List<String> categories(String path) {
      Node node = source.find(path);
      if (node == null) {
        throw source.damaged(path, "it is missing", null);
      }
      HdfField values = values(path);
      if (node instanceof Group) {
        StoredColumn c = plain(values, mask(path, values.rows()));
        String[] all = new String[c.size()];
        Arrays.setAll(all, c::text);
        return Arrays.asList(all);
      }
      return Arrays.asList(values.texts());
    }

    private byte[] mask(String path, int rows) {
      HdfArray array = source.array(path + "/mask");
      if (array == null) {
        return null;
      }
      HdfField field = HdfField.of(array);
      if (field.type.kind != HdfType.Kind.BOOLEAN && !field.type.isInteger() || field.rows() != rows || field.type.size != 1) {
        throw source.damaged(path + "/mask", "it has " + field.rows() + " elements of type " + field.type.dtype + " for " + rows
            + " rows", null);
      }
      return field.bytes();
    }
  }

  /** One dataset of records, as AnnData wrote before 0.7. Categories stand in {@code uns} as {@code COLUMN_categories}. */
  private static final class CompoundFrame extends Frame {
    private final HdfArray array;

    CompoundFrame(HdfSource source, HdfArray array, String name) {
      super(source, name);
      this.array = array;
      List<String> members = source.guard(array.name, () -> HdfField.members(array));
      if (members.isEmpty()) {
        throw source.damaged(array.name, "it has no columns", null);
      }
      // The first column is the index, whatever it is called.
      indexName = members.get(0);
      names = List.copyOf(members.subList(1, members.size()));
      if (array.rows > Integer.MAX_VALUE - 16) {
        throw source.damaged(array.name, "it has " + array.rows + " rows", null);
      }
      rows = (int) array.rows;
    }

    @Override
    String[] readIndex() {
      return HdfField.member(array, indexName).texts();
    }

    @Override
    StoredColumn readColumn(String column) {
      HdfField field = HdfField.member(array, column);
      String path = "uns/" + column + "_categories";
      if (field.type.isInteger() && !name.startsWith("raw")) {
        HdfArray categories = source.array(path);
        if (categories != null) {
          return Columns.categorical(field, Arrays.asList(HdfField.of(categories).texts()));
        }
      }
      return plain(field, null);
    }
  }

  private static StoredColumn plain(HdfField field, byte[] mask) {
    return field.type.isText() ? Columns.text(field, mask) : Columns.number(field, mask);
  }
}
