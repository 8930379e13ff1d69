package salvor.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.report.SharedView.SharedLanes;
import salvor.report.SharedView.Unreadable;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.LaneOrder;
import salvor.triage.Filter;
import salvor.triage.FilterError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a {@link SharedView} that may come from anybody. All but the version may be left out, and
 * nothing else may stand in it; whatever is wrong is told with its place.
 */
final class SharedViewReader {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{1,16}");
  private static final Pattern EVENT = Pattern.compile("[0-9a-f]{64}:[0-9]{1,18}:[0-9]{1,9}");
  private static final Pattern TAB = Pattern.compile("[a-z]{1,20}");
  private static final int DEEPEST = 16; // steps of a lane's name

  private final JsonNode at;
  private final String place;

  private SharedViewReader(JsonNode at, String place) {
    this.at = at;
    this.place = place;
  }

  static SharedView read(String text) throws Unreadable {
    if (text.length() > SharedView.LONGEST) {
      throw new Unreadable(
          "character " + (SharedView.LONGEST + 1),
          "too long, a view has at most " + SharedView.LONGEST + " characters");
    }
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException cause) {
      TokenStreamLocation where = cause.getLocation();
      throw new Unreadable(
          where == null ? "JSON" : "line " + where.getLineNr() + ", column " + where.getColumnNr(),
          String.valueOf(cause.getOriginalMessage()));
    }
    return new SharedViewReader(root, "").view();
  }

  private SharedView view() throws Unreadable {
    only(
        Set.of(
            "version",
            "evidence",
            "from",
            "until",
            "filter",
            "filterMode",
            "baseline",
            "lanes",
            "event",
            "tab"));
    JsonNode version = at.path("version");
    if (!version.isInt() || version.intValue() != SharedView.VERSION) {
      throw new Unreadable(
          "version", "expected " + SharedView.VERSION + ", the only form that is known here");
    }
    Long from = time("from");
    Long until = time("until");
    if ((from == null) != (until == null)) {
      throw new Unreadable(from == null ? "from" : "until", "missing, while the other is given");
    }
    if (from != null && until != null && until <= from) {
      throw new Unreadable("until", "not after from");
    }
    SharedViewReader lanes = new SharedViewReader(at.path("lanes"), "lanes.");
    return new SharedView(
        hashes(),
        from,
        until,
        filter(),
        choice("filterMode", List.of("hide", "dim")).equals("dim"),
        BaselineDisplay.valueOf(named("baseline", BaselineDisplay.values())),
        lanes.at.isMissingNode() ? SharedLanes.NONE : lanes.lanes(),
        text("event", EVENT, "SHA256:OFFSET:NUMBER"),
        text("tab", TAB, "the name of a tab"));
  }

  private SharedLanes lanes() throws Unreadable {
    only(Set.of("order", "pinned", "opened", "closed", "hidden", "quietHidden", "rates"));
    return new SharedLanes(
        LaneOrder.valueOf(named("order", LaneOrder.values())),
        paths("pinned"),
        paths("opened"),
        paths("closed"),
        paths("hidden"),
        is("quietHidden"),
        is("rates"));
  }

  private boolean is(String name) throws Unreadable {
    JsonNode value = at.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new Unreadable(place + name, "expected true or false");
    }
    return value.asBoolean(false);
  }

  private void only(Set<String> known) throws Unreadable {
    if (!at.isObject()) {
      throw new Unreadable(place.isEmpty() ? "JSON" : "lanes", "expected an object");
    }
    for (String name : at.propertyNames()) {
      if (!known.contains(name)) {
        throw new Unreadable(place + shown(name), "not known in a view");
      }
    }
  }

  private static String shown(String name) {
    return name.length() > 60 ? name.substring(0, 60) + "\u2026" : name;
  }

  private @Nullable String text(String name) throws Unreadable {
    JsonNode value = at.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw new Unreadable(place + name, "expected a text");
    }
    return value.stringValue();
  }

  private @Nullable String text(String name, Pattern form, String expected) throws Unreadable {
    String value = text(name);
    if (value != null && !form.matcher(value).matches()) {
      throw new Unreadable(place + name, "expected " + expected);
    }
    return value;
  }

  private String choice(String name, List<String> choices) throws Unreadable {
    String value = text(name);
    if (value != null && !choices.contains(value)) {
      throw new Unreadable(place + name, "expected " + String.join(" or ", choices));
    }
    return value == null ? choices.getFirst() : value;
  }

  private String named(String name, Enum<?>[] values) throws Unreadable {
    String chosen = choice(name, Arrays.stream(values).map(TriageJson::lower).toList());
    return chosen.toUpperCase(java.util.Locale.ROOT);
  }

  private @Nullable Long time(String name) throws Unreadable {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeException | ArithmeticException _) {
      throw new Unreadable(name, "expected an RFC 3339 time of the years 1678 to 2261");
    }
  }

  private String filter() throws Unreadable {
    String text = text("filter");
    try {
      return text == null ? "" : Filter.parse(text).expression();
    } catch (FilterError error) {
      throw new Unreadable(
          "filter, character " + (error.position() + 1), "expected " + error.expected());
    }
  }

  private List<String> hashes() throws Unreadable {
    List<String> all = texts(at.path("evidence"), "evidence");
    for (int i = 0; i < all.size(); i++) {
      if (!HASH.matcher(all.get(i)).matches()) {
        throw new Unreadable("evidence[" + i + "]", "expected up to sixteen digits of a SHA-256");
      }
    }
    return all;
  }

  private List<List<String>> paths(String name) throws Unreadable {
    JsonNode all = at.path(name);
    if (!all.isMissingNode() && !all.isArray()) {
      throw new Unreadable(place + name, "expected a list of lanes");
    }
    List<List<String>> paths = new ArrayList<>();
    for (JsonNode each : all) {
      String here = place + name + "[" + paths.size() + "]";
      List<String> steps = texts(each, here);
      if (steps.isEmpty() || steps.size() > DEEPEST) {
        throw new Unreadable(here, "expected the names of a lane and its groups");
      }
      paths.add(steps);
    }
    return paths;
  }

  private static List<String> texts(JsonNode all, String here) throws Unreadable {
    if (!all.isMissingNode() && !all.isArray()) {
      throw new Unreadable(here, "expected a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : all) {
      if (!each.isString()) {
        throw new Unreadable(here + "[" + texts.size() + "]", "expected a text");
      }
      texts.add(each.stringValue());
    }
    return texts;
  }
}
