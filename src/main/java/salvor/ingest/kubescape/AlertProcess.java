package salvor.ingest.kubescape;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.ingest.Fields;
import tools.jackson.databind.JsonNode;

/**
 * The process that an alert is about: of the tree that the record holds, the one with the pid that
 * the record names; its root where the record names none.
 *
 * @param info the process and its parent
 * @param quality what the record says of its executable, its arguments and of its success
 */
record AlertProcess(ProcessInfo info, Set<Quality> quality) {
  private static final int MOST = 10_000;

  private record Node(JsonNode self, @Nullable JsonNode parent) {}

  static AlertProcess of(JsonNode record, @Nullable JsonNode base, @Nullable JsonNode arguments) {
    Integer pid = Fields.pid(base, "infectedPID");
    JsonNode root = Fields.at(record, "RuntimeProcessDetails", "processTree");
    Node found = find(root, pid);
    JsonNode self = found == null ? null : found.self();
    List<String> argv = Fields.texts(arguments, "args");
    String line = argv.isEmpty() ? Fields.exact(self, "cmdline") : String.join("\0", argv);
    String exec = Fields.exact(arguments, "exec");
    Long returned = Fields.number(arguments, "retval");
    boolean failed = returned != null && returned < 0; // then the process still runs what it ran
    String path = failed ? null : Fields.firstText(self, "path", "hardlink");
    ProcessInfo info =
        new ProcessInfo(
            pid != null ? pid : Fields.pid(self, "pid"),
            null,
            null,
            path != null ? path : exec,
            failed ? null : Fields.text(self, "comm"),
            line,
            Fields.exact(self, "cwd"),
            Fields.uid(self, "uid"),
            parent(self, found == null ? null : found.parent()));
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    if (argv.isEmpty() && line != null && line.indexOf(' ') >= 0) {
      quality.add(Quality.LOSSY_ARGUMENTS);
    }
    if (failed) {
      quality.add(Quality.FAILED);
    } else if (Fields.isTrue(self, "upperLayer")) {
      quality.add(Quality.EXE_UPPER_LAYER);
    }
    return new AlertProcess(info, quality);
  }

  private static @Nullable Node find(@Nullable JsonNode root, @Nullable Integer pid) {
    if (root == null || !root.isObject()) {
      return null;
    }
    Deque<Node> open = new ArrayDeque<>(List.of(new Node(root, null)));
    for (int looked = 0; !open.isEmpty() && looked < MOST; looked++) {
      Node node = open.remove();
      if (pid == null || pid.equals(Fields.pid(node.self(), "pid"))) {
        return node;
      }
      JsonNode children = Fields.at(node.self(), "childrenMap");
      if (children != null && children.isObject()) {
        children.valueStream().forEach(child -> open.add(new Node(child, node.self())));
      }
    }
    return null;
  }

  private static ProcessInfo.@Nullable Parent parent(
      @Nullable JsonNode self, @Nullable JsonNode parent) {
    if (parent != null) {
      return new ProcessInfo.Parent(
          Fields.pid(parent, "pid"),
          null,
          Fields.firstText(parent, "path", "hardlink"),
          Fields.text(parent, "comm"),
          Fields.exact(parent, "cmdline"));
    }
    Integer pid = Fields.pid(self, "ppid");
    String name = Fields.text(self, "pcomm");
    return pid == null && name == null ? null : new ProcessInfo.Parent(pid, null, null, name, null);
  }
}
