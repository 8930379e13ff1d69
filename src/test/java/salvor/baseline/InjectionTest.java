package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import salvor.evidence.Quality;
import salvor.jobs.Progress;
import salvor.workload.Inventory;

/**
 * Commands injected into those that a workload is known to run, judged as a sensor records them.
 */
class InjectionTest {
  private static final Path TABLES = Path.of("src/test/resources/salvor/baseline");
  private static final ProcessInfoOfApp APP = new ProcessInfoOfApp();
  private static final List<String> KNOWN =
      List.of(
          "ping -c 4 172.16.0.2",
          "/app/export.sh csv",
          "cat /data/report.txt",
          "curl -s -d @/data/body.json http://partner.example/x",
          "python3 -c 'print(1)'",
          "awk '{print $1}' /data/report.txt",
          "sed -n '/x/p' /data/report.txt",
          "find /data -name old -exec rm {} +",
          "python3 /app/job.py",
          "python3 -W ignore /app/job.py",
          "java -Dpod=web-1 -jar /app/app.jar",
          "ping -c 4 ${HOST:-10.0.0.1}",
          "$APP /app/run",
          "$(which python3) /app/run",
          "rm /data/old/*",
          "java -server -jar /app/app.jar",
          "python3 -E -u /app/job.py",
          "node -r /app/trace.js /app/run.js",
          "sh -c -x 'ls'");

  /** How a sensor writes a command line. */
  enum Recorded {
    /** Each argument by itself, as Tetragon and Tracee do. */
    APART("\0", "/usr/bin/dash", "sh"),
    /** Joined by spaces, as Falco does. */
    JOINED(" ", "/usr/bin/dash", "sh"),
    /** The same of a shell that is one of busybox' many names. */
    OF_BUSYBOX(" ", "/bin/busybox", "sh");

    private final String between;
    private final String executable;
    private final String called;

    Recorded(String between, String executable, String called) {
      this.between = between;
      this.executable = executable;
      this.called = called;
    }

    Story start(Story story, int pid, String payload) {
      String line = String.join(between, called, "-c", payload);
      return between.equals(" ")
          ? story.start(pid, executable, line, APP.parent(), Quality.LOSSY_ARGUMENTS)
          : story.start(pid, executable, line, APP.parent());
    }
  }

  private record ProcessInfoOfApp() {
    salvor.evidence.ProcessInfo.Parent parent() {
      return Story.parent(1, "/usr/bin/python3", "python3 /app/app.py");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyInjectedCommandIsOut(Recorded how) throws IOException {
    List<String> injected = table("injected.txt");
    assertThat(injected).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    assertThat(notJudged(how, injected, Verdict.OUT)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void otherValuesAreIn(Recorded how) throws IOException {
    List<String> harmless = table("harmless.txt");
    assertThat(harmless).hasSizeGreaterThan(40).doesNotHaveDuplicates();
    assertThat(notJudged(how, harmless, Verdict.IN)).isEmpty();
  }

  private static List<String> notJudged(Recorded how, List<String> payloads, Verdict expected) {
    Story normal = new Story();
    for (int i = 0; i < 130; i++) {
      how.start(normal, 100 + i, KNOWN.get(i % KNOWN.size()));
    }
    List<Profile> learned =
        Learner.learn(
            normal.observations(), Inventory.EMPTY, List.of(), Learning.ALL, Progress.NONE);
    Story seen = new Story();
    for (int i = 0; i < payloads.size(); i++) {
      how.start(seen, 1000 + i, payloads.get(i));
    }
    Verdicts verdicts =
        new Judge(learned, Inventory.EMPTY).judge(seen.observations(), Progress.NONE);
    List<String> wrong = new ArrayList<>();
    for (int row = 0; row < payloads.size(); row++) {
      if (verdicts.verdict(row) != expected) {
        wrong.add(verdicts.judgement(row).reason() + " " + payloads.get(row));
      }
    }
    return wrong;
  }

  private static List<String> table(String name) throws IOException {
    return Files.readAllLines(TABLES.resolve(name)).stream()
        .filter(line -> !line.startsWith("# ") && !line.isEmpty())
        .map(line -> line.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t"))
        .toList();
  }
}
