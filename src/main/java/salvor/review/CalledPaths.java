package salvor.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.evidence.ProcessFields;
import salvor.evidence.Quality;
import salvor.evidence.Tuples;

/**
 * Tetragon names a program as it was called ({@code /bin/sh}), Falco the file behind the link
 * ({@code /usr/bin/dash}): a condition on such a path would never hold there. The kernel takes a
 * process' short name from what was called, so that is what Falco is asked for; only of a process
 * that ran before the sensor Tetragon names the file too.
 */
final class CalledPaths {
  private static final int LONGEST_NAME = 15; // TASK_COMM_LEN without its end

  private final Set<String> files;
  private final boolean any;

  private CalledPaths(boolean any, Set<String> files) {
    this.any = any;
    this.files = files;
  }

  static CalledPaths in(Observations all) {
    Tuples processes = all.processTuples();
    Set<Integer> nameless = new HashSet<>();
    Set<String> files = new HashSet<>();
    for (int row = 0; row < all.size(); row++) {
      int process = all.processId(row);
      String path = all.texts().get(processes.get(process, ProcessFields.EXECUTABLE));
      if (path == null
          || all.texts().get(processes.get(process, ProcessFields.NAME)) != null
          || !nameless.add(process)) {
        continue;
      }
      if ((all.quality(row) & Quality.RUNNING_BEFORE_SENSOR.bit()) != 0) {
        files.add(path);
      }
    }
    return new CalledPaths(!nameless.isEmpty(), files);
  }

  /** The short name that the kernel gives what is called by this path. */
  static @Nullable String name(@Nullable String path) {
    String base = path == null ? null : path.substring(path.lastIndexOf('/') + 1);
    return base == null || base.length() <= LONGEST_NAME ? base : base.substring(0, LONGEST_NAME);
  }

  /** The condition as Falco can hold it. */
  Condition held(Condition condition) {
    if (!any) {
      return condition;
    }
    List<List<Asked>> ways = new ArrayList<>();
    for (List<Asked> way : condition.ways()) {
      List<List<Asked>> held = List.of(List.of());
      for (Asked asked : way) {
        held = each(held, asked);
      }
      ways.addAll(held);
    }
    return new Condition(condition.kinds(), condition.scope(), ways);
  }

  private List<List<Asked>> each(List<List<Asked>> ways, Asked asked) {
    List<List<Asked>> all = new ArrayList<>();
    for (List<Asked> alternative : alternatives(asked)) {
      for (List<Asked> way : ways) {
        List<Asked> longer = new ArrayList<>(way);
        longer.addAll(alternative);
        all.add(longer);
      }
    }
    return all;
  }

  private List<List<Asked>> alternatives(Asked asked) {
    List<List<Asked>> either = new ArrayList<>();
    switch (asked) {
      case Asked.In(Field field, var values) when nameOf(field) != null ->
          split(field, values).forEach(part -> either.add(List.of(part)));
      case Asked.NotIn(Field field, var values) when nameOf(field) != null -> {
        List<Asked> both = new ArrayList<>();
        split(field, values)
            .forEach(part -> both.add(new Asked.NotIn(part.field(), part.values())));
        either.add(both);
      }
      default -> either.add(List.of(asked));
    }
    return either;
  }

  /** The files among the paths, and the names of what was called. */
  private List<Asked.In> split(Field field, SortedSet<String> paths) {
    SortedSet<String> known = new TreeSet<>(paths);
    known.retainAll(files);
    SortedSet<String> names = new TreeSet<>();
    for (String path : paths) {
      if (!files.contains(path)) {
        names.add(String.valueOf(name(path)));
      }
    }
    List<Asked.In> parts = new ArrayList<>();
    if (!known.isEmpty()) {
      parts.add(new Asked.In(field, known));
    }
    Field name = nameOf(field);
    if (!names.isEmpty() && name != null) {
      parts.add(new Asked.In(name, names));
    }
    return parts;
  }

  private static @Nullable Field nameOf(Field field) {
    return switch (field) {
      case EXECUTABLE -> Field.NAME;
      case PARENT -> Field.PARENT_NAME;
      default -> null;
    };
  }
}
