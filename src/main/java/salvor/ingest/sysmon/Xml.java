package salvor.ingest.sysmon;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes an event apart: a single pass over the text, however it is damaged. */
final class Xml {
  private static final Pattern DATA =
      Pattern.compile("<Data\\s+Name=([\"'])([A-Za-z0-9_]{1,60})\\1\\s*(?:/>|>([^<]*+))");
  private static final Pattern ELEMENT =
      Pattern.compile("<(EventID|EventRecordID|Computer|Channel)>([^<]*+)<");
  private static final Pattern CREATED =
      Pattern.compile("<TimeCreated\\s+SystemTime=[\"']([^\"'<>]{1,60})[\"']");

  /** The semicolon gets lost on the way through some collectors. */
  private static final Pattern ENTITY =
      Pattern.compile("&(?:(lt|gt|amp|quot|apos)|#(\\d{1,7})|#x([0-9a-fA-F]{1,6}));?");

  private static final int MOST = 200;

  private Xml() {}

  /** The values of an event by name; what it says of itself under the names of its elements. */
  static Map<String, String> values(String text) {
    Map<String, String> values = new HashMap<>();
    for (Pattern pattern : new Pattern[] {ELEMENT, DATA}) {
      Matcher found = pattern.matcher(text);
      while (found.find() && values.size() < MOST) {
        String value = pattern == DATA ? found.group(3) : found.group(2);
        values.putIfAbsent(
            pattern == DATA ? found.group(2) : found.group(1),
            value == null ? "" : unescaped(value));
      }
    }
    Matcher created = CREATED.matcher(text);
    if (created.find()) {
      values.put("SystemTime", created.group(1));
    }
    return values;
  }

  private static String unescaped(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return ENTITY
        .matcher(text)
        .replaceAll(found -> {
          String name = found.group(1);
          int code =
              found.group(2) != null
                  ? Integer.parseInt(found.group(2))
                  : found.group(3) != null ? Integer.parseInt(found.group(3), 16) : 0;
          String meant =
              name != null
                  ? named(name)
                  : Character.isValidCodePoint(code) ? Character.toString(code) : "\uFFFD";
          return Matcher.quoteReplacement(meant);
        });
  }

  private static String named(String name) {
    return switch (name) {
      case "lt" -> "<";
      case "gt" -> ">";
      case "amp" -> "&";
      case "quot" -> "\"";
      default -> "'";
    };
  }
}
