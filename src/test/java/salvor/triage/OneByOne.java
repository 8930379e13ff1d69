package salvor.triage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.timeline.FirstSeen;
import salvor.timeline.FlagScope;
import salvor.workload.Location;

/** What a filter means, said again as plainly as possible: of one observation, by its strings. */
record OneByOne(Evidence evidence, Verdicts verdicts, RowMarks marks, int row) {
  boolean fits(Term term) throws FilterError {
    return switch (term) {
      case Term.Every() -> true;
      case Term.And(Term left, Term right) -> fits(left) & fits(right);
      case Term.Or(Term left, Term right) -> fits(left) | fits(right);
      case Term.Not(Term inner) -> !fits(inner);
      case Term.Free(TextPattern pattern, long number) ->
          texts(everything(), pattern) || numbers(freeNumbers()).anyMatch(n -> n == number);
      case Term.Text(FilterField field, TextPattern pattern) -> text(field, pattern);
      case Term.Numbered(FilterField field, long from, long to) ->
          numbers(of(field)).anyMatch(n -> n >= from && n <= to);
      case Term.Severe(int from, int to) ->
          judgement().severity().ordinal() >= from && judgement().severity().ordinal() <= to;
      case Term.Time(Term.Order order, TimeRange range) -> time(order, range);
      case Term.First(FlagScope scope) -> {
        FirstSeen first = FirstSeen.of(evidence.observations(), verdicts, evidence.inventory());
        yield first.flags().stream().anyMatch(f -> f.row() == row && f.isFirstIn(scope));
      }
      case Term.Marked(FilterField field, boolean yes) ->
          (field == FilterField.ACCEPTED ? marks.accepted() : marks.starred()).get(row) == yes;
    };
  }

  private Observation seen() {
    return evidence.observations().get(row);
  }

  private Judgement judgement() {
    return verdicts.judgement(row);
  }

  private @Nullable Activity done() {
    return seen().activity() instanceof Activity.Alert alert ? alert.about() : seen().activity();
  }

  private boolean time(Term.Order order, TimeRange range) throws FilterError {
    Observations all = evidence.observations();
    if (all.timed() == 0 && range.day() == null) {
      range.begin(all);
    }
    if (row >= all.timed()) {
      return false;
    }
    long begin = range.begin(all);
    long end = begin + range.length();
    long time = all.time(row);
    return switch (order) {
      case LESS -> time < begin;
      case LESS_OR_EQUAL -> time < end;
      case GREATER -> time >= end;
      case GREATER_OR_EQUAL -> time >= begin;
      case EQUAL, HOLDS, NOT_EQUAL, HOLDS_NOT -> time >= begin && time < end;
    };
  }

  private boolean text(FilterField field, TextPattern pattern) {
    return switch (field) {
      case TAG -> marks.tagged(pattern::fits).get(row);
      case COMMENT -> marks.commented(pattern::fits).get(row);
      case MILESTONE -> marks.reached(m -> pattern.fits(m.name())).get(row);
      case PROGRAM -> texts(paths(seen().process().executable(), seen().process().name()), pattern);
      case PARENT -> {
        ProcessInfo.Parent parent = seen().process().parent();
        yield parent != null && texts(paths(parent.executable(), parent.name()), pattern);
      }
      default -> texts(values(field), pattern);
    };
  }

  private List<@Nullable String> values(FilterField field) {
    Location at = seen().location();
    Activity done = done();
    List<@Nullable String> values = new ArrayList<>();
    switch (field) {
      case KIND ->
          Collections.addAll(
              values,
              seen().activity().kind().name(),
              seen().activity().kind().words(),
              seen().activity().kind().name().equals("PROCESS_STARTED") ? "exec" : null);
      case VERDICT -> values.add(judgement().verdict().name());
      case REASON -> values.add(judgement().reason().name());
      case QUALITY -> seen().quality().forEach(q -> values.add(q.name()));
      case NAMESPACE -> values.add(at.namespace());
      case WORKLOAD -> {
        if (at.workload() != null) {
          Collections.addAll(values, at.workload().name(), at.workload().toString());
        }
      }
      case POD -> values.add(at.pod());
      case CONTAINER -> Collections.addAll(values, at.container(), at.containerId());
      case IMAGE -> values.add(at.image());
      case NODE -> values.add(at.node());
      case ARGUMENTS -> values.add(seen().process().commandLine());
      case SOURCE -> values.add(evidence.sources().get(seen().source().source()).path());
      case RULE ->
          values.add(seen().activity() instanceof Activity.Alert alert ? alert.rule() : null);
      default -> {}
    }
    switch (done) {
      case Activity.ConnectionOpened c when field == FilterField.PEER ->
          Collections.addAll(values, c.remote().address(), c.remote().name());
      case Activity.ConnectionAccepted c when field == FilterField.PEER ->
          Collections.addAll(values, c.remote().address(), c.remote().name());
      case Activity.ConnectionOpened c when field == FilterField.DNS && c.traffic() != null ->
          values.add(c.traffic().asked());
      case Activity.ConnectionAccepted c when field == FilterField.DNS && c.traffic() != null ->
          values.add(c.traffic().asked());
      case Activity.NameLookedUp n when field == FilterField.DNS ->
          Collections.addAll(values, n.name(), n.answers());
      case Activity.FileOpened f when field == FilterField.FILE -> values.add(f.path());
      case Activity.FileWritten f when field == FilterField.FILE -> values.add(f.path());
      case Activity.FileDeleted f when field == FilterField.FILE -> values.add(f.path());
      case Activity.ApiRequest api -> api(field, api, values);
      case null, default -> {}
    }
    return values;
  }

