package salvor.ingest.scap;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.workload.Location;

/** The programs that processes started, and the threads that were made. */
final class Started {
  private static final int UPPER_LAYER = 2;
  private static final int FROM_MEMFD = 4;
  private static final int LOWER_LAYER = 8;

  private final Threads threads;
  private final Descriptors descriptors;

  Started(Threads threads, Descriptors descriptors) {
    this.threads = threads;
    this.descriptors = descriptors;
  }

  /** A thread or process was made; the event comes once in the child and once in the parent. */
  void cloned(Event event) {
    Long result = event.number("res");
    if (result == null || result < 0) {
      return;
    }
    Task known = threads.get(event.thread());
    boolean child = result == 0;
    long tid = child ? event.thread() : result;
    if (!child && threads.get(tid) != null) {
      return; // the child told of itself already, and knows more
    }
    Long pid = event.number("pid");
    Long parent = event.number("ptid");
    boolean thread = child && pid != null && pid != tid;
    long process = child ? (pid == null ? tid : pid) : tid;
    long by = child ? (parent == null ? 0 : parent) : event.thread();
    Task from = child ? threads.process(by) : known;
    Long inside = child ? event.number("vpid") : null;
    String cwd = event.text("cwd");
    threads.put(
        new Task(
            tid,
            process,
            by,
            inside == null ? 0 : Math.max(0, inside),
            event.text("comm"),
            thread || from == null ? path(event, from) : from.executable(),
            commandLine(event),
            cwd != null ? cwd : from == null ? null : from.cwd(),
            event.integer("uid"),
            cgroups(event, from)));
  }

  private static @Nullable String path(Event event, @Nullable Task from) {
    String called = event.text("exe");
    return from != null && from.executable() != null
        ? from.executable()
        : called != null && called.startsWith("/") ? called : null;
  }

  private static String cgroups(Event event, @Nullable Task from) {
    String told = event.text("cgroups");
    return told != null ? told : from == null ? "" : from.cgroups();
  }

  /** The process that runs a program; of a failed attempt the program is what was asked for. */
  ProcessInfo program(Call call) {
    Event event = call.end();
    Task before = threads.process(event.thread());
    String asked = descriptors.whole(event.thread(), call.number("dirfd"), asked(call));
    if (call.failed()) {
      return new ProcessInfo(
          before == null ? null : Threads.pid(before.pid()),
          before == null ? null : Threads.pid(before.containerPid()),
          null,
          asked,
          null,
          null,
          before == null ? null : before.cwd(),
          before == null ? null : before.uid(),
          before == null ? null : threads.info(before).parent());
    }
    Task task = task(event, asked, before);
    threads.put(task);
    return threads.info(task);
  }

  private static @Nullable String asked(Call call) {
    return call.text("filename", "pathname");
  }

  private static Task task(Event event, @Nullable String asked, @Nullable Task before) {
    Long pid = event.number("pid");
    Long parent = event.number("ptid");
    String trusted = event.text("trusted_exepath");
    String called = event.text("exe");
    String path =
        trusted != null
            ? trusted
            : asked != null ? asked : called != null && called.startsWith("/") ? called : null;
    String cwd = event.text("cwd");
    Integer uid = event.integer("uid");
    long process = pid == null ? event.thread() : pid;
    return new Task(
        process, // the thread that starts a program is all that is left of its process
        process,
        parent != null ? parent : before == null ? 0 : before.parent(),
        before == null ? 0 : before.containerPid(),
        event.text("comm"),
        path,
        commandLine(event),
        cwd != null ? cwd : before == null ? null : before.cwd(),
        uid != null ? uid : before == null ? null : before.uid(),
        cgroups(event, before));
  }

  private static @Nullable String commandLine(Event event) {
    String called = event.text("exe");
    byte[] rest = event.bytes("args");
    if (called == null) {
      return null;
    }
    return rest == null || rest.length == 0
        ? called
        : called + "\0" + new String(rest, 0, rest.length - 1, StandardCharsets.UTF_8);
  }

  /** Marks that the kernel gave the program. */
  void flags(Event event, Set<Quality> quality) {
    Long flags = event.number("flags");
    if (flags != null) {
      if ((flags & UPPER_LAYER) != 0) {
        quality.add(Quality.EXE_UPPER_LAYER);
      }
      if ((flags & LOWER_LAYER) != 0) {
        quality.add(Quality.EXE_LOWER_LAYER);
      }
      if ((flags & FROM_MEMFD) != 0) {
        quality.add(Quality.EXE_FROM_MEMFD);
      }
    }
    Long terminal = event.number("tty");
    if (terminal != null && terminal > 0) {
      quality.add(Quality.TTY);
    }
  }

  /** Where a program was started. */
  Location place(Event event) {
    String told = event.text("cgroups");
    return told != null ? threads.place(told) : threads.place(event.thread());
  }
}
