package salvor.ingest.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;
import salvor.ingest.Sink;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What plaso's {@code psort -o json} writes: one object, however long, with a line for each event,
 * {@code "event_1": {...}}.
 */
final class PlasoJson implements LineFormat {
  private static final Pattern BEGIN = Pattern.compile("\\s*\\{\\s*\"event_0\"\\s*:\\s*\\{");
  private static final Pattern EVENT =
      Pattern.compile("\\s*+[{,]?+\\s*+\"event_[0-9]{1,18}\"\\s*+:\\s*+(\\{.*\\})\\s*+[,}]?+\\s*+");
  private static final int DEPTH = 200;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                  .build())
          .build();

  @Override
  public String name() {
    return "table";
  }

  @Override
  public boolean begins(Beginning head) {
    return BEGIN.matcher(head.text()).lookingAt();
  }

  @Override
  public LineReader reader() {
    return new Reader();
  }

  private static final class Reader implements LineReader {
    private final Mapping mapping = Mappings.plaso();
    private final RowReader rows = new RowReader(mapping);

    @Override
    public void read(String line, RecordRef ref, Sink sink) {
      Matcher event = EVENT.matcher(line);
      if (line.strip().equals("}")) {
        sink.skipped("the end of the events");
      } else if (!event.matches()) {
        sink.unreadable(ref, "no event of plaso, or one that is cut off");
      } else {
        JsonNode node = parsed(event.group(1));
        if (node == null) {
          sink.unreadable(ref, "not valid JSON");
        } else if (!mapping.fits(new JsonRow(node)::has)) {
          sink.unreadable(ref, "an event of plaso without its time or its type");
        } else {
          rows.read(new JsonRow(node), ref, sink);
        }
      }
    }

    private static @Nullable JsonNode parsed(String text) {
      try {
        return JSON.readTree(text);
      } catch (JacksonException | NumberFormatException _) {
        return null;
      }
    }
  }
}