  private static void api(
      FilterField field, Activity.ApiRequest api, List<@Nullable String> values) {
    switch (field) {
      case VERB -> values.add(api.verb());
      case NAMESPACE -> values.add(api.namespace());
      case USER -> Collections.addAll(values, api.user(), api.impersonated(), api.onBehalfOfPod());
      case PEER -> values.add(api.sourceAddress());
      case RESOURCE -> {
        if (api.resource() != null) {
          values.add(api.resource());
          values.add(api.subresource() == null ? null : api.resource() + "/" + api.subresource());
        }
      }
      default -> {}
    }
  }

  private List<@Nullable Integer> of(FilterField field) {
    ProcessInfo process = seen().process();
    List<@Nullable Integer> numbers = new ArrayList<>();
    switch (field) {
      case PID -> Collections.addAll(numbers, process.pid(), process.containerPid());
      case PARENT_PID -> numbers.add(process.parent() == null ? null : process.parent().pid());
      case UID -> numbers.add(process.uid());
      case LINE -> numbers.add((int) seen().source().line());
      case PORT -> {
        switch (done()) {
          case Activity.ConnectionOpened c -> numbers.add(port(c.local(), c.remote(), c.remote()));
          case Activity.ConnectionAccepted c -> numbers.add(port(c.local(), c.remote(), c.local()));
          case Activity.Listening l -> numbers.add(port(l.local()));
          case null, default -> {}
        }
      }
      default -> {}
    }
    return numbers;
  }

  private List<@Nullable Integer> freeNumbers() {
    List<@Nullable Integer> numbers = new ArrayList<>(of(FilterField.PID));
    numbers.addAll(of(FilterField.PARENT_PID));
    switch (done()) {
      case Activity.ConnectionOpened c ->
          Collections.addAll(numbers, port(c.local()), port(c.remote()));
      case Activity.ConnectionAccepted c ->
          Collections.addAll(numbers, port(c.local()), port(c.remote()));
      case Activity.Listening l -> numbers.add(port(l.local()));
      case null, default -> {}
    }
    return numbers;
  }

  private static @Nullable Integer port(Endpoint local, Endpoint remote, Endpoint serves) {
    int port = Endpoint.served(local, remote, serves.port());
    return port == 0 ? null : port;
  }

  private static @Nullable Integer port(Endpoint end) {
    return end.port() == 0 ? null : end.port();
  }

  private static Stream<Integer> numbers(List<@Nullable Integer> numbers) {
    return numbers.stream().filter(n -> n != null);
  }

  private List<@Nullable String> everything() {
    List<@Nullable String> all = new ArrayList<>();
    collect(seen().location(), all);
    collect(seen().process(), all);
    collect(seen().activity(), all);
    return all;
  }

  /**
   * Every string inside a record, however deep; enums are words of the program and not of the
   * source.
   */
  private static void collect(@Nullable Object value, List<@Nullable String> into) {
    if (value instanceof String text) {
      into.add(text);
    } else if (value instanceof Record record) {
      for (var component : record.getClass().getRecordComponents()) {
        try {
          var accessor = component.getAccessor();
          accessor.setAccessible(true);
          collect(accessor.invoke(record), into);
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static List<@Nullable String> paths(@Nullable String... paths) {
    List<@Nullable String> both = new ArrayList<>();
    for (String path : paths) {
      both.add(path);
      both.add(path == null ? null : path.substring(path.lastIndexOf('/') + 1));
    }
    return both;
  }

  private static boolean texts(List<@Nullable String> texts, TextPattern pattern) {
    return texts.stream().anyMatch(t -> t != null && pattern.fits(t));
  }
}
