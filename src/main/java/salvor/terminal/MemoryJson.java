package salvor.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.ingest.checkpoint.Checkpoint;
import salvor.ingest.checkpoint.Difference;
import salvor.ingest.checkpoint.MemorySearch;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was found in memory, for machines. Version 1 of each document. */
final class MemoryJson {
  private static final JsonMapper JSON = new JsonMapper();

  private MemoryJson() {}

  static void search(MemorySearch.Result result, OutputStream out) throws IOException {
    ObjectNode document = head();
    document.put("container", result.checkpoint().location().containerId());
    document.put("hits", result.count());
    document.put("bytesSearched", result.bytes());
    ArrayNode hits = document.putArray("shown");
    result.hits().forEach(h -> hit(result.checkpoint(), h, hits.addObject()));
    texts(document.putArray("notes"), result.notes());
    write(document, out);
  }

  private static void hit(Checkpoint checkpoint, MemorySearch.Hit hit, ObjectNode node) {
    ArrayNode processes = node.putArray("processes");
    for (Checkpoint.Running process : checkpoint.processes()) {
      if (hit.pids().contains(process.pid())) {
        processes.addObject().put("pid", process.pid()).put("name", process.name());
      }
    }
    node.put("address", String.format("0x%x", hit.address()));
    mapping(hit.mapping(), node);
    node.put("pages", hit.pages());
    node.put("offset", hit.offset());
    node.put("length", hit.length());
    node.put("found", HexFormat.of().formatHex(hit.found()));
    node.put("context", MemoryText.shown(hit.context()));
    node.put("contextHex", HexFormat.of().formatHex(hit.context()));
    node.put("contextBefore", hit.before());
  }

  private static void mapping(Checkpoint.@Nullable Mapping mapping, ObjectNode node) {
    if (mapping == null) {
      node.putNull("mapping");
      return;
    }
    node.putObject("mapping")
        .put("start", String.format("0x%x", mapping.start()))
        .put("end", String.format("0x%x", mapping.end()))
        .put("permissions", mapping.permissions())
        .put("path", mapping.path())
        .put("deleted", mapping.deleted());
  }

  static void difference(Difference difference, OutputStream out) throws IOException {
    ObjectNode document = head();
    document.put("first", difference.first().location().containerId());
    document.put("second", difference.second().location().containerId());
    sides(document.putObject("processes"), difference.processes());
    sides(document.putObject("sockets"), difference.sockets());
    sides(document.putObject("openFiles"), difference.files());
    sides(document.putObject("rootFiles"), difference.changes());
    ArrayNode memory = document.putArray("memory");
    for (Difference.Pages pages : difference.memory()) {
      memory
          .addObject()
          .put("pid", pages.pid())
          .put("name", pages.name())
          .put("changed", pages.changed())
          .put("same", pages.same())
          .put("onlyFirst", pages.onlyFirst())
          .put("onlySecond", pages.onlySecond())
          .put("unread", pages.unread());
    }
    texts(document.putArray("notes"), difference.notes());
    write(document, out);
  }

  private static void sides(ObjectNode node, Difference.Sides sides) {
    texts(node.putArray("onlyFirst"), sides.onlyFirst());
    texts(node.putArray("onlySecond"), sides.onlySecond());
  }

  private static ObjectNode head() {
    return JSON.createObjectNode().put("version", 1);
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static void write(ObjectNode document, OutputStream out) throws IOException {
    out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
    out.write('\n');
    out.flush();
  }
}
