package salvor.ingest.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.ArchiveFormat;
import salvor.ingest.Sink;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Salvor's toolbox tells beside the copy of {@code /proc} that it takes, in {@code collected/}
 * of its archive ({@code packaging/toolbox/README.md}): hashes of executables, files that changed,
 * what was refused, and how it ended. A line that is understood is told when all has come.
 */
final class CollectedLines {
  /** The folder that they are in. */
  static final String FOLDER = "collected";

  private static final Set<String> NAMES =
      Set.of("executables.jsonl", "files.jsonl", "errors.jsonl", "end.json");
  private static final Pattern MEMBER =
      Pattern.compile("((?:.*?/)?)" + FOLDER + "/([^/]+)", Pattern.DOTALL);
  private static final String PROC = "proc/";
  private static final int LONGEST = 1 << 16; // six letters for each byte of a path, and more
  private static final int MOST_LINES = 200_000;
  private static final int MOST_REASONS = 16;

  /** Seconds with nanoseconds keep every digit. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  final Map<Integer, Hashed> hashes = new HashMap<>();
  final List<Changed> files = new ArrayList<>();
  final List<Refused> refusals = new ArrayList<>();
  @Nullable End end;
  private int room = 64 << 20;
  private long left;
  private boolean any;

  /**
   * A name as it was told.
   *
   * @param replaced whether bytes were replaced that are no UTF-8
   */
  record Name(String text, boolean replaced) {}

  /**
   * An executable.
   *
   * @param deleted whether it has no name any more; null when that was not seen
   * @param sha256 null when it could not be taken
   * @param error why, in a word of the kernel; null when it could
   */
  record Hashed(
      @Nullable Name exe,
      @Nullable Boolean deleted,
      @Nullable String sha256,
      @Nullable String error,
      RecordRef at) {}

  /**
   * A file.
   *
   * @param about what else is told of it, in words
   * @param mtime seconds since 1970, as they were written; null when they are no time
   * @param ctime the same
   */
  record Changed(
      Name path, String about, @Nullable String mtime, @Nullable String ctime, RecordRef at) {}

  /** Something that could not be taken, in words. */
  record Refused(String words, boolean replaced, RecordRef at) {}

  /**
   * How it ended.
   *
   * @param truncated what was left out, in the toolbox's words, the first ones
   * @param target the process that it was to look at; null when not told
   * @param self its own; null likewise
   * @param since from when on changed files were looked for, in seconds since 1970; null likewise
   */
  record End(
      boolean complete,
      List<String> truncated,
      @Nullable Integer target,
      @Nullable Integer self,
      @Nullable String since) {}

  /** The folder beside it that stands for {@code /proc}; null when a member is none of these. */
  static @Nullable String root(String member) {
    Matcher named = MEMBER.matcher(member.replaceFirst("^(?:\\./|/)+", ""));
    return named.matches() && NAMES.contains(named.group(2)) ? named.group(1) + PROC : null;
  }

  /** Whether a member is one of these, beside a folder that stands for {@code /proc}. */
  static boolean isOne(String member, @Nullable String root) {
    return root != null && root.equals(root(member));
  }

