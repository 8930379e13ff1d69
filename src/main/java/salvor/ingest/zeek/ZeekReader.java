package salvor.ingest.zeek;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.LineReader;
import salvor.ingest.Sink;

/** Reads the lines of a Zeek log, or of several that were put one behind the other. */
final class ZeekReader implements LineReader {
  private static final Pattern SEPARATOR = Pattern.compile("#separator (?:\\\\x([0-9a-f]{2})|(.))");

  private @Nullable ZeekLog log;
  private String separator = "\t";
  private String setSeparator = ",";
  private String empty = "(empty)";
  private String unset = "-";
  private @Nullable String path;
  private String[] names = {};

  @Override
  public void read(String line, RecordRef ref, Sink sink) {
    if (line.startsWith("#")) {
      header(line);
      sink.skipped("header of a Zeek log");
      return;
    }
    String[] values = line.split(Pattern.quote(separator), -1);
    if (names.length == 0 || values.length != names.length) {
      sink.unreadable(
          ref,
          names.length == 0
              ? "an entry before the header that names its fields"
              : values.length + " fields where the header names " + names.length);
      return;
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      if (!values[i].equals(unset) && !values[i].equals(empty)) {
        fields.put(names[i], values[i]);
      }
    }
    fields.computeIfPresent("answers", (_, all) -> all.replace(setSeparator, " "));
    log(sink).entry(path, fields::get, ref);
  }

  private ZeekLog log(Sink sink) {
    ZeekLog now = log == null ? new ZeekLog(sink) : log;
    log = now;
    return now;
  }

  private void header(String line) {
    Matcher told = SEPARATOR.matcher(line);
    if (told.matches()) {
      separator =
          told.group(1) != null
              ? Character.toString(Integer.parseInt(told.group(1), 16))
              : told.group(2);
      path = null;
      names = new String[] {};
      return;
    }
    int end = line.indexOf(separator);
    if (end < 0) {
      return;
    }
    String value = line.substring(end + separator.length());
    switch (line.substring(0, end)) {
      case "#set_separator" -> setSeparator = value.isEmpty() ? setSeparator : value;
      case "#empty_field" -> empty = value;
      case "#unset_field" -> unset = value;
      case "#path" -> path = value;
      case "#fields" -> names = value.split(Pattern.quote(separator), -1);
      default -> {} // types, and when it was opened and closed
    }
  }

  @Override
  public void end(Sink sink) {
    if (log != null) {
      log.end();
    }
  }
}
