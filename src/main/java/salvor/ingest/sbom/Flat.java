package salvor.ingest.sbom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The wanted members of one object, by their path; all else is passed over unread. */
final class Flat {
  private static final int MOST_VALUES = 200;

  private final Set<String> wanted;
  private final Map<String, List<String>> values = new HashMap<>();

  private Flat(Set<String> wanted) {
    this.wanted = wanted;
  }

  /** The object, or value, that the parser stands on. */
  static Flat read(JsonParser parser, Set<String> wanted) {
    Flat flat = new Flat(wanted);
    flat.value(parser, "", parser.currentToken());
    return flat;
  }

  /** The first value at a path, null when there is none. */
  @Nullable String one(String path) {
    List<String> all = all(path);
    return all.isEmpty() ? null : all.getFirst();
  }

  /** All values at a path, through arrays. */
  List<String> all(String path) {
    return values.getOrDefault(path, List.of());
  }

  private void value(JsonParser parser, String path, @Nullable JsonToken token) {
    if (token == JsonToken.START_OBJECT) {
      if (leadsOn(path)) {
        object(parser, path);
      } else {
        parser.skipChildren();
      }
    } else if (token == JsonToken.START_ARRAY) {
      if (wanted.contains(path) || leadsOn(path)) {
        for (JsonToken next; (next = parser.nextToken()) != JsonToken.END_ARRAY && next != null; ) {
          value(parser, path, next);
        }
      } else {
        parser.skipChildren();
      }
    } else if (token != null && token.isScalarValue() && wanted.contains(path)) {
      List<String> all = values.computeIfAbsent(path, _ -> new ArrayList<>());
      if (all.size() < MOST_VALUES && token != JsonToken.VALUE_NULL) {
        all.add(parser.getString());
      }
    }
  }

  private void object(JsonParser parser, String path) {
    for (JsonToken next; (next = parser.nextToken()) != JsonToken.END_OBJECT && next != null; ) {
      String name = parser.currentName();
      value(parser, path.isEmpty() ? name : path + "." + name, parser.nextToken());
    }
  }

  private boolean leadsOn(String path) {
    return path.isEmpty() || wanted.stream().anyMatch(w -> w.startsWith(path + "."));
  }
}