  /** Whether a folder holds any of them; a link leads to none. */
  static boolean isIn(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && NAMES.stream()
            .anyMatch(name -> Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS));
  }

  /** Whether anything came. */
  boolean isThere() {
    return any;
  }

  /** How many lines there was no room for. */
  long left() {
    return left;
  }

  /**
   * What became of the member; its lines are told later, or by now where nobody understands them.
   */
  String take(ArchiveFormat.Member member, InputStream in, Sink sink) throws IOException {
    any = true;
    String name = member.name().substring(member.name().lastIndexOf('/') + 1);
    if (name.equals("end.json")) {
      return ended(in);
    }
    ProcLines.read(
        in,
        LONGEST,
        (line, from, length) -> line(name, line, ProcTree.at(member, from, length), sink));
    return "list of the toolbox, its lines are told";
  }

  private String ended(InputStream in) throws IOException {
    JsonNode told = parsed(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
    if (told == null || !told.path("complete").isBoolean()) {
      return "!not how the toolbox ends an archive";
    }
    List<String> truncated =
        told.path("truncated")
            .valueStream()
            .limit(MOST_REASONS)
            .map(each -> each.asString(each.toString()))
            .toList();
    end =
        new End(
            told.path("complete").asBoolean() && told.path("truncated").isEmpty(),
            truncated,
            number(told.path("target")),
            number(told.path("self")),
            seconds(told.path("changedSince")));
    return "how the collection ended";
  }

  private void line(String name, String line, RecordRef at, Sink sink) {
    if (hashes.size() + files.size() + refusals.size() >= MOST_LINES || line.length() > room) {
      left++;
      return;
    }
    room -= line.length();
    JsonNode told = parsed(line);
    boolean read =
        told != null
            && told.isObject()
            && switch (name) {
              case "executables.jsonl" -> executable(told, at, sink);
              case "files.jsonl" -> file(told, at);
              default -> refusal(told, at);
            };
    if (!read) {
      sink.unreadable(at, name + ": no line that the toolbox writes there");
    }
  }

  private static @Nullable JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException _) {
      return null;
    }
  }

  private boolean executable(JsonNode told, RecordRef at, Sink sink) {
    Integer pid = number(told.path("pid"));
    JsonNode deleted = told.path("deleted");
    String sha256 = sha256(told);
    String error = word(told.path("error"));
    if (pid == null || (sha256 == null && error == null)) {
      return false;
    }
    Hashed one =
        new Hashed(
            name(told, "exe"), deleted.isBoolean() ? deleted.asBoolean() : null, sha256, error, at);
    if (hashes.putIfAbsent(pid, one) != null) {
      sink.skipped("executable of a process that was told before");
    }
    return true;
  }

  private boolean file(JsonNode told, RecordRef at) {
    Name path = name(told, "path");
    if (path == null) {
      return false;
    }
    String sha256 = sha256(told);
    String error = word(told.path("error"));
    StringBuilder about = new StringBuilder();
    for (String field : List.of("type", "mode", "uid", "gid", "size")) {
      String value = word(told.path(field));
      if (value != null) {
        about.append(about.isEmpty() ? "" : " ");
        about.append(field.equals("type") || field.equals("mode") ? "" : field + " ").append(value);
      }
    }
    about.append(sha256 == null ? "" : " sha256 " + sha256);
    about.append(error == null ? "" : " not read: " + error);
    about.append(told.path("kept").asBoolean(false) ? ", its content was kept" : "");
    files.add(
        new Changed(
            path, about.toString(), seconds(told.path("mtime")), seconds(told.path("ctime")), at));
    return true;
  }

  private boolean refusal(JsonNode told, RecordRef at) {
    Name path = name(told, "path");
    String what = word(told.path("what"));
    if (path == null || what == null) {
      return false;
    }
    String words = what + " " + path.text();
    String error = word(told.path("errno"));
    String message = told.path("message").asString("");
    refusals.add(
        new Refused(
            "could not be collected: "
                + words
                + (error == null ? "" : ": " + error)
                + (message.isEmpty() ? "" : " (" + message + ")"),
            path.replaced(),
            at));
    return true;
  }

  private static @Nullable Name name(JsonNode told, String field) {
    JsonNode text = told.path(field);
    if (text.isString()) {
      return new Name(text.asString(), text.asString().indexOf('\uFFFD') >= 0);
    }
    JsonNode bytes = told.path(field + "Base64");
    try {
      return bytes.isString()
          ? new Name(
              new String(Base64.getDecoder().decode(bytes.asString()), StandardCharsets.UTF_8),
              true)
          : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static @Nullable String sha256(JsonNode told) {
    String text = told.path("sha256").asString("");
    return text.matches("[0-9a-f]{64}") ? text : null;
  }

  /** A word or a whole number; null for anything else. */
  private static @Nullable String word(JsonNode value) {
    if (value.isString()) {
      return value.asString();
    }
    return value.isIntegralNumber() && value.canConvertToLong()
        ? Long.toString(value.asLong())
        : null;
  }

  private static @Nullable Integer number(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt() && value.asInt() > 0
        ? value.asInt()
        : null;
  }

  /** As they were written, none digit lost; an exponent of a billion is never written out. */
  private static @Nullable String seconds(JsonNode value) {
    if (!value.isNumber()) {
      return null;
    }
    if (value.isIntegralNumber()) {
      return value.canConvertToLong() ? Long.toString(value.asLong()) : null;
    }
    BigDecimal exact = value.decimalValue();
    return exact.scale() < 0 || exact.scale() > 9 || exact.precision() > 24
        ? null
        : exact.toPlainString();
  }
}
