package salvor.triage;

import static salvor.evidence.ProcessFields.COMMAND_LINE;
import static salvor.evidence.ProcessFields.CWD;
import static salvor.evidence.ProcessFields.EXECUTABLE;
import static salvor.evidence.ProcessFields.NAME;
import static salvor.evidence.ProcessFields.PARENT_COMMAND_LINE;
import static salvor.evidence.ProcessFields.PARENT_EXECUTABLE;
import static salvor.evidence.ProcessFields.PARENT_NAME;
import static salvor.evidence.ProcessFields.UID;

import java.nio.IntBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import salvor.baseline.Judgement;
import salvor.baseline.Verdicts;
import salvor.evidence.Columns;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Outcome;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.evidence.Tables;
import salvor.evidence.Tuples;
import salvor.jobs.Pieces;
import salvor.jobs.Progress;
import salvor.timeline.FirstSeen;
import salvor.timeline.FlagScope;
import salvor.workload.Inventory;

/**
 * Evaluates a filter column by column: a text is compared once however many rows have it, then each
 * distinct place, process and activity is looked at once, and only then the rows, by number.
 */
final class FilterRows {
  private static final Outcome.Result[] RESULTS = Outcome.Result.values();

  private final Observations all;
  private final List<Source> sources;
  private final Inventory inventory;
  private final Verdicts verdicts;
  private final RowMarks marks;
  private final ActivityFields activities;
  private final Progress progress;
  private final int size;

  FilterRows(Evidence evidence, Verdicts verdicts, RowMarks marks, Progress progress) {
    this.all = evidence.observations();
    this.sources = evidence.sources();
    this.inventory = evidence.inventory();
    this.verdicts = verdicts;
    this.marks = marks;
    this.progress = progress;
    this.activities = new ActivityFields(all.activityTuples());
    this.size = all.size();
  }

  BitSet rows(Term term) throws FilterError {
    return switch (term) {
      case Term.Every() -> every();
      case Term.And(Term left, Term right) -> {
        BitSet both = rows(left);
        both.and(rows(right));
        yield both;
      }
      case Term.Or(Term left, Term right) -> {
        BitSet either = rows(left);
        either.or(rows(right));
        yield either;
      }
      case Term.Not(Term inner) -> {
        BitSet none = rows(inner);
        none.flip(0, size);
        yield none;
      }
      case Term.Free(TextPattern pattern, long number) -> free(pattern, number);
      case Term.Text(FilterField field, TextPattern pattern) -> text(field, pattern);
      case Term.Numbered(FilterField field, long from, long to) ->
          number(field, n -> n >= from && n <= to);
      case Term.Severe(int from, int to) ->
          judged(j -> j.severity().ordinal() >= from && j.severity().ordinal() <= to);
      case Term.Time(Term.Order order, TimeRange range) -> time(order, range);
      case Term.First(FlagScope scope) -> FirstSeen.of(all, verdicts, inventory).rows(scope);
      case Term.Marked(FilterField field, boolean yes) -> {
        BitSet rows = marked(field == FilterField.ACCEPTED ? marks.accepted() : marks.starred());
        if (!yes) {
          rows.flip(0, size);
        }
        yield rows;
      }
    };
  }

  private BitSet every() {
    BitSet rows = new BitSet(size);
    rows.set(0, size);
    return rows;
  }

  private BitSet marked(BitSet rows) {
    BitSet own = (BitSet) rows.clone();
    own.clear(size, Math.max(size, own.length()));
    return own;
  }

