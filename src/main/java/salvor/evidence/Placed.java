package salvor.evidence;

import java.util.function.Consumer;
import salvor.workload.Location;

/** Gives rows the places that are found for them by the numbers of their processes. */
final class Placed {
  private final Rows rows;
  private final Tables tables;
  private final Placing placing;
  private final Tuples locations;
  private final Tuples processes;
  private final Texts texts;
  private int row;

  Placed(Rows rows, Tables tables, Placing placing) {
    this.rows = rows;
    this.tables = tables;
    this.placing = placing;
    this.locations = tables.locations.freeze();
    this.processes = tables.processes.freeze();
    this.texts = tables.texts.freeze();
  }

  void all() {
    each(placing::meet);
    each(told -> {
      Location found = placing.place(told);
      if (found != null) {
        rows.location[row] = tables.add(found);
        rows.quality[row] |= Quality.LOCATION_JOINED.bit();
      }
    });
  }

  private void each(Consumer<Placing.Numbered> take) {
    int last = -1;
    boolean wanted = false;
    for (row = 0; row < rows.size; row++) {
      int source = rows.source[row];
      if (source != last) {
        wanted = placing.wants(source);
        last = source;
      }
      if (wanted && rows.pid[row] != Tables.NOT_GIVEN) {
        take.accept(told(source));
      }
    }
  }

  private Placing.Numbered told(int source) {
    ProcessNumbers numbers = new ProcessNumbers();
    numbers.pid = rows.pid[row];
    Long time = TimeText.isTime(rows.timeForm[row]) ? rows.time[row] : null;
    return new Placing.Numbered(
        source,
        rows.pid[row],
        time,
        Tables.location(locations, rows.location[row], texts),
        Tables.process(processes, rows.process[row], texts, numbers));
  }
}
