package salvor.casefile;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.baseline.LibraryAct;
import salvor.baseline.Profile;
import salvor.baseline.Version;
import salvor.baseline.VersionState;
import salvor.casefile.LibraryNote.About;
import salvor.custody.Sha256;
import salvor.workload.ImageDigest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The log of the library of baselines: one act a line, in UTF-8, as JSON behind the first {@value
 * #SUM} hex digits of its SHA-256 and a space. A line that does not add up, or that cannot be
 * understood, is passed over and told; the others hold.
 *
 * @param acts what could be read
 * @param notes what could not
 * @param length up to where the log is whole, in bytes; what follows is half an act
 * @param ended whether the last whole line has its line end
 */
record LibraryLog(List<LibraryAct> acts, List<LibraryNote> notes, int length, boolean ended) {
  static final String FILE = "library.log";
  private static final int SUM = 16;
  private static final int MOST = 100_000_000;
  private static final JsonMapper JSON = new JsonMapper();

  /** Reads a log. */
  static LibraryLog read(byte[] bytes) {
    List<LibraryAct> acts = new ArrayList<>();
    List<LibraryNote> notes = new ArrayList<>();
    int begin = 0;
    int line = 0;
    while (begin < bytes.length) {
      int end = begin;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      line++;
      Optional<LibraryAct> act = act(new String(bytes, begin, end - begin, StandardCharsets.UTF_8));
      act.ifPresent(acts::add);
      if (end == bytes.length) {
        if (act.isEmpty()) {
          notes.add(new LibraryNote(About.LINE_TORN, FILE, "line " + line));
        }
        return told(acts, notes, act.isEmpty() ? begin : end, act.isEmpty());
      }
      if (act.isEmpty()) {
        notes.add(new LibraryNote(About.LINE_DAMAGED, FILE, "line " + line));
      }
      begin = end + 1;
    }
    return told(acts, notes, bytes.length, true);
  }

  private static LibraryLog told(
      List<LibraryAct> acts, List<LibraryNote> notes, int length, boolean ended) {
    long expected = 1;
    for (LibraryAct act : acts) {
      for (long missing = expected; missing < act.number() && notes.size() < 1000; missing++) {
        notes.add(new LibraryNote(About.ACT_MISSING, FILE, "act " + missing));
      }
      expected = act.number() + 1;
    }
    return new LibraryLog(acts, notes, length, ended);
  }

  /** The line of an act, with its end. */
  static byte[] line(LibraryAct act) {
    byte[] json = JSON.writeValueAsString(node(act)).getBytes(StandardCharsets.UTF_8);
    String sum = sum(json);
    return (sum + " " + new String(json, StandardCharsets.UTF_8) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String sum(byte[] json) {
    Sha256 hash = new Sha256();
    hash.update(json, 0, json.length);
    return hash.hex().substring(0, SUM);
  }

  private static Optional<LibraryAct> act(String line) {
    if (line.length() <= SUM
        || !line.startsWith(sum(line.substring(SUM + 1).getBytes(StandardCharsets.UTF_8)) + " ")) {
      return Optional.empty();
    }
    try {
      return Optional.of(act(JSON.readTree(line.substring(SUM + 1))));
    } catch (JacksonException | IllegalArgumentException | DateTimeException _) {
      return Optional.empty(); // a log from elsewhere can hold anything
    }
  }

  private static ObjectNode node(LibraryAct act) {
    ObjectNode node = JSON.createObjectNode();
    node.put("act", act.number());
    node.put("kind", act.kind().name());
    node.put("author", act.by().author());
    node.put("reason", act.by().reason());
    node.put("at", act.by().at().toString());
    if (act.of() > 0) {
      node.put("of", act.of());
    }
    ArrayNode made = node.putArray("made");
    act.made().forEach(v -> version(v, made.addObject()));
    ArrayNode moved = node.putArray("moved");
    act.moved()
        .forEach(m -> moved.addObject().put("ref", m.ref().toString()).put("to", m.to().name()));
    return node;
  }

  private static void version(Version version, ObjectNode node) {
    node.put("number", version.ref().number());
    node.put("namespace", version.key().namespace());
    node.put("workloadKind", version.key().kind());
    node.put("workload", version.key().workload());
    node.put("container", version.key().container());
    ImageDigest digest = version.key().digest();
    node.put("digest", digest == null ? null : digest.value());
    node.put("hash", version.hash());
    node.put("elements", version.elements());
    node.put("open", version.open());
    ArrayNode parents = node.putArray("parents");
    version.parents().forEach(p -> parents.add(p.toString()));
    ArrayNode sources = node.putArray("sources");
    version
        .sources()
        .forEach(s -> sources.addObject().put("path", s.path()).put("sha256", s.sha256()));
  }

  private static LibraryAct act(JsonNode node) {
    Version.Signature by =
        new Version.Signature(
            text(node, "author"), text(node, "reason"), Instant.parse(text(node, "at")));
    LibraryAct.Kind kind = LibraryAct.Kind.valueOf(text(node, "kind"));
    return new LibraryAct(
        number(node, "act"),
        kind,
        by,
        node.path("made").valueStream().map(v -> version(v, kind, by)).toList(),
        node.path("moved")
            .valueStream()
            .map(m -> new LibraryAct.Moved(ref(m.path("ref")), VersionState.valueOf(text(m, "to"))))
            .toList(),
        node.has("of") ? number(node, "of") : 0);
  }

  private static Version version(JsonNode node, LibraryAct.Kind kind, Version.Signature by) {
    Profile.Key key =
        new Profile.Key(
            orNull(node, "namespace"),
            orNull(node, "workloadKind"),
            orNull(node, "workload"),
            orNull(node, "container"),
            orNull(node, "digest") == null ? null : new ImageDigest(text(node, "digest")));
    return new Version(
        new Version.Ref(key.text(), number(node, "number")),
        key,
        text(node, "hash"),
        node.path("elements").asInt(0),
        node.path("open").asInt(0),
        VersionState.DRAFT,
        kind,
        by,
        node.path("parents").valueStream().map(LibraryLog::ref).toList(),
        node.path("sources")
            .valueStream()
            .map(s -> new Version.Source(text(s, "path"), orNull(s, "sha256")))
            .toList());
  }

  private static Version.Ref ref(JsonNode node) {
    return Version.Ref.of(node.asString())
        .orElseThrow(() -> new IllegalArgumentException("no version"));
  }

  private static int number(JsonNode node, String field) {
    int number = node.path(field).asInt(0);
    if (number < 1 || number > MOST) {
      throw new IllegalArgumentException(field);
    }
    return number;
  }

  private static String text(JsonNode node, String field) {
    String text = orNull(node, field);
    if (text == null) {
      throw new IllegalArgumentException("no " + field);
    }
    return text;
  }

  private static @Nullable String orNull(JsonNode node, String field) {
    return node.path(field).isString() ? node.path(field).stringValue() : null;
  }
}