  private BitSet free(TextPattern pattern, long number) {
    BitSet texts = TextScan.fitting(all.texts(), pattern, progress);
    BitSet rows = located(texts, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    IntPredicate isNumber = n -> n == number;
    rows.or(
        processed(
            texts,
            EXECUTABLE,
            NAME,
            COMMAND_LINE,
            CWD,
            PARENT_EXECUTABLE,
            PARENT_NAME,
            PARENT_COMMAND_LINE));
    Columns columns = all.columns();
    rows.or(rows(columns.identity(), texts));
    rows.or(rows(columns.parentIdentity(), texts));
    if (number >= 0) {
      rows.or(numbered(isNumber, columns.pid(), columns.containerPid(), columns.parentPid()));
    }
    rows.or(
        rows(
            all.columns().activity(),
            ids(
                all.activities(),
                id ->
                    activities.anyText(id, texts::get)
                        || (number > 0 && activities.anyPort(id, true, isNumber)))));
    return rows;
  }

  private BitSet text(FilterField field, TextPattern pattern) {
    return switch (field) {
      case KIND -> {
        BitSet kinds = kinds(pattern);
        yield ids(size, row -> kinds.get(all.columns().kind().get(row)));
      }
      case VERDICT -> judged(j -> pattern.fits(j.verdict().name()));
      case REASON -> judged(j -> pattern.fits(j.reason().name()));
      case BASELINE -> judged(j -> j.baseline() != null && pattern.fits(j.baseline()));
      case ELEMENT -> judged(j -> j.element() != null && pattern.fits(j.element()));
      case QUALITY -> quality(pattern);
      case TAG -> marked(marks.tagged(pattern::fits));
      case COMMENT -> marked(marks.commented(pattern::fits));
      case MILESTONE -> marked(marks.reached(m -> pattern.fits(m.name())));
      case SOURCE -> {
        BitSet fitting = ids(sources.size(), id -> pattern.fits(sources.get(id).path()));
        yield rows(all.columns().source(), fitting);
      }
      case WORKLOAD ->
          rows(all.columns().location(), ids(all.locations(), id -> isWorkload(id, pattern)));
      case NAMESPACE -> {
        BitSet texts = fitting(pattern);
        BitSet rows = located(texts, 1);
        rows.or(active(field, texts));
        yield rows;
      }
      case CLUSTER -> located(fitting(pattern), Tables.CLUSTER);
      case POD -> located(fitting(pattern), 2);
      case CONTAINER -> located(fitting(pattern), 4, 5);
      case IMAGE -> located(fitting(pattern), 6);
      case DIGEST -> located(fitting(pattern), 7);
      case NODE -> located(fitting(pattern), 0);
      case PROGRAM ->
          processed(TextScan.fittingPathOrName(all.texts(), pattern, progress), EXECUTABLE, NAME);
      case PARENT ->
          processed(
              TextScan.fittingPathOrName(all.texts(), pattern, progress),
              PARENT_EXECUTABLE,
              PARENT_NAME);
      case ARGUMENTS -> processed(fitting(pattern), COMMAND_LINE);
      case RESOURCE -> resource(pattern);
      case OUTCOME -> outcome(pattern);
      case USER, FILE, PEER, DNS, RULE, VERB -> active(field, fitting(pattern));
      default -> // no texts, or of pods
          throw new IllegalArgumentException(field.name());
    };
  }

  private BitSet number(FilterField field, LongPredicate fits) {
    IntPredicate given = n -> fits.test(n);
    Tuples processes = all.processTuples();
    return switch (field) {
      case PID -> numbered(given, all.columns().pid(), all.columns().containerPid());
      case PARENT_PID -> numbered(given, all.columns().parentPid());
      case UID ->
          rows(
              all.columns().process(),
              ids(all.processes(), id -> isNumber(processes.get(id, UID), given)));
      case PORT ->
          rows(
              all.columns().activity(),
              ids(all.activities(), id -> activities.anyPort(id, false, given)));
      default -> ids(size, row -> fits.test(all.columns().line().get(row)));
    };
  }

  private BitSet time(Term.Order order, TimeRange range) throws FilterError {
    long begin = range.begin(all);
    long end = begin > Long.MAX_VALUE - range.length() ? Long.MAX_VALUE : begin + range.length();
    int first = all.firstAtOrAfter(begin);
    int behind = all.firstAtOrAfter(end);
    BitSet rows = new BitSet(size);
    switch (order) {
      case LESS -> rows.set(0, first);
      case LESS_OR_EQUAL -> rows.set(0, behind);
      case GREATER -> rows.set(behind, all.timed());
      case GREATER_OR_EQUAL -> rows.set(first, all.timed());
      case EQUAL, HOLDS, NOT_EQUAL, HOLDS_NOT -> rows.set(first, behind);
    }
    return rows;
  }

  private BitSet quality(TextPattern pattern) {
    int bits = 0;
    for (Quality quality : Quality.values()) {
      bits |= pattern.fits(quality.name()) ? quality.bit() : 0;
    }
    int wanted = bits;
    return ids(size, row -> (all.quality(row) & wanted) != 0);
  }

  private BitSet kinds(TextPattern pattern) {
    Kind[] kinds = Kind.values();
    return ids(kinds.length, i -> KnownWords.fits(kinds[i], pattern));
  }

  private BitSet judged(Predicate<Judgement> fits) {
    List<Judgement> judgements = verdicts.judgements();
    return rows(verdicts.perRow(), ids(judgements.size(), id -> fits.test(judgements.get(id))));
  }

  private boolean isWorkload(int location, TextPattern pattern) {
    var workload = all.location(location).workload();
    return workload != null && (pattern.fits(workload.name()) || pattern.fits(workload.toString()));
  }

  private BitSet resource(TextPattern pattern) {
    Map<Long, Boolean> known = new ConcurrentHashMap<>();
    return rows(
        all.columns().activity(),
        ids(
            all.activities(),
            id -> {
              long pair = activities.resource(id);
              return pair != 0 && known.computeIfAbsent(pair, p -> isResource(p, pattern));
            }));
  }

  private boolean isResource(long pair, TextPattern pattern) {
    String resource = all.texts().get((int) (pair >>> 32));
    String inside = all.texts().get((int) pair);
    return resource != null
        && (pattern.fits(resource) || (inside != null && pattern.fits(resource + "/" + inside)));
  }

  /** What came of it, or what the source said of that. */
  private BitSet outcome(TextPattern pattern) {
    BitSet said = fitting(pattern);
    BitSet results = ids(RESULTS.length, i -> pattern.fits(RESULTS[i].name()));
    return rows(
        all.columns().activity(),
        ids(
            all.activities(),
            id -> results.get(all.result(id).ordinal()) || said.get(all.said(id))));
  }

  private BitSet fitting(TextPattern pattern) {
    return TextScan.fitting(all.texts(), pattern, progress);
  }

  private BitSet located(BitSet texts, int... fields) {
    Tuples tuples = all.locationTuples();
    return rows(
        all.columns().location(), ids(all.locations(), id -> anyText(tuples, id, texts, fields)));
  }

  private BitSet processed(BitSet texts, int... fields) {
    Tuples tuples = all.processTuples();
    return rows(
        all.columns().process(), ids(all.processes(), id -> anyText(tuples, id, texts, fields)));
  }

  private BitSet active(FilterField field, BitSet texts) {
    return rows(
        all.columns().activity(),
        ids(all.activities(), id -> activities.anyText(id, field, texts::get)));
  }

  private static boolean anyText(Tuples tuples, int id, BitSet texts, int... fields) {
    int start = tuples.starts().get(id);
    for (int field : fields) {
      if (texts.get(tuples.values().get(start + field))) {
        return true;
      }
    }
    return false;
  }

  private BitSet numbered(IntPredicate fits, IntBuffer... columns) {
    return ids(
        size,
        row -> {
          for (IntBuffer column : columns) {
            if (isNumber(column.get(row), fits)) {
              return true;
            }
          }
          return false;
        });
  }

  private static boolean isNumber(int number, IntPredicate fits) {
    return number != Tables.NOT_GIVEN && fits.test(number);
  }

  private BitSet ids(int count, IntPredicate fits) {
    return Pieces.which(count, progress, "Filtering", fits);
  }

  private BitSet rows(IntBuffer column, BitSet ids) {
    return ids.isEmpty() ? new BitSet(size) : ids(size, row -> ids.get(column.get(row)));
  }
}
