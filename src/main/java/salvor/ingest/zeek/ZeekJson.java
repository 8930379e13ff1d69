package salvor.ingest.zeek;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NumericNode;

/** Zeek's logs as JSON: the names have dots in them, and which log it is of may not be told. */
public final class ZeekJson implements Format {
  @Override
  public String name() {
    return "zeek";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return record.has("ts")
        && record.has("id.orig_h")
        && record.has("id.resp_h")
        && record.has("id.orig_p");
  }

  @Override
  public RecordReader reader() {
    return new Reader();
  }

  private static final class Reader implements RecordReader {
    private static final int MOST_DIGITS = 30;

    private @Nullable ZeekLog log;

    @Override
    public void read(JsonNode record, RecordRef ref, Sink sink) {
      ZeekLog now = log == null ? new ZeekLog(sink) : log;
      log = now;
      now.entry(path(record), name -> field(record, name), ref);
    }

    private static @Nullable String path(JsonNode record) {
      String told = Fields.text(record, "_path");
      return told != null
          ? told
          : record.has("conn_state")
              ? "conn"
              : record.has("trans_id") || record.has("qtype_name")
                  ? "dns"
                  : record.has("proto") && record.has("local_orig") ? "conn" : "of another kind";
    }

    private static @Nullable String field(JsonNode record, String name) {
      JsonNode value = Fields.at(record, name);
      if (value != null && value.isArray()) {
        String all = String.join(" ", Fields.texts(value));
        return all.isEmpty() ? null : all;
      }
      // a number as it is written: none of its digits may be lost
      if (value != null && value.isNumber() && !value.isIntegralNumber()) {
        if (value instanceof NumericNode spelt && spelt.isNaN()) { // or infinite
          return null;
        }
        BigDecimal number = value.decimalValue();
        return number.scale() >= 0 && number.scale() <= MOST_DIGITS ? number.toPlainString() : null;
      }
      return Fields.text(value);
    }

    @Override
    public void end(Sink sink) {
      if (log != null) {
        log.end();
      }
    }
  }
}
