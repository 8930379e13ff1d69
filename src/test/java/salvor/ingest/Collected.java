package salvor.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import salvor.baseline.Profile;
import salvor.evidence.Observation;
import salvor.evidence.RecordRef;
import salvor.workload.Inventory;
import tools.jackson.databind.JsonNode;

/** A sink that keeps everything, and the outcome of reading a list of records with it. */
public final class Collected implements Sink {
  public final List<Observation> observations = new ArrayList<>();
  public final List<String> unreadable = new ArrayList<>();
  public final Map<String, Integer> skipped = new TreeMap<>();
  public Inventory inventory = Inventory.EMPTY;
  public final List<String> notes = new ArrayList<>();
  public int records;

  /** Reads the records the format recognises. */
  public static Collected of(Format format, Iterable<JsonNode> records) {
    Collected collected = new Collected();
    RecordReader reader = format.reader();
    for (JsonNode record : records) {
      if (format.recognises(record)) {
        collected.records++;
        reader.read(record, new RecordRef(0, collected.records, 0, 0), collected);
      }
    }
    reader.end(collected);
    return collected;
  }

  /** Reads lines. */
  public static Collected of(LineFormat format, List<String> lines) {
    Collected collected = new Collected();
    LineReader reader = format.reader();
    for (String line : lines) {
      collected.records++;
      reader.read(line, new RecordRef(0, collected.records, 0, 0), collected);
    }
    reader.end(collected);
    return collected;
  }

  /** How many records have an outcome. */
  public int outcomes() {
    return observations.size()
        + unreadable.size()
        + skipped.values().stream().mapToInt(n -> n).sum();
  }

  @Override
  public void observed(Observation observation) {
    observations.add(observation);
  }

  @Override
  public void unreadable(RecordRef ref, String reason) {
    unreadable.add(ref.line() + ": " + reason);
  }

  @Override
  public void skipped(String reason) {
    skipped.merge(reason, 1, Integer::sum);
  }

  @Override
  public void whenAllIsRead(Consumer<Inventory> rest) {
    rest.accept(inventory);
  }

  @Override
  public void inventory(Inventory found) {
    inventory = inventory.and(found);
  }

  @Override
  public void baseline(Profile found) {}

  @Override
  public void note(String remark) {
    notes.add(remark);
  }
}
