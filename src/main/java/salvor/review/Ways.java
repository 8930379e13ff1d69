package salvor.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import salvor.baseline.Canonicaliser;
import salvor.baseline.Trait;

/** Makes ways in which a condition holds of what rows say; never wider than all rows together. */
final class Ways {
  private final ObservedFacts facts;

  Ways(ObservedFacts facts) {
    this.facts = facts;
  }

  /** A program of many names is told by its short name too. */
  List<List<Asked>> programs(List<ReviewedAct> acts) {
    SortedSet<String> plain = new TreeSet<>();
    Map<String, SortedSet<String>> applets = new TreeMap<>();
    for (ReviewedAct act : acts) {
      String path = facts.at(act.rows().get(0)).value(Field.EXECUTABLE);
      boolean many = act.trait() instanceof Trait.Exec exec && exec.applet() != null;
      String name = many ? facts.value(Field.NAME) : null;
      if (path != null && name != null) {
        applets.computeIfAbsent(path, _ -> new TreeSet<>()).add(name);
      } else if (path != null && !many) {
        plain.add(path);
      }
    }
    List<List<Asked>> ways = new ArrayList<>();
    if (!plain.isEmpty()) {
      ways.add(List.of(new Asked.In(Field.EXECUTABLE, plain)));
    }
    applets.forEach((path, names) ->
        ways.add(List.of(new Asked.In(Field.EXECUTABLE, path), new Asked.In(Field.NAME, names))));
    return ways;
  }

  List<List<Asked>> requests(List<Integer> rows) {
    Map<List<String>, SortedSet<String>> resources = new LinkedHashMap<>();
    for (int row : rows) {
      String user = facts.at(row).value(Field.USER);
      String verb = facts.value(Field.VERB);
      String resource = facts.value(Field.RESOURCE);
      if (user != null && verb != null && resource != null) {
        resources.computeIfAbsent(List.of(user, verb), _ -> new TreeSet<>()).add(resource);
      }
    }
    List<List<Asked>> ways = new ArrayList<>();
    resources.forEach((who, what) ->
        ways.add(
            List.of(
                new Asked.In(Field.USER, who.getFirst()),
                new Asked.In(Field.VERB, who.getLast()),
                new Asked.In(Field.RESOURCE, what))));
    return ways;
  }

  /** One way: the field is what it was in any of the acts. */
  List<List<Asked>> one(List<Integer> rows, Field field) {
    return one(rows, field, Set.of());
  }

  List<List<Asked>> one(List<Integer> rows, Field field, Set<String> known) {
    SortedSet<String> values = new TreeSet<>();
    for (int row : rows) {
      String value = facts.at(row).value(field);
      if (value != null && !known.contains(value)) {
        values.add(value);
      }
    }
    return values.isEmpty() ? List.of() : List.of(List.of(new Asked.In(field, values)));
  }

  /** A way for each value of the first field, with what the others were then. */
  List<List<Asked>> by(List<Integer> rows, Field first, Field... others) {
    Map<String, List<SortedSet<String>>> ways = new TreeMap<>();
    for (int row : rows) {
      String key = facts.at(row).value(first);
      for (int i = 0; key != null && i < others.length; i++) {
        List<SortedSet<String>> way = ways.computeIfAbsent(key, _ -> new ArrayList<>());
        if (way.size() == i) {
          way.add(new TreeSet<>());
        }
        String value = facts.value(others[i]);
        if (value != null) {
          way.get(i).add(value);
        }
      }
    }
    List<List<Asked>> all = new ArrayList<>();
    ways.forEach((key, values) -> {
      List<Asked> way = new ArrayList<>(List.of(new Asked.In(first, key)));
      for (int i = 0; i < others.length; i++) {
        if (!values.get(i).isEmpty()) {
          way.add(new Asked.In(others[i], values.get(i)));
        }
      }
      if (way.size() == others.length + 1) { // else it would be wider than what was seen
        all.add(way);
      }
    });
    return all;
  }

  /**
   * Files by who used them. A path with a number of chance in it, as {@code /proc/4711/environ}, is
   * told by what stands behind that number.
   */
  List<List<Asked>> files(List<Integer> rows) {
    Map<String, SortedSet<String>> whole = new TreeMap<>();
    Map<String, SortedSet<String>> ends = new TreeMap<>();
    for (int row : rows) {
      String path = facts.at(row).value(Field.FILE);
      String program = facts.value(Field.EXECUTABLE);
      if (path != null && program != null) {
        String end = end(path, Canonicaliser.path(path).text());
        if (end.equals(path)) {
          whole.computeIfAbsent(program, _ -> new TreeSet<>()).add(path);
        } else if (end.length() > 1) {
          ends.computeIfAbsent(program, _ -> new TreeSet<>()).add(end);
        }
      }
    }
    List<List<Asked>> ways = new ArrayList<>();
    whole.forEach((program, paths) ->
        ways.add(
            List.of(new Asked.In(Field.FILE, paths), new Asked.In(Field.EXECUTABLE, program))));
    ends.forEach((program, all) ->
        all.forEach(end ->
            ways.add(
                List.of(
                    new Asked.Contains(Field.FILE, end),
                    new Asked.In(Field.EXECUTABLE, program)))));
    return ways;
  }

  /** What both have in common from the last slash on that stands behind all that differs. */
  private static String end(String path, String canonical) {
    if (path.equals(canonical)) {
      return path;
    }
    int same = 0;
    while (same < Math.min(path.length(), canonical.length())
        && path.charAt(path.length() - 1 - same)
            == canonical.charAt(canonical.length() - 1 - same)) {
      same++;
    }
    int slash = path.indexOf('/', path.length() - same);
    return slash < 0 ? "" : path.substring(slash);
  }
}
