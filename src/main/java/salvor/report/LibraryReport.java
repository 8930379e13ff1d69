package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.baseline.LibraryAct;
import salvor.baseline.Version;
import salvor.baseline.Versions;
import salvor.casefile.LibraryNote;
import salvor.evidence.Visible;

/** The library of baselines: versions with their states, and what people did, the oldest first. */
public final class LibraryReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LONGEST = 200;

  private final Versions versions;
  private final List<LibraryNote> notes;
  private final boolean history;
  private final @Nullable String name;

  /**
   * @param notes what was passed over
   * @param history whether the acts are told in place of the versions
   * @param name only of this name; null for all
   */
  public LibraryReport(
      Versions versions, List<LibraryNote> notes, boolean history, @Nullable String name) {
    this.versions = versions;
    this.notes = List.copyOf(notes);
    this.history = history;
    this.name = name;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("baseline-library.schema.json");
  }

  private List<Version> versions() {
    return versions.all().stream()
        .filter(v -> name == null || v.ref().name().equals(name))
        .toList();
  }

  private List<LibraryAct> acts() {
    return name == null ? versions.acts() : versions.history(name);
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    if (history) {
      acts().forEach(act -> out.println(line(act)));
    } else {
      list(out);
    }
    notes.forEach(note -> out.println("note: " + Visible.text(note.toString(), 2 * LONGEST)));
    out.flush();
  }

  private void list(PrintWriter out) {
    Map<String, List<Version>> names = new LinkedHashMap<>();
    versions().forEach(v -> names.computeIfAbsent(v.ref().name(), n -> new ArrayList<>()).add(v));
    if (names.isEmpty()) {
      out.println(name == null ? "no baseline is kept here" : "no baseline of this name is kept");
    }
    names.forEach((each, all) -> {
      out.println(Visible.text(each, LONGEST));
      all.forEach(v -> out.println("  " + line(v)));
    });
  }

  private static String line(Version version) {
    return String.format(
        Locale.ROOT,
        "@%-3d %-8s image %s  %,d element%s%s  %s, %s: %s",
        version.ref().number(),
        TriageJson.lower(version.state()),
        version.key().digest() == null ? "unknown     " : version.key().digest().brief(),
        version.elements(),
        version.elements() == 1 ? "" : "s",
        version.open() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d to be confirmed", version.open()),
        Visible.text(version.by().author(), 60),
        version.by().at(),
        Visible.text(version.by().reason(), LONGEST));
  }

  private String line(LibraryAct act) {
    Versions.Holding holding = versions.holding(act);
    return String.format(
        Locale.ROOT,
        "%4d  %s  %s  %s%s%s",
        act.number(),
        act.by().at(),
        Visible.text(act.by().author(), 60),
        LibraryWords.act(act),
        act.by().reason().isEmpty() ? "" : ": " + Visible.text(act.by().reason(), LONGEST),
        holding == Versions.Holding.DONE ? "" : " (undone)");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.objects("versions", versions(), version -> version(json, version));
          json.objects("acts", acts(), act -> act(json, act));
          json.objects(
              "notes",
              notes,
              note -> {
                json.text("about", TriageJson.lower(note.about()));
                json.text("file", note.file());
                json.text("detail", note.detail());
                json.text("words", note.about().words());
              });
        });
  }

  private static void version(JsonDocument json, Version version) {
    json.text("ref", version.ref().toString());
    json.text("name", version.ref().name());
    json.number("number", version.ref().number());
    BaselineReport.key(json, version.key());
    json.text("sha256", version.hash());
    json.text("state", TriageJson.lower(version.state()));
    json.text("madeBy", TriageJson.lower(version.how()));
    json.number("elements", version.elements());
    json.number("toBeConfirmed", version.open());
    signature(json, version.by());
    json.texts("parents", version.parents().stream().map(Version.Ref::toString).toList());
    json.objects(
        "sources",
        version.sources(),
        source -> {
          json.text("path", source.path());
          json.text("sha256", source.sha256());
        });
  }

  private static void signature(JsonDocument json, Version.Signature by) {
    json.text("author", by.author());
    json.text("reason", by.reason());
    json.text("at", by.at().toString());
  }

  private void act(JsonDocument json, LibraryAct act) {
    json.number("number", act.number());
    json.text("kind", TriageJson.lower(act.kind()));
    json.text("what", LibraryWords.act(act));
    signature(json, act.by());
    json.text("state", TriageJson.lower(versions.holding(act)));
    json.texts("versions", act.about().map(Version.Ref::toString).distinct().toList());
  }
}
