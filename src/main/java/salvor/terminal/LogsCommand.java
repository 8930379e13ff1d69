package salvor.terminal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.LogLine;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.Trouble;
import salvor.jobs.Job;
import salvor.jobs.Jobs;
import salvor.report.ClusterWords;
import salvor.report.LogText;

/** {@code salvor logs}. */
@Command(
    name = "logs",
    sortOptions = false,
    description = {
      "Tells the log of a container, of now or of the run before its last restart, and follows it.",
      "",
      "Each line begins with the time of the node. What steers a terminal is spelt out; of a line longer than 16,000"
          + " characters the rest is counted. Nothing is kept."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood, or there is no such pod, container or run before",
      "6:the kubeconfig or the cluster cannot be used, or the log broke off"
    })
final class LogsCommand implements Callable<Integer> {
  private static final int LONGEST = 16_000;
  private static final int BAD_REQUEST = 400;

  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Parameters(paramLabel = "NAMESPACE/NAME", description = "the pod")
  private String pod = "";

  @Option(
      names = {"-c", "--container"},
      paramLabel = "NAME",
      description = "the container, where the pod has several")
  private String container = "";

  @Option(names = "--previous", description = "the run before its last restart")
  private boolean previous;

  @Option(
      names = {"-f", "--follow"},
      description = "wait for what is yet to come")
  private boolean follow;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "with --follow: stop after so many seconds, else when interrupted")
  private long seconds = -1;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "not what is older: 90s, 10m, 2h, 1d, or RFC 3339")
  private @Nullable String since;

  @Option(names = "--tail", paramLabel = "N", description = "so many lines from the end")
  private int tail = -1;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "only lines with this text, in any case")
  private String search = "";

  @Option(names = "--json", description = "tell each as a line of JSON: time, text, cut")
  private boolean json;

  LogsCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    int slash = pod.indexOf('/');
    String namespace = slash < 0 ? connecting.namespace : pod.substring(0, slash);
    if (namespace.isEmpty()) {
      throw misunderstood("name the pod as NAMESPACE/NAME, or its namespace by -n");
    }
    if (follow && previous) {
      throw misunderstood("--follow: the run before has ended; leave out --previous");
    }
    if (seconds >= 0 && !follow) {
      throw misunderstood("--for goes with --follow");
    }
    String name = pod.substring(slash + 1);
    since(Instant.EPOCH); // what cannot be understood is told before anything is asked
    return connecting.connected(
        desk,
        cluster -> {
          Instant from = since == null ? null : since(Instant.now().plus(cluster.greet().ahead()));
          return told(
              cluster,
              new LogRequest(namespace, name, container, follow, previous, true, from, tail));
        });
  }

  private int told(Cluster cluster, LogRequest request) throws ClusterFailure {
    LogStream log;
    try {
      log = cluster.logs(request);
    } catch (ClusterFailure failure) {
      boolean named =
          failure.trouble() instanceof Trouble.Missing
              || (failure.trouble() instanceof Trouble.Refused refused
                  && refused.code() == BAD_REQUEST);
      if (!named) {
        throw failure;
      }
      ClusterArguments.say(desk, ClusterWords.trouble(failure.trouble()));
      return ExitCode.USAGE;
    }
    Job<?> ending = ending(log);
    try (log) {
      tell(log);
    } finally {
      if (ending != null) {
        ending.cancel();
      }
      desk.out().flush();
    }
    return ExitCode.DONE;
  }

  private @Nullable Job<?> ending(LogStream log) {
    return seconds < 0
        ? null
        : new Jobs()
            .start(
                "End the log",
                progress -> {
                  CountDownLatch end = new CountDownLatch(1);
                  progress.onCancel(end::countDown);
                  boolean before = end.await(seconds, TimeUnit.SECONDS);
                  log.close();
                  return before;
                });
  }

  private void tell(LogStream log) throws ClusterFailure {
    LogText text = new LogText(LONGEST);
    String wanted = search.toLowerCase(Locale.ROOT);
    long all = 0;
    long found = 0;
    LogText.Line line;
    boolean more = true;
    while (more && !desk.out().checkError()) {
      LogLine piece = log.next();
      more = piece != null;
      line = piece == null ? text.rest() : text.add(piece);
      if (line != null) {
        all++;
        if (line.text().toLowerCase(Locale.ROOT).contains(wanted)) {
          found++;
          desk.out().println(json ? line.json() : line.visible());
        }
      }
    }
    if (!wanted.isEmpty()) {
      ClusterArguments.say(
          desk, String.format(Locale.ROOT, "%,d of %,d lines have it", found, all));
    }
  }

  private @Nullable Instant since(Instant now) {
    String text = since;
    if (text == null) {
      return null;
    }
    try {
      if (text.matches("[0-9]{1,9}[smhd]")) {
        String upper = text.toUpperCase(Locale.ROOT);
        return now.minus(Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper));
      }
      return Instant.parse(text);
    } catch (DateTimeException | ArithmeticException _) {
      throw misunderstood("--since: " + text + " is neither 90s, 10m, 2h, 1d nor RFC 3339");
    }
  }

  private CommandLine.ParameterException misunderstood(String why) {
    return new CommandLine.ParameterException(
        spec == null ? new CommandLine(this) : spec.commandLine(), why);
  }
}
