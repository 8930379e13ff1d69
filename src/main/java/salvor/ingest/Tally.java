package salvor.ingest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import salvor.baseline.Profile;
import salvor.evidence.Observation;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.Rows;
import salvor.evidence.Source;
import salvor.evidence.Tables;
import salvor.evidence.Unreadable;
import salvor.jobs.JobCancelled;
import salvor.workload.Inventory;

/** What became of the records of a source, or of a chunk of it. */
final class Tally implements Sink {
  /** Reasons and remarks come from evidence: as many different ones are kept. */
  private static final int MOST_REASONS = 500;

  private static final int LONGEST = 500;

  final int source;
  final Rows rows;
  final Tables tables;
  final List<Inventory> inventories = new ArrayList<>();
  final List<Profile> baselines = new ArrayList<>();
  final List<HostProcesses> hosts = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final Map<String, Long> skipped = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Map<String, Long> formats = new LinkedHashMap<>();
  private final Set<Long> replaced = new HashSet<>();
  private final List<Consumer<Inventory>> later = new ArrayList<>();
  private long issued;
  private long observations;
  private long unreadableCount;
  private long skippedCount;

  Tally(int source, Rows rows, Tables tables) {
    this.source = source;
    this.rows = rows;
    this.tables = tables;
  }

  /** A line or record was met: it has to be accounted for. */
  void issue() {
    issued++;
  }

  @Override
  public void met() {
    issue();
  }

  /** A record of a format was met. */
  void recognised(Format format) {
    recognised(format.name());
  }

  /** Something of a format was met. */
  void recognised(String format) {
    formats.merge(format, 1L, Long::sum);
  }

  /** Rows were added by a fast reader. */
  void fast(Format format, long count) {
    if (count > 0) {
      issued += count;
      observations += count;
      formats.merge(format.name(), count, Long::sum);
    }
  }

  /** The record at this offset is not as it stands in the evidence: bytes were replaced. */
  void replaced(long offset) {
    replaced.add(offset);
  }

  long accounted() {
    return observations + unreadableCount + skippedCount;
  }

  @Override
  public void observed(Observation observation) {
    observations++;
    if (!replaced.isEmpty() && replaced.contains(observation.source().offset())) {
      Set<Quality> quality = EnumSet.of(Quality.REPLACED_BYTES);
      quality.addAll(observation.quality());
      rows.add(
          new Observation(
              observation.time(),
              observation.location(),
              observation.process(),
              observation.activity(),
              observation.outcome(),
              quality,
              observation.source()),
          tables);
    } else {
      rows.add(observation, tables);
    }
  }

  @Override
  public void unreadable(RecordRef ref, String reason) {
    unreadableCount++;
    if (unreadable.size() < Source.KEPT) {
      unreadable.add(new Unreadable(ref.line(), ref.offset(), Words.clean(reason, LONGEST)));
    }
  }

  @Override
  public void skipped(String reason) {
    skip(reason, 1);
  }

  @Override
  public void skipped(String reason, long count) {
    if (count > 0) {
      skip(reason, count);
    }
  }

  @Override
  public void whenAllIsRead(Consumer<Inventory> rest) {
    later.add(rest);
  }

  /** Whether a part of the source is told only when all has been read. */
  boolean isUnfinished() {
    return !later.isEmpty();
  }

  /** Everything has been read. */
  void finish(Inventory inventory) {
    for (Consumer<Inventory> rest : later) {
      try {
        rest.accept(inventory);
      } catch (JobCancelled stop) {
        throw stop;
      } catch (RuntimeException cause) { // a reader's fault must not cost the other sources
        note("what was to be told at the end of the import could not be: " + cause);
      }
    }
    later.clear();
  }

  private void skip(String reason, long count) {
    skippedCount += count;
    String clean = Words.clean(reason, LONGEST);
    boolean room = skipped.size() < MOST_REASONS || skipped.containsKey(clean);
    skipped.merge(room ? clean : "other reasons", count, Long::sum);
  }

  @Override
  public void inventory(Inventory found) {
    String cluster = tables.clusterName();
    inventories.add(cluster == null ? found : found.of(cluster));
  }

  @Override
  public void baseline(Profile found) {
    baselines.add(found);
  }

  @Override
  public void ran(HostProcesses found) {
    hosts.add(found);
  }

  @Override
  public void note(String remark) {
    if (notes.size() < MOST_REASONS) {
      notes.add(Words.clean(remark, LONGEST));
    }
  }

  /** Takes in what became of the next chunk, whose lines were counted from 1. */
  void add(Tally chunk, long linesBefore) {
    issued += chunk.issued;
    observations += chunk.observations;
    unreadableCount += chunk.unreadableCount;
    for (Unreadable u : chunk.unreadable) {
      if (unreadable.size() < Source.KEPT) {
        unreadable.add(new Unreadable(u.line() + linesBefore, u.offset(), u.reason()));
      }
    }
    chunk.skipped.forEach(this::skip);
    chunk.notes.forEach(this::note);
    chunk.formats.forEach((name, count) -> formats.merge(name, count, Long::sum));
    replaced.addAll(chunk.replaced);
    inventories.addAll(chunk.inventories);
    baselines.addAll(chunk.baselines);
  }

  /** The source, everything accounted for. */
  Source source(String path, String sha256, long bytes, List<String> more) {
    more.forEach(this::note);
    if (accounted() < issued) {
      skip("the reader gave no account of it", issued - accounted());
    }
    if (accounted() == 0 && notes.isEmpty()) {
      note("it holds no record");
    }
    String format = "unrecognised";
    long most = 0;
    for (Map.Entry<String, Long> one : formats.entrySet()) {
      if (one.getValue() > most) {
        most = one.getValue();
        format = one.getKey();
      }
    }
    return new Source(
        source,
        path,
        sha256,
        format,
        bytes,
        accounted(),
        observations,
        unreadableCount,
        unreadable,
        skipped,
        List.copyOf(notes));
  }
}
