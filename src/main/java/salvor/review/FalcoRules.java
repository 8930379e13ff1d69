package salvor.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salvor.evidence.Kind;

/** Writes rules and exceptions of Falco. */
final class FalcoRules {
  private FalcoRules() {}

  /** One item of a rules file. */
  static Map<String, Object> document(Rule rule, Condition condition, Replay replay)
      throws NotHeld {
    boolean audit = condition.kinds().contains(Kind.API_REQUEST);
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("rule", rule.id());
    item.put("desc", Description.of(rule, replay));
    item.put("condition", condition(condition));
    item.put(
        "output",
        audit
            ? "Out of profile (user=%ka.user.name verb=%ka.verb resource=%ka.target.resource"
                + " subresource=%ka.target.subresource useragent=%ka.useragent)"
            : "Out of profile (namespace=%k8s.ns.name pod=%k8s.pod.name container=%container.name"
                + " image=%container.image.digest exepath=%proc.exepath cmdline=%proc.cmdline"
                + " parent=%proc.pname file=%fs.path.name connection=%fd.name)");
    item.put("priority", replay.isSilent() ? "WARNING" : "NOTICE");
    item.put("source", audit ? "k8s_audit" : "syscall");
    item.put("tags", List.of("salvor", audit ? "k8s" : "container"));
    return item;
  }

  /** The condition in Falco's language. */
  static String condition(Condition condition) throws NotHeld {
    if (condition.kinds().size() != 1) {
      throw new NotHeld(Rendering.Why.KIND, condition.kinds().toString());
    }
    Kind kind = condition.kinds().iterator().next();
    List<String> all = new ArrayList<>(List.of(kind(kind)));
    for (Asked asked : condition.scope()) {
      all.add(asked(asked, kind));
    }
    List<String> ways = new ArrayList<>();
    for (List<Asked> way : condition.ways()) {
      List<String> one = new ArrayList<>();
      for (Asked asked : way) {
        one.add(asked(asked, kind));
      }
      ways.add(String.join(" and ", one));
    }
    if (ways.size() == 1) {
      ways.stream().filter(way -> !way.isEmpty()).forEach(all::add);
    } else {
      all.add("((" + String.join(") or (", ways) + "))");
    }
    return String.join(" and ", all);
  }

  private static String kind(Kind kind) throws NotHeld {
    String container = " and container.id != host";
    return switch (kind) {
      case PROCESS_STARTED ->
          "evt.type in (execve, execveat) and evt.dir = < and evt.rawres = 0" + container;
      case CONNECTION_OPENED ->
          "evt.type = connect and evt.dir = < and fd.typechar in (4, 6)" + container;
      case CONNECTION_ACCEPTED ->
          "evt.type in (accept, accept4) and evt.dir = < and evt.rawres >= 0 and fd.typechar in (4, 6)"
              + container;
      case LISTENING -> "evt.type in (bind, listen) and evt.dir = < and evt.rawres = 0" + container;
      case FILE_OPENED ->
          "evt.type in (open, openat, openat2) and evt.dir = < and evt.is_open_read = true"
              + " and evt.rawres >= 0"
              + container;
      case FILE_WRITTEN ->
          "evt.type in (open, openat, openat2, creat, rename, renameat, renameat2, chmod, fchmodat,"
              + " link, linkat, symlink, symlinkat, mkdir, mkdirat) and evt.dir = <"
              + " and (evt.is_open_write = true or not evt.type in (open, openat, openat2))"
              + " and evt.rawres >= 0"
              + container;
      case FILE_DELETED ->
          "evt.type in (unlink, unlinkat, rmdir) and evt.dir = < and evt.rawres = 0" + container;
      case KERNEL_ACTION -> "evt.dir = <" + container;
      case API_REQUEST -> "jevt.value[/stage] = \"ResponseComplete\"";
      case NAME_LOOKED_UP, PROCESS_ENDED, ALERT, EVENTS_LOST, CLUSTER_EVENT, NOT_HEARD, LOGGED ->
          throw new NotHeld(Rendering.Why.KIND, kind.words());
    };
  }

