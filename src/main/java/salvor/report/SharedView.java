package salvor.report;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.TimeText;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.LaneOrder;

/**
 * What somebody looks at, as a small document that a colleague can paste. It holds names and times,
 * no content of the evidence.
 *
 * @param evidence the first sixteen digits of the SHA-256 of each source, in order
 * @param from the first nanosecond in sight; null, with {@code until}, for all time
 * @param until the nanosecond after the last in sight
 * @param filter the filter in force; empty for none
 * @param dims whether what the filter leaves out is dimmed, not hidden
 * @param baseline what becomes of what fits the baseline
 * @param lanes how the lanes stand
 * @param event the selected event, {@code SHA256:OFFSET:N} for the Nth of its record; null for none
 * @param tab the tab below the timeline; null where it is not said
 */
public record SharedView(
    List<String> evidence,
    @Nullable Long from,
    @Nullable Long until,
    String filter,
    boolean dims,
    BaselineDisplay baseline,
    SharedLanes lanes,
    @Nullable String event,
    @Nullable String tab) {
  /** The version of the document's form. */
  public static final int VERSION = 1;

  /** A text with more characters is no view. */
  public static final int LONGEST = 1 << 17;

  public SharedView {
    evidence = List.copyOf(evidence);
    if ((from == null) != (until == null) || (from != null && until != null && until <= from)) {
      throw new IllegalArgumentException("a time that ends before it begins, or never");
    }
  }

  /**
   * How lanes stand; each is named as {@link salvor.timeline.LanePath} does.
   *
   * @param order what decides which stands first
   * @param pinned those that stand first, in their order
   * @param opened those that are open though they begin closed
   * @param closed those that are closed though they begin open
   * @param hidden those that were hidden one by one
   * @param quietHidden whether those are hidden on which everything fits the baseline
   * @param rates whether rates by the hour are shown below them
   */
  public record SharedLanes(
      LaneOrder order,
      List<List<String>> pinned,
      List<List<String>> opened,
      List<List<String>> closed,
      List<List<String>> hidden,
      boolean quietHidden,
      boolean rates) {
    /** All as at first. */
    public static final SharedLanes NONE =
        new SharedLanes(LaneOrder.WORST, List.of(), List.of(), List.of(), List.of(), false, false);
  }

  /** A text that is no view. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String place, String problem) {
      super(place + ": " + problem);
    }
  }

  /** What a source is called in it, by the SHA-256 of its content. */
  public static String shortHash(String sha256) {
    return sha256.substring(0, Math.min(16, sha256.length()));
  }

  /** Whether a text is meant to be such a document. */
  public static boolean isMeant(String text) {
    return text.stripLeading().startsWith("{");
  }

  /**
   * Reads such a document.
   *
   * @throws Unreadable when it is none; its message names the place
   */
  public static SharedView read(String text) throws Unreadable {
    return SharedViewReader.read(text);
  }

  /** The published schema of the document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("view.schema.json");
  }

  /** The document, in ASCII alone: what a name hides stays spelt out wherever it is pasted. */
  public String json() {
    StringBuilder ascii = new StringBuilder();
    JsonDocument.text(this::write)
        .chars()
        .forEach(c -> {
          if (c < 127) {
            ascii.append((char) c);
          } else {
            ascii.append("\\u%04x".formatted(c));
          }
        });
    return ascii.toString();
  }

  private void write(JsonDocument json) {
    json.number("version", VERSION);
    json.texts("evidence", evidence);
    json.text("from", from == null ? null : TimeText.rfc3339(from, 9));
    json.text("until", until == null ? null : TimeText.rfc3339(until, 9));
    json.text("filter", filter);
    json.text("filterMode", dims ? "dim" : "hide");
    json.text("baseline", TriageJson.lower(baseline));
    json.object(
        "lanes",
        () -> {
          json.text("order", TriageJson.lower(lanes.order()));
          json.lists("pinned", lanes.pinned());
          json.lists("opened", lanes.opened());
          json.lists("closed", lanes.closed());
          json.lists("hidden", lanes.hidden());
          json.is("quietHidden", lanes.quietHidden());
          json.is("rates", lanes.rates());
        });
    json.text("event", event);
    json.text("tab", tab);
  }
}
