package salvor.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.LoadSettings;
import salvor.evidence.RecordRef;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML documents: cluster objects and baselines, singly, behind one another and as Kubernetes
 * lists.
 *
 * <p>Aliases are refused, not expanded: what writes such objects never uses them, and a few of them
 * make a document that fills any memory ("billion laughs").
 */
final class YamlDocuments {
  private final Limits limits;
  private final Recognition recognition;
  private final Tally tally;
  private final YAMLMapper mapper;
  private final ByteArrayOutputStream document = new ByteArrayOutputStream();
  private long begin;
  private long length;
  private long met;

  YamlDocuments(Limits limits, Recognition recognition, Tally tally) {
    this.limits = limits;
    this.recognition = recognition;
    this.tally = tally;
    mapper =
        new YAMLMapper(
            YAMLFactory.builder()
                .loadSettings(
                    LoadSettings.builder().setCodePointLimit(limits.recordBytes()).build())
                .streamReadConstraints(RecordParser.constraints(limits))
                .build());
  }

  /** Reads the lines of a chunk. */
  void read(Chunk chunk) {
    if (chunk.oversize > 0) {
      take(chunk.bytes, 0, 0, limits.recordBytes() + 1L);
      return;
    }
    for (int at = 0; at < chunk.length; ) {
      int newline = Bytes.indexOf(chunk.bytes, at, chunk.length, '\n');
      int next = newline < 0 ? chunk.length : newline + 1;
      if (separates(chunk.bytes, at, next)) {
        end();
        begin = chunk.offset + at;
      } else if (length == 0) {
        begin = chunk.offset + at;
      }
      take(chunk.bytes, at, next, next - at);
      at = next;
    }
  }

  private void take(byte[] bytes, int from, int to, long size) {
    length += size;
    if (length <= limits.recordBytes()) {
      document.write(bytes, from, to - from);
    }
  }

  /** The document so far is whole. */
  void end() {
    byte[] bytes = document.toByteArray();
    RecordRef ref =
        new RecordRef(tally.source, met + 1, begin, (int) Math.min(length, Integer.MAX_VALUE));
    boolean tooLong = length > limits.recordBytes();
    document.reset();
    length = 0;
    if (tooLong) {
      unreadable(ref, "longer than " + limits.recordBytes() + " bytes");
    } else if (!isEmpty(bytes)) {
      parse(bytes, ref);
    }
  }

  private void unreadable(RecordRef ref, String reason) {
    met++;
    tally.issue();
    tally.unreadable(ref, reason);
  }

  private void parse(byte[] bytes, RecordRef ref) {
    JsonNode node;
    try {
      if (hasAlias(bytes)) {
        unreadable(
            ref, "it uses YAML aliases, which are not expanded here: write it out without them");
        return;
      }
      node = mapper.readTree(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (RuntimeException _) { // the YAML library's own exceptions come through as well
      unreadable(ref, "not valid YAML");
      return;
    }
    if (node.isObject() && Documents.isList(node)) {
      node.path("items").forEach(item -> record(Documents.named(item, (ObjectNode) node), ref));
    } else if (node.isArray()) {
      node.forEach(item -> record(item, ref));
    } else {
      record(node, ref);
    }
  }

  private void record(JsonNode node, RecordRef ref) {
    recognition.record(node, new RecordRef(ref.source(), ++met, ref.offset(), ref.length()), tally);
  }

  private boolean hasAlias(byte[] bytes) throws IOException {
    try (JsonParser parser =
        mapper.tokenStreamFactory().createParser(ObjectReadContext.empty(), bytes)) {
      while (parser.nextToken() != null) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean separates(byte[] bytes, int from, int to) {
    return to - from >= 3
        && bytes[from] == '-'
        && bytes[from + 1] == '-'
        && bytes[from + 2] == '-'
        && (to - from == 3 || Bytes.isBlank(bytes[from + 3]));
  }

  /** Whether there is nothing but comments and separators. */
  private static boolean isEmpty(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .allMatch(l ->
            l.isBlank()
                || l.stripLeading().startsWith("#")
                || l.strip().equals("---")
                || l.strip().equals("..."));
  }
}
