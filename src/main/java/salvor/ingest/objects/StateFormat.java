package salvor.ingest.objects;

import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/** Reads cluster objects for what they say, and nothing else. */
final class StateFormat implements Format, RecordReader {
  private final StateGathering state;

  StateFormat(StateGathering state) {
    this.state = state;
  }

  @Override
  public String name() {
    return "kubernetes-objects";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return ObjectsFormat.kind(record) != null
        || ObjectsFormat.kind(ObjectsFormat.changed(record)) != null;
  }

  @Override
  public RecordReader reader() {
    return this;
  }

  @Override
  public void read(JsonNode record, RecordRef ref, Sink sink) {
    JsonNode changed = ObjectsFormat.changed(record);
    JsonNode object = changed == null ? record : changed;
    String kind = ObjectsFormat.kind(object);
    JsonNode items = Fields.at(object, "items");
    if (kind == null) {
      sink.unreadable(ref, "no kind");
    } else if (kind.endsWith("List") && items != null && items.isArray()) {
      list(kind, items);
      sink.skipped("list of cluster objects, compared");
    } else if (!one(kind, object, Fields.text(record, "type"), changed != null)) {
      sink.unreadable(ref, kind + " without metadata.name");
    } else {
      sink.skipped("cluster object, compared");
    }
  }

  private void list(String kind, JsonNode items) {
    String each = kind.equals("List") ? null : kind.substring(0, kind.length() - "List".length());
    if (each != null) {
      state.asked(each);
    }
    for (JsonNode item : items) {
      String stated = Fields.text(item, "kind");
      String of = stated != null ? stated : each;
      if (of != null) {
        one(of, item, null, false);
      }
    }
  }

  private boolean one(String kind, JsonNode object, @Nullable String type, boolean watched) {
    String name = Fields.text(object, "metadata", "name");
    if (watched && "BOOKMARK".equals(type)) {
      state.asked(kind);
      return true;
    }
    if (name == null) {
      return false;
    }
    if (watched && "DELETED".equals(type)) {
      state.gone(kind, name, object);
    } else {
      state.take(kind, name, object);
    }
    return true;
  }
}
