package salvor.ingest.logs;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.NaiveTime;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.ingest.BriefLines;
import salvor.ingest.Sink;
import salvor.workload.Location;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes observations of the lines of one container's log.
 *
 * <p>The time is that of the container runtime where it stands before the line (CRI log format,
 * Docker's json-file), else the one that the line begins with. A line without one has no time: its
 * neighbours' is not its.
 */
public final class LogLines {
  /** As many bytes of a line are kept; all of it stays in the evidence. */
  public static final int LONGEST = 8192;

  private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}";
  private static final Pattern CRI =
      Pattern.compile(
          "(" + TIME + "[0-9.Z:+-]{1,20}) (stdout|stderr) ([FP])(?::[^ ]{0,100})?(?: (.*))?",
          Pattern.DOTALL);
  private static final Pattern STAMPED =
      Pattern.compile("(" + TIME + "[0-9.Z:+-]{1,20})(?:[ \t](.*))?", Pattern.DOTALL);
  private static final Pattern NAIVE =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{8}(?:[.,][0-9]{1,9})?)(?![0-9.,+Z-]).*");
  private static final String OWN_TIMES =
      "times are those that the lines begin with: the container runtime's where kubectl --timestamps"
          + " wrote them, else of whoever wrote the line";

  private final Location location;
  private final Sink sink;
  private final JsonMapper json = new JsonMapper();
  private final StringBuilder split = new StringBuilder();
  private BriefLines.@Nullable Line splitFrom;

  /** A line in its parts. */
  private record Parts(
      @Nullable ObservedTime time, @Nullable String stream, String text, boolean goesOn) {}

  /** Of a container. */
  public LogLines(Location location, Sink sink) {
    this.location = location;
    this.sink = sink;
  }

  /** Takes a line in. */
  public void line(BriefLines.Line line) {
    sink.met();
    if (line.text().isBlank()) {
      sink.skipped("blank line");
      return;
    }
    Parts parts = parts(line);
    if (parts == null) {
      sink.unreadable(line.ref(), "cut off: a line of Docker's json-file that is not whole");
    } else if (parts.goesOn || splitFrom != null) {
      part(parts, line);
    } else {
      observe(parts, line.ref(), line.cut(), line.replaced());
    }
  }

  /** No more lines will come. */
  public void end() {
    BriefLines.Line first = splitFrom;
    if (first != null) {
      sink.unreadable(first.ref(), "the rest of a split log line is missing");
      splitFrom = null;
      split.setLength(0);
    }
  }

  private @Nullable Parts parts(BriefLines.Line line) {
    String text = line.text();
    if (text.startsWith("{\"log\":")) {
      return docker(text);
    }
    Matcher cri = CRI.matcher(text);
    if (cri.matches()) {
      String content = cri.group(4) == null ? "" : cri.group(4);
      return new Parts(
          TimeText.read(cri.group(1)).orElse(null),
          cri.group(2),
          content,
          cri.group(3).equals("P"));
    }
    Matcher stamped = STAMPED.matcher(text);
    Optional<ObservedTime> time =
        stamped.matches() ? TimeText.read(stamped.group(1)) : Optional.empty();
    if (time.isPresent()) {
      sink.note(OWN_TIMES);
      String rest = stamped.group(2) == null ? "" : stamped.group(2);
      return new Parts(time.get(), null, rest, false);
    }
    Matcher naive = NAIVE.matcher(text);
    return new Parts(
        naive.matches() ? NaiveTime.read(naive.group(1)).orElse(null) : null, null, text, false);
  }

  private @Nullable Parts docker(String text) {
    JsonNode node;
    try {
      node = json.readTree(text);
    } catch (JacksonException _) {
      return null;
    }
    JsonNode stream = node.path("stream");
    return new Parts(
        TimeText.read(node.path("time").asString("")).orElse(null),
        stream.isString() ? stream.stringValue() : null,
        node.path("log").asString("").stripTrailing(),
        false);
  }

  private void part(Parts parts, BriefLines.Line line) {
    BriefLines.Line first = splitFrom;
    if (first == null) {
      splitFrom = line;
      split.append(parts.text);
      return;
    }
    sink.skipped("part of a split log line");
    split.append(parts.text, 0, Math.min(parts.text.length(), LONGEST - split.length()));
    if (parts.goesOn) {
      return;
    }
    RecordRef from = first.ref();
    long length = line.ref().offset() + line.ref().length() - from.offset();
    Parts begun = parts(first);
    observe(
        new Parts(begun == null ? null : begun.time, parts.stream, split.toString(), false),
        new RecordRef(
            from.source(), from.line(), from.offset(), (int) Math.min(length, Integer.MAX_VALUE)),
        split.length() >= LONGEST,
        first.replaced() || line.replaced());
    splitFrom = null;
    split.setLength(0);
  }

  private void observe(Parts parts, RecordRef ref, boolean cut, boolean replaced) {
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    if (cut) {
      quality.add(Quality.TRUNCATED);
    }
    if (replaced) {
      quality.add(Quality.REPLACED_BYTES);
    }
    sink.observed(
        new Observation(
            parts.time,
            location,
            ProcessInfo.UNKNOWN,
            new Activity.Logged(parts.text, parts.stream),
            quality,
            ref));
  }
}
