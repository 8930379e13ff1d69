package salvor.ingest.table;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Kind;
import salvor.evidence.TimeKind;
import salvor.ingest.Fields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Mappings as they are written down ({@code salvor/ingest/table/mapping.schema.json}). */
public final class MappingJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Set<String> MEMBERS =
      Set.of(
          "salvor",
          "version",
          "name",
          "columns",
          "time",
          "timeKind",
          "timeKindColumn",
          "activity",
          "activityColumn",
          "activities",
          "fields",
          "removed");

  private MappingJson() {}

  /** What takes a mapping back: the same, removed. None that was used is ever changed itself. */
  public static String removal(Mapping mapping) {
    ObjectNode json = (ObjectNode) JSON.readTree(write(mapping));
    return JSON.writeValueAsString(json.put("removed", true));
  }

  /** Whether a text that is a mapping takes it back. */
  static boolean isRemoval(String text) {
    return Fields.isTrue(JSON.readTree(text), "removed");
  }

  /** Whether a record says that it is a mapping. */
  static boolean isOne(JsonNode record) {
    return "mapping".equals(Fields.exact(record, "salvor"));
  }

  /**
   * The mapping that a text is.
   *
   * @throws UnusableMapping when it is none
   */
  public static Mapping read(String text) throws UnusableMapping {
    try {
      return read(JSON.readTree(text));
    } catch (tools.jackson.core.JacksonException cause) {
      throw new UnusableMapping("it is no JSON");
    }
  }

  /**
   * The mapping that a record is.
   *
   * @throws UnusableMapping when it is none
   */
  static Mapping read(JsonNode record) throws UnusableMapping {
    if (!isOne(record) || !Integer.valueOf(1).equals(Fields.integer(record, "version"))) {
      throw new UnusableMapping("it is no mapping of version 1");
    }
    for (String name : record.propertyNames()) {
      if (!MEMBERS.contains(name)) {
        throw new UnusableMapping("it has a member that is not known: " + name);
      }
    }
    try {
      String name = Fields.exact(record, "name");
      return new Mapping(
          name == null ? "a table" : name,
          Fields.texts(record, "columns"),
          times(record),
          one(TimeKind.class, Fields.exact(record, "timeKind"), TimeKind.UNKNOWN),
          Fields.exact(record, "timeKindColumn"),
          one(Kind.class, Fields.exact(record, "activity"), Kind.LOGGED),
          Fields.exact(record, "activityColumn"),
          activities(record),
          fields(record));
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw new UnusableMapping(String.valueOf(wrong.getMessage()));
    }
  }

  private static List<TimeColumns> times(JsonNode record) {
    List<TimeColumns> times = new ArrayList<>();
    JsonNode all = Fields.at(record, "time");
    for (JsonNode each : all == null || !all.isArray() ? List.<JsonNode>of() : all) {
      String form = Fields.exact(each, "form");
      String zone = Fields.exact(each, "zone");
      times.add(
          new TimeColumns(
              Fields.texts(each, "columns"),
              form == null ? TimeColumns.TEXT : form,
              zone == null ? null : ZoneId.of(zone),
              Fields.exact(each, "zoneColumn")));
    }
    return times;
  }

  private static Map<String, Kind> activities(JsonNode record) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    JsonNode all = Fields.at(record, "activities");
    for (String word : all == null ? List.<String>of() : all.propertyNames()) {
      kinds.put(word, one(Kind.class, Fields.exact(all, word), Kind.LOGGED));
    }
    return kinds;
  }

  private static Map<Meaning, String> fields(JsonNode record) {
    Map<Meaning, String> fields = new EnumMap<>(Meaning.class);
    JsonNode all = Fields.at(record, "fields");
    for (String key : all == null ? List.<String>of() : all.propertyNames()) {
      String column = Fields.exact(all, key);
      if (column != null) {
        fields.put(meaning(key), column);
      }
    }
    return fields;
  }

  private static Meaning meaning(String key) {
    for (Meaning meaning : Meaning.values()) {
      if (meaning.key().equals(key)) {
        return meaning;
      }
    }
    throw new IllegalArgumentException("it maps what is not known: " + key);
  }

  private static <E extends Enum<E>> E one(Class<E> of, @Nullable String word, E otherwise) {
    if (word == null) {
      return otherwise;
    }
    for (E each : of.getEnumConstants()) {
      if (word(each).equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("it says what is not known: " + word);
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  /** A mapping as text; equal mappings give equal texts. */
  public static String write(Mapping mapping) {
    ObjectNode json = JSON.createObjectNode();
    json.put("salvor", "mapping").put("version", 1).put("name", mapping.name());
    ArrayNode columns = json.putArray("columns");
    mapping.columns().forEach(columns::add);
    ArrayNode times = json.putArray("time");
    for (TimeColumns each : mapping.times()) {
      ObjectNode time = times.addObject();
      ArrayNode of = time.putArray("columns");
      each.columns().forEach(of::add);
      time.put("form", each.form());
      put(time, "zone", each.zone() == null ? null : each.zone().getId());
      put(time, "zoneColumn", each.zoneColumn());
    }
    json.put("timeKind", word(mapping.timeKind()));
    put(json, "timeKindColumn", mapping.timeKindColumn());
    json.put("activity", word(mapping.activity()));
    put(json, "activityColumn", mapping.activityColumn());
    if (!mapping.activities().isEmpty()) {
      ObjectNode kinds = json.putObject("activities");
      mapping.activities().forEach((word, kind) -> kinds.put(word, word(kind)));
    }
    ObjectNode fields = json.putObject("fields");
    mapping.fields().forEach((meaning, column) -> fields.put(meaning.key(), column));
    return JSON.writeValueAsString(json) + "\n";
  }

  private static void put(ObjectNode json, String name, @Nullable String text) {
    if (text != null) {
      json.put(name, text);
    }
  }
}
