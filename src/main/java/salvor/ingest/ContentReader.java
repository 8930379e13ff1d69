package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Assembly;
import salvor.evidence.Rows;
import salvor.evidence.Tables;
import salvor.jobs.Jobs;
import tools.jackson.databind.JsonNode;

/**
 * Reads one content into rows.
 *
 * <p>Where a format has a fast reader, chunks of lines are read apart by several workers, each into
 * its own tables; what they found is put together in the order of the chunks as soon as it is a
 * chunk's turn.
 */
final class ContentReader {
  private static final int CHUNK = 1 << 20;
  private static final int SAMPLE = 20;
  private static final int HEAD = 1 << 14;

  private record Done(int number, Tally tally, long lines, List<Recognition.Deferred> deferred) {}

  private final List<Format> formats;
  private final List<StreamFormat> streams;
  private final Limits limits;
  private final RecordParser parser;
  private final Tables[] tables;
  private final List<Assembly.Part> parts;
  private int size;

  /**
   * @param tables the first for what is read in order, by whichever worker; then one for each
   *     worker
   * @param parts where what was read is put
   */
  ContentReader(
      List<Format> formats,
      List<StreamFormat> streams,
      Limits limits,
      Tables[] tables,
      List<Assembly.Part> parts) {
    this.formats = formats;
    this.streams = streams;
    this.limits = limits;
    this.parser = new RecordParser(limits);
    this.tables = tables;
    this.parts = parts;
  }

  /** Reads the source with a number. */
  Tally read(int source, String path, InputStream in) throws Exception {
    Tally tally = new Tally(source, new Rows(0), tables[0]);
    Recognition recognition = Recognition.inOrder(formats);
    Peeked head = Peeked.behindZeros(in, Layout.LENGTH);
    if (head.zeros() > 0) {
      tally.note(
          "begins with "
              + head.zeros()
              + " zero bytes, as a log that was emptied while it was written: what stood there is lost");
    }
    int begin = Layout.begin(head.head());
    long first = head.zeros() + begin;
    String text =
        new String(
            head.head(), begin, Math.min(head.head().length - begin, HEAD), StandardCharsets.UTF_8);
    Beginning beginning =
        new Beginning(
            source,
            path,
            first,
            head.head(),
            begin,
            text,
            limits,
            (part, from) -> new Documents(limits, parser, recognition, tally, 0, from).read(part));
    for (StreamFormat format : streams) {
      if (format.begins(beginning) && !(format.yields() && !seen(head.head()).isEmpty())) {
        head.drop(begin);
        tally.recognised(format.name());
        switch (format) {
          case DocumentFormat document -> document.read(head, beginning, tally);
          case LineFormat lines ->
              new TextLines(lines, tally)
                  .read(new Feed(head, first, limits.recordBytes(), 1), limits.recordBytes());
        }
        recognition.end(tally);
        parts.add(new Assembly.Part(tally.rows, tally.tables));
        return tally;
      }
    }
    Layout layout = Layout.of(head.head());
    head.drop(begin);
    size = Math.min(CHUNK / 4, head.head().length + 1);
    switch (layout) {
      case LINES -> {
        Format fast = fastest(head.head());
        if (fast == null || head.head().length < Layout.LENGTH) {
          inOrder(new Feed(head, first, limits.recordBytes(), 1), recognition, tally, fast, false);
        } else {
          apart(new Feed(head, first, limits.recordBytes(), workers()), recognition, tally, fast);
        }
      }
      case RUNTIME_LINES ->
          inOrder(
              new Feed(head, first, limits.recordBytes(), 1),
              recognition,
              tally,
              fastest(head.head()),
              false);
      case PROSE ->
          inOrder(new Feed(head, first, limits.recordBytes(), 1), recognition, tally, null, true);
      case DOCUMENTS -> new Documents(limits, parser, recognition, tally, 0, first).read(head);
      case YAML -> yaml(new Feed(head, first, limits.recordBytes(), 1), recognition, tally);
      case BINARY ->
          tally.note("binary data of a kind that is not known; nothing was read from it");
    }
    recognition.end(tally);
    parts.add(new Assembly.Part(tally.rows, tally.tables));
    return tally;
  }

