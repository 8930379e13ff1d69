package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.evidence.checkpoint.MemoryFound;
import salvor.evidence.checkpoint.MemoryHit;

/** What was found in the memory of a checkpoint. */
public final class MemorySearchReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final MemoryFound found;

  /** Of a search. */
  public MemorySearchReport(MemoryFound found) {
    this.found = found;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("memory-search.schema.json");
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    for (MemoryHit hit : found.hits()) {
      out.printf(
          Locale.ROOT,
          "%s  %016x  %s%n    %s%n",
          MemoryWords.who(found.checkpoint(), hit),
          hit.address(),
          MemoryWords.mapping(hit.mapping()),
          MemoryWords.shown(hit.context()));
    }
    out.printf(
        Locale.ROOT,
        "%,d %s%s in %,d bytes of memory%n",
        found.count(),
        found.count() == 1 ? "hit" : "hits",
        found.count() > found.hits().size()
            ? String.format(Locale.ROOT, ", the first %,d shown,", found.hits().size())
            : "",
        found.bytes());
    MemoryWords.notes(found.notes(), out);
    out.flush();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("container", found.checkpoint().location().containerId());
          json.number("hits", found.count());
          json.number("bytesSearched", found.bytes());
          json.objects("shown", found.hits(), hit -> hit(json, hit));
          json.texts("notes", found.notes());
        });
  }

  private void hit(JsonDocument json, MemoryHit hit) {
    List<Checkpoint.Running> processes =
        found.checkpoint().processes().stream().filter(p -> hit.pids().contains(p.pid())).toList();
    json.objects(
        "processes",
        processes,
        process -> {
          json.number("pid", process.pid());
          json.text("name", process.name());
        });
    json.text("address", address(hit.address()));
    mapping(json, hit.mapping());
    json.text("pages", hit.pages());
    json.number("offset", hit.offset());
    json.number("length", hit.length());
    json.text("found", HexFormat.of().formatHex(hit.found()));
    json.text("context", MemoryWords.shown(hit.context()));
    json.text("contextHex", HexFormat.of().formatHex(hit.context()));
    json.number("contextBefore", hit.before());
  }

  private static void mapping(JsonDocument json, Checkpoint.@Nullable Mapping mapping) {
    if (mapping == null) {
      json.none("mapping");
      return;
    }
    json.object(
        "mapping",
        () -> {
          json.text("start", address(mapping.start()));
          json.text("end", address(mapping.end()));
          json.text("permissions", mapping.permissions());
          json.text("path", mapping.path());
          json.is("deleted", mapping.deleted());
        });
  }

  private static String address(long address) {
    return String.format(Locale.ROOT, "0x%x", address);
  }
}
