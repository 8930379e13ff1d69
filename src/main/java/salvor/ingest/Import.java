package salvor.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.baseline.Profile;
import salvor.evidence.Assembly;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Oddities;
import salvor.evidence.Rows;
import salvor.evidence.Source;
import salvor.evidence.Tables;
import salvor.jobs.Progress;
import salvor.workload.ImageContents;
import salvor.workload.ImageReport;
import salvor.workload.Inventory;
import salvor.workload.Pod;
import salvor.workload.Service;

/**
 * Reads what an investigator was given: files, folders and archives of sensor output, cluster
 * objects and baselines.
 */
public final class Import {
  private final List<Format> formats;
  private final List<ArchiveFormat> archives;
  private final List<StreamFormat> streams;
  private final Limits limits;
  private final int workers;
  private final InstantSource clock;

  /**
   * @param formats the formats that are known, asked in this order
   */
  public Import(List<Format> formats, Limits limits) {
    this(formats, List.of(), List.of(), limits);
  }

  /**
   * @param formats the formats that are known, asked in this order
   * @param archives the archives that are known to be one thing
   * @param streams the sources that are told by their beginning, asked in this order before all
   */
  public Import(
      List<Format> formats,
      List<ArchiveFormat> archives,
      List<StreamFormat> streams,
      Limits limits) {
    this(
        formats,
        archives,
        streams,
        limits,
        Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8),
        InstantSource.system());
  }

  Import(List<Format> formats, Limits limits, int workers, InstantSource clock) {
    this(formats, List.of(), List.of(), limits, workers, clock);
  }

  private Import(
      List<Format> formats,
      List<ArchiveFormat> archives,
      List<StreamFormat> streams,
      Limits limits,
      int workers,
      InstantSource clock) {
    this.formats = List.copyOf(formats);
    this.archives = List.copyOf(archives);
    this.streams = List.copyOf(streams);
    this.limits = limits;
    this.workers = workers;
    this.clock = clock;
  }

  /**
   * Reads everything behind these paths. What cannot be read is a source with a remark; nothing is
   * ever written.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public Given read(List<Path> paths, Progress progress) throws Exception {
    return new Reading(progress).read(Walk.of(paths, archives));
  }

  /** Reads a content that is at hand, or the begin of one. */
  Given read(String path, InputStream in, long bytes, Progress progress) {
    return new Reading(progress).read(path, in, bytes);
  }

  /** One import under way. */
  private final class Reading implements Unpack.Visitor {
    private final Progress progress;
    private final Tables[] tables = new Tables[workers + 1];
    private final List<Assembly.Part> parts = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<Inventory> inventories = new ArrayList<>();
    private final List<Profile> baselines = new ArrayList<>();
    private final Map<Integer, List<HostProcesses>> hosts = new LinkedHashMap<>();
    private final RecordedClusters clusters = new RecordedClusters();
    private final List<Consumer<Inventory>> unfinished = new ArrayList<>();
    private final ContentReader reader;
    private Recordings recordings = Recordings.of(List.of());

    Reading(Progress progress) {
      this.progress = progress;
      for (int i = 0; i < tables.length; i++) {
        tables[i] = new Tables();
      }
      reader = new ContentReader(formats, streams, limits, tables, parts);
    }

    Given read(String path, InputStream in, long bytes) {
      content(path, in).closed("", bytes, List.of());
      return together();
    }

    Given read(List<Walk.Entry> entries) {
      long total = 0;
      for (Walk.Entry entry : entries) {
        total += bytes(entry);
      }
      recordings = Recordings.of(entries);
      Unpack unpack = new Unpack(limits, this);
      long done = 0;
      for (Walk.Entry entry : entries) {
        String doing = "Reading " + entry.path();
        long before = done;
        long all = total;
        progress.bytes(done, total, doing);
        in(recordings.cluster(entry.path()));
        switch (entry) {
          case Walk.Entry.Refused(String path, String why) -> refused(path, "", why);
          case Walk.Entry.Found(String path, Path file, long bytes) -> {
            unpack.file(file, path, read -> progress.bytes(before + read, all, doing));
            done += bytes;
          }
          case Walk.Entry.Together folder -> {
            if (!new WholeFolder(folder, limits, sources, this::whole, tables[0]).read()) {
              folder.files().forEach(f -> unpack.file(f.file(), f.path(), _ -> {}));
            }
            done += bytes(folder);
          }
        }
      }
      in(null);
      progress.at(total, total, "Putting in order");
      return together();
    }

    private void in(@Nullable String cluster) {
      for (Tables each : tables) {
        each.in(cluster);
      }
    }

    private Given together() {
      Inventory inventory = merged(inventories);
      unfinished.forEach(u -> u.accept(inventory.among(inventory.named())));
      in(null);
      Observations observations =
          Assembly.of(parts, new LocationJoin(inventory, new ProcessJoin(sources, hosts)));
      Oddities.mark(observations, clock.instant().plus(Oddities.AHEAD));
      NavigableSet<String> named = inventory.named();
      named.addAll(observations.clusters());
      return new Given(new Evidence(sources, observations, inventory.among(named)), baselines);
    }

    @Override
    public Unpack.End content(String path, InputStream in) {
      Tally tally;
      List<String> late = new ArrayList<>();
      try {
        InputStream all = Recordings.isOne(path) ? recording(path, in, late) : in;
        in(recordings.cluster(path));
        tally = reader.read(sources.size(), path, all);
      } catch (RuntimeException cause) {
        throw cause;
      } catch (Exception cause) {
        throw new IllegalStateException("reading " + path, cause);
      }
      clusters.take(path, tally);
      taken(tally);
      if (!tally.isUnfinished()) {
        return (sha256, bytes, notes) -> {
          late.addAll(notes);
          sources.add(tally.source(path, sha256, bytes, late));
        };
      }
      String cluster = tables[0].clusterName();
      return (sha256, bytes, notes) -> {
        refused(path, sha256, ""); // its place
        unfinished.add(inventory -> {
          in(cluster);
          tally.finish(inventory.in(cluster));
          sources.set(tally.source, tally.source(path, sha256, bytes, notes));
        });
      };
    }

    /** Learns of which cluster what follows was recorded; what went before is told. */
    private InputStream recording(String path, InputStream in, List<String> late)
        throws IOException {
      byte[] head = in.readNBytes(Recordings.LONGEST + 1);
      if (recordings.take(path, head)
          && sources.stream().anyMatch(source -> Recordings.isOf(path, source.path()))) {
        late.add(
            "it says of which cluster all in its folder is, and stands behind some of that in the archive: unpack it");
      }
      return new SequenceInputStream(new ByteArrayInputStream(head), in);
    }

    private void whole(Tally tally) {
      parts.add(new Assembly.Part(tally.rows, tally.tables));
      taken(tally);
    }

    private void taken(Tally tally) {
      inventories.addAll(tally.inventories);
      baselines.addAll(tally.baselines);
      if (!tally.hosts.isEmpty()) {
        hosts.put(tally.source, tally.hosts);
      }
    }

    @Override
    public Unpack.@Nullable Whole whole(String path, String first) {
      for (ArchiveFormat format : archives) {
        if (format.mayBegin(first)) {
          Tally tally = new Tally(sources.size(), new Rows(0), tables[0]);
          return new WholeArchive(
              format.name(), format.reading(), path, tally, sources::add, this::whole);
        }
      }
      return null;
    }

    @Override
    public Unpack.@Nullable Tree tree(String path, String member) {
      for (ArchiveFormat format : archives) {
        String root = format.root(member);
        if (root != null) {
          return new Unpack.Tree(root, () -> whole(format, root, path));
        }
      }
      return null;
    }

    private Unpack.Whole whole(ArchiveFormat format, String root, String path) {
      int place = sources.size();
      refused(path, "", ""); // its place
      Tally tally = new Tally(place, new Rows(0), tables[0]);
      return new WholeArchive(
          format.name(),
          format.reading(root),
          path,
          tally,
          s -> sources.set(place, s),
          this::whole);
    }

    @Override
    public void refused(String path, String sha256, String why) {
      Tally nothing = new Tally(sources.size(), new Rows(0), tables[0]);
      sources.add(nothing.source(path, sha256, 0, List.of(why)));
    }
  }

  private static long bytes(Walk.Entry entry) {
    return switch (entry) {
      case Walk.Entry.Found found -> found.bytes();
      case Walk.Entry.Together folder ->
          folder.files().stream().mapToLong(Walk.Entry.Found::bytes).sum();
      case Walk.Entry.Refused _ -> 0;
    };
  }

  /** One inventory of many, each perhaps of one pod, without merging one by one. */
  private static Inventory merged(List<Inventory> found) {
    List<Pod> pods = new ArrayList<>();
    List<Service> services = new ArrayList<>();
    Map<String, List<String>> nodes = new LinkedHashMap<>();
    List<ImageContents> images = new ArrayList<>();
    List<ImageReport> reports = new ArrayList<>();
    for (Inventory one : found) {
      pods.addAll(one.pods());
      services.addAll(one.services());
      nodes.putAll(one.nodes());
      images.addAll(one.images());
      reports.addAll(one.reports());
    }
    return Inventory.EMPTY.and(new Inventory(pods, services, nodes, images, reports, List.of()));
  }
}