  private static String asked(Asked asked, Kind kind) throws NotHeld {
    return switch (asked) {
      case Asked.In(Field field, var values) when field == Field.RESOURCE -> resources(values);
      case Asked.In(Field field, var values)
          when field == Field.FILE && kind == Kind.FILE_WRITTEN ->
          "(fs.path.name in " + list(values) + " or fs.path.target in " + list(values) + ")";
      case Asked.In(Field field, var values) -> name(field, kind) + " in " + list(values);
      case Asked.NotIn(Field field, var values) ->
          "not " + name(field, kind) + " in " + list(values);
      case Asked.Contains(Field field, String text)
          when field == Field.FILE && kind == Kind.FILE_WRITTEN -> {
        String quoted = FalcoText.quoted(text);
        yield "(fs.path.name contains " + quoted + " or fs.path.target contains " + quoted + ")";
      }
      case Asked.Contains(Field field, String text) ->
          name(field, kind) + " contains " + FalcoText.quoted(text);
      case Asked.Marked marked ->
          switch (marked.quality()) {
            case EXE_FROM_MEMFD -> "proc.is_exe_from_memfd = true";
            case EXE_UPPER_LAYER -> "proc.is_exe_upper_layer = true";
            default -> throw new NotHeld(Rendering.Why.FIELD, marked.quality().name());
          };
    };
  }

  private static String list(Set<String> values) throws NotHeld {
    List<String> quoted = new ArrayList<>();
    for (String value : values) {
      quoted.add(FalcoText.quoted(value));
    }
    return "(" + String.join(", ", quoted) + ")";
  }

  /** {@code pods} must not fire on {@code pods/exec}. */
  private static String resources(Set<String> values) throws NotHeld {
    List<String> all = new ArrayList<>();
    for (String value : values) {
      int slash = value.indexOf('/');
      all.add(
          slash < 0
              ? "ka.target.resource = "
                  + FalcoText.quoted(value)
                  + " and not ka.target.subresource exists"
              : "ka.target.resource = "
                  + FalcoText.quoted(value.substring(0, slash))
                  + " and ka.target.subresource = "
                  + FalcoText.quoted(value.substring(slash + 1)));
    }
    return "((" + String.join(") or (", all) + "))";
  }

  /** The name of a field, of an event of this kind. */
  static String name(Field field, Kind kind) throws NotHeld {
    return switch (field) {
      case NAMESPACE -> "k8s.ns.name";
      case CONTAINER -> "container.name";
      case DIGEST -> "container.image.digest";
      case EXECUTABLE -> "proc.exepath";
      case NAME -> "proc.name";
      case PARENT -> "proc.pexepath";
      case PARENT_NAME -> "proc.pname";
      case ARGUMENTS -> "proc.args";
      case COMMAND_LINE -> "proc.cmdline";
      case FILE -> "fs.path.name";
      case PEER -> "fd.rip";
      case PORT -> kind == Kind.CONNECTION_OPENED ? "fd.rport" : "fd.lport";
      case VERB -> "ka.verb";
      case RESOURCE -> "ka.target.resource";
      case USER -> "ka.user.name";
      case USER_AGENT -> "ka.useragent";
      case CALL -> "evt.type";
      case LOOKUP -> throw new NotHeld(Rendering.Why.FIELD, field.name());
    };
  }

  /** The item that adds exceptions to a rule. */
  static Map<String, Object> exception(RuleException exception, int number) throws NotHeld {
    if (!Yaml.isWhole(exception.rule())) {
      throw new NotHeld(Rendering.Why.VALUE, exception.rule());
    }
    List<String> fields = new ArrayList<>();
    List<String> comparisons = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (RuleException.Value value : exception.values()) {
      boolean several = value.field() == Field.ARGUMENTS;
      fields.add(name(value.field(), Kind.PROCESS_STARTED));
      comparisons.add(several ? "in" : "=");
      List<String> quoted = new ArrayList<>();
      for (String each : value.oneOf()) {
        quoted.add(FalcoText.quoted(each)); // Falco makes a condition of it as it stands
      }
      values.add(several ? quoted : quoted.getFirst());
    }
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", "salvor_" + number);
    one.put("fields", fields);
    one.put("comps", comparisons);
    one.put("values", List.of(values));
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("rule", exception.rule());
    item.put("exceptions", List.of(one));
    item.put("override", Map.of("exceptions", "append"));
    return item;
  }
}
