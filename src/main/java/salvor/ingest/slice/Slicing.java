package salvor.ingest.slice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.custody.Actor;
import salvor.custody.Artefact;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.WorkFolder;
import salvor.custody.bundle.Pieces;
import salvor.custody.bundle.Sealing;
import salvor.custody.slice.SlicePlan;
import salvor.custody.slice.Sliced;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.OffsetText;
import salvor.evidence.Source;
import salvor.ingest.KeptRuns;
import salvor.jobs.Progress;

/** Cuts a slice out of evidence and seals it. */
public final class Slicing {
  /** What is taken of sources is read again so often at most until nothing more is to go. */
  private static final int PASSES = 4;

  private final Reading reading;
  private final Path base;

  /** Reads evidence, as it was read. */
  @FunctionalInterface
  public interface Reading {
    /** Reads files and folders. */
    Given read(List<Path> paths, Progress progress) throws Exception;
  }

  /**
   * What is cut.
   *
   * @param rows the observations that are wanted
   * @param rules how they were chosen, as the ledger says it
   * @param parent what they are of: a case, a bundle
   * @param reason why it is cut
   */
  public record Wish(
      BitSet rows, Map<String, String> rules, Map<String, String> parent, String reason) {
    /** Copies the collections. */
    public Wish {
      rows = (BitSet) rows.clone();
      rules = Map.copyOf(rules);
      parent = Map.copyOf(parent);
    }
  }

  /**
   * @param base the folder that the paths of sources start from
   */
  public Slicing(Reading reading, Path base) {
    this.reading = reading;
    this.base = base;
  }

  /**
   * Makes a slice.
   *
   * @param out a folder that is new or empty, or an archive that is not there yet
   * @throws IOException with what to do in its message; nothing is left of the slice then
   */
  public Sliced cut(Evidence evidence, Wish wish, Sealing sealing, Path out, Progress progress)
      throws Exception {
    try (WorkFolder work = WorkFolder.beside(out)) {
      return new Cutting(evidence, wish, new Pieces(work.path()), progress).made(sealing, out);
    } catch (UncheckedIOException cause) {
      throw cause.getCause();
    }
  }

  /**
   * Makes a slice, and has the ledger of a case say so.
   *
   * @param derived what is written down of it
   */
  public Sliced cutOf(
      CaseLedger of,
      CustodyEntry derived,
      Evidence evidence,
      Wish wish,
      Sealing sealing,
      Path out,
      Progress progress)
      throws Exception {
    Map<String, String> how = new HashMap<>(derived.request());
    how.put("path", of.name(out));
    try (CaseLedger.Begun begun = of.begin(derived.asked(how, Map.of()), out)) {
      Sliced slice = cut(evidence, wish, sealing, out, progress);
      String head = "head " + Sealing.fingerprint(slice.sealed().head());
      begun.done((Artefact) null, Map.of("result", head));
      return slice;
    }
  }

  /** One slice under way. */
  private final class Cutting {
    private final Evidence evidence;
    private final Wish wish;
    private final Pieces pieces;
    private final Progress progress;
    private final SlicePlan plan;
    private final SourceRows[] rows;
    private final SliceFiles files;
    private final Map<Integer, SlicePlan.Way> ways = new HashMap<>();
    private final Map<Integer, Source> now = new HashMap<>();
    private long places;

    Cutting(Evidence evidence, Wish wish, Pieces pieces, Progress progress) {
      this.evidence = evidence;
      this.wish = wish;
      this.pieces = pieces;
      this.progress = progress;
      this.plan = SlicePlan.of(evidence, wish.rows());
      this.rows = SourceRows.of(evidence.observations(), evidence.sources().size(), wish.rows());
      this.files = new SliceFiles(base, pieces, evidence.sources(), progress);
    }

    Sliced made(Sealing sealing, Path out) throws Exception {
      List<Source> wanted = new ArrayList<>();
      for (SlicePlan.Part part : plan.parts()) {
        ways.put(part.source().id(), part.way());
        if (part.isIn()) {
          wanted.add(part.source());
        }
      }
      List<Source> write = wanted;
      for (int pass = 0; pass < PASSES && !write.isEmpty(); pass++) {
        files.write(write, rows);
        write = check(pass == PASSES - 2);
      }
      List<Sliced.Part> parts = parts();
      List<CustodyEntry> told = new ArrayList<>();
      told.add(whole(parts));
      for (Sliced.Part part : parts) {
        if (part.name().isEmpty()) {
          told.add(entry(Deed.NOTE, part));
        } else {
          pieces.add(files.of(part.source()).file(), entry(Deed.DERIVED, part));
        }
      }
      return new Sliced(parts, places, sealing.seal(pieces, told, out, progress));
    }

    /** Reads what was cut; gives the sources that have to be cut anew. */
    private List<Source> check(boolean last) throws Exception {
      Evidence after = reading.read(List.of(pieces.folder()), progress).evidence();
      Map<Path, Source> byFile = new HashMap<>();
      after.sources().forEach(source -> byFile.put(Path.of(source.path()), source));
      now.clear();
      files
          .written()
          .forEach((id, part) -> {
            Source source = byFile.get(part.file());
            if (source != null) {
              now.put(id, source);
            }
          });
      Observations observations = after.shifted(clocks()).observations();
      int[] order = observations.byRecord();
      List<Source> anew = new ArrayList<>();
      places = 0;
      for (Map.Entry<Integer, Source> each : now.entrySet()) {
        Source source = evidence.sources().get(each.getKey());
        KeptRuns runs = files.of(source).runs();
        if (runs != null && source.observations() > 0) {
          int[] is = SliceCheck.rows(observations, order, each.getValue().id());
          if (differs(source, observations, is, runs, last)) {
            anew.add(source);
          }
        }
      }
      return anew;
    }

