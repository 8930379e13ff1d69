package salvor.workbench.casefile;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Kind;
import salvor.evidence.TimeKind;
import salvor.ingest.table.Mapping;
import salvor.ingest.table.Meaning;
import salvor.ingest.table.TimeColumns;

/**
 * A mapping in the making, as the sheet shows it.
 *
 * @param from where it began: what the sheet does not show is taken from there
 * @param uses what each column is used for
 * @param form how the time is written
 * @param zone the zone of times that name none, as it was typed; empty where it is to be asked for
 * @param timeKind what the times are of
 * @param activity what a row is
 */
record MappingDraft(
    Mapping from,
    Map<String, ColumnUse> uses,
    String form,
    String zone,
    TimeKind timeKind,
    Kind activity) {
  MappingDraft {
    uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
  }

  /** As a mapping has it, for a table of these columns. */
  static MappingDraft of(Mapping mapping, List<String> columns) {
    Map<String, ColumnUse> uses = new LinkedHashMap<>();
    columns.forEach(column -> uses.put(column, ColumnUse.NOTHING));
    mapping.fields().forEach((meaning, column) -> put(uses, column, null, meaning));
    put(uses, mapping.timeKindColumn(), ColumnUse.Part.TIME_KIND, null);
    TimeColumns time = mapping.times().isEmpty() ? null : mapping.times().getFirst();
    if (time != null) {
      put(uses, time.columns().getFirst(), ColumnUse.Part.TIME, null);
      if (time.columns().size() > 1) {
        put(uses, time.columns().get(1), ColumnUse.Part.TIME_OF_DAY, null);
      }
      put(uses, time.zoneColumn(), ColumnUse.Part.ZONE, null);
    }
    return new MappingDraft(
        mapping,
        uses,
        time == null ? TimeColumns.TEXT : time.form(),
        time == null || time.zone() == null ? "" : time.zone().getId(),
        mapping.timeKind(),
        mapping.activity());
  }

  private static void put(
      Map<String, ColumnUse> uses,
      @Nullable String column,
      ColumnUse.@Nullable Part part,
      @Nullable Meaning meaning) {
    if (column != null && uses.containsKey(column)) {
      uses.put(column, new ColumnUse(part, meaning));
    }
  }

  /**
   * The same with another use of a column: of what only one column can tell, another tells no more.
   */
  MappingDraft with(String column, ColumnUse use) {
    Map<String, ColumnUse> changed = new LinkedHashMap<>(uses);
    if (!use.equals(ColumnUse.NOTHING)) {
      changed.replaceAll((_, old) -> old.equals(use) ? ColumnUse.NOTHING : old);
    }
    changed.put(column, use);
    return new MappingDraft(from, changed, form, zone, timeKind, activity);
  }

  MappingDraft written(String as) {
    return new MappingDraft(from, uses, as, zone, timeKind, activity);
  }

  MappingDraft zoned(String named) {
    return new MappingDraft(from, uses, form, named, timeKind, activity);
  }

  MappingDraft timed(TimeKind kind) {
    return new MappingDraft(from, uses, form, zone, kind, activity);
  }

  MappingDraft being(Kind kind) {
    return new MappingDraft(from, uses, form, zone, timeKind, kind);
  }

  private @Nullable String column(ColumnUse.Part part) {
    return uses.entrySet().stream()
        .filter(e -> e.getValue().part() == part)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /**
   * The mapping.
   *
   * @throws IllegalArgumentException when the form is none
   * @throws java.time.DateTimeException when the zone is none
   */
  Mapping mapping() {
    Map<Meaning, String> fields = new EnumMap<>(Meaning.class);
    uses.forEach((column, use) -> {
      if (use.meaning() != null) {
        fields.put(use.meaning(), column);
      }
    });
    boolean same = activity == from.activity();
    return new Mapping(
        from.name(),
        from.columns(),
        times(),
        timeKind,
        column(ColumnUse.Part.TIME_KIND),
        activity,
        same ? from.activityColumn() : null,
        same ? from.activities() : Map.of(),
        fields);
  }

  private List<TimeColumns> times() {
    List<String> columns = new ArrayList<>();
    for (ColumnUse.Part part : List.of(ColumnUse.Part.TIME, ColumnUse.Part.TIME_OF_DAY)) {
      String column = column(part);
      if (column != null) {
        columns.add(column);
      }
    }
    if (columns.isEmpty()) {
      return List.of();
    }
    ZoneId named = zone.isBlank() ? null : ZoneId.of(zone.strip());
    TimeColumns first = new TimeColumns(columns, form.strip(), named, column(ColumnUse.Part.ZONE));
    List<TimeColumns> times = new ArrayList<>(from.times());
    boolean still = !times.isEmpty() && times.getFirst().columns().equals(columns);
    if (!still) {
      return List.of(first);
    }
    times.set(0, first);
    return List.copyOf(times);
  }
}
