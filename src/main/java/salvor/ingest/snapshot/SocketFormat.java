package salvor.ingest.snapshot;

import java.util.List;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;

/** The output of {@code ss} or of {@code netstat}, once or again and again. */
public final class SocketFormat implements LineFormat {
  private static final int LOOKED_AT = 3;

  @Override
  public String name() {
    return "sockets";
  }

  @Override
  public boolean begins(Beginning head) {
    List<String> first = head.text().lines().filter(l -> !l.isBlank()).limit(LOOKED_AT).toList();
    return first.stream().anyMatch(l -> SocketRow.of(l) != null || SocketRow.isHeading(l))
        && first.stream()
            .allMatch(l ->
                SocketRow.of(l) != null
                    || SocketRow.isHeading(l)
                    || SocketRow.isAside(l)
                    || SocketReader.isTime(l));
  }

  @Override
  public LineReader reader() {
    return new SocketReader();
  }
}
