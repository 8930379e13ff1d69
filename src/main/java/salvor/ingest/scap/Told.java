package salvor.ingest.scap;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.ingest.Recent;
import salvor.ingest.Sink;
import salvor.workload.Location;

/** What events say; gives an account of each. */
final class Told {
  /** Calls whose beginning says what their end does not. */
  private static final Set<String> BEGUN =
      Set.of(
          "execve",
          "execveat",
          "socket",
          "connect",
          "sendto",
          "sendmsg",
          "openat",
          "link",
          "linkat",
          "unlink",
          "unlinkat",
          "mkdir",
          "rmdir",
          "setns",
          "unshare",
          "kill",
          "tkill",
          "tgkill",
          "ptrace",
          "mount",
          "umount2",
          "setuid",
          "setgid",
          "setresuid",
          "setresgid",
          "close",
          "open");

  /** What the kernel or the sensor tells by itself. */
  private static final Set<String> NO_CALLS =
      Set.of(
          "switch",
          "procinfo",
          "signaldeliver",
          "useradded",
          "userdeleted",
          "groupadded",
          "groupdeleted",
          "notification",
          "infra",
          "page_fault",
          "cpu_hotplug",
          "k8s",
          "mesos",
          "tracer",
          "scapevent",
          "pluginevent",
          "asyncevent");

  private static final int MOST_BEGUN = 4_096;
  private static final int LARGEST_BEGUN = 8_192;

  private final Threads threads;
  private final Sink sink;
  private final Descriptors descriptors;
  private final Files files;
  private final Sockets sockets;
  private final Started started;
  private final Recent<Long, Event> begun = new Recent<>(MOST_BEGUN);

  Told(Threads threads, Sink sink) {
    this.threads = threads;
    this.sink = sink;
    this.descriptors = new Descriptors(threads);
    this.files = new Files(descriptors);
    this.sockets = new Sockets(descriptors, threads);
    this.started = new Started(threads, descriptors);
  }

  /** A process that ran when the capture began; the capture has no time for it. */
  void running(Task task, RecordRef ref) {
    threads.put(task);
    if (!task.isProcess()) {
      sink.skipped("a thread that ran when the capture began");
      return;
    }
    Set<Quality> quality = marks(task.executable());
    quality.add(Quality.RUNNING_BEFORE_SENSOR);
    sink.observed(
        new Observation(
            null,
            threads.place(task.cgroups()),
            threads.info(task),
            new Activity.ProcessStarted(),
            quality,
            ref));
  }

  void event(Event event, RecordRef ref) {
    if (event.type() == null) {
      sink.skipped("event " + event.number() + ", newer than what is known here");
    } else if (special(event, ref)) {
      return;
    } else if (event.isEnd()) {
      Event begin = begun.remove(event.thread());
      boolean same = begin != null && begin.number() == event.number() - 1;
      end(new Call(event, same ? begin : null), ref);
    } else {
      if (BEGUN.contains(event.name()) && event.size() <= LARGEST_BEGUN) {
        begun.put(event.thread(), event);
      }
      sink.skipped("the beginning of a call, told at its end");
    }
  }

  /** What is no call. */
  private boolean special(Event event, RecordRef ref) {
    switch (event.name()) {
      case "procexit" -> ended(event, ref);
      case "container" -> {
        Location told = Containers.of(event.text("json"));
        if (told != null) {
          threads.container(told);
        }
        sink.skipped("what the runtime told of a container");
      }
      case "drop" ->
          observe(
              event,
              new Activity.EventsLost(0, "the capture left out events: sampling, or full buffers"),
              Outcome.UNKNOWN,
              ref);
      case "clone", "clone3", "fork", "vfork" -> {
        if (!event.isEnd()) {
          return false;
        }
        begun.remove(event.thread());
        started.cloned(event);
        sink.skipped("a thread or process was made: told when it starts a program");
      }
      default -> {
        if (!NO_CALLS.contains(event.name())) {
          return false;
        }
        sink.skipped(event.name() + ": nothing that a process did");
      }
    }
    return true;
  }

  private void ended(Event event, RecordRef ref) {
    Task task = threads.get(event.thread());
    if (task != null && !task.isProcess()) {
      sink.skipped("the end of a thread");
    } else {
      Integer status = event.integer("ret");
      Long signal = event.number("sig");
      Long whole = event.number("status"); // both in one number, as wait(2) gives them
      if (whole != null && status == null) {
        status = Integer.valueOf((int) (whole >> 8 & 0xFF));
      }
      if (whole != null && signal == null) {
        signal = whole & 0x7F;
      }
      observe(
          event,
          new Activity.ProcessEnded(status, signal == null ? null : Flags.signal(signal)),
          Outcome.UNKNOWN,
          ref);
    }
    threads.remove(event.thread());
  }

  private void end(Call call, RecordRef ref) {
    Event event = call.end();
    switch (event.name()) {
      case "execve", "execveat" -> program(call, ref);
      case "socket" -> {
        sockets.made(call);
        sink.skipped("the call socket, told when the socket is used");
      }
      case "close" -> {
        descriptors.close(event.thread(), call.number("fd"));
        sink.skipped("the call close, of which nothing is told");
      }
      case "chdir" -> {
        Task task = threads.process(event.thread());
        if (task != null && !call.failed()) {
          threads.put(task.in(descriptors.whole(event.thread(), null, call.text("path"))));
        }
        sink.skipped("the call chdir, of which nothing is told");
      }
      default -> other(call, ref);
    }
  }

  private void other(Call call, RecordRef ref) {
    Activity activity = files.activity(call);
    activity = activity != null ? activity : sockets.activity(call);
    activity = activity != null ? activity : Actions.of(call);
    if (activity == null) {
      sink.skipped("the call " + call.end().name() + ", of which nothing is told");
    } else {
      observe(call.end(), activity, call.outcome(), ref);
    }
  }

  private void program(Call call, RecordRef ref) {
    ProcessInfo process = started.program(call);
    Set<Quality> quality = marks(process.executable());
    if (!call.failed()) {
      started.flags(call.end(), quality);
    }
    sink.observed(
        new Observation(
            call.end().when(),
            started.place(call.end()),
            process,
            new Activity.ProcessStarted(),
            call.outcome(),
            quality,
            ref));
  }

  private void observe(Event event, Activity activity, Outcome outcome, RecordRef ref) {
    Task task = threads.process(event.thread());
    sink.observed(
        new Observation(
            event.when(),
            threads.place(event.thread()),
            threads.info(event.thread()),
            activity,
            outcome,
            marks(task == null ? null : task.executable()),
            ref));
  }

  private static Set<Quality> marks(@Nullable String executable) {
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    if (executable != null && executable.startsWith("memfd:")) {
      quality.add(Quality.EXE_FROM_MEMFD);
    } else if (executable != null && executable.endsWith(" (deleted)")) {
      quality.add(Quality.EXE_DELETED);
    }
    return quality;
  }
}