  /** How many of the first lines are records of which format. */
  private Map<Format, Integer> seen(byte[] head) {
    Map<Format, Integer> seen = new LinkedHashMap<>();
    for (int[] span : Layout.objects(head, SAMPLE)) {
      if (parser.parse(head, span[0], span[1])
              instanceof RecordParser.Result.Parsed(JsonNode node, boolean _)
          && node.isObject()) {
        Format format = Recognition.of(formats, null, node);
        if (format != null) {
          seen.merge(format, 1, Integer::sum);
        }
      }
    }
    return seen;
  }

  /** The format of most of the first records, when it has a fast reader. */
  private @Nullable Format fastest(byte[] head) {
    Map<Format, Integer> seen = seen(head);
    Format most = null;
    for (Map.Entry<Format, Integer> one : seen.entrySet()) {
      if (most == null || one.getValue() > seen.getOrDefault(most, 0)) {
        most = one.getKey();
      }
    }
    return most == null || most.fastLine() == null ? null : most;
  }

  private void inOrder(
      Feed feed, Recognition recognition, Tally tally, @Nullable Format fast, boolean prose)
      throws IOException, InterruptedException {
    Lines lines =
        new Lines(
            limits, parser, recognition, tally, fast, fast == null ? null : fast.fastLine(), prose);
    Chunk chunk = new Chunk(size);
    while (feed.next(0, chunk)) {
      lines.read(chunk);
    }
    lines.end();
  }

  private void yaml(Feed feed, Recognition recognition, Tally tally)
      throws IOException, InterruptedException {
    YamlDocuments documents = new YamlDocuments(limits, recognition, tally);
    Chunk chunk = new Chunk(size);
    while (feed.next(0, chunk)) {
      documents.read(chunk);
    }
    documents.end();
  }

  private int workers() {
    return tables.length - 1;
  }

  private void apart(Feed feed, Recognition recognition, Tally tally, Format fast)
      throws Exception {
    Order order = new Order(recognition, tally);
    Jobs.inParallel(
        workers(),
        worker -> {
          try {
            Chunk chunk = new Chunk(CHUNK);
            FastLine reader = fast.fastLine();
            while (feed.next(worker, chunk)) {
              order.put(read(chunk, worker, tally.source, fast, reader));
            }
          } finally {
            feed.stop();
          }
        });
  }

  private Done read(Chunk chunk, int worker, int source, Format fast, @Nullable FastLine reader) {
    Tally tally = new Tally(source, new Rows(chunk.length >> 9), tables[worker + 1]);
    Recognition recognition = Recognition.apart(formats);
    Lines lines = new Lines(limits, parser, recognition, tally, fast, reader, false);
    lines.read(chunk);
    lines.end();
    recognition.end(tally);
    return new Done(chunk.number, tally, lines.count(), recognition.deferred());
  }

  /** Puts together what workers found, in the order of the source. */
  private final class Order {
    private final Recognition recognition;
    private final Tally tally;
    private final PriorityQueue<Done> waiting =
        new PriorityQueue<>((a, b) -> Integer.compare(a.number(), b.number()));
    private int next;
    private long lines;

    Order(Recognition recognition, Tally tally) {
      this.recognition = recognition;
      this.tally = tally;
    }

    synchronized void put(Done done) {
      waiting.add(done);
      for (Done first; (first = waiting.peek()) != null && first.number() == next; next++) {
        waiting.remove();
        first.tally().rows.moveLines(lines);
        parts.add(new Assembly.Part(first.tally().rows, first.tally().tables));
        tally.add(first.tally(), lines);
        for (Recognition.Deferred later : first.deferred()) {
          recognition.resume(later, lines, tally);
        }
        lines += first.lines();
      }
    }
  }
}
