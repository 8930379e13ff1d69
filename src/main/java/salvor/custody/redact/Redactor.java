package salvor.custody.redact;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.custody.redact.JsonSpans.Kind;
import salvor.custody.redact.JsonSpans.Value;

/** Takes secrets out of a text, also of what is encoded in it, and counts them by rule. */
final class Redactor {
  /** Encodings within encodings are looked into so deep. */
  private static final int DEEPEST = 6;

  private static final String SOUGHT = "";

  /** Values that were found elsewhere. */
  static final String REPEATED = "repeated";

  /** Encodings that hold a value which was found elsewhere, and cannot be taken apart. */
  static final String ENCODED = "encoded";

  private final Secrets secrets;
  private final Matching matching;
  private final SecretJson json;
  private final EncodedRuns runs = new EncodedRuns(this);
  private Map<String, Long> counts = new TreeMap<>();

  Redactor(RedactionRules rules, Secrets secrets) {
    this.secrets = secrets;
    this.matching = new Matching(rules);
    this.json = new SecretJson(rules);
  }

  /** What was taken out since this was asked last, by rule. */
  Map<String, Long> counts() {
    Map<String, Long> before = counts;
    counts = new TreeMap<>();
    return before;
  }

  /** The marker of a value, which is counted. */
  String mask(String rule, String value) {
    counts.merge(rule, 1L, Long::sum);
    String marker = secrets.marker(rule, value);
    value.lines().map(String::strip).forEach(secrets::seek); // of a key each line by itself
    for (String scheme : Matching.SCHEMES) { // a header's value in a field of its own
      if (value.startsWith(scheme)) {
        secrets.seek(value.substring(scheme.length()));
      }
    }
    String plain = decoded(value);
    if (plain != null) {
      plain.lines().forEach(secrets::seek);
    }
    return marker;
  }

  private static @Nullable String decoded(String value) {
    byte[] bytes = value.length() < 8 ? null : Encodings.base64(value);
    return bytes == null || Encodings.text(bytes) < bytes.length ? null : Encodings.latin(bytes);
  }

  /** Whether bytes hold a value that was found elsewhere, also as every other of them (UTF-16). */
  boolean holds(byte[] bytes) {
    return sought().isIn(Encodings.latin(bytes))
        || sought().isIn(Encodings.narrow(bytes, 0))
        || sought().isIn(Encodings.narrow(bytes, 1));
  }

  private Sought sought() {
    return secrets.sought();
  }

  /** Whether nothing is sought yet. */
  boolean seeksNothing() {
    return sought().isEmpty();
  }

  /** A text without its secrets; itself when it has none. */
  String text(String text) {
    return text(text, 0);
  }

  /**
   * The same.
   *
   * @param depth within how many encodings it stands
   */
  String text(String text, int depth) {
    if (depth < DEEPEST && text.length() > 3) {
      String json = document(text, depth);
      if (json != null) {
        return json;
      }
    }
    List<Matching.Span> spans = matching.spans(text, secrets.sought());
    if (spans.isEmpty()) {
      return nested(text, depth);
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Matching.Span span : spans) {
      out.append(nested(text.substring(at, span.from()), depth));
      String value = text.substring(span.from(), span.to());
      String rule = span.rule().equals(SOUGHT) ? REPEATED : span.rule();
      out.append(mask(rule, value));
      at = span.to();
    }
    return out.append(nested(text.substring(at), depth)).toString();
  }

  /** A text that is JSON without its secrets; null when it is none. */
  private @Nullable String document(String text, int depth) {
    int from = 0;
    while (from < text.length() && JsonSpans.isBlank(text.charAt(from))) {
      from++;
    }
    if (from == text.length() || "{[".indexOf(text.charAt(from)) < 0) {
      return null;
    }
    List<Value> values = JsonSpans.parse(text);
    return values == null ? null : document(text, values, depth);
  }

  /** JSON without its secrets; all else stays as it is written. */
  private String document(String text, List<Value> values, int depth) {
    List<Edit> edits = new ArrayList<>();
    IdentityHashMap<Value, String> masked = json.secrets(text, values);
    for (Value value : values) {
      edits(text, value, masked, depth, edits);
    }
    if (edits.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Edit edit : edits) {
      out.append(text, at, edit.from()).append(edit.now());
      at = edit.to();
    }
    return out.append(text, at, text.length()).toString();
  }

  private record Edit(int from, int to, String now) {}

  private void edits(
      String text,
      Value value,
      IdentityHashMap<Value, String> masked,
      int depth,
      List<Edit> edits) {
    switch (value.kind()) {
      case OBJECT, ARRAY -> {
        for (int i = 0; i < value.parts().size(); i++) {
          if (value.kind() == Kind.OBJECT) {
            scalar(text, value.names().get(i), masked, depth, edits);
          }
          edits(text, value.parts().get(i), masked, depth, edits);
        }
      }
      case TEXT, NUMBER, WORD -> scalar(text, value, masked, depth, edits);
    }
  }

  private void scalar(
      String text,
      Value value,
      IdentityHashMap<Value, String> masked,
      int depth,
      List<Edit> edits) {
    String was = JsonSpans.decoded(text, value);
    String rule = masked.get(value);
    String now;
    if (rule != null && SecretNames.isValue(was)) {
      now = mask(rule, was);
    } else if (value.kind() == Kind.WORD) {
      return;
    } else {
      now = text(was, depth + 1);
    }
    if (!now.equals(was)) {
      edits.add(new Edit(value.from(), value.to(), '"' + JsonSpans.escaped(now) + '"'));
    }
  }

  /** What is encoded in a text is looked into. */
  private String nested(String text, int depth) {
    if (depth >= DEEPEST || text.length() < 4) {
      return text;
    }
    String now = text;
    if (now.indexOf('\\') >= 0) {
      String plain = JsonSpans.unescaped(now);
      String redacted = plain.equals(now) ? plain : text(plain, depth + 1);
      now = redacted.equals(plain) ? now : JsonSpans.escaped(redacted);
    }
    if (now.indexOf('%') >= 0) {
      now = percent(now, depth);
    }
    return runs.of(now, depth + 1);
  }

  private String percent(String text, int depth) {
    StringBuilder plain = new StringBuilder(text.length());
    boolean any = false;
    for (int i = 0; i < text.length(); i++) {
      int code =
          text.charAt(i) == '%' && i + 2 < text.length()
              ? Encodings.hex(text.charAt(i + 1)) * 16 + Encodings.hex(text.charAt(i + 2))
              : -1;
      if (code >= 0
          && Encodings.hex(text.charAt(i + 1)) >= 0
          && Encodings.hex(text.charAt(i + 2)) >= 0) {
        plain.append((char) code);
        any = true;
        i += 2;
      } else {
        plain.append(text.charAt(i));
      }
    }
    if (!any) {
      return text;
    }
    String redacted = text(plain.toString(), depth + 1);
    return redacted.contentEquals(plain) ? text : Encodings.percent(redacted);
  }
}