    private boolean differs(
        Source source, Observations after, int[] is, KeptRuns runs, boolean last) {
      SourceRows of = rows[source.id()];
      boolean whole = ways.get(source.id()) == SlicePlan.Way.WHOLE;
      if (!whole && of.staying() == source.observations()) {
        whole = !files.of(source).cuttable();
        ways.put(source.id(), whole ? SlicePlan.Way.WHOLE : SlicePlan.Way.CUT);
      }
      SliceCheck check = new SliceCheck(evidence.observations(), of);
      check.compare(after, is, runs);
      places += check.places();
      if (whole || (!check.lost() && !check.changed())) {
        return false;
      }
      if (check.lost() || last) {
        of.keepAll();
        ways.put(source.id(), SlicePlan.Way.WHOLE);
      }
      return true;
    }

    /** The offsets and zones that the sources have, for their parts. */
    private ClockOffsets clocks() {
      ClockOffsets clocks = evidence.observations().clocks();
      SortedMap<Integer, Long> nanos = new TreeMap<>();
      SortedMap<Integer, ZoneId> zones = new TreeMap<>();
      now.forEach((id, part) -> {
        nanos.put(part.id(), clocks.of(id));
        ZoneId zone = clocks.zone(id);
        if (zone != null) {
          zones.put(part.id(), zone);
        }
      });
      return new ClockOffsets(nanos, zones);
    }

    private List<Sliced.Part> parts() throws IOException {
      List<Sliced.Part> parts = new ArrayList<>();
      for (SlicePlan.Part part : plan.parts()) {
        Source source = part.source();
        SlicePlan.Way way = ways.getOrDefault(source.id(), part.way());
        SliceFiles.Written file = files.written().get(source.id());
        Source is = now.get(source.id());
        if (file == null || Files.size(file.file()) == 0) {
          SlicePlan.Way out = file == null ? way : SlicePlan.Way.NOTHING_WANTED;
          parts.add(new Sliced.Part(source, out, 0, 0, 0, ""));
          continue;
        }
        boolean archive = file.runs() == null;
        long lines = archive ? source.lines() : is == null ? 0 : is.lines();
        long beside = rows[source.id()].staying() - part.wanted();
        if (archive && way == SlicePlan.Way.CUT) {
          way = SlicePlan.Way.WHOLE;
        }
        String name = pieces.folder().relativize(file.file()).toString();
        parts.add(new Sliced.Part(source, way, lines, part.wanted(), beside, name));
      }
      return parts;
    }

    private CustodyEntry whole(List<Sliced.Part> parts) {
      Map<String, String> how = new TreeMap<>(wish.rules());
      wish.parent().forEach((key, value) -> how.put("parent." + key, value));
      Map<String, String> answer = new TreeMap<>();
      answer.put("observationsIn", sum(parts, Sliced.Part::wanted));
      answer.put("observationsBeside", sum(parts, Sliced.Part::beside));
      answer.put("observationsOut", sum(parts, Sliced.Part::out));
      answer.put("placesChanged", Long.toString(places));
      return CustodyEntry.of(Deed.DERIVED, Actor.ofSystem(), wish.reason())
          .asked(how, answer)
          .saying("A slice was cut. What stayed out is told of each source.");
    }

    private static String sum(
        List<Sliced.Part> parts, java.util.function.ToLongFunction<Sliced.Part> of) {
      return Long.toString(parts.stream().mapToLong(of).sum());
    }

    private CustodyEntry entry(Deed deed, Sliced.Part part) {
      Source source = part.source();
      Map<String, String> how = new TreeMap<>();
      how.put("path", source.path());
      how.put("sha256", source.sha256());
      how.put("format", source.format());
      how.put("way", part.way().name());
      long offset = evidence.observations().clocks().of(source.id());
      if (offset != 0) {
        how.put("clockOffset", OffsetText.of(offset));
      }
      @Nullable ZoneId zone = evidence.observations().clocks().zone(source.id());
      if (zone != null) {
        how.put("zone", zone.toString());
      }
      SliceFiles.Written file = files.written().get(source.id());
      if (file != null && file.utf16()) {
        how.put("encoding", "UTF-16 became UTF-8");
      }
      Map<String, String> answer = new TreeMap<>();
      answer.put("lines", Long.toString(source.lines()));
      answer.put("linesIn", Long.toString(part.lines()));
      answer.put("linesOut", Long.toString(part.linesOut()));
      answer.put("observationsIn", Long.toString(part.wanted()));
      answer.put("observationsBeside", Long.toString(part.beside()));
      answer.put("observationsOut", Long.toString(part.out()));
      return CustodyEntry.of(deed, Actor.ofSystem(), wish.reason()).asked(how, answer);
    }
  }
}
